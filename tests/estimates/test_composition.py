from math import hypot

import pytest

from slipstick import UsageError, in_sequence, matmul, overlapped, repeated, run
from slipstick.units.show import show


@pytest.fixture(scope="module")
def parts():
    return matmul(4096, 4096, 4096, on="a100-sxm-80gb"), run("softmax", rows=4096, columns=4096, on="a100-sxm-80gb")


def test_expected_times_add_and_so_do_the_asks(parts):
    one, two = parts
    both = in_sequence(one, two)
    assert both.outcome.value == one.outcome.value + two.outcome.value
    assert both.outcome.quantities["traffic"][0] == sum(each.outcome.quantities["traffic"][0] for each in parts)
    assert both.outcome.quantities["work"] == (2 * 4096**3 + 4 * 4096**2, "FLOP")


def test_the_floor_is_by_rate_and_not_the_sum_of_floors(parts):
    one, two = parts  # the first is bound by compute, the second by memory
    both = in_sequence(one, two).outcome
    compute = 2 * 4096**3 / 312e12
    memory = (3 * 4096**2 * 2 + 2 * 4096**2 * 2) / 2039e9
    assert both.floor == pytest.approx(max(compute, memory))
    assert both.floor < one.outcome.floor + two.outcome.floor
    assert both.bound_by == "compute"
    many = in_sequence(one, repeated(two, 20)).outcome
    assert many.floor == pytest.approx((3 * 4096**2 * 2 + 40 * 4096**2 * 2) / 2039e9)
    assert many.bound_by == "memory"


def test_errors_of_one_family_add_up_and_those_of_several_in_quadrature(parts):
    one, two = parts
    down = [each.outcome.value - each.outcome.low for each in parts]
    up = [each.outcome.high - each.outcome.value for each in parts]
    both = in_sequence(one, two).outcome
    assert both.high - both.value == pytest.approx(hypot(*up))
    assert both.value - both.low == pytest.approx(hypot(*down))
    twice = in_sequence(one, one).outcome
    assert twice.high - twice.value == pytest.approx(2 * up[0])
    nested = in_sequence(in_sequence(one, two), one).outcome
    assert nested.high - nested.value == pytest.approx(hypot(2 * up[0], up[1]))


def test_repeated_is_the_same_in_sequence(parts):
    one, _ = parts
    three, written = repeated(one, 3).outcome, in_sequence(one, one, one).outcome
    for name in ("value", "low", "high", "floor"):
        assert getattr(three, name) == pytest.approx(getattr(written, name))
    assert repeated(one, 3).steps[-1].with_numbers == f"{show(one.outcome.value, 's', digits=5)} × 3"
    assert three.quantities == written.quantities
    assert {each.amount for each in three.asks} == {3 * each.amount for each in one.outcome.asks}


def test_overlapped_hides_a_share_of_the_shorter(parts):
    one, two = parts
    longer, shorter = one.outcome.value, two.outcome.value
    assert longer > shorter
    assert overlapped(one, two, 1).outcome.value == longer
    assert overlapped(two, one, 1).outcome.value == longer
    assert overlapped(one, two, 0).outcome.value == pytest.approx(longer + shorter)
    assert overlapped(one, two, 0.75).outcome.value == pytest.approx(longer + shorter / 4)
    assert overlapped(one, two, 0.5).outcome.floor == in_sequence(one, two).outcome.floor


def test_of_what_is_hidden_the_range_counts_no_more_than_the_time(parts):
    up = [each.outcome.high - each.outcome.value for each in parts]
    for share in (0, 0.25, 1):
        found = [overlapped(*pair, share).outcome for pair in (parts, parts[::-1])]
        for each in found:
            assert each.high - each.value == pytest.approx(hypot(up[0], (1 - share) * up[1]))
            assert each.quantities == in_sequence(*parts).outcome.quantities


def test_a_composition_is_as_sure_as_the_weakest_of_its_parts(parts):
    one, two = parts
    told = in_sequence(one, two, one).as_dict()["calibration"]
    kinds = [each.as_dict()["calibration"] for each in parts]
    assert told["measurements"] == min(each["measurements"] for each in kinds)
    assert told["kind"] == min((each["kind"] for each in kinds), key=("prior", "related", "measured").index)
    assert told["basis"] == "; ".join(each["basis"] for each in kinds)


def test_no_composition_lies_below_its_floor(parts):
    one, two = parts
    for each in (in_sequence(one, two), overlapped(one, two, 1), repeated(two, 100)):
        outcome = each.outcome
        assert outcome.floor <= outcome.low <= outcome.value <= outcome.high


def test_a_composition_is_an_estimate_like_any_other(parts):
    one, two = parts
    both = in_sequence(one, two, name="a layer")
    assert both.title == "a layer"
    assert both.levers["peak"] < -0.3
    assert both.levers["rows"] > 0
    assert len(both.text().splitlines()) <= 24
    assert {step.formula.source for step in both.steps} <= set(both.sources)
    told = both.as_dict()
    assert [part["command"] for part in told["question"]["parts"]] == ["matmul", "run"]
    assert told["shares"]["matrix"] == pytest.approx(2 * 4096**3 / 312e12 / both.outcome.value)


def test_what_is_no_number_of_times_and_no_share_is_refused(parts):
    one, two = parts
    with pytest.raises(UsageError, match="times = 0 is out of range"):
        repeated(one, 0)
    with pytest.raises(UsageError, match=r"share = 1.5 is out of range: expected a share from 0 to 1"):
        overlapped(one, two, 1.5)


def test_arrays_compose_element_by_element():
    np = pytest.importorskip("numpy")
    m = np.array([1, 64, 4096])
    both = in_sequence(matmul(m, 4096, 4096, on="a100"), run("copy", size="1 GB", on="a100")).outcome
    for place, size in enumerate(m):
        alone = in_sequence(matmul(int(size), 4096, 4096, on="a100"), run("copy", size="1 GB", on="a100")).outcome
        for name in ("value", "low", "high", "floor", "bound_by"):
            assert getattr(both, name)[place] == getattr(alone, name)
