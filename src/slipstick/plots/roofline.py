"""The roofline of one or several parts: a roof a memory level, and matmuls under them."""

from ..errors import SlipstickError, UsageError
from ..estimates.typed import matmul
from ..evidence.measurements import Size, measurements
from ..formulas.core.steps import unrecorded
from ..formulas.kernels import matmul_intensity, matmul_work
from ..formulas.roofline import attainable, ridge
from ..specs.catalogue import catalogue
from ..specs.rates import bandwidth, peak
from ..specs.spec import Spec
from ..units.dtypes import dtype as known_dtype
from ..units.dtypes import result_width, width
from ..words import quoted
from .figure import Axis, Figure, Series

INTENSITY, RATE = Axis("intensity", "FLOP/B"), Axis("rate", "FLOP/s")
LEAST, MOST = 0.25, 4.0  # of the smallest and largest ridge: how far a roof is drawn
SHOWN = 400  # measured points of one part


def roofline(
    parts: tuple[str, ...],
    dtypes: tuple[str, ...] = ("bf16",),
    matmuls: tuple[Size, ...] = (),
    measured: bool = False,
    specs: str | None = None,
) -> Figure:
    """The rates a part can reach by how many FLOP a kernel does for each byte, in FLOP/s over FLOP/B.

    parts: their handles. dtypes: each gets a roof of its own. matmuls: sizes m, n, k, drawn at their expected rate
    with its range. measured: also the published measurements of these parts. specs: as in :func:`slipstick.load`.
    Raises UsageError for an unknown part or dtype, SlipstickError for a part without one of the dtypes.

    >>> roofline(("a100",)).series[0].label
    'a100-sxm-80gb bf16: 312 TFLOP/s, HBM 2.04 TB/s'
    """
    known = catalogue(specs)
    pairs = [(known.find(part), known_dtype(name)) for part in parts for name in dtypes]
    ridges = [_ridge(part, name, path) for part, name in pairs for path in _levels(part)]
    dots = [_measured(part, name, group) for group, (part, name) in enumerate(pairs)] if measured else []
    asked = [_intensity(size, name) for size in matmuls for _, name in pairs]
    asked += [x for each in dots for x in each.x]
    left = LEAST * min([*ridges, *asked])
    right = MOST * max([*(_ridge(part, name, part.main_memory) for part, name in pairs), *asked])
    series: list[Series] = list(dots)
    for group, (part, name) in enumerate(pairs):
        series += _roofs(part, name, left, right, group)
        series += _points(part, name, matmuls, group) if matmuls else []
    names = ", ".join(dict.fromkeys(part.name for part, _ in pairs))
    return Figure(f"Roofline: {names}", INTENSITY, RATE, tuple(series))


def _levels(part: Spec) -> list[str]:
    """The main memory, and every other level whose bandwidth is known."""
    found = [path.rpartition(".")[0] for path in part if path.startswith("memory.") and path.endswith(".bandwidth")]
    return list(dict.fromkeys([part.main_memory, *found]))


def _bandwidth(part: Spec, level: str) -> float:
    return bandwidth(part).value(unrecorded) if level == part.main_memory else part.number(f"{level}.bandwidth")


def _ridge(part: Spec, name: str, level: str) -> float:
    return float(ridge.rule(peak(part, name).value(unrecorded), _bandwidth(part, level)))


def _roofs(part: Spec, name: str, left: float, right: float, group: int) -> list[Series]:
    top = peak(part, name).value(unrecorded)
    made = []
    for level in _levels(part):
        wide = _bandwidth(part, level)
        xs = (left, top / wide, right)
        ys = tuple(float(attainable.rule(top, wide, x)) for x in xs)
        main = level == part.main_memory
        told = f"{level.partition('.')[2]} {_wide(wide)}"
        label = f"{part.handle} {name}: {RATE.tick(top)}, {told}" if main else f"{part.handle} {told}"
        reach = 3 if main else 2  # only the main memory's roof goes on along the peak
        made.append(Series(label, xs[:reach], ys[:reach], "line" if main else "thin", group=group))
    return made


def _wide(wide: float) -> str:
    """A bandwidth in words."""
    return Axis("bandwidth", "B/s").tick(wide)


def _intensity(size: Size, name: str) -> float:
    return float(matmul_intensity.rule(1, *size, width(name), result_width(name)))


def _points(part: Spec, name: str, matmuls: tuple[Size, ...], group: int) -> list[Series]:
    """Matmuls at their expected rate, with the range of it."""
    rows = []
    for m, n, k in matmuls:
        outcome = matmul(m, n, k, on=part, dtype=name).outcome
        work = float(matmul_work.rule(1, m, n, k))
        rates = (work / float(outcome.value), work / float(outcome.high), work / float(outcome.low))
        rows.append((_intensity((m, n, k), name), *rates, f"{m} x {n} x {k}"))
    x, y, low, high, names = zip(*rows, strict=True)
    return [Series(f"matmuls on {part.handle}, expected", x, y, "points", low, high, names, group)]


def _measured(part: Spec, name: str, group: int) -> Series:
    """Published measurements of a part, evenly thinned. Raises SlipstickError where there are none."""
    found = [(_intensity(size, name), _work(size) / time) for size, time in measurements(part.handle, name)]
    if not found:
        raise SlipstickError(f"no measurements of {part.handle} in {name} are at hand: leave --measured out")
    found = found[:: -(-len(found) // SHOWN)]
    x, y = zip(*found, strict=True)
    return Series(f"measured on {part.handle}", x, y, "dots", group=group)


def _work(size: Size) -> float:
    return float(matmul_work.rule(1, *size))


def size(text: str) -> Size:
    """The sizes of a matmul such as ``4096x4096x4096``, or ``4096`` for a cube.

    >>> size("1x4096x4096")
    (1, 4096, 4096)
    """
    words = text.lower().replace("×", "x").split("x")
    words = words * 3 if len(words) == 1 else words
    if len(words) != 3 or not all(word.strip().isdigit() and 0 < int(word) <= 10**12 for word in words):
        raise UsageError(f"--matmul {quoted(text)}: expected sizes such as 4096x4096x4096, or 4096 for a cube")
    m, n, k = (int(word) for word in words)
    return m, n, k
