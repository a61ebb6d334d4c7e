import pytest

import slipstick
from slipstick import SlipstickError
from slipstick.estimates.questions import find
from slipstick.evidence.rows import rows_of


def test_a_kernel_of_several_phases_cannot_be_calibrated():
    values = {"heads": 8.0, "queries": 512.0, "keys": 512.0, "kv_heads": 8.0, "head": 128.0, "batch": 1.0}
    with pytest.raises(
        SlipstickError, match=r"^naive-attention has several phases: it cannot be calibrated by its time"
    ):
        rows_of(find("naive-attention"), slipstick.load("a100"), "bf16", values, 1e-3)
