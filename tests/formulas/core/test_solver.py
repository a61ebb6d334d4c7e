import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipstick import SlipstickError, UsageError, formula, show
from slipstick.formulas.core.solver import solutions
from slipstick.formulas.roofline import attainable, ridge
from slipstick.units import Count, Share, Speedup, Time, Whole


@formula(source="x")
def hill(first: Share) -> Count:
    """A hill."""
    return 4 * first * (1 - first)


@formula(source="x")
def lanes(wide: Whole) -> Speedup:
    """Whole numbers."""
    return 3 * wide


@formula(source="x")
def wait(service: Time, load: Share) -> Time:
    """A queue."""
    return service / (1 - load)


def test_an_argument_is_found_from_the_result():
    assert show(ridge.solve("bandwidth", peak="312 TFLOP/s", intensity="156 FLOP/B")) == "2 TB/s"
    assert show(ridge.solve("bandwidth", peak="312 TFLOP/s", result="156 FLOP/B")) == "2 TB/s"
    assert lanes.solve("wide", speedup=12).magnitude == 4
    assert wait.solve("load", service="1 s", wait="10 s").magnitude == pytest.approx(0.9, rel=1e-12)


def test_two_answers_none_and_many_are_told():
    with pytest.raises(SlipstickError, match=r"hill: 2 values of first give 0.75: 0.25 and 0.75"):
        hill.solve("first", hill=0.75)
    with pytest.raises(SlipstickError, match=r"no first gives 2: with these arguments the result lies between 0 and 1"):
        hill.solve("first", hill=2)
    with pytest.raises(
        SlipstickError, match=r"more than one intensity gives 312 TFLOP/s: every one from 156 FLOP/B on does"
    ):
        attainable.solve("intensity", peak="312 TFLOP/s", bandwidth="2 TB/s", compute_rate="312 TFLOP/s")
    with pytest.raises(SlipstickError, match="no whole wide gives 10"):
        lanes.solve("wide", speedup=10)
    assert solutions(hill, "first", 0.75, {}).values == pytest.approx((0.25, 0.75))


def test_wrong_names_are_refused():
    with pytest.raises(UsageError, match="ridge has no 'peek': did you mean peak"):
        ridge.solve("peek", bandwidth="1 B/s", intensity="1 FLOP/B")
    with pytest.raises(UsageError, match=r"to solve it, give its result, as intensity or ridge or result"):
        ridge.solve("peak", bandwidth="1 B/s")


@given(st.floats(0.001, 0.999), st.floats(1e-6, 1e6))
def test_the_answer_put_back_gives_the_result(load, service):
    result = wait.rule(service, load)
    [found] = solutions(wait, "load", result, {"service": service}).values
    assert wait.rule(service, found) == pytest.approx(result, rel=1e-9)
