import pytest

from slipstick.errors import UsageError
from slipstick.units.maths import expm1, log1p
from slipstick.units.special import (
    buffer_blocking,
    erlang_b,
    if_even,
    if_less,
    last_delivery,
    mean_exponential,
    powers,
    queue_blocking,
    staffed_rate,
)


@pytest.mark.parametrize("load", [0.0, 0.3, 0.999999, 1.0, 1.000001, 2.0, 1e100])
@pytest.mark.parametrize("room", [0.0, 1.0, 5.0, 40.0])
def test_a_full_buffer_is_as_probable_as_counting_its_states_says(load, room):
    blocked = 1.0
    for _ in range(int(room)):
        blocked = load * blocked / (1 + load * blocked)
    assert buffer_blocking(load, room) == pytest.approx(blocked, rel=1e-9)


@pytest.mark.parametrize("base", [0.0, 0.5, 1.0, 3.0])
def test_powers_are_summed_one_by_one(base):
    assert powers(base, 6.0) == pytest.approx(sum(base**power for power in range(6)))
    assert powers(base, 0.0) == 0


def test_special_functions_work_element_by_element():
    np = pytest.importorskip("numpy")
    assert powers(np.array([1.0, 3.0]), 2.0).tolist() == [2.0, 4.0]
    rates = staffed_rate(np.array([1.0, 2.0]), (1.0, 1.0), (1.0, 1.0), np.array([0.0, 0.0]))
    assert rates.tolist() == pytest.approx([1 / 2, 2 / 3])
    assert last_delivery(np.array([1.0, 8.0]), 10.0, np.array([4.0, 4.0])).tolist() == pytest.approx([0, 24])
    assert if_even(np.array([1.0, 2.0]), 5.0, 6.0).tolist() == [6.0, 5.0]
    assert if_less(np.array([1.0, 2.0]), 2.0, 5.0, 6.0).tolist() == [5.0, 6.0]
    assert mean_exponential(np.array([0.0, 1.0])) == pytest.approx([1.0, 1.718281828])
    assert buffer_blocking(np.array([0.0, 1.0, 1e200]), 3.0).tolist() == [0.0, 0.25, 1.0]


def test_tiny_numbers_keep_their_digits():
    assert expm1(-1e-20) == -1e-20
    assert log1p(1e-20) == 1e-20
    assert mean_exponential(-2e-9) == pytest.approx(1 - 1e-9, rel=1e-15)


def test_too_many_servers_to_count_are_refused():
    with pytest.raises(UsageError, match="100001 servers are too many: expected at most 100000"):
        erlang_b(1.0, 100_001)


def test_more_users_than_can_be_counted_are_refused():
    with pytest.raises(UsageError, match="1001 users are too many: expected at most 1000"):
        staffed_rate(1001.0, (1.0,), (2.0,), 0.0)


def test_more_processors_than_can_be_counted_are_refused():
    with pytest.raises(UsageError, match="100001 processors are too many: expected at most 100000"):
        last_delivery(100_001.0, 10.0, 4.0)


@pytest.mark.parametrize("ratio", [0.0, 0.25, 0.999, 1.0, 1.001, 4.0])
@pytest.mark.parametrize("waiting", [0, 1, 7])
def test_a_full_queue_is_as_probable_as_counting_its_states_says(ratio, waiting):
    loss = 0.3
    blocked = loss  # of a system whose servers are all it has, and each place more is one state more
    for _ in range(waiting):
        blocked = ratio * blocked / (1 + ratio * blocked)
    assert queue_blocking(loss, ratio, float(waiting)) == pytest.approx(blocked, rel=1e-12)
