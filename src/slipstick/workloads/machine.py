"""What a workload asks of a spec: the peak rate in a dtype, the main memory, the caches."""

from collections.abc import Container
from typing import Any, NamedTuple

from ..dtypes import DTYPES
from ..errors import SlipstickError
from ..formula import Formula
from ..formulas.processor import machine_peak
from ..spec import Spec


class Peak(NamedTuple):
    """A part's rate in a dtype: the printed one, or what its units, their rate and the clock multiply to.

    path: the fact it was read from, or that of the rate. inputs: of ``machine_peak``, where it is derived.
    """

    path: str
    printed: float | None
    inputs: dict[str, float]

    def value(self, run: Any) -> float:
        """The rate in FLOP/s; a derivation is a step of the work. run: calls formulas, recording or not."""
        return self.printed if self.printed is not None else float(run(machine_peak, **self.inputs))

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas behind the rate: none for a printed one."""
        return () if self.printed is not None else (machine_peak,)

    @property
    def assumption(self) -> str:
        """What is taken for granted about this rate, in words; empty for a matrix unit's printed rate."""
        if self.path.startswith("vector."):
            return "this dtype has no matrix units on this part: the rate is that of its vector units"
        if self.printed is None:
            return "the peak is units x rate x highest clock; under full load the clock is lower"
        return ""


def peak(part: Spec, dtype: str) -> Peak:
    """The part's fastest dense rate in a dtype. Raises SlipstickError, with the dtypes it has, where there is none."""
    for path in (f"peak.{dtype}", f"vector.{dtype}"):
        if path in part:
            return Peak(path, part.number(path), {})
    rate = f"compute.rate.{dtype}"
    if rate in part and "compute.units" in part and clock(part):
        inputs = {"units": part.number("compute.units"), "rate": part.number(rate), "clock": part.number(clock(part))}
        return Peak(rate, None, inputs)
    known = ", ".join(name for name in DTYPES if has(part, name)) or "no rates at all"
    raise SlipstickError(f"{part.handle} ({part.name}) has no {dtype}: it has {known}")


def has(part: Spec, dtype: str) -> bool:
    """Whether the part's page gives a rate in a dtype."""
    return any(f"{section}.{dtype}" in part for section in ("peak", "vector", "compute.rate"))


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
