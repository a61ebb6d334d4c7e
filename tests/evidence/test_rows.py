from types import SimpleNamespace

import pytest

from slipstick import SlipstickError
from slipstick.evidence.rows import rows_of


@pytest.mark.parametrize("phases", [2, 3])
def test_a_kernel_of_several_phases_cannot_be_calibrated(phases):
    kernel = SimpleNamespace(name="mine", phases=(None,) * phases)
    with pytest.raises(SlipstickError, match=r"^mine has several phases: it cannot be calibrated by its time alone$"):
        rows_of(kernel, None, "bf16", {}, 1e-3)
