import pytest

from asked import answered
from slipstick import kernels, matmul
from slipstick.estimates.verdict import percent


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda: matmul(4096, 4096, 4096, on="a100"), "1370 FLOP/B is above the ridge of 153 FLOP/B: compute-bound; "),
        (lambda: matmul(1, 4096, 4096, on="a100"), "1 FLOP/B is below the ridge of 153 FLOP/B: memory-bound; "),
        (lambda: kernels.copy("6 GB", on="a100"), "nothing but memory traffic: memory-bound; "),
        (
            lambda: kernels.softmax(8192, 2048, on="a100"),
            "at their peaks vector 3.44 µs, special 6.89 µs, memory 32.9 µs: memory-bound; ",
        ),
    ],
)
def test_it_says_why(answer, said):
    assert answer().verdict.startswith(said)


def test_the_rate_and_the_share_it_names_are_those_of_what_binds():
    for answer in answered():
        bound = {"compute": "matrix"}.get(answer.bound_by, answer.bound_by)
        ask = next(each for each in answer.outcome.asks if each.name == bound)
        assert answer.shares[bound] == pytest.approx(ask.amount / answer.outcome.value / ask.rate)
        assert f", {percent(answer.shares[bound])} of " in answer.verdict, answer.title
        assert answer.verdict.count(": ") == 1


def test_no_rate_that_is_reached_is_above_what_the_datasheet_allows():
    for answer in answered():
        for name in ("rate", "bandwidth"):
            if name in answer.answers:
                reached = answer.answers[name]
                assert reached.low <= reached.value <= reached.high <= reached.floor * (1 + 1e-12)
        assert all(0 <= share <= 1 + 1e-12 for share in answer.shares.values())


def test_arrays_have_no_one_verdict():
    np = pytest.importorskip("numpy")
    assert matmul(np.array([1, 4096]), 4096, 4096, on="a100").verdict == ""


@pytest.mark.parametrize(
    ("share", "text"),
    [(1.0, "100 %"), (0.0951, "10 %"), (0.0949, "9.5 %"), (0.004, "0.4 %"), (9e-5, "under 0.01 %"), (0.0, "0 %")],
)
def test_a_share_has_two_digits(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(
    ("share", "said"),
    [
        *((0.0, "0 %"), (9.99e-5, "under 0.01 %"), (1e-4, "0.01 %"), (0.0001234, "0.012 %"), (0.0949, "9.5 %")),
        *((0.095, "10 %"), (0.5, "50 %"), (1.0, "100 %"), (1.234, "123 %")),
    ],
)
def test_a_share_has_two_digits_and_no_more(share, said):
    assert percent(share) == said
