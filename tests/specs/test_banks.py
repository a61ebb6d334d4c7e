import pytest

from slipstick import SlipstickError, load
from slipstick.formulas.core.formula import unrecorded
from slipstick.specs.banks import shared


def test_the_banks_of_all_multiprocessors_at_the_highest_clock():
    assert shared(load("a100")).value(unrecorded) == pytest.approx(108 * 32 * 4 * 1.41e9)
    assert shared(load("rtx-a6000")).value(unrecorded) == pytest.approx(84 * 32 * 4 * 2.1e9)  # 1.8 GHz is its boost
    assert shared(load("rtx-a6000")).assumption.endswith("a cycle, at clock.highest")


def test_other_units_have_no_such_banks():
    with pytest.raises(SlipstickError, match=r"epyc-9654 .*known where compute.unit is a streaming multiprocessor"):
        shared(load("epyc-9654"))
