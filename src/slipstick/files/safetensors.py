"""The header of a safetensors file: how large its tensors are. The weights are not read."""

import json
from typing import Any

from ..errors import UsageError
from .opened import opened, short

LONGEST = 2**26  # bytes of a header: the format's own readers take 10^8, and the largest models have 10^6
CONFIGURATION = 2**22  # bytes of other JSON files beside a model


def size_of_tensors(path: str) -> int:
    """The bytes of all tensors of a safetensors file. Raises UsageError for one that is damaged, or none."""
    file, size = opened(path)
    with file:
        length = int.from_bytes(file.read(8), "little")
        if size < 8 or length > min(size - 8, LONGEST):
            raise UsageError(f"{short(path)} is no sound safetensors file: its header has no length that it can hold")
        told = parsed(path, file.read(length))
    return sum(_size(path, each) for name, each in told.items() if name != "__metadata__")


def _size(path: str, told: Any) -> int:
    offsets = told.get("data_offsets") if isinstance(told, dict) else None
    if not isinstance(offsets, list) or len(offsets) != 2 or not all(map(_whole, offsets)) or offsets[1] < offsets[0]:
        raise UsageError(f"{short(path)} is no sound safetensors file: a tensor has no data_offsets")
    return int(offsets[1] - offsets[0])


def _whole(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**60


def read_json(path: str) -> dict[str, Any]:
    """A small JSON file that holds one mapping. Raises UsageError for anything else."""
    file, size = opened(path)
    with file:
        if size > CONFIGURATION:
            raise UsageError(f"{short(path)} has {size:.4g} bytes: more than a configuration of a model has")
        return parsed(path, file.read(CONFIGURATION))


def parsed(path: str, data: bytes) -> dict[str, Any]:
    """A mapping out of JSON. Raises UsageError for anything else."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):  # not JSON, not text, a number of thousands of digits, too deep
        raise UsageError(f"{short(path)} cannot be read: what it holds is no JSON") from None
    if not isinstance(found, dict):
        raise UsageError(f"{short(path)} holds no mapping: expected the configuration of a model")
    return found
