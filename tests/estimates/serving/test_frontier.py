import pytest

import slipstick
from slipstick import SlipstickError, UsageError
from slipstick.estimates.serving.frontier import Frontier, unbeaten

GIVEN = {"on": "2xh100", "frontier": True, "batch": 64}


@pytest.fixture(scope="module")
def found() -> Frontier:
    return slipstick.infer("llama-3.1-8b", rent="2 USD/h", **GIVEN)


def test_no_batch_and_split_beats_a_point(found):
    ends = {(float(batch), split) for (batch, split), _ in found.rows}
    for tp in (1, 2):
        for batch in (1, 4, 16, 64):
            one = slipstick.infer("llama-3.1-8b", batch=batch, tp=tp, pp=1, on="2xh100")
            time, rate = one.outcome.value, one.answers["throughput"].value / 2
            beaten = [each for each in found.points if each.time <= time and each.rate >= rate]
            assert beaten, (tp, batch, ends)


def test_each_point_is_faster_or_gives_more(found):
    times, rates = [each.time for each in found.points], [each.rate for each in found.points]
    assert times == sorted(times)
    assert rates == sorted(rates)
    assert len(found) == len(set(times)) > 3


def test_a_point_is_the_answer_of_its_batch_and_split(found):
    first = found[0].question
    asked = {name: first[name] for name in ("tp", "pp", "batch") if name in first}
    again = slipstick.infer("llama-3.1-8b", on="2xh100", **asked)
    assert found[0].outcome.value == again.outcome.value


def test_its_table_is_one_screen_and_says_what_it_is(found):
    lines = str(found).splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    assert "USD/Mtoken" in lines[3]
    assert any("estimates, not measured" in line for line in lines)


def test_of_many_points_every_so_many_are_shown():
    many = slipstick.infer("llama-3.1-8b", on="8xh100", frontier=True)
    told = str(many)
    assert len(told.splitlines()) <= 23
    assert len(many.cells()[1]) == len(many)
    if len(many) > 12:
        assert "--csv has all" in told


@pytest.mark.parametrize(
    "given", [{"on": ["a100", "h100"]}, {"context": "2k..8k"}, {"batch": "1,2"}, {"on": "a100,h100"}]
)
def test_a_frontier_is_of_one_model_on_one_machine(given):
    with pytest.raises(UsageError, match="a frontier is of one model on one machine"):
        slipstick.infer("llama-3.1-8b", **GIVEN | given)


def test_what_does_not_fit_has_no_frontier():
    with pytest.raises(SlipstickError, match="it takes 6 of them"):
        slipstick.infer("llama-3.1-70b", on="l4", frontier=True)


def test_unbeaten_points():
    assert unbeaten([(2, 2), (1, 1), (1, 2), (3, 1)], lambda each: each) == [(1, 2)]
