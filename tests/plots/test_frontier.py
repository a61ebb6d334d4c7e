import slipstick
from slipstick.plots.frontier import NAMED, frontier_figure


def test_the_figure_shows_the_points_of_the_frontier():
    found = slipstick.infer("llama-3.1-8b", on="2xh100", frontier=True)
    assert frontier_figure(found).y.name == "tokens a second of a device"
    line, points = frontier_figure(found).series
    assert line.x == tuple(each.time for each in found.points)
    assert line.y == tuple(each.rate for each in found.points)
    assert all(low <= y <= high for low, y, high in zip(line.low, line.y, line.high, strict=True))
    assert 1 < len(points.names) <= NAMED
    assert points.x[-1] == line.x[-1]
    assert points.names[-1] == ", ".join(found.rows[-1][0])
    assert any("not measured" in note for note in frontier_figure(found).notes)


def test_one_device_needs_no_share_of_several():
    found = slipstick.infer("llama-3.1-8b", on="h100", frontier=True)
    assert frontier_figure(found).y.name == "tokens a second"


def test_of_many_points_those_with_a_name_are_evenly_apart_and_end_with_the_last():
    found = slipstick.infer("llama-3.1-8b", on="8xh100", frontier=True)
    line, points = frontier_figure(found).series
    assert len(line.x) > 2 * NAMED
    for drawn, known in ((points.x, line.x), (points.y, line.y), (points.low, line.low), (points.high, line.high)):
        assert drawn == known[::-3][::-1]
