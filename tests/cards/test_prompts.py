import pytest

from slipstick.cards.prompts import prompts
from slipstick.estimates.questions import find

DRILLED = {
    "attention": [
        "heads=16 queries=4096 batch=4",
        "heads=32 queries=1 keys=32k batch=32 window=4096 cache=fp8",
    ],
    "chase": [],
    "conv2d": ["batch=32 channels=64 rows=56 columns=56 filters=64 padding=1"],
    "copy": ["'size=6 GB'"],
    "kernel": ["'work=0.2 TFLOP' 'traffic=3 GB'"],
    "matmul": [
        *("m=1 n=4096 k=4096", "m=64 n=4096 k=4096", "m=4096 n=4096 k=4096"),
        *("m=8192 n=8192 k=8192", "m=1 n=8192 k=28672"),
    ],
    "naive-attention": ["heads=16 queries=4096 batch=4"],
    "rmsnorm": ["rows=8192 columns=4096"],
    "softmax": ["rows=8192 columns=2048"],
}


@pytest.mark.parametrize("name", DRILLED)
def test_a_kernel_is_asked_by_these_sizes(name):
    asked = [each.name for each in prompts((name,)) if each.kind == "estimate" and each.name.startswith("a100 ")]
    assert asked == [f"a100 {name} {sizes}" for sizes in DRILLED[name]]


def test_the_examples_of_a_matmul_are_these():
    assert find("matmul").examples == (
        {"m": 4096},
        {"m": 1, "n": 4096, "k": 4096},
        {"m": 128, "n": 128, "k": 64, "batch": 512},
    )
