"""What lies on matplotlib's axes, as lines of text."""

from matplotlib.colors import to_hex
from matplotlib.container import ErrorbarContainer


def described(ax):
    """Size, axes, lines, areas and texts, in the order they were put there."""
    ax.get_figure(root=True).draw_without_rendering()
    size = "{:.4g} x {:.4g}".format(*ax.get_figure(root=True).get_size_inches())
    told = [
        f"size {size}",
        f"title {ax.get_title('left')!r} {ax._left_title.get_fontsize()} {ax._left_title.get_fontweight()}",
    ]
    for which in ("x", "y"):
        low, high = getattr(ax, f"get_{which}lim")()
        label = getattr(ax, f"get_{which}label")()
        told.append(f"{which} {label!r} {getattr(ax, f'get_{which}scale')()} {low:.4g} to {high:.4g}")
        told.append(f"  ticks {[text.get_text() for text in getattr(ax, f'get_{which}ticklabels')()]}")
        told.append(f"  minor {[text.get_text() for text in getattr(ax, f'get_{which}ticklabels')(minor=True)][:3]}")
    told += [line(each) for each in ax.get_lines()]
    told += [
        f"bars {each.get_label()} {each.has_yerr}" for each in ax.containers if isinstance(each, ErrorbarContainer)
    ]
    told += [area(each) for each in ax.collections]
    for each in ax.texts:
        place = [round(float(number), 3) for number in (*each.xy, *each.get_position())] if hasattr(each, "xy") else []
        told.append(f"text {each.get_text()!r} {place} {each.get_ha()} {each.get_va()} {each.get_fontsize()}")
    if legend := ax.get_legend():
        told.append(f"legend {[text.get_text() for text in legend.get_texts()]} {legend._ncols} {legend._fontsize}")
        anchor = legend.get_bbox_to_anchor().transformed(ax.transAxes.inverted())
        told.append(f"  at {[round(float(each), 3) for each in anchor.p0]}")
    return "\n".join(told)


def numbers(values):
    return " ".join(f"{value:.5g}" for value in values)


def line(each):
    look = f"{to_hex(each.get_color())} {each.get_linewidth():g} {each.get_linestyle()} {each.get_marker()}"
    size = f"{each.get_markersize():g} z{each.get_zorder():g}"
    return f"line {each.get_label()!r} {look} {size}: {numbers(each.get_xdata())} | {numbers(each.get_ydata())}"


def area(each):
    faces = [to_hex(colour, keep_alpha=True) for colour in each.get_facecolor()] or ["none"]
    points = [*each.get_offsets().tolist()] if len(each.get_offsets()) > 1 else []
    inside = [path.vertices.tolist() for path in each.get_paths()] if not points else []
    told = numbers(number for pair in [*points, *(pair for path in inside for pair in path)] for number in pair)
    return f"area {faces[0]} z{each.get_zorder():g} {[float(width) for width in each.get_linewidth()]} {told}"
