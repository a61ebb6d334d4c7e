from types import SimpleNamespace

import pytest

from slipstick import SlipstickError
from slipstick.evidence.rows import rows_of


@pytest.mark.parametrize("phases", [2, 3])
def test_a_kernel_of_several_phases_cannot_be_calibrated(phases):
    kernel = SimpleNamespace(name="mine", phases=(None,) * phases)
    with pytest.raises(SlipstickError, match=r"^mine has several phases: it cannot be calibrated by its time alone$"):
        rows_of(kernel, None, "bf16", {}, 1e-3)


def test_a_word_is_the_same_for_all_rows_of_a_fit():
    pytest.importorskip("numpy")
    from slipstick.estimates.questions import find
    from slipstick.evidence.rows import gathered

    kernel = find("attention")
    values = [kernel.values({"heads": 8, "queries": 1, "keys": keys}) for keys in (512, 1024)]
    (rows,) = gathered(kernel, {("a100-sxm-80gb", "bf16"): [(each, 1e-5) for each in values]}).values()
    assert rows.amounts["memory"].tolist() == [2 * 2 * 128 * 8 * (1 + keys) for keys in (512, 1024)]
    mixed = [(values[0], 1e-5), ({**values[1], "cache": "fp8"}, 1e-5)]
    with pytest.raises(SlipstickError, match="cache is '' and 'fp8': each of these has to be calibrated apart"):
        gathered(kernel, {("a100-sxm-80gb", "bf16"): mixed})
