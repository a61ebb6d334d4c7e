"""Number formats: the bits each takes in memory, and the format a matmul writes its result in."""

from ..errors import UsageError
from ..words import did_you_mean

# TF32 is a way of multiplying; in memory its numbers are fp32.
BITS = {"fp64": 64, "fp32": 32, "tf32": 32, "bf16": 16, "fp16": 16, "fp8": 8, "fp6": 6, "fp4": 4, "int8": 8, "int4": 4}
DTYPES = tuple(BITS)
# Taken where none is said: the first that a part has.
USUAL = ("bf16", "fp16", "fp32", "tf32", "fp64", "fp8", "int8", "fp4")
# What torch, numpy, C and jax call them; of fp8 either form, and TF32 by its name in full.
SYNONYMS = {"bfloat16": "bf16", "float16": "fp16", "half": "fp16", "float32": "fp32", "float": "fp32", "single": "fp32"}
SYNONYMS |= {"float64": "fp64", "double": "fp64", "tensorfloat32": "tf32", "tensorfloat-32": "tf32"}
SYNONYMS |= dict.fromkeys(("float8", "float8_e4m3fn", "float8_e4m3", "float8_e5m2", "e4m3", "e5m2"), "fp8")
SYNONYMS |= dict.fromkeys(("float4", "float4_e2m1fn", "float4_e2m1fn_x2", "nvfp4", "mxfp4"), "fp4") | {"mxfp8": "fp8"}
SYNONYMS |= {"f64": "fp64", "f32": "fp32", "f16": "fp16", "i8": "int8", "i4": "int4", "s8": "int8", "s4": "int4"}
SMALLEST_RESULT = 16


def dtype(name: str) -> str:
    """The dtype's name as slipstick spells it. Raises UsageError, with the nearest, for an unknown one.

    >>> dtype("BF16"), dtype("torch.float16"), dtype("half")
    ('bf16', 'fp16', 'fp16')
    """
    word = str(name).strip().casefold().removeprefix("torch.")
    word = SYNONYMS.get(word, word)
    if word not in BITS:
        raise UsageError(f"unknown dtype '{name}': {did_you_mean(word, DTYPES)}")
    return word


def is_integer(name: str) -> bool:
    """Whether a dtype's numbers are integers: its rates are in OP/s.

    >>> is_integer("int8"), is_integer("fp8")
    (True, False)
    """
    return name.startswith("int")


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
