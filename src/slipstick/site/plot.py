"""The roofline of a part as a drawing in its page; the script adds a cursor and a person's own points."""

import json
from html import escape
from math import log10

from ..errors import SlipstickError
from ..plots.figure import Axis, Figure, decades
from ..plots.roofline import roofline
from ..specs.catalogue import Catalogue
from ..specs.rates import has
from ..specs.spec import Spec
from ..units.dtypes import DTYPES

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640, 380, 136, 28, 12, 60


def roofline_plot(part: Spec, known: Catalogue) -> str:
    """The roofline of a part in bf16, or in the first format it has; empty for a part without one."""
    name = next((dtype for dtype in ("bf16", "fp16", *DTYPES) if has(part, dtype)), None)
    try:
        figure = roofline((part.handle,), (name,), specs=known) if name else None  # type: ignore[arg-type]
    except SlipstickError:  # of a part whose memory bandwidth is not known
        figure = None
    return _drawn(figure) if figure else ""


def _drawn(figure: Figure) -> str:
    x0, x1 = (10.0 ** round(log10(end) + step) for end, step in zip(figure.span("x"), (-1, 0.5), strict=True))
    first, last = figure.span("y")
    y0, y1 = first * x0 / figure.span("x")[0], 2 * last
    box = {"x": [x0, x1], "y": [y0, y1], "frame": [LEFT, TOP, WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM]}

    def right(x: float) -> float:
        return LEFT + (WIDE - LEFT - RIGHT) * log10(x / x0) / log10(x1 / x0)

    def down(y: float) -> float:
        return HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * log10(y / y0) / log10(y1 / y0)

    marks = [_across(figure.x, x, right(x)) for x in decades(x0, x1, 6)]
    marks += [_along(figure.y, y, down(y)) for y in decades(y0, y1, 6)]
    for each in figure.series:
        ends = [(x1, each.y[-1])] if each.kind == "line" else []  # a roof goes on to the edges of the drawing
        found = [(x0, each.y[0] * x0 / each.x[0]), *zip(each.x[1:2], each.y[1:2], strict=True), *ends]
        points = " ".join(f"{right(x):.1f},{down(y):.1f}" for x, y in found)
        kind = "roof" if each.kind == "line" else "thin"
        marks.append(f'<polyline class="{kind}" points="{points}"><title>{escape(each.label)}</title></polyline>')
    main = next(each for each in figure.series if each.kind == "line")
    told = box | {"peak": main.y[-1], "bandwidth": main.y[0] / main.x[0], "units": [figure.x.unit, figure.y.unit]}
    labels = "; ".join(each.label for each in figure.series)
    middle = LEFT + (WIDE - LEFT - RIGHT) / 2
    return f"""<h2 id="roofline">Roofline</h2>
<div class="roofline" data-told="{escape(json.dumps(told))}">
<svg class="plot" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(f"{figure.title}: {labels}")}">
{chr(10).join(marks)}
<text x="{middle:.0f}" y="{HIGH - 6}" text-anchor="middle">intensity, {figure.x.unit}</text>
</svg>
<p>{escape(labels)}</p>
</div>"""


def _across(axis: Axis, value: float, place: float) -> str:
    text = escape(axis.tick(value).split()[0])
    line = f'<line class="grid" x1="{place:.1f}" x2="{place:.1f}" y1="{TOP}" y2="{HIGH - BOTTOM}"/>'
    return f'{line}<text x="{place:.1f}" y="{HIGH - BOTTOM + 22}" text-anchor="middle">{text}</text>'


def _along(axis: Axis, value: float, place: float) -> str:
    line = f'<line class="grid" x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{place:.1f}" y2="{place:.1f}"/>'
    return f'{line}<text x="{LEFT - 6}" y="{place + 4:.1f}" text-anchor="end">{escape(axis.tick(value))}</text>'
