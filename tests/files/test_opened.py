"""A file of a model is a regular file that can be read; what else lies under its name is said in one line."""

import os

import pytest

from slipstick.errors import UsageError
from slipstick.files.opened import opened, short, stands_in


def test_a_word_means_a_file_by_its_ending_or_its_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for word in ("config.json", "A.GGUF", "x/model.safetensors", "./x", "../x", "/x", "~/x"):
        assert stands_in(word), word
    for word in ("llama-3.1-8b", "a100", "meta-llama/Llama-3", "qwen3", ""):
        assert not stands_in(word), word
    (tmp_path / "meta-llama" / "Llama-3").mkdir(parents=True)
    assert not stands_in("meta-llama/Llama-3")
    (tmp_path / "meta-llama" / "Llama-3" / "config.json").write_text("{}")
    assert stands_in("meta-llama/Llama-3")


def test_what_is_no_file_is_named_for_what_it_is(tmp_path):
    os.mkfifo(tmp_path / "pipe.gguf")
    (tmp_path / "loop.gguf").symlink_to(tmp_path / "loop.gguf")
    found = {
        "pipe.gguf": "a pipe or a device",
        "loop.gguf": "symbolic links",
        "gone.gguf": "No such file",
        "": "a folder",
    }
    for name, told in found.items():
        with pytest.raises(UsageError, match=told) as error:
            opened(str(tmp_path / name))
        assert "\n" not in str(error.value)
    for name in ("a\0b.gguf", "x" * 5000 + ".gguf"):
        with pytest.raises(UsageError, match="cannot be read"):
            opened(name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said_to_be_so(tmp_path):
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    path.chmod(0)
    with pytest.raises(UsageError, match="Permission denied"):
        opened(str(path))


def test_a_long_path_is_named_by_its_end():
    assert short("a/b.gguf") == "'a/b.gguf'"
    assert short("x" * 90 + "/b.gguf").endswith("x/b.gguf'")
    assert len(short("x" * 90)) <= 42
