"""Number formats: the bits each takes in memory, and the format a matmul writes its result in."""

from ..errors import UsageError
from ..words import did_you_mean

# TF32 is a way of multiplying; in memory its numbers are fp32.
BITS = {"fp64": 64, "fp32": 32, "tf32": 32, "bf16": 16, "fp16": 16, "fp8": 8, "fp6": 6, "fp4": 4, "int8": 8, "int4": 4}
DTYPES = tuple(BITS)
SMALLEST_RESULT = 16


def dtype(name: str) -> str:
    """The dtype's name as slipstick spells it. Raises UsageError, with the nearest, for an unknown one.

    >>> dtype("BF16")
    'bf16'
    """
    word = str(name).strip().casefold()
    if word not in BITS:
        raise UsageError(f"unknown dtype '{name}': {did_you_mean(word, DTYPES)}")
    return word


def width(name: str) -> float:
    """Bytes of one element in memory.

    >>> width("fp4")
    0.5
    """
    return BITS[name] / 8


def result_width(name: str) -> float:
    """Bytes of one element of a matmul's result: as its factors, but libraries write at least 16 bits.

    >>> result_width("fp8")
    2.0
    """
    return max(BITS[name], SMALLEST_RESULT) / 8
