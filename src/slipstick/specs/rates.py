"""What a workload asks of a spec: its rates in a dtype, of exponentials and of loads, its main memory and caches."""

from collections.abc import Container
from typing import Any

from ..errors import SlipstickError
from ..formulas.core.formula import Formula
from ..formulas.peaks import combined_peak, load_store_rate, machine_peak, pin_bandwidth, simd_peak, simd_rate
from ..records import Record
from ..units.dtypes import DTYPES, USUAL, width
from .spec import COMPUTES, Spec

# A narrower dtype's vector rate is not taken for a matmul's: a part that computes in it likely has matrix units.
PLAIN = ("fp64", "fp32")
# Exponentials a cycle of a unit with special-function units, what they are in words, and what says so.
SPECIAL = {
    "streaming multiprocessor": (16.0, "16 a cycle", "", ("flash-attention-3-blog",)),
    "compute unit": (
        16.0,
        "16 a cycle",
        ", a quarter of its 64 lanes",
        ("llvm-amdgpu-schedule", "rocm-compute-pipelines"),
    ),
}
# Without such units an exponential is worked out. Cycles of one in Intel's library, times the fp32 FLOP a core could do
# in one: with AVX-512, which scales by powers of two, on a Xeon Gold 6148, and with AVX2 on a Xeon E5-2699 v4.
WIDE, NARROW = 0.57 * 64, 2.21 * 32
LIBRARY = "intel-onemkl-exp2"
# The share of the bandwidth of memory that streams reach on a part whose page does not say it: the middle of those of
# its units that do.
STREAMED = {"core": 0.82, "compute unit": 0.75, "streaming multiprocessor": 0.9}


class Rate(Record):
    """A part's compute rate or bandwidth: the printed one, or what other facts of it multiply to.

    paths: the facts it rests on; the first says which rate it is. printed: in coherent units, or None.
    derived: for a rate that is not printed, the formula of each kind of units, with its inputs.
    assumed: what is taken for granted about it, in words. sources: the keys of what says so. clocked: whether an answer
    says at which clock it is reached.
    """

    paths: tuple[str, ...]
    printed: float | None
    derived: tuple[tuple[Formula, dict[str, float]], ...] = ()
    assumed: str = ""
    sources: tuple[str, ...] = ()
    clocked: bool = False

    def value(self, run: Any) -> float:
        """The rate; a derivation is a step of the work. run: calls formulas, recording or not."""
        if self.printed is not None:
            return self.printed
        rates = [float(run(formula, **inputs)) for formula, inputs in self.derived]
        return rates[0] if len(rates) == 1 else float(run(combined_peak, first=rates[0], second=rates[1]))

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas behind the rate: none for a printed one."""
        used = dict.fromkeys(formula for formula, _ in self.derived)
        nested = (machine_peak, simd_rate) if simd_peak in used else ()
        return (*used, *nested, *[combined_peak] * (len(self.derived) > 1))

    @property
    def assumption(self) -> str:
        """What is taken for granted about this rate, in words; empty for a matrix unit's printed rate."""
        if self.assumed:
            return self.assumed
        if machine_peak in self.formulas and not self.clocked:
            return "the peak is units x rate x highest clock; under full load the clock is lower"
        return ""


def peak(part: Spec, dtype: str) -> Rate:
    """The part's fastest dense rate in a dtype. Raises SlipstickError, with the dtypes it has, where there is none."""
    found = known_peak(part, dtype)
    if found:
        return found
    raise SlipstickError(lambda: _no_peak(part, dtype))


def _no_peak(part: Spec, dtype: str) -> str:
    known = ", ".join(name for name in DTYPES if has(part, name)) or f"no rates at all{_lacking(part)}"
    sparse = f"; of {dtype} only the rate with structured sparsity is known" if f"sparse.{dtype}" in part else ""
    inside = ", ".join(part.told(path)[2] for path in part if path.startswith("parts.") and path.endswith(".spec"))
    parts = f"; ask about one of its parts: {inside}" if inside else ""
    return f"{part.handle} ({part.name}) has no {dtype}: it has {known}{sparse}{parts}"


def _lacking(part: Spec) -> str:
    """Which of the facts that a compute part's rates follow from its page lacks; and what it has instead, in words."""
    sparse = ", ".join(path.removeprefix("sparse.") for path in part if path.startswith("sparse."))
    instead = f", but with structured sparsity {sparse}" if sparse else ""
    rate = "compute.pipes" in part or any(path.startswith("compute.rate.") for path in part)
    there = {"compute.units": "compute.units" in part, "compute.rate": rate, "clock.boost": clock(part)}
    lacking = ", ".join(path for path, found in there.items() if not found)
    if part.kind not in COMPUTES or not lacking:
        return instead
    return f"{instead}; they follow from units, rate a cycle and clock, and its page lacks {lacking}"


def has(part: Spec, dtype: str) -> bool:
    """Whether the part's page gives a dense rate in a dtype, or what it follows from."""
    return known_peak(part, dtype) is not None


def usual_dtype(part: Spec) -> tuple[str, str]:
    """The first usual dtype that the part has, and in words that it lacks those before; bf16 where it has none."""
    found: tuple[str, str] | None = part.memo.get(usual_dtype)
    if found is None:
        name = next((each for each in USUAL if has(part, each)), USUAL[0])
        before = USUAL[: USUAL.index(name)]
        lacking = " nor ".join(before) if len(before) < 3 else "dtype more usual"
        found = part.memo[usual_dtype] = name, lacking and f"in {name}, as {part.handle} has no {lacking}"
    return found


def known_peak(part: Spec, dtype: str) -> Rate | None:
    """The part's fastest dense rate in a dtype; None where the page gives none, nor what it follows from.

    It is the first of these that the page has: the printed rate, that of its cores, of its SIMD pipes, of its vector
    units.
    """
    if f"peak.{dtype}" in part:
        return Rate((f"peak.{dtype}",), part.number(f"peak.{dtype}"))
    found = _of_cores(part, dtype)
    if found or dtype not in PLAIN:
        return found
    if _all_in(part, simd := _simd(part)):
        return Rate(tuple(simd.values()), None, ((simd_peak, {**_numbers(part, simd), "element": width(dtype)}),))
    path = f"vector.{dtype}"
    assumed = "this dtype has no matrix units on this part: the rate is that of its vector units"
    return Rate((path,), part.number(path), assumed=assumed) if path in part else None


def vector(part: Spec) -> Rate:
    """The fp32 rate of a part's vector units, in FLOP/s. Raises SlipstickError where it is not known.

    A CPU's fp32 rate is that of its SIMD pipes; a GPU whose page names none apart is taken to have no matrix units.
    """
    if "vector.fp32" in part:
        return Rate(("vector.fp32",), part.number("vector.fp32"))
    found = known_peak(part, "fp32") if part.kind in ("cpu", "gpu") else None
    if found is None:
        raise SlipstickError(f"{part.handle} ({part.name}) has no vector.fp32, nor the pipes it follows from")
    taken = "the fp32 rate is taken for that of the vector units, as no other is given"
    return found.but(assumed=taken) if part.kind == "gpu" else found


def special(part: Spec) -> Rate:
    """Exponentials a second, each one FLOP: of special-function units, or worked out by the vector units of a CPU.

    Raises SlipstickError, naming what is missing, for a part of which neither is known.
    """
    unit = part.told("compute.unit")[2] if "compute.unit" in part else ""
    if part.kind == "cpu":
        return _worked_out(part)
    if "compute.special" in part:
        paths = {"rate": "compute.special", **_paced(part, "its special-function rate")}
        return Rate(tuple(paths.values()), None, ((machine_peak, _numbers(part, paths)),))
    if unit not in SPECIAL:
        kinds = " or a ".join(SPECIAL)
        raise SlipstickError(f"{part.handle} ({part.name}) has no compute.special, nor is its compute.unit a {kinds}")
    rate, words, more, keys = SPECIAL[unit]
    paths = _paced(part, "its special-function rate")
    calls = ((machine_peak, {"rate": rate, **_numbers(part, paths)}),)
    return Rate(tuple(paths.values()), None, calls, f"exponentials: {words} of a {unit}{more}", keys)


def _worked_out(part: Spec) -> Rate:
    """Exponentials a second of a CPU, whose vector units take many FLOP for one."""
    found = vector(part)
    wide = "compute.width" in part and part.number("compute.width") >= 64
    cost = WIDE if wide else NARROW
    library = f"Intel's library with {'AVX-512' if wide else 'AVX2'}"
    assumed = f"exponentials: one takes as long as {cost:.0f} FLOP in fp32, as in {library}; at the highest clock"
    printed = None if found.printed is None else found.printed / cost
    calls = tuple((machine_peak, _shared(inputs, cost)) for _, inputs in found.derived)
    return Rate(found.paths, printed, calls, assumed, (LIBRARY,))


def _shared(inputs: dict[str, float], cost: float) -> dict[str, float]:
    """What some cores' peak follows from, with the exponentials of a cycle in place of the FLOP."""
    inputs = dict(inputs)
    if "rate" not in inputs:
        inputs["rate"] = simd_rate.rule(*(inputs.pop(name) for name in ("pipes", "width", "element")))
    return {**inputs, "rate": inputs["rate"] / cost}


def issue(part: Spec) -> Rate:
    """Loads and stores a second, each of one element for one thread. Raises SlipstickError where it is not known."""
    paths = _paced(part, "its rate of loads and stores", lanes="compute.load_store")
    calls = ((load_store_rate, _numbers(part, paths)),)
    assumed = f"loads and stores: one a cycle of each load/store unit, at {paths['clock']}"
    return Rate(tuple(paths.values()), None, calls, assumed)


def _paced(part: Spec, what: str, **more: str) -> dict[str, str]:
    """The paths of units and clock, and of more. Raises SlipstickError for one that the part has not."""
    paths = {**more, "units": "compute.units", "clock": clock(part) or "clock.boost"}
    lacking = [path for path in paths.values() if path not in part]
    if lacking:
        raise SlipstickError(f"{part.handle} ({part.name}) has no {lacking[0]}, from which {what} follows")
    return paths


def _numbers(part: Spec, paths: dict[str, str]) -> dict[str, float]:
    return {name: part.number(path) for name, path in paths.items()}


def _of_cores(part: Spec, dtype: str) -> Rate | None:
    """Units x rate x clock; of a hybrid's big and small cores together."""
    sections = [each for each in ("compute", "efficiency") if f"{each}.rate.{dtype}" in part]
    kinds = [paths for section in sections if _all_in(part, paths := _cores(part, section, dtype))]
    if not kinds or kinds[0]["units"] != "compute.units":
        return None
    calls = ((machine_peak, _numbers(part, paths)) for paths in kinds)
    return Rate(tuple(path for paths in kinds for path in paths.values()), None, tuple(calls))


def _cores(part: Spec, section: str, dtype: str) -> dict[str, str]:
    """The facts a peak of some cores follows from: ``compute`` are all of a part, or a hybrid's big ones."""
    pace = clock(part) if section == "compute" else f"{section}.boost"
    return {"rate": f"{section}.rate.{dtype}", "units": f"{section}.units", "clock": pace}


def _simd(part: Spec) -> dict[str, str]:
    """The facts a SIMD processor's peak follows from where the work of a core in a cycle is not printed."""
    return {"pipes": "compute.pipes", "width": "compute.width", "units": "compute.units", "clock": clock(part)}


def _all_in(part: Spec, paths: dict[str, str]) -> bool:
    return all(path in part for path in paths.values())


def bandwidth(part: Spec) -> Rate:
    """The bandwidth of a part's main memory, printed or from its pins. Raises SlipstickError where neither is known."""
    level = part.main_memory
    if f"{level}.bandwidth" in part:
        return Rate((f"{level}.bandwidth",), part.number(f"{level}.bandwidth"))
    paths = {"pin": f"{level}.pin", "pins": f"{level}.pins"}
    if _all_in(part, paths):
        return Rate(tuple(paths.values()), None, ((pin_bandwidth, _numbers(part, paths)),))
    raise SlipstickError(f"{part.handle} ({part.name}) has no {level}.bandwidth, nor the pins and pin it follows from")


def clock(facts: Container[str]) -> str:
    """The path of the clock a peak belongs to: the matrix units' own where there is one, else boost.

    facts: a Spec, or the paths of one.
    """
    return next((path for path in ("clock.matrix", "clock.boost") if path in facts), "")


def largest_cache(part: Spec) -> str:
    """The path of the capacity of the largest cache the whole part shares, or an empty text."""
    main = part.main_memory
    sizes = {
        path: part.number(path)
        for path in part
        if path.split(".")[0] in ("memory", "cache")
        and path.endswith(".capacity")
        and not path.startswith(main + ".")
        and path.replace(".capacity", ".per") not in part
    }
    return max(sizes, key=lambda path: sizes[path]) if sizes else ""
