"""The frontier of serving a model: the time of a token, and what a device gives in that time."""

from ..estimates.answers import Answers
from ..estimates.serving.frontier import Frontier
from ..layout import wrap
from .figure import Axis, Figure, Series, logarithmic

NAMED = 6  # points with a name beside them, at most
NOTE = "estimates, not measured; the bars hold nine tokens in ten"


def frontier_figure(found: Answers) -> Figure:
    """Tokens a second of a device over the time of a token, with the range of each point; some with their batch."""
    assert isinstance(found, Frontier)
    count = found.points[0].serving.asked.machine.count
    rates = [each.estimate.answers["throughput"] for each in found.points]
    xs, ys = tuple(each.time for each in found.points), tuple(each.rate for each in found.points)
    low, high = tuple(each.low / count for each in rates), tuple(each.high / count for each in rates)
    step = -(-len(xs) // NAMED)
    kept = [place for place in range(len(xs)) if (len(xs) - 1 - place) % step == 0]
    line = Series("what nothing beats", xs, ys, "line", low, high)
    some = [tuple(column[place] for place in kept) for column in (xs, ys, low, high)]
    points = Series("batch and split", some[0], some[1], "points", some[2], some[3], _names(found, kept))
    ends = [*low, *high]
    y = Axis("tokens a second of a device" if count > 1 else "tokens a second", "token/s", logarithmic(ends))
    title = "\n".join(wrap(found.title, 72))
    return Figure(title, Axis("time of a token, expected", "s", logarithmic(xs)), y, (line, points), (NOTE,))


def _names(found: Frontier, kept: list[int]) -> tuple[str, ...]:
    texts = [found.rows[place][0] for place in kept]
    return tuple(f"{batch}, {split}" for batch, split in texts)
