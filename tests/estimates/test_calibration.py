import pytest

from slipstick import matmul


def test_the_range_is_wider_the_less_was_measured():
    def width(**options):
        outcome = matmul(4096, 4096, 4096, **options).outcome
        return outcome.high / outcome.low

    measured, related, prior = width(on="a100"), width(on="a100-40gb"), width(on="mi300x")
    assert measured < related
    assert measured < prior < width(on="epyc-9654")
    assert width(on="a100", dtype="fp16") == measured  # the same width and rate
    assert width(on="a100", batch=4) > measured  # no batch was measured


@pytest.mark.parametrize(
    ("options", "kind", "basis"),
    [
        ({"on": "a100"}, "measured", "459 measurements on this part in bf16"),
        ({"on": "a100", "dtype": "fp16"}, "measured", "which has the same width and rate"),
        ({"on": "a100-40gb"}, "related", "459 measurements on a100-sxm-80gb, which this part extends"),
        ({"on": "mi300x"}, "prior", "no measurements in bf16 on this part"),
        ({"on": "epyc-9654"}, "prior", "no measurements on any cpu"),
        ({"on": "a100", "batch": 2}, "related", "one matmul at a time"),
    ],
)
def test_the_answer_says_what_stands_behind_it(options, kind, basis):
    answer = matmul(4096, 4096, 4096, **options)
    assert answer.calibration["kind"] == kind
    assert basis in answer.calibration["basis"]
    assert any(basis in line for line in answer.assumptions)
