"""The header of a GGUF file is read as tools write it, and whatever else lies there is an error of one line."""

import os
import struct
import tracemalloc

import pytest

from ggufs import F32, Q4, gguf, llama
from slipstick.errors import UsageError
from slipstick.files.gguf import Tensor, header


def written(folder, data):
    path = folder / "model.gguf"
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize("version", [2, 3])
def test_values_and_tensors_are_those_that_were_written(tmp_path, version):
    values, tensors = llama()
    found = header(written(tmp_path, gguf(values, tensors, version)))
    assert found.values["llama.block_count"] == 2
    assert found.values["general.name"] == "Small Llama"
    assert found.counts == {"tokenizer.ggml.tokens": 300}
    assert found.values["tokenizer.ggml.scores"] == [0.5] * 300
    assert [(each.name, each.sides) for each in found.tensors] == [(name, sides) for name, sides, _ in tensors]


def test_a_tensor_has_the_bytes_of_its_blocks():
    assert Tensor("a", (256, 3), "q4_k").size == 3 * 144
    assert Tensor("a", (7,), "fp32").size == 28
    assert Tensor("a", (64, 2), "mxfp4").size == 4 * 17


# Bytes of 256 elements by the number of their format: blocks of scales and bits, as ggml lays them out.
BYTES = {0: 1024, 1: 512, 2: 144, 3: 160, 6: 176, 7: 192, 8: 272, 9: 320, 10: 84, 11: 110, 12: 144, 13: 176, 14: 210}
BYTES |= {15: 292, 16: 66, 17: 74, 18: 98, 19: 50, 20: 144, 21: 110, 22: 82, 23: 136, 24: 256, 25: 512, 26: 1024}
BYTES |= {27: 2048, 28: 2048, 29: 56, 30: 512, 34: 54, 35: 66, 39: 136, 40: 144}


def test_every_format_has_its_number_and_its_bytes(tmp_path):
    tensors = [(f"t{number}", (256,), number) for number in BYTES]
    found = header(written(tmp_path, gguf({}, tensors))).tensors
    assert {int(each.name[1:]): each.size for each in found} == BYTES


@pytest.mark.parametrize("number", {*range(50)} - {*BYTES})
def test_a_number_without_a_format_is_refused(tmp_path, number):
    with pytest.raises(UsageError, match=f"format {number}"):
        header(written(tmp_path, gguf({}, [("a", (256,), number)])))


def test_long_lists_are_passed_over_and_only_counted(tmp_path):
    values = {"a": [1] * 5000, "b": [f"{n}" for n in range(5000)], "c": 7}
    found = header(written(tmp_path, gguf(values, [])))
    assert (found.counts, found.values) == ({"a": 5000, "b": 5000}, {"c": 7})


SOUND = gguf(*llama())
START = b"GGUF" + struct.pack("<I", 3)
WRONG = {
    "empty": (b"", "does not begin with GGUF"),
    "another kind": (b"PK\x03\x04" * 9, "does not begin with GGUF"),
    "an old version": (b"GGUF" + struct.pack("<I", 1), "version 1"),
    "bytes turned round": (b"GGUF" + struct.pack(">I", 3), "turned round"),
    "no counts": (START, "ends within its header"),
    "too many tensors": (START + struct.pack("<QQ", 2**62, 0), "tensors, for which it is too short"),
    "too many entries": (START + struct.pack("<QQ", 0, 2**62), "entries, for which it is too short"),
    "a long key": (START + struct.pack("<QQQ", 0, 1, 2**61) + b"x" * 99, "letters in a row"),
    "a long list": (START + struct.pack("<QQ", 0, 1) + b"\1\0\0\0\0\0\0\0a" + struct.pack("<IIQ", 9, 4, 2**60), "list"),
    "a list of lists": (
        START + struct.pack("<QQ", 0, 1) + b"\1\0\0\0\0\0\0\0a" + struct.pack("<IIQ", 9, 9, 1),
        "kind 9",
    ),
    "a strange value": (START + struct.pack("<QQ", 0, 1) + b"\1\0\0\0\0\0\0\0a" + struct.pack("<IQ", 77, 1), "kind 77"),
    "a strange format": (gguf({}, [("a", (32,), 99)]), "format 99"),
    "no sides": (gguf({}, [("a", (), F32)]), "a tensor of 0 sides"),
    "half a block": (gguf({}, [("a", (100,), Q4)]), "100 elements in q4_k"),
    "more than all": (gguf({}, [("a", (2**40, 2**40), F32)]), "elements in fp32"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_damaged_is_said_in_one_line(tmp_path, name):
    data, told = WRONG[name]
    with pytest.raises(UsageError) as error:
        header(written(tmp_path, data))
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_text_longer_than_any_is_not_read(tmp_path):
    """Of 64 MiB and a byte, in a file as long, of which nothing but the start is written."""
    path = written(tmp_path, START + struct.pack("<QQQ", 0, 1, 1) + b"a" + struct.pack("<IQ", 8, 2**26 + 1))
    os.truncate(path, 2**27)
    tracemalloc.start()
    try:
        with pytest.raises(UsageError, match=r"a text of 6.711e\+07 bytes"):
            header(path)
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()


def test_a_file_cut_anywhere_is_an_error_that_takes_no_memory(tmp_path):
    tracemalloc.start()
    try:
        for length in range(24, len(SOUND), 97):
            with pytest.raises(UsageError, match="sound GGUF"):
                header(written(tmp_path, SOUND[:length]))
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()
