"""Layouts: how a layer lies on devices in a grid: its weights cut one way or two and kept, or gathered each time."""

from collections.abc import Iterator
from itertools import combinations
from math import inf, prod
from typing import Any

from ...errors import SlipstickError, UsageError
from ...formulas.core.formula import unrecorded
from ...formulas.layouts import gathered_weights_time, stationary_1d_time, stationary_2d_time
from ...records import Fields
from ...specs.topology import GRIDS, written
from ...units.maths import is_array, maximum
from ...units.show import show
from ..links.fabric import Level, levels
from .placed import Serving
from .shape import CACHED, Shape

ONE, TWO, GATHERED = "1d", "2d", "gathered"
LAYOUTS = (ONE, TWO, GATHERED)


class Layout(Fields):
    """How a layer lies on a grid. rows: parts of the model's width, or devices that gather weights; columns: the rest.

    along, across: bandwidth at which a device gathers over the columns, and over the rows, in B/s.
    """

    name: str
    rows: int
    columns: int
    along: float
    across: float

    @property
    def words(self) -> str:
        """It in words: '2d 4 x 16', 'gathered over 64'."""
        cut = f", cut over {self.columns}" if self.columns > 1 else ""
        return {
            ONE: f"1d over {self.columns}",
            TWO: f"2d {self.rows} x {self.columns}",
            GATHERED: f"gathered over {self.rows}{cut}",
        }[self.name]


class Laid(Fields):
    """The layouts of a step and of a prompt, on a grid, and what comes next in a step."""

    grid: Level
    step: Layout
    prompt: Layout
    next: tuple[Layout, float] | None

    @property
    def words(self) -> str:
        """How layers lie, and why, in words."""
        shape, kind = written(self.grid.link.shape), self.grid.link.kind
        alike = self.step == self.prompt
        each = f"a layer lies {self.step.words}{'' if alike else f', of prompts {self.prompt.words}'}"
        after = f"; next {self.next[0].words}, {show(self.next[1], 's')} a layer" if self.next else ""
        return f"{each} on a {kind} of {shape} (--layout){after}"


def laid_out(serving: Serving) -> Serving:
    """A model whose layers lie on a grid in the layout that was asked for, or in the fastest of a step and of a prompt.

    Devices that are no grid are cut one way. Raises UsageError for another layout of them, SlipstickError for one that
    this grid, batch or split cannot have.
    """
    asked = serving.values["layout"]
    if asked and serving.cut == 1:
        raise SlipstickError(f"layout = {asked}: a layer lies on one device, with nobody to share it with")
    grid = _grid(serving)
    if grid is None or serving.values["ep"]:
        if asked not in ("", ONE):
            raise UsageError(f"layout = {asked}: {_no_grid(serving)}")
        return serving
    every = [each for each in _every(grid, serving) if asked in ("", each.name)]
    if not every:
        raise SlipstickError(f"layout = {asked}: {_impossible(asked, grid, serving)}")
    found = [_ranked(every, serving, place) for place in (0, 1)]
    return serving._replace(laid=Laid(grid, found[0][0][0], found[1][0][0], (found[0][1:] or (None,))[0]))


def exchanging(serving: Serving, laid: Laid, place: int, run: Any) -> Any:
    """Seconds that a layer's exchanges take in a layout: 0 of a step, 1 of a prompt."""
    return _time(laid.prompt if place else laid.step, serving, place, run)


def _grid(serving: Serving) -> Level | None:
    """The grid that the devices of a layer are in; None where they are joined otherwise, or nobody says how."""
    if serving.cut == 1:
        return None
    try:
        found = levels(serving.asked.machine.some(serving.cut))
    except SlipstickError:
        return None
    return found[0] if len(found) == 1 and found[0].link.kind in GRIDS else None


def _no_grid(serving: Serving) -> str:
    if serving.values["ep"]:
        return "experts that lie whole on devices (--ep) go with 1d only"
    return f"{serving.asked.machine.handle} has no grid that a layer is cut over, as TPUs have: expected 1d"


def _impossible(name: str, grid: Level, serving: Serving) -> str:
    shape = written(grid.link.shape)
    if name == GATHERED:
        return f"a batch of {serving.values['batch']:g} cannot be shared out over the sides of {shape}"
    return f"a {grid.link.kind} of {shape} has no two sides to cut over"


def _every(grid: Level, serving: Serving) -> Iterator[Layout]:
    """Every layout that a grid has: of some of its axes the rows, of the others the columns.

    Heads are not cut: columns that do not divide them are left out, where others do.
    """
    batch = serving.values["batch"]
    fewest = float(batch.min() if is_array(batch) else batch)
    sides = [side for side in grid.link.shape if side > 1]
    found = [Layout(ONE, 1, prod(sides), _rate(grid, sides), inf)]
    for many in range(1, len(sides) + 1):
        for picked in combinations(range(len(sides)), many):
            rows, columns = ([side for at, side in enumerate(sides) if (at in picked) == own] for own in (True, False))
            sizes = prod(rows), prod(columns), _rate(grid, columns), _rate(grid, rows)
            found += [Layout(TWO, *sizes)] * bool(columns) + [Layout(GATHERED, *sizes)] * (fewest >= prod(rows))
    named = serving.values["layout"]
    usable = [each for each in dict.fromkeys(found) if named in ("", each.name)]
    whole = [each for each in usable if serving.shape.heads % each.columns == 0]
    yield from whole or usable


def _rate(grid: Level, sides: list[int]) -> float:
    """Bytes a second of a result that a device gathers over some axes: its ports there, and what is its own already."""
    many = prod(sides)
    ports = sum(2 if grid.link.kind == "torus" and side > 2 else 1 for side in sides)
    return ports * grid.lane * many / (many - 1) if many > 1 else inf


def _ranked(every: list[Layout], serving: Serving, place: int) -> list[tuple[Layout, float]]:
    """Layouts by the seconds of a layer, the fastest first: the best of each name."""
    best: dict[str, tuple[Layout, float]] = {}
    for each in every:
        time = _time(each, serving, place, unrecorded)
        mean = float(time.mean() if is_array(time) else time)
        if each.name not in best or mean < best[each.name][1]:
            best[each.name] = each, mean
    return sorted(best.values(), key=lambda each: each[1])


def _time(layout: Layout, serving: Serving, place: int, run: Any) -> Any:
    """Seconds that a layer's exchanges take: what enters and leaves its matrices, or the weights themselves."""
    shape, prompt = serving.shape, maximum(serving.values["prompt"], 1.0)
    tokens = serving.values["batch"] * prompt if place else serving.at_once * serving.checked
    given = {"tokens": tokens, "element": CACHED}
    if layout.name == ONE:
        return run(stationary_1d_time, **given, width=shape.sums * shape.width, bandwidth=layout.along)
    if layout.name == TWO:
        sizes = {"rows": float(layout.rows), "columns": float(layout.columns)}
        rates = {"along": layout.along, "across": layout.across}
        return run(stationary_2d_time, **given, width=shape.sums * shape.width, inner=_between(shape), **sizes, **rates)
    weights = serving.weights.size / shape.layers
    time = run(gathered_weights_time, weights=weights, columns=float(layout.columns), bandwidth=layout.across)
    if layout.columns == 1:
        return time
    given["tokens"] = tokens / layout.rows
    return time + run(stationary_1d_time, **given, width=shape.sums * shape.width, bandwidth=layout.along)


def _between(shape: Shape) -> float:
    """Elements of a token that enter what lies between a layer's matrices, and that leave it: of MLP and attention."""
    entering = (1 + shape.gated) * shape.inner + (shape.heads + 2 * shape.kv_heads) * shape.head
    return entering + shape.inner + shape.heads * shape.head
