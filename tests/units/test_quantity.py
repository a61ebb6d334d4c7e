import pickle

import pint
import pytest

from slipstick import DimensionError, quantity

FACTOR = " (multiply a frequency (Hz) by a size per cycle in B/cycle)"


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda: quantity("1 B") + 1, "a size (B) cannot be added to a plain number"),
        (lambda: 1 + quantity("1 B"), "a size (B) cannot be added to a plain number"),
        (
            lambda: quantity("1 GB/s") - quantity("1 Hz"),
            "a bandwidth (B/s) cannot be added to a frequency (Hz)" + FACTOR,
        ),
        (lambda: quantity("1 GB/s").to("Hz"), "a bandwidth (B/s) cannot be converted to a frequency (Hz)" + FACTOR),
        (
            lambda: quantity("1 GB/s") < quantity("1 FLOP/s"),
            "a bandwidth (B/s) cannot be compared with a compute rate (FLOP/s) "
            "(divide a compute rate (FLOP/s) by an intensity in FLOP/B)",
        ),
    ],
)
def test_dimensions_do_not_mix(do, said):
    with pytest.raises(DimensionError) as error:
        do()
    assert str(error.value) == said


def test_a_quantity_survives_pickling():
    again = pickle.loads(pickle.dumps(quantity("3 GB/s")))
    assert again + quantity("1 GB/s") == quantity("4 GB/s")


def test_the_users_own_registry_is_left_alone():
    assert pint.get_application_registry().Quantity(1, "barn").to("m^2").magnitude == pytest.approx(1e-28)
