"""A plot on matplotlib's axes. matplotlib lives here."""

import io
import os
import warnings
from typing import TYPE_CHECKING, Any

from ..errors import SlipstickError, UsageError
from ..units.writing import in_a_folder, write_whole
from .figure import Axis, Figure, Ladder, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's colours, which most kinds of colour-blind readers can tell apart
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
INK, FAINT = "#222222", "#8a8a8a"
STYLE: Any = {
    **{"font.size": 10, "font.family": "DejaVu Sans", "axes.edgecolor": FAINT, "axes.labelcolor": INK},
    **{"text.color": INK, "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False},
    **{"axes.spines.right": False, "axes.grid": True, "grid.color": "#e4e4e4", "grid.linewidth": 0.6},
    "text.parse_math": False,  # a name is no formula
    **{"axes.axisbelow": True, "legend.frameon": False, "svg.hashsalt": "slipstick", "svg.fonttype": "path"},
}
ENDINGS = (".svg", ".png", ".pdf")
MARKERS = "osD^vP*"
MANY = 8  # series whose legend still has one column


def draw(figure: Figure | Ladder, ax: "Axes | None" = None) -> "Axes":
    """Put a plot on matplotlib's axes, or on new ones, and return them.

    Raises SlipstickError, with what to install, where matplotlib is not.
    """
    import_matplotlib()
    import matplotlib as mpl

    with mpl.rc_context(STYLE):
        if ax is None:
            from matplotlib.figure import Figure as Paper

            ax = Paper(figsize=(8.4, _tall(figure)), layout="constrained").subplots()
        _ladder(figure, ax) if isinstance(figure, Ladder) else _figure(figure, ax)
    return ax


def _tall(figure: Figure | Ladder) -> float:
    """How high a plot is, in inches; of a long legend each line more."""
    if isinstance(figure, Ladder):
        return 0.245 * len(figure.rungs) + 0.34 * len(figure.sections) + 1.0
    return 5.4 + 0.2 * (len(figure.series) // 2 - 3) if len(figure.series) > MANY else 5.4


def _columns(figure: Figure) -> int:
    """In how many columns the legend is."""
    return 2 if len(figure.series) > MANY else 1


def save(figure: Figure | Ladder, path: str) -> None:
    """Draw a plot into a file, whole or not at all: the same bytes for the same plot. Its ending is .svg, .png or .pdf.

    Raises UsageError for another ending, SlipstickError where it cannot be written.
    """
    ending = os.path.splitext(path)[1].casefold()
    if ending not in ENDINGS:
        raise UsageError(f"cannot draw into {path}: expected an ending such as {', '.join(ENDINGS)}")
    in_a_folder(path)
    write_whole(path, drawn(figure, ending))


def svg(figure: Figure | Ladder) -> str:
    """A plot as an SVG element, to stand within a page. Raises SlipstickError where matplotlib is not."""
    text = drawn(figure, ".svg").decode()
    return text[text.index("<svg") :]


def drawn(figure: Figure | Ladder, ending: str) -> bytes:
    """The bytes of a file with a plot, by its ending. Raises SlipstickError where matplotlib is not."""
    ax = draw(figure)
    import matplotlib as mpl

    metadata = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}, ".png": {"Software": None}}[ending]
    made = io.BytesIO()
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of letters that the font has not: they are drawn as boxes
        ax.get_figure(root=True).savefig(made, format=ending[1:], dpi=150, metadata=metadata)  # type: ignore[union-attr]
    return made.getvalue()


def import_matplotlib() -> None:
    """Raise SlipstickError, with what to install, where matplotlib is missing."""
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise SlipstickError("drawing needs one more package: pip install 'slipstick[plot]'") from None


def _figure(figure: Figure, ax: Any) -> None:
    ax.set_title(figure.title, loc="left", fontsize=11, fontweight="bold")
    for which, axis in (("x", figure.x), ("y", figure.y)):
        _axis(ax, which, axis)
    if figure.diagonal:
        _diagonal(figure, ax)
    for series in figure.series:
        _series(series, ax)
    handles, labels = ax.get_legend_handles_labels()
    kept = dict(zip(labels, handles, strict=True))
    if len(kept) > 1 or figure.diagonal:
        style = {"ncols": _columns(figure), "fontsize": 9 if len(kept) <= MANY else 8, "markerscale": 1.6}
        ax.legend(kept.values(), kept.keys(), loc="upper center", bbox_to_anchor=(0.5, -0.13), **style)
    for note in figure.notes:
        ax.annotate(note, (0.01, 0.98), xycoords="axes fraction", va="top", fontsize=8.5, color=FAINT)
    _names(figure, ax)


def _axis(ax: Any, which: str, axis: Axis) -> None:
    """Name an axis, and let its ticks carry their unit."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    part = ax.xaxis if which == "x" else ax.yaxis
    (ax.set_xscale if which == "x" else ax.set_yscale)("log" if axis.log else "linear")
    (ax.set_xlabel if which == "x" else ax.set_ylabel)(axis.name)
    part.set_major_formatter(FuncFormatter(lambda value, _: axis.tick(float(f"{value:.6g}"))))
    if axis.log:
        part.set_major_locator(LogLocator(numticks=9))
        part.set_minor_formatter(NullFormatter())


def _series(series: Series, ax: Any) -> None:
    colour = COLOURS[series.group % len(COLOURS)]
    if series.kind == "dots":
        marker = MARKERS[series.group // len(COLOURS) % len(MARKERS)]
        style = {"s": 7, "alpha": 0.35, "linewidths": 0, "marker": marker}
        ax.scatter(series.x, series.y, color=colour, label=series.label, zorder=1, **style)
    elif series.kind == "points":
        down = [y - low for y, low in zip(series.y, series.low or series.y, strict=True)]
        up = [high - y for y, high in zip(series.y, series.high or series.y, strict=True)]
        marker = MARKERS[series.group % len(MARKERS)]
        style = {"fmt": marker, "markersize": 6, "capsize": 2.5, "linewidth": 1, "zorder": 4}
        ax.errorbar(series.x, series.y, yerr=[down, up], color=colour, label=series.label, **style)
    else:
        thin = series.kind == "thin"
        dashes = (0, (4, 2)) if thin else "-"
        ax.plot(series.x, series.y, color=colour, lw=1.1 if thin else 2, ls=dashes, label=series.label, zorder=3)
        if series.low:
            ax.fill_between(series.x, series.low, series.high, color=colour, alpha=0.18, linewidth=0, zorder=1)


def _diagonal(figure: Figure, ax: Any) -> None:
    """Where both axes agree, and where they are a factor of two apart."""
    low, high = figure.span("x")
    for factor, style in ((1.0, "-"), (2.0, ":"), (0.5, ":")):
        told = {1.0: "equal", 2.0: "a factor of two apart"}.get(factor)
        ax.plot((low, high), (low * factor, high * factor), color=FAINT, lw=1, ls=style, label=told, zorder=2)


def _names(figure: Figure, ax: Any) -> None:
    """Name single points, each once, to the right of the lowest point of that name, apart from each other."""
    found: dict[str, tuple[float, float]] = {}
    for series in figure.series:
        for name, x, y in zip(series.names, series.x, series.y, strict=False):
            if name not in found or y < found[name][1]:
                found[name] = (x, y)
    if not found:
        return
    ax.get_figure(root=True).draw_without_rendering()  # places are known once it is laid out
    taken: list[tuple[float, float]] = []
    for name, (x, y) in sorted(found.items(), key=lambda item: item[1]):
        at, height = ax.transData.transform((x, y))
        shift = -14.0
        while any(abs(at - other) < 120 and abs(height + shift - level) < 15 for other, level in taken):
            shift -= 15.0
        taken.append((at, height + shift))
        left = ax.transAxes.inverted().transform((at, height))[0] > 0.8  # where it would run out at the right
        beside = (-7 if left else 7, shift * 72 / ax.get_figure().dpi)
        ha = "right" if left else "left"
        ax.annotate(name, (x, y), beside, textcoords="offset points", fontsize=8.5, ha=ha)


def _ladder(ladder: Ladder, ax: Any) -> None:
    ax.set_title(ladder.title, loc="left", fontsize=11, fontweight="bold")
    _axis(ax, "x", ladder.axis)
    place, places, labels = 0.0, [], []
    low, high = ladder.span()
    for number, (heading, rungs) in enumerate(ladder.sections):
        colour = COLOURS[number % (len(COLOURS) - 1)]
        if heading:
            place -= 0.4
            head = {"textcoords": "offset points", "va": "center", "fontsize": 9, "fontweight": "bold"}
            ax.annotate(heading, (0, place), (4, 0), xycoords=("axes fraction", "data"), color=colour, **head)
            place -= 1.0
        for rung in rungs:
            ax.plot((low, rung.value), (place, place), color="#ececec", lw=0.8, zorder=1)
            ax.plot(
                (rung.low, rung.high), (place, place), color=colour, lw=3, alpha=0.35, solid_capstyle="butt", zorder=2
            )
            ax.plot(rung.value, place, "o", color=colour, markersize=5, zorder=3)
            edge = max(rung.high, rung.value)
            ax.annotate(
                ladder.axis.tick(rung.value), (edge, place), (6, 0), textcoords="offset points", va="center", fontsize=8
            )
            places.append(place)
            labels.append(rung.label)
            place -= 1.0
    ax.set_yticks(places, labels, fontsize=8.5)
    ax.set_ylim(place + 0.3, 0.7)
    ax.set_xlim(low, high * 8)
    ax.grid(visible=False, axis="y")
    ax.tick_params(axis="y", length=0)
