"""The header of a safetensors file gives the bytes of its tensors, and anything else is an error of one line."""

import json

import pytest

from slipstick.errors import UsageError
from slipstick.files.safetensors import read_json, size_of_tensors


def written(folder, told, length=None):
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    path = folder / "model.safetensors"
    path.write_bytes((len(data) if length is None else length).to_bytes(8, "little") + data)
    return str(path)


def tensor(start, end):
    return {"dtype": "BF16", "shape": [(end - start) // 2], "data_offsets": [start, end]}


def test_the_tensors_are_added_up_without_what_is_told_about_them(tmp_path):
    told = {"__metadata__": {"format": "pt"}, "a": tensor(0, 64), "b": tensor(64, 100)}
    assert size_of_tensors(written(tmp_path, told)) == 100


@pytest.mark.parametrize(
    ("told", "length", "message"),
    [
        (b"", 0, "no JSON"),
        (b"{}", 2**63, "no length that it can hold"),
        (b"{}", 3, "no length that it can hold"),
        (b"\xff\xfe", None, "no JSON"),
        (b"[" * 9000, None, "no JSON"),
        (b"9" * 9000, None, "no JSON"),
        (b"[1, 2]", None, "no mapping"),
        ({"a": 1}, None, "no data_offsets"),
        ({"a": {"data_offsets": [0, 1.5]}}, None, "no data_offsets"),
        ({"a": {"data_offsets": [9, 1]}}, None, "no data_offsets"),
        ({"a": {"data_offsets": [0, 2**99]}}, None, "no data_offsets"),
    ],
)
def test_what_is_damaged_is_said_in_one_line(tmp_path, told, length, message):
    with pytest.raises(UsageError, match=message) as error:
        size_of_tensors(written(tmp_path, told, length))
    assert "\n" not in str(error.value)


def test_a_configuration_of_many_bytes_is_not_read(tmp_path):
    path = tmp_path / "config.json"
    path.write_bytes(b"{}" + b" " * 2**23)
    with pytest.raises(UsageError, match="more than a configuration"):
        read_json(str(path))
    path.write_text('{"a": 1}')
    assert read_json(str(path)) == {"a": 1}
