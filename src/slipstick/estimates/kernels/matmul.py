"""Kernels: how long one takes on one part."""

from functools import partial
from typing import Any

from ...errors import UsageError
from ...formulas.kernels import busy_compute, busy_memory, kernel_time, matmul_traffic, matmul_work, startup_time
from ...formulas.roofline import compute_time, intensity, memory_time, ridge, roofline_time
from ...specs.catalogue import catalogue
from ...specs.rates import Rate, bandwidth, largest_cache, peak
from ...specs.spec import Fact, Spec
from ...units import SIDE
from ...units.door import number
from ...units.dtypes import dtype as known_dtype
from ...units.dtypes import result_width, width
from ...units.maths import choose, is_array, maximum
from ...units.show import show
from .. import calibration
from ..calibration import Calibration
from ..estimate import Estimate, Outcome

MATMUL = (
    *(matmul_work, matmul_traffic, compute_time, memory_time, roofline_time, intensity, ridge),
    *(startup_time, busy_compute, busy_memory, kernel_time),
)
UNITS = {"work": "FLOP", "traffic": "B", "intensity": "FLOP/B", "ridge": "FLOP/B"}


def matmul(
    m: Any, n: Any, k: Any, *, on: str | Spec, dtype: str = "bf16", batch: Any = 1, specs: str | None = None
) -> Estimate:
    """How long C = A B takes on a part, where A is m x k and B is k x n.

    m, n: rows and columns of the result. k: the inner side. batch: how many such matmuls, each with matrices
    of its own, run as one. Whole numbers from 1 to 10^12, or numpy arrays of them that fit together.
    on: the part's handle, such as "a100", or a Spec, which spares many questions the look-up. dtype: of A and B;
    C is written in at least 16 bits.
    specs: a folder or file of your own specs. Returns an Estimate in seconds: ``.time``, ``.low``, ``.high``
    and ``.floor`` are Quantities, of arrays for arrays.
    Raises UsageError for a size out of range or an unknown part or dtype, SlipstickError for a dtype the part
    has not. Source: the roofline model (roofline-cacm-2009), calibrated on measured rows (aiconfigurator).

    >>> answer = matmul(4096, 4096, 4096, on="a100", dtype="bf16")
    >>> print(f"{answer.floor.to('us'):.1f}", answer.bound_by)
    440.5 microsecond compute
    """
    known = catalogue(specs)
    part = on if isinstance(on, Spec) else known.find(on)
    name = known_dtype(dtype)
    sizes = _sizes(batch=batch, m=m, n=n, k=k)
    widths = {"width": width(name), "result_width": result_width(name)}
    rate, memory = peak(part, name), bandwidth(part)
    fit = calibration.find("matmul", part, name, batched=_any_above_one(sizes["batch"]))
    facts = {path: part.fact(path) for path in (*rate.paths, *memory.paths)}
    model = partial(_matmul, sizes, widths, rate, memory, fit)
    traffic = matmul_traffic.rule(**sizes, **widths)
    return Estimate(
        question={
            "command": "matmul",
            **{key: _whole(sizes[key]) for key in ("m", "n", "k", "batch")},
            "on": part.handle,
            "dtype": name,
        },
        title=_title(sizes, name, part),
        name="time",
        unit="s",
        model=model,
        inputs=("peak", "bandwidth", "m", "n", "k", "batch"),
        facts=facts,
        assumptions=_assumptions(part, name, rate, fit, traffic),
        sources=known.described(part, _cited(facts, fit, rate, memory)),
        calibration={"measurements": fit.measurements, "kind": fit.kind, "basis": fit.basis, "source": fit.source},
    )


def _sizes(**given: Any) -> dict[str, Any]:
    """The sizes as plain numbers or arrays of them. Raises UsageError for one that is none, or that fits no other."""
    sizes = {name: number(value, SIDE, name) for name, value in given.items()}
    _fit_together(sizes)
    return sizes


def _cited(facts: dict[str, Fact], fit: Calibration, rate: Rate, memory: Rate) -> list[str]:
    """The keys of every source of an answer: of its facts, its calibration and its formulas."""
    used = (*MATMUL, *rate.formulas, *memory.formulas)
    return [*(fact.source for fact in facts.values()), fit.source, *(formula.source for formula in used)]


def _matmul(
    sizes: dict[str, Any], widths: dict[str, float], rate: Rate, pipe: Rate, fit: Calibration, run: Any, double: str
) -> Outcome:
    """The model: a roofline for the floor; startup, sustained rates and partial overlap for the expected time."""
    sizes = {name: value * 2 if name == double else value for name, value in sizes.items()}
    top = rate.value(run) * (2 if double == "peak" else 1)
    wide = pipe.value(run) * (2 if double == "bandwidth" else 1)
    work = run(matmul_work, **sizes)
    traffic = run(matmul_traffic, **sizes, **widths)
    compute, memory = run(compute_time, work=work, peak=top), run(memory_time, traffic=traffic, bandwidth=wide)
    floor = run(roofline_time, compute=compute, memory=memory)
    per_byte, level = run(intensity, work=work, traffic=traffic), run(ridge, peak=top, bandwidth=wide)
    startup = run(startup_time, launch=fit.launch, fill=fit.fill, depth=sizes["k"], deep=fit.deep)
    busy = run(busy_compute, work=work, peak=top, share=fit.compute)
    moving = run(busy_memory, traffic=traffic, bandwidth=wide, share=fit.memory)
    expected = run(kernel_time, startup=startup, compute=busy, memory=moving, exposed=fit.exposed)
    low, high = range_ratios(fit, startup, busy, moving)
    told = {"work": work, "traffic": traffic, "intensity": per_byte, "ridge": level}
    told |= {"compute_time": compute, "memory_time": memory, "startup_time": startup}
    return Outcome(
        value=expected,
        low=maximum(floor, expected * low),
        high=expected * high,
        floor=floor,
        bound_by=choose([(compute >= memory, "compute")], "memory"),
        quantities={name: (value, UNITS.get(name, "s")) for name, value in told.items()},
    )


def range_ratios(fit: Calibration, startup: Any, compute: Any, memory: Any) -> tuple[Any, Any]:
    """The fit's low and high ratio for what dominates the expected time: startup, arithmetic or traffic."""
    cases = _dominant(startup, compute, memory)
    low, high = (
        choose([(condition, fit.ranges[name][end]) for condition, name in cases], fit.ranges["memory"][end])
        for end in (0, 1)
    )
    return low, high


def regime(startup: Any, compute: Any, memory: Any) -> Any:
    """What dominates a kernel's expected time: "startup", "compute" or "memory"; an array of these for arrays."""
    return choose(_dominant(startup, compute, memory), "memory")


def _dominant(startup: Any, compute: Any, memory: Any) -> list[tuple[Any, str]]:
    return [(startup > maximum(compute, memory), "startup"), (compute >= memory, "compute")]


def _title(sizes: dict[str, Any], dtype: str, part: Spec) -> str:
    m, n, k, batch = (_side(sizes[key]) for key in ("m", "n", "k", "batch"))
    times = f"{batch} x " if batch != "1" else ""
    return f"matmul {times}{m} x {n} x {k} in {dtype} on {part.name} ({part.handle})"


def _fit_together(sizes: dict[str, Any]) -> None:
    """Raise UsageError unless the arrays among the sizes broadcast to one shape."""
    shapes = {name: size.shape for name, size in sizes.items() if is_array(size)}
    if shapes:
        import numpy

        try:
            numpy.broadcast_shapes(*shapes.values())
        except ValueError:
            told = ", ".join(f"{name} of shape {shape}" for name, shape in shapes.items())
            raise UsageError(f"the sizes do not fit together: {told}") from None


def _any_above_one(batch: Any) -> bool:
    return bool((batch > 1).any() if is_array(batch) else batch > 1)


def _side(size: Any) -> str:
    return f"({size.min():.0f} to {size.max():.0f})" if is_array(size) else f"{size:.0f}"


def _whole(size: Any) -> Any:
    return [int(v) for v in size.ravel().tolist()] if is_array(size) else int(size)


def _assumptions(part: Spec, dtype: str, rate: Rate, fit: Calibration, traffic: Any) -> tuple[str, ...]:
    memory = part.main_memory
    wide = result_width(dtype)
    lines = [
        f"dense matrices that start and end in {memory.split('.')[1]}, each moved once; "
        f"an element of C takes {show(wide, 'B')}",
        f"expected and range: {fit.basis}; the range is meant to hold nine in ten",
        fit.conditions,
        rate.assumption,
        _devices(part),
        _fits(part, traffic),
    ]
    return tuple(line for line in lines if line)


def _devices(part: Spec) -> str:
    """A warning where software sees several devices in what the figures are for."""
    if "devices" not in part or part.number("devices") == 1:
        return ""
    return (
        f"software sees {part.told('devices')[2]} devices here, and the rates are theirs together: share the work out"
    )


def _fits(part: Spec, traffic: Any) -> str:
    """A warning where the matrices do not fit in main memory, or a note where a cache can hold them."""
    smallest, largest = (traffic.min(), traffic.max()) if is_array(traffic) else (traffic, traffic)
    capacity, cache = f"{part.main_memory}.capacity", largest_cache(part)
    if capacity in part and largest > part.number(capacity):
        return f"the matrices take {show(largest, 'B')} and do not fit in the {part.fact(capacity).text} of {capacity}"
    if cache and smallest <= part.number(cache):
        return (
            f"the matrices fit in {cache} ({part.fact(cache).text}): found there by a repeat, they can beat the floor"
        )
    return ""
