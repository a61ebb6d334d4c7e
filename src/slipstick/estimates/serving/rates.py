"""The rates that serving a model asks of a device: of its memory, its matrix units and its vector units."""

from ...errors import SlipstickError
from ...formulas.core.formula import unrecorded
from ...specs.rates import Rate, bandwidth, has, peak, vector
from ...specs.spec import Spec
from ...units.dtypes import DTYPES
from ..question import Asked
from .placed import Format

HALF = "half_accumulate.fp16"
BEFORE = "llama.cpp-2024"  # it multiplied narrow weights in int8 only where there are no matrix units
HALVES = ("llama.cpp", BEFORE, "ik_llama.cpp", "exllama")  # runtimes that add up in fp16 where that is faster
BYTES = ("llama.cpp", BEFORE, "ik_llama.cpp")  # runtimes that multiply narrow weights in int8
UNITS = 2.1  # times the rate of the vector units, that matrix units in 16 bits are beyond
EIGHTHS = ("vllm", "vllm-2024", "sglang", "trtllm")  # runtimes that multiply weights in fp8 in fp8, where a part can
MULTIPLIED = ("NVIDIA", "AMD")  # makers of GPUs that they do so on
BEST = ("sustained.bf16", "sustained.fp16")
LANES = "a vector unit of a processor is taken to multiply twice as many numbers of 16 bits as of 32, and again of 8"
MEASURED = "the best that was measured of its matrix units, whose rate in 16 bits is not in print"


def rates_of(asked: Asked, weights: Format, runtime: str) -> dict[str, Rate]:
    """The rates by name: ``memory``, ``matrix``, ``attention``, ``vector``, and ``narrow``, which a floor goes by.

    The matrices' is that of the weights; attention multiplies in 16 bits, whatever they are in.
    runtime: its name, or empty. Raises SlipstickError for a part without a bandwidth, or without any rate.
    """
    part = asked.part
    wide = _matrix(asked, runtime)
    matrix = _in_bytes(part, weights, runtime, wide) or _in_fp8(part, weights, runtime) or wide
    found = {"memory": bandwidth(part), "matrix": matrix, "attention": wide, "vector": _vector(part, matrix)}
    return {**found, "narrow": _narrow(part, weights, matrix)}


def _matrix(asked: Asked, runtime: str) -> Rate:
    """The rate of the matrices' arithmetic: in the format that was asked for, else the fastest of 16 bits or fp32.

    Some runtimes add up in fp16, which some parts do at twice the rate.
    """
    part = asked.part
    if runtime in HALVES and HALF in part:
        return Rate((HALF,), part.number(HALF), assumed=f"{runtime} adds up in fp16, as this part does faster")
    found = next((peak(part, dtype) for dtype in (asked.dtype, "fp16") if has(part, dtype)), None)
    best = next((path for path in BEST if path in part), "")
    if found is None and best:
        return Rate((best,), part.number(best), assumed=MEASURED)
    found = found or (peak(part, "fp32") if has(part, "fp32") else peak(part, asked.dtype))
    return max(found, _lanes(part, 2.0) or found, key=_value)


def _in_bytes(part: Spec, weights: Format, runtime: str, wide: Rate) -> Rate | None:
    """The rate in int8, where a runtime turns what meets narrow weights into 8 bits too; None where it does not."""
    multiplied = runtime in BYTES and part.kind == "gpu" and part.vendor in MULTIPLIED
    if not multiplied or weights.each >= 2 or not has(part, "int8"):
        return None
    if runtime == BEFORE and _value(wide) > UNITS * _value(vector(part)):
        return None
    return peak(part, "int8").but(assumed=f"{runtime} multiplies narrow weights in int8")


def _in_fp8(part: Spec, weights: Format, runtime: str) -> Rate | None:
    """The rate in fp8, where a runtime turns what meets weights in fp8 into it too; None where it does not."""
    if weights.name != "fp8" or runtime not in EIGHTHS or not has(part, "fp8"):
        return None
    return peak(part, "fp8").but(assumed=f"{runtime} multiplies weights in fp8 in fp8")


def _lanes(part: Spec, times: float) -> Rate | None:
    """The rate of a processor's vector units where so many narrower numbers take the place of one in fp32."""
    if part.kind != "cpu" or not has(part, "fp32"):
        return None
    wide = peak(part, "fp32")
    return Rate(wide.paths, times * _value(wide), assumed=LANES)


def _vector(part: Spec, matrix: Rate) -> Rate:
    """The rate of the vector units; where no page gives one, as of a TPU, that of the matrices."""
    try:
        return vector(part)
    except SlipstickError:
        return matrix


def _narrow(part: Spec, weights: Format, matrix: Rate) -> Rate:
    """The fastest that weights may be multiplied at: a runtime may turn the other factor into 8 bits too."""
    found = [matrix]
    if weights.each < 2:
        found += [peak(part, "int8")] if has(part, "int8") else []
        found += [each for each in [_lanes(part, 4.0)] if each]
    if matrix.paths[0] in BEST:
        found += [peak(part, dtype) for dtype in DTYPES if has(part, dtype)]
    return max(found, key=_value)


def _value(rate: Rate) -> float:
    return rate.value(unrecorded)
