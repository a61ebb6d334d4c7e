"""The header of a GGUF file, versions 2 and 3: what it says of itself, and its tensors. The weights are not read.

Lengths are held to what the file can hold before anything is read by them, so that no header takes more memory than
it has bytes.
"""

import struct
from math import prod
from typing import Any, BinaryIO, NamedTuple

from ..errors import UsageError
from ..units.quantisations import BLOCKS
from .opened import opened, short

MAGIC = b"GGUF"
VERSIONS = (2, 3)
SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
TEXT, LIST = 8, 9
ENTRY, TENSOR = 13, 32  # the fewest bytes of an entry, and of a tensor
KEPT = 4096  # longer lists, as that of all tokens, are only counted
LONGEST = 2**26  # bytes of a text; of those of a list 2**20
WORD = 2**20
SIDES = 8
# The numbers of formats as the package gguf 0.19.0 has them, and the blocks of OTHERS.
FORMATS = {
    **{0: "fp32", 1: "fp16", 2: "q4_0", 3: "q4_1", 6: "q5_0", 7: "q5_1", 8: "q8_0", 9: "q8_1", 10: "q2_k", 11: "q3_k"},
    **{12: "q4_k", 13: "q5_k", 14: "q6_k", 15: "q8_k", 16: "iq2_xxs", 17: "iq2_xs", 18: "iq3_xxs", 19: "iq1_s"},
    **{20: "iq4_nl", 21: "iq3_s", 22: "iq2_s", 23: "iq4_xs", 24: "i8", 25: "i16", 26: "i32", 27: "i64", 28: "fp64"},
    **{29: "iq1_m", 30: "bf16", 34: "tq1_0", 35: "tq2_0", 39: "mxfp4", 40: "nvfp4"},
}
# Bytes and weights of a block, of formats that nobody asks for by name.
OTHERS: dict[str, tuple[float, int]] = {
    **{"q8_1": (40, 32), "q8_k": (292, 256), "tq1_0": (54, 256), "tq2_0": (66, 256)},
    **{"i8": (1, 1), "i16": (2, 1), "i32": (4, 1), "i64": (8, 1), "fp64": (8, 1)},
}
SIZES = {**BLOCKS, **OTHERS}


class Tensor(NamedTuple):
    """A tensor: its name, its sides, the one that lies together in memory first, and the format of its elements."""

    name: str
    sides: tuple[int, ...]
    format: str

    @property
    def elements(self) -> int:
        """How many elements it has."""
        return prod(self.sides)

    @property
    def size(self) -> int:
        """Its bytes, scales included."""
        size, elements = SIZES[self.format]
        return int(self.elements * size / elements)


class Header(NamedTuple):
    """What a GGUF file says: values by key, of long lists only their length under ``counts``; and its tensors."""

    values: dict[str, Any]
    counts: dict[str, int]
    tensors: list[Tensor]


class _Reader:
    """A file read from its start, never past its end."""

    def __init__(self, path: str, file: BinaryIO, size: int) -> None:
        self.path, self.file, self.left = path, file, size

    def take(self, size: int) -> bytes:
        """The next bytes. Raises UsageError where the file ends before them."""
        if size > self.left:
            raise self.wrong("it ends within its header")
        self.left -= size
        found = self.file.read(size)
        if len(found) < size:
            raise self.wrong("it ends within its header")
        return found

    def wrong(self, what: str) -> UsageError:
        """An error about the file."""
        return UsageError(f"{short(self.path)} is no sound GGUF file: {what}")

    def number(self, form: str) -> Any:
        """The next number, by its form of ``struct``."""
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def count(self, least: int, what: str) -> int:
        """The next count, of what takes so many bytes at least."""
        found = int(self.number("<Q"))
        if found * least > self.left:
            raise self.wrong(f"it says it has {found:.4g} {what}, for which it is too short")
        return found

    def text(self, longest: int = WORD) -> str:
        """The next text."""
        length = self.count(1, "letters in a row")
        if length > longest:
            raise self.wrong(f"a text of {length:.4g} bytes")
        return self.take(length).decode("utf-8", "replace")


def header(path: str) -> Header:
    """The header of a GGUF file. Raises UsageError for one that is damaged, or of another kind or version."""
    file, size = opened(path)
    with file:
        reader = _Reader(path, file, size)
        if size < len(MAGIC) or reader.take(len(MAGIC)) != MAGIC:
            raise UsageError(f"{short(path)} is no GGUF file: it does not begin with GGUF")
        version = reader.number("<I")
        if version not in VERSIONS:
            raise UsageError(f"{short(path)} is GGUF of version {_version(version)}: expected 2 or 3")
        tensors, entries = reader.count(TENSOR, "tensors"), reader.count(ENTRY, "entries")
        values: dict[str, Any] = {}
        counts: dict[str, int] = {}
        for _ in range(entries):
            key = reader.text()
            found = _value(reader, reader.number("<I"))
            counts.update({key: found[0]} if isinstance(found, tuple) else {})
            values.update({} if isinstance(found, tuple) else {key: found})
        return Header(values, counts, [_tensor(reader) for _ in range(tensors)])


def _version(number: int) -> str:
    turned = int.from_bytes(number.to_bytes(4, "little"), "big")
    return f"{turned}, its bytes turned round" if turned in VERSIONS else str(number)


def _value(reader: _Reader, kind: int) -> Any:
    """The next value: a number, a text, a list of numbers; a tuple of its length for another list."""
    if kind in SCALARS:
        return reader.number(SCALARS[kind])
    if kind == TEXT:
        return reader.text(LONGEST)
    if kind != LIST:
        raise reader.wrong(f"it has a value of kind {kind}")
    inner = reader.number("<I")
    if inner == TEXT:
        return _texts(reader, reader.count(8, "texts in a list"))
    if inner not in SCALARS:
        raise reader.wrong(f"it has a list of kind {inner}")
    each = struct.calcsize(SCALARS[inner])
    count = reader.count(each, "numbers in a list")
    if count > KEPT:
        reader.left -= count * each
        reader.file.seek(count * each, 1)
        return (count,)
    return [reader.number(SCALARS[inner]) for _ in range(count)]


def _texts(reader: _Reader, count: int) -> tuple[int]:
    """Pass over so many texts: each is read with the length of the next."""
    length = int.from_bytes(reader.take(8), "little") if count else 0
    for left in range(count - 1, -1, -1):
        if length > WORD:
            raise reader.wrong(f"a text of {length:.4g} bytes")
        found = reader.take(length + (8 if left else 0))
        length = int.from_bytes(found[length:], "little")
    return (count,)


def _tensor(reader: _Reader) -> Tensor:
    name, many = reader.text(), reader.number("<I")
    if not 0 < many <= SIDES:
        raise reader.wrong(f"a tensor of {many} sides")
    sides = tuple(reader.number("<Q") for _ in range(many))
    kind, _ = reader.number("<I"), reader.number("<Q")
    if kind not in FORMATS:
        raise UsageError(f"{short(reader.path)} has a tensor in format {kind} of GGML, which slipstick does not know")
    made = Tensor(name, sides, FORMATS[kind])
    _, together = SIZES[made.format]
    if not 0 < made.elements < 2**60 or sides[0] % together:
        raise reader.wrong(f"a tensor of {' x '.join(map(str, sides[:4]))} elements in {made.format}"[:90])
    return made
