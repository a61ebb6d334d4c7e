import pytest

from slipstick import UsageError, kernels

FOUR = {"batch": 4, "heads": 16, "kv_heads": 16, "queries": 4096, "keys": 4096}
# By hand. Scores: 274,877,906,944 FLOP, and 4 x (65,536 x (128 + 4096) + 16 x 4096 x 128) = 1,140,850,688 elements;
# values the same; softmax: 1,073,741,824 elements read and written. Each phase takes the longer of its own.
FLOORS = [
    ("a100", "bf16", 4344.47, "memory"),  # 2 x 2,281,701,376 B / 2039e9 + 4,294,967,296 B / 2039e9
    ("mi300x", "bf16", 1663.55, "memory"),  # the same bytes / 5325e9
    ("a100", "fp32", 32405.4, "compute"),  # 2 x 274,877,906,944 / 19.5e12 + 8,589,934,592 B / 2039e9
    ("epyc-9654", "fp32", 67007.8, "compute"),  # 2 x 274,877,906,944 / (96 x 32 x 3.7e9) + 8,589,934,592 B / 460.8e9
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.naive_attention(**FOUR, on=on, dtype=dtype)
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-5)
    assert answer.bound_by == bound


def test_its_phases_add():
    answer = kernels.naive_attention(**FOUR, on="a100", dtype="fp32")
    steps = {step.formula.name: step for step in answer.steps}
    times = steps["phases_time"].inputs["times"]
    assert len(times) == 3
    assert answer.outcome.value == pytest.approx(sum(times), rel=1e-12)
    rates = {ask.name: ask.rate for ask in answer.outcome.asks}
    scores = max(274_877_906_944 / rates["matrix"], 4_563_402_752 / rates["memory"])
    softmax = 8_589_934_592 / rates["memory"]
    assert answer.outcome.floor == pytest.approx(2 * scores + softmax, rel=1e-12)
    one = kernels.kernel("1 GFLOP", "1 GB", on="a100", dtype="fp32").outcome
    assert answer.outcome.quantities["startup_time"][0] == pytest.approx(3 * one.quantities["startup_time"][0])


def test_keeping_scores_on_chip_pays():
    for on in ("a100", "mi300x", "epyc-9654"):
        assert kernels.attention(**FOUR, on=on).outcome.value < kernels.naive_attention(**FOUR, on=on).outcome.value


def test_its_heads_have_to_go_together():
    with pytest.raises(UsageError, match="naive-attention: heads has to be a multiple of kv_heads"):
        kernels.naive_attention(**{**FOUR, "kv_heads": 5}, on="a100")
