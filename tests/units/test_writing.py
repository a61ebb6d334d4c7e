import os
import resource
import signal
import socket
import stat
import threading
from contextlib import contextmanager

import pytest

from slipstick import SlipstickError
from slipstick.units.writing import in_a_folder, write_new, write_whole


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"before")
    file.chmod(0o640)
    write_whole(str(file), b"after")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"after", 0o640)
    assert list(tmp_path.iterdir()) == [file]


def test_a_name_as_long_as_the_system_takes_can_be_written(tmp_path):
    file = tmp_path / ("x" * 255)
    write_whole(str(file), b"there")
    assert file.read_bytes() == b"there"


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_a_link_and_its_file_is_written(tmp_path, there):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    file, link = folder / "a.txt", tmp_path / "link.txt"
    if there:
        file.write_bytes(b"before")
    link.symlink_to(file)
    write_whole(str(link), b"after")
    assert link.is_symlink()
    assert file.read_bytes() == b"after"


def test_a_pipe_is_written_through_and_stays_one(tmp_path):
    pipe, read = tmp_path / "pipe.txt", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(str(pipe), b"through")
    reader.join(10)
    assert read == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_through_and_stays_one():
    """A terminal of the test's own: run by root, a fault here must not replace what others need, as /dev/null."""
    ours, terminal = os.openpty()
    try:
        write_whole(os.ttyname(terminal), b"through")
        assert os.read(ours, 100) == b"through"
        assert stat.S_ISCHR(os.stat(os.ttyname(terminal)).st_mode)
    finally:
        os.close(ours)
        os.close(terminal)


def test_what_takes_no_bytes_is_one_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
    with pytest.raises(SlipstickError, match=r"^socket cannot be written: No such device or address$"):
        write_whole("socket", b"nothing")


@pytest.mark.parametrize("mode", [0o444, 0o445])
def test_a_file_that_may_only_be_read_stays_as_it_is(tmp_path, mode):
    file = tmp_path / "a.txt"
    file.write_bytes(b"before")
    file.chmod(mode)
    with pytest.raises(SlipstickError, match="may only be read"):
        write_whole(str(file), b"after")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"before", mode)


@pytest.mark.parametrize("name", ["", ".", "round", "a\0b", "file/below"])
def test_what_is_no_file_to_write_is_one_line(tmp_path, name):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    with pytest.raises(SlipstickError, match=r"cannot be written: [^\n]+$"):
        write_whole(f"{tmp_path}/{name}", b"after")
    assert sorted(os.listdir(tmp_path)) == ["file", "round"]


@contextmanager
def room_for(size):
    """No file can grow further than so many bytes."""
    before, held = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, held[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, held)
        signal.signal(signal.SIGXFSZ, before)


def test_where_there_is_no_room_what_was_there_stays_and_nothing_is_left_behind(tmp_path):
    old = tmp_path / "old.txt"
    old.write_bytes(b"before")
    for path in (old, tmp_path / "new.txt"):
        with room_for(10), pytest.raises(SlipstickError, match="cannot be written: File too large"):
            write_whole(str(path), b"x" * 100)
    assert list(tmp_path.iterdir()) == [old]
    assert old.read_bytes() == b"before"


def test_a_new_file_is_whole_or_not_there(tmp_path):
    file = tmp_path / "new.yaml"
    with room_for(10), pytest.raises(OSError, match="too large"):
        write_new(str(file), b"x" * 100)
    assert not file.exists()
    write_new(str(file), b"there")
    with pytest.raises(FileExistsError):
        write_new(str(file), b"again")
    assert file.read_bytes() == b"there"


def test_a_folder_is_missed_before_the_work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in (f"{tmp_path}/a.txt", "a.txt"):
        in_a_folder(path)
    with pytest.raises(SlipstickError, match=r"no/a.txt cannot be written: there is no such folder"):
        in_a_folder("no/a.txt")
