"""What a workload asks of a spec: the peak rate in a dtype, the main memory, the caches."""

from collections.abc import Container
from typing import Any, NamedTuple

from ..errors import SlipstickError
from ..formulas.core.formula import Formula
from ..formulas.peaks import combined_peak, machine_peak, pin_bandwidth, simd_peak, simd_rate
from ..units.dtypes import DTYPES, width
from .spec import Spec

# A narrower dtype's vector rate is not taken for a matmul's: a part that computes in it likely has matrix units.
PLAIN = ("fp64", "fp32")


class Rate(NamedTuple):
    """A part's compute rate or bandwidth: the printed one, or what other facts of it multiply to.

    paths: the facts it rests on; the first says which rate it is. printed: in coherent units, or None.
    derived: for a rate that is not printed, the formula of each kind of units, with its inputs.
    sources: keys of what is taken for granted beside the facts.
    """

    paths: tuple[str, ...]
    printed: float | None
    derived: tuple[tuple[Formula, dict[str, float]], ...] = ()
    sources: tuple[str, ...] = ()

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
        if self.paths[0].startswith("vector."):
            return "this dtype has no matrix units on this part: the rate is that of its vector units"
        if machine_peak in self.formulas:
            return "the peak is units x rate x highest clock; under full load the clock is lower"
        return ""


def peak(part: Spec, dtype: str) -> Rate:
    """The part's fastest dense rate in a dtype. Raises SlipstickError, with the dtypes it has, where there is none."""
    found = _peak(part, dtype)
    if found:
        return found
    raise SlipstickError(lambda: _no_peak(part, dtype))


def _no_peak(part: Spec, dtype: str) -> str:
    known = ", ".join(name for name in DTYPES if has(part, name)) or "no rates at all"
    sparse = f"; of {dtype} only the rate with structured sparsity is known" if f"sparse.{dtype}" in part else ""
    inside = ", ".join(part.told(path)[2] for path in part if path.startswith("parts.") and path.endswith(".spec"))
    parts = f"; ask about one of its parts: {inside}" if inside else ""
    return f"{part.handle} ({part.name}) has no {dtype}: it has {known}{sparse}{parts}"


def has(part: Spec, dtype: str) -> bool:
    """Whether the part's page gives a dense rate in a dtype, or what it follows from."""
    return _peak(part, dtype) is not None


def _peak(part: Spec, dtype: str) -> Rate | None:
    """The first that the page has: the printed rate, that of its cores, of its SIMD pipes, of its vector units."""
    if f"peak.{dtype}" in part:
        return Rate((f"peak.{dtype}",), part.number(f"peak.{dtype}"))
    found = _of_cores(part, dtype)
    if found or dtype not in PLAIN:
        return found
    if _all_in(part, simd := _simd(part)):
        inputs = {name: part.number(path) for name, path in simd.items()}
        return Rate(tuple(simd.values()), None, ((simd_peak, {**inputs, "element": width(dtype)}),))
    path = f"vector.{dtype}"
    return Rate((path,), part.number(path)) if path in part else None


def _of_cores(part: Spec, dtype: str) -> Rate | None:
    """Units x rate x clock; of a hybrid's big and small cores together."""
    kinds = [paths for section in ("compute", "efficiency") if _all_in(part, paths := _cores(part, section, dtype))]
    if not kinds or kinds[0]["units"] != "compute.units":
        return None
    calls = ((machine_peak, {name: part.number(path) for name, path in paths.items()}) for paths in kinds)
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
        return Rate(tuple(paths.values()), None, ((pin_bandwidth, {k: part.number(p) for k, p in paths.items()}),))
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
        path: fact.value
        for path, fact in part.facts.items()
        if path.split(".")[0] in ("memory", "cache")
        and path.endswith(".capacity")
        and not path.startswith(main + ".")
        and path.replace(".capacity", ".per") not in part
    }
    return max(sizes, key=lambda path: sizes[path]) if sizes else ""


def rate(part: Spec, name: str, dtype: str, asker: str = "a question") -> Rate:
    """The rate of a name: ``matrix`` in a dtype, ``memory``. Raises SlipstickError for one the part lacks.

    asker: what asks for it, in an error.
    """
    if name == "matrix":
        return peak(part, dtype)
    if name == "memory":
        return bandwidth(part)
    raise SlipstickError(f"{part.handle} ({part.name}) has no rate called {name}, which {asker} asks for")
