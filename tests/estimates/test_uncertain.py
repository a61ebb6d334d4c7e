import pytest

from slipstick import matmul, run


def test_an_uncertain_size_widens_the_range_to_what_its_ends_give():
    answer = matmul("2048..8192", 4096, 4096, on="a100")
    small, large = (matmul(m, 4096, 4096, on="a100").outcome for m in (2048, 8192))
    assert answer.outcome.low == small.low
    assert answer.outcome.high == large.high
    assert answer.outcome.floor == small.floor
    assert answer.outcome.value == matmul(5120, 4096, 4096, on="a100").outcome.value
    assert answer.question["m"] == "2048..8192"
    assert "m uncertain: 2048 to 8192" in answer.title
    one = matmul(5120, 4096, 4096, on="a100").outcome
    down, up = (abs(end / one.value - 1) for end in (one.low, one.high))
    assert f"−{down:.0%} to +{up:.0%} is the model's, the rest is m from 2048 to 8192" in answer.assumptions[0]


def test_several_uncertain_values_take_every_combination_of_their_ends():
    answer = run("conv2d", batch=8, channels=64, rows="28..56", columns="28..56", filters=64, stride=1, on="a100")
    ends = [
        run("conv2d", batch=8, channels=64, rows=rows, columns=columns, filters=64, stride=1, on="a100").outcome
        for rows in (28, 56)
        for columns in (28, 56)
    ]
    middle = run("conv2d", batch=8, channels=64, rows=42, columns=42, filters=64, stride=1, on="a100").outcome
    ends.append(middle)  # near the launch the range of the middle is the widest
    assert answer.outcome.low == min(each.low for each in ends)
    assert answer.outcome.high == max(each.high for each in ends)


def test_the_work_and_the_levers_are_those_of_the_middle():
    answer = run("copy", size="1..3 GB", on="h100")
    assert answer.steps[0].inputs["size"] == 2e9
    assert answer.levers["size"] == pytest.approx(run("copy", size="2 GB", on="h100").levers["size"])
    assert len(answer.text().splitlines()) <= 24
