"""The roofline of one or several parts: a roof a memory level, and kernels under them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..errors import SlipstickError, UsageError
from ..estimates.question import Question
from ..estimates.questions import read, shipped
from ..estimates.verdict import percent
from ..evidence.measurements import Size, measurements
from ..formulas.core.steps import unrecorded
from ..formulas.kernels import matmul_intensity, matmul_work
from ..formulas.roofline import attainable, ridge, roofline_fraction
from ..specs.catalogue import Catalogue, catalogue
from ..specs.rates import bandwidth, peak
from ..specs.spec import Spec
from ..units.dtypes import dtype as known_dtype
from ..units.dtypes import is_integer, result_width, width
from ..words import quoted
from .figure import Axis, Figure, Series
from .points import Point, points

INTENSITY, RATE = Axis("intensity", "FLOP/B"), Axis("rate", "FLOP/s")
OF_INTEGERS = Axis("intensity", "OP/B"), Axis("rate", "OP/s")
LEAST, MOST = 0.25, 4.0  # of the smallest and largest ridge: how far a roof is drawn
SHOWN = 400  # measured points of one part


class Placed(NamedTuple):
    """A kernel under a roof: its intensity, its expected rate and the range of that, and its name."""

    x: float
    y: float
    low: float
    high: float
    name: str


def roofline(
    parts: tuple[str, ...],
    dtypes: tuple[str, ...] = ("bf16",),
    matmuls: tuple[Size, ...] = (),
    measured: bool = False,
    specs: str | None = None,
    kernels: tuple[str, ...] = (),
    own: str | None = None,
) -> Figure:
    """The rates a part can reach by how many FLOP a kernel does for each byte, in FLOP/s over FLOP/B.

    parts: their handles. dtypes: each gets a roof of its own. matmuls: sizes m, n, k, drawn at their expected rate
    with its range; kernels: the same for any other, such as ``"softmax rows=8192 columns=2048"``. measured: also the
    published measurements of these parts. own: a CSV file of kernels that were measured, as :func:`points` reads it,
    each with its share of the roof where there is one part and dtype. specs: as in :func:`slipstick.load`.
    Raises UsageError for an unknown part, dtype or kernel, or one without work or traffic; SlipstickError for a part
    without one of the dtypes, or a rate that a kernel asks.

    >>> roofline(("a100",)).series[0].label
    'a100-sxm-80gb bf16: 312 TFLOP/s, HBM 2.04 TB/s'
    """
    known = catalogue(specs)
    pairs = [(known.find(part), known_dtype(name)) for part in parts for name in dtypes]
    ridges = [_ridge(part, name, path) for part, name in pairs for path in _levels(part)]
    dots = [_measured(part, name, group) for group, (part, name) in enumerate(pairs)] if measured else []
    mine = [_own(points(own), pairs)] if own else []
    dots += mine
    asked = _asked(matmuls, kernels)
    placed = [[_placed(*each, part, name, known) for each in asked] for part, name in pairs]
    xs = [each.x for row in placed for each in row] + [x for each in dots for x in each.x]
    left = LEAST * min([*ridges, *xs])
    right = MOST * max([*(_ridge(part, name, part.main_memory) for part, name in pairs), *xs])
    series: list[Series] = list(dots)
    for group, (part, name) in enumerate(pairs):
        series += _roofs(part, name, left, right, group)
        series += [_points(part, placed[group], "kernels" if kernels else "matmuls", group)] if asked else []
    names = ", ".join(dict.fromkeys(part.name for part, _ in pairs))
    whole = all(map(is_integer, (name for _, name in pairs)))
    return Figure(f"Roofline: {names}", *(OF_INTEGERS if whole else (INTENSITY, RATE)), tuple(series))


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
        rate = OF_INTEGERS[1] if is_integer(name) else RATE
        label = f"{part.handle} {name}: {rate.tick(top)}, {told}" if main else f"{part.handle} {told}"
        reach = 3 if main else 2  # only the main memory's roof goes on along the peak
        made.append(Series(label, xs[:reach], ys[:reach], "line" if main else "thin", group=group))
    return made


def _wide(wide: float) -> str:
    """A bandwidth in words."""
    return Axis("bandwidth", "B/s").tick(wide)


def _intensity(size: Size, name: str) -> float:
    return float(matmul_intensity.rule(1, *size, width(name), result_width(name)))


def _asked(matmuls: tuple[Size, ...], kernels: tuple[str, ...]) -> list[tuple[str, Question, Mapping[str, Any]]]:
    """What stands under the roofs: the name of each, its question and the values of that."""
    made = [(f"{m} x {n} x {k}", shipped("matmul"), {"m": m, "n": n, "k": k}) for m, n, k in matmuls]
    return [*made, *((text, *read(text)) for text in kernels)]


def _placed(
    name: str, question: Question, given: Mapping[str, Any], part: Spec, dtype: str, known: Catalogue
) -> Placed:
    """A kernel at its expected rate."""
    outcome = question.ask(given, part, dtype, known).outcome
    work, traffic = (outcome.quantities.get(each, (0.0, ""))[0] for each in ("work", "traffic"))
    if not (work and traffic):
        raise UsageError(f"{quoted(name)} has no place on a roofline: it has not both work and traffic")
    return Placed(work / traffic, work / outcome.value, work / outcome.high, work / outcome.low, name)


def _own(found: list[Point], pairs: list[tuple[Spec, str]]) -> Series:
    """A person's own kernels, each with its share of the roof where there is one."""
    names = tuple(each.name for each in found)
    if len(pairs) == 1:
        part, name = pairs[0]
        top, wide = peak(part, name).value(unrecorded), bandwidth(part).value(unrecorded)
        shares = [roofline_fraction.rule(each.rate, top, wide, each.intensity) for each in found]
        names = tuple(
            f"{name} ({percent(share)} of the roof)".strip() for name, share in zip(names, shares, strict=True)
        )
    xs, ys = tuple(each.intensity for each in found), tuple(each.rate for each in found)
    return Series("measured", xs, ys, "points", names=names, group=len(pairs))


def _points(part: Spec, placed: list[Placed], what: str, group: int) -> Series:
    x, y, low, high, names = zip(*placed, strict=True)
    return Series(f"{what} on {part.handle}, expected", x, y, "points", low, high, names, group)


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
    try:
        found = shipped("matmul").values({"m": text})
    except UsageError:
        found = {"batch": 0}
    if found["batch"] != 1:
        raise UsageError(f"--matmul {quoted(text)}: expected sizes such as 4096x4096x4096, or 4096 for a cube")
    m, n, k = (int(found[name]) for name in ("m", "n", "k"))
    return m, n, k
