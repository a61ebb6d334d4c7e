import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from owned import OWN
from slipstick import catalogue, load, select
from slipstick.files import places as files
from slipstick.files.places import compiled_paths
from slipstick.files.store import FAMILY, DamagedError, make_store
from slipstick.specs import catalogue as known


def cache_of(root):
    return Path(compiled_paths(str(root))[0])


def as_in_a_new_process():
    known._KEPT.clear()


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_a_damaged_cache_changes_nothing(own):
    def told():
        as_in_a_new_process()
        return [load(word, str(own)).as_dict() for word in ("mine", "my gpu", "my-g")]

    answer = told()
    path = cache_of(own)
    whole = path.read_bytes()
    places = [whole.index(text) for text in (b"1000000000000.0", b'"mark"', b"my own measurement", b"my-gpumy-gpu")]
    for damage in (
        *(b"", b"\0" * 100, whole[:-50], whole[:200], whole[:4096], b"{}\n[]\n"),
        *(flipped(whole, at) for at in (0, 20, 100, *places, *range(3, len(whole), 997))),
    ):
        assert damage != whole
        path.write_bytes(damage)
        assert told() == answer


def test_stamps_are_believed_only_of_files_that_have_not_moved(own):
    path = own / "my-gpu.yaml"
    kept = Path(f"{cache_of(own)}.stamps")
    select(specs=str(own))
    assert not kept.exists()  # the file is too young to be told apart from one written right after
    past = time.time_ns() - 10**10
    for layer in catalogue(str(own)).layers[1:]:
        found = files.file_stamps(layer.root)
        kept.write_text(f"{layer.store.meta['mark']} {files.sum_of(found)}")
    assert "mine" in catalogue(str(own)).words
    path.write_text(OWN.replace("aliases: [mine]", "aliases: [yours]"))
    os.utime(path, ns=(past, past))
    assert "yours" in catalogue(str(own)).words
    assert "mine" not in catalogue(str(own)).words
    kept.write_text("{damaged")
    assert "yours" in catalogue(str(own)).words


def test_a_damaged_cache_is_mended(own):
    load("mine", str(own))
    whole = cache_of(own).read_bytes()
    cache_of(own).write_bytes(whole[:100])
    as_in_a_new_process()
    load("mine", str(own))
    assert cache_of(own).read_bytes() == whole


def test_a_word_that_is_lost_from_a_family_is_noticed():
    pages = {
        handle: ({"kind": kind}, "", {}) for handle, kind in (("k1-sxm", "gpu"), ("k1-box", "node"), ("k2", "gpu"))
    }
    made = make_store({}, pages, {**{handle: handle for handle in pages}, "k1": "k1-sxm", "k1-a": "k1-sxm"}, {}, {})
    assert made.longer("k1") == {"k1-sxm": "gpu", "k1-box": "node"}
    assert made.longer("k2") == made.longer("k3") == {}
    made._base.execute("delete from contents where key = ?", [f"{FAMILY}k1"])
    assert made.longer("k1") == {"k1-sxm": "gpu", "k1-box": "node"}
    made._base.execute("delete from words where key = 'k1-box'")
    with pytest.raises(DamagedError, match="words has not those that begin with k1"):
        made.longer("k1")


@pytest.mark.parametrize("obstacle", ["a file where the folder belongs", "nowhere to write"])
def test_a_cache_that_cannot_be_written_changes_nothing(own, obstacle, monkeypatch, tmp_path):
    place = tmp_path / "blocked"
    if obstacle == "nowhere to write":
        place = "/proc/slipstick"
    else:
        place.write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    assert load("mine", str(own)).name == "My GPU"


def test_twenty_processes_on_an_empty_cache_all_answer(own, tmp_path):
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "empty")}
    question = ["matmul", "4096", "4096", "4096", "--on", "mine", "--specs", str(own), "--short"]
    command = [sys.executable, "-m", "slipstick", *question]

    def ask(_):
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, range(20)))
    assert {(a.returncode, a.stdout, a.stderr) for a in answers} == {(0, answers[0].stdout, "")}
    assert answers[0].stdout.endswith("ms\n")
    assert [
        name for name in os.listdir(tmp_path / "empty" / "slipstick") if not name.endswith((".db", ".db.stamps"))
    ] == []
