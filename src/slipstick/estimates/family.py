"""Families: how the expected time of a kernel follows from what it asks, and from parameters that are calibrated."""

from typing import Any, NamedTuple

from ..formulas.core.formula import Formula
from ..formulas.kernels import kernel_time, overlapped_time, startup_time
from ..units.maths import choose, highest, maximum
from .calibration import Calibration


class Family(NamedTuple):
    """Kernels that share a calibration: launch + the longest part + a share of the others.

    name: of its file in ``data/calibration/``. startup: the formula of the time before the useful part, of calibrated
    parameters and those of ``depth``, from the kernel's own by name; without one it is the launch.
    like: the family whose calibration stands in while this one has none. parameters: those that are fitted.
    measured: what its kernels are called, in words.
    """

    name: str
    startup: Formula | None = None
    depth: str = ""
    like: str = ""
    parameters: tuple[str, ...] = ("launch", "compute", "memory")
    measured: str = "kernels"

    def start(self, run: Any, fit: Calibration, inputs: dict[str, Any]) -> Any:
        """Time before and around the useful part of a kernel, in seconds."""
        if self.startup is None:
            return fit.launch
        return run(self.startup, launch=fit.launch, fill=fit.fill, depth=inputs[self.depth], deep=fit.deep)


MATMUL = Family("matmul", startup_time, "k", "", ("launch", "fill", "compute", "memory"), "matmuls")
STREAMING = Family("streaming", like="matmul")


def overlapped(run: Any, startup: Any, busy: dict[str, Any], exposed: float) -> Any:
    """Expected time: startup, the longest of the busy times, and what the others leave exposed, in seconds.

    busy: time of each rate at the share of it that libraries reach.
    """
    times = tuple(busy.values())
    if len(times) == 2:
        return run(kernel_time, startup=startup, compute=times[0], memory=times[1], exposed=exposed)
    return run(overlapped_time, startup=startup, times=times, exposed=exposed)


def regime(startup: Any, compute: Any, memory: Any) -> Any:
    """What dominates a kernel's expected time: "startup", "compute" or "memory"; an array of these for arrays."""
    return choose(_dominant(startup, compute, memory), "memory")


def range_ratios(fit: Calibration, startup: Any, compute: Any, memory: Any) -> tuple[Any, Any]:
    """The fit's low and high ratio for what dominates the expected time: startup, arithmetic or traffic."""
    cases = _dominant(startup, compute, memory)
    low, high = (
        choose([(condition, fit.ranges[name][end]) for condition, name in cases], fit.ranges["memory"][end])
        for end in (0, 1)
    )
    return low, high


def range_ratios_of(fit: Calibration, startup: Any, busy: dict[str, Any]) -> tuple[Any, Any]:
    """The ratios of the range: memory is one regime, the rates of arithmetic together another."""
    return range_ratios(fit, startup, *split(busy))


def split(busy: dict[str, Any]) -> tuple[Any, Any]:
    """The longest time of arithmetic, and that of memory."""
    others = [time for name, time in busy.items() if name != "memory"]
    return highest(others) if others else 0.0, busy.get("memory", 0.0)


def _dominant(startup: Any, compute: Any, memory: Any) -> list[tuple[Any, str]]:
    return [(startup > maximum(compute, memory), "startup"), (compute >= memory, "compute")]
