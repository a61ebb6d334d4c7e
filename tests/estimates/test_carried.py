"""The share of a peak that carries over to a part that was not measured."""

import pytest

from slipstick.estimates.calibration import Wanted, find, reached
from slipstick.estimates.carried import apart, beside, whole
from slipstick.specs.catalogue import load

HALF = {"softmax": 1.0, "exposed": 0.5}


def test_the_softmax_of_an_attention_is_beside_its_matmuls_and_nothing_beside_others():
    assert beside("attention", load("h100-sxm"), "bf16") == pytest.approx(0.62, abs=0.01)
    assert beside("attention", load("l40s"), "bf16") == pytest.approx(0.155, abs=0.002)  # few matmuls to a softmax
    assert beside("matmul", load("h100-sxm"), "bf16") == 0


def test_what_is_not_known_of_exponentials_is_not_beside():
    assert beside("attention", load("tpu-v5e"), "bf16") == 0


def test_the_share_over_a_whole_kernel_goes_back_to_that_of_its_matmuls():
    assert whole(0.8, HALF, 0.5) == pytest.approx(1 / 1.5)
    assert apart(whole(0.8, HALF, 0.5), HALF, 0.5) == pytest.approx(0.8)
    assert apart(0.95, HALF, 0.5) == 1
    assert (whole(0.8, {}, 0), apart(0.8, {}, 0)) == (0.8, 0.8)


@pytest.mark.parametrize("library", ["trtllm", "vllm", "sglang"])
def test_a_part_that_was_not_measured_has_the_whole_share_of_others_by_what_its_matmuls_reach(library):
    found = []
    for part in map(load, ("l40s", "rtx-4090")):  # both Ada, the one measured
        fit = find(Wanted("attention", part, "bf16", library))
        over = whole(fit.numbers["compute"], fit.numbers, beside("attention", part, "bf16"))
        found.append((fit.kind, over / reached("matmul", part, "bf16")))
    (ours, measured), (theirs, carried) = found
    assert (ours, theirs) == ("measured", "related")
    assert carried == pytest.approx(measured, rel=1e-3)
