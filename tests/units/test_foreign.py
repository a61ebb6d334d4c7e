"""Quantities of a person's own registry of pint's."""

from decimal import Decimal

import numpy as np
import pint
import pytest

import slipstick
from slipstick.errors import SlipstickError
from slipstick.units.quantity import quantity

THEIRS = pint.UnitRegistry()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3 bit", "0.375 B"),  # which has no dimension there
        ("2.5 GB/s", "2.5 GB/s"),
        ("2 MiB", "2 MiB"),
        ("8 octet", "8 B"),
        ("80 baud", "10 B/s"),
        ("4 GHz", "4 GHz"),  # cycles, which are not counted there
        ("1 kilowatt_hour", "3.6 MJ"),
        ("1e18 electron_volt", "160 mJ"),
        ("1 mile", "1.61 km"),
        ("45 mph", "20.1 m/s"),
        ("3 delta_degree_Celsius", "3 K"),
        ("5 percent", "0.05"),
        ("2 month", "60.9 days"),
        ("3", "3"),
    ],
)
def test_units_are_taken_by_name_or_by_what_they_are_made_of(text, told):
    assert slipstick.show(quantity(THEIRS.Quantity(text))) == told


@pytest.mark.parametrize("unit", ["degC", "gram", "newton", "radian", "count", "candela"])
def test_a_unit_that_is_not_known_is_named(unit):
    value = THEIRS.Quantity(20, unit)
    with pytest.raises(SlipstickError, match=f"unknown unit '{value.units}'"):
        quantity(value)


def test_a_unit_of_another_size_there_is_refused():
    theirs = pint.UnitRegistry()
    theirs.define("byte = 10 * bit = B")
    with pytest.raises(SlipstickError, match=r"1 byte is 1\.25 B in the registry it is from, and 1 B here"):
        quantity(theirs.Quantity(3, "byte"))


def test_a_bit_keeps_its_dimension():
    with pytest.raises(slipstick.DimensionError, match="a size"):
        quantity(THEIRS.Quantity(8, "bit")) + 1


def test_the_application_registry_arrays_and_decimals_are_taken():
    assert quantity(pint.application_registry.Quantity(2, "GB")) == quantity("2 GB")
    assert quantity(pint.UnitRegistry(non_int_type=Decimal).Quantity("2.5 ms")) == quantity("2.5 ms")
    found = quantity(THEIRS.Quantity(np.array([1.0, 2.0]), "inch"))
    assert np.allclose(found.to("m").magnitude, [0.0254, 0.0508])


def test_they_are_taken_at_every_door():
    size, rate = THEIRS.Quantity(80, "GB"), THEIRS.Quantity(2, "TB/s")
    assert slipstick.calculate("size / rate", {"size": size, "rate": rate}).short == "40 ms"
    assert (
        slipstick.kernels.copy(THEIRS.Quantity(6, "GB"), on="h100").short
        == slipstick.kernels.copy("6 GB", on="h100").short
    )
    answer = slipstick.matmul(4096, 4096, 4096, on="a100")
    assert answer.measured(THEIRS.Quantity(0.5, "ms")) == answer.measured("0.5 ms")
    with pytest.raises(slipstick.DimensionError, match="size is a time"):
        slipstick.kernels.copy(THEIRS.Quantity(6, "s"), on="h100")


def test_they_are_added_to_ours_multiplied_and_compared():
    assert quantity("1 GB") + THEIRS.Quantity(1, "GB") == quantity("2 GB")
    assert quantity("1 GB") / THEIRS.Quantity(2, "s") == quantity("0.5 GB/s")
    assert quantity("1 GB") > THEIRS.Quantity(1, "MB")
    assert quantity("1 GB") == THEIRS.Quantity(8, "Gbit")
    with pytest.raises(slipstick.DimensionError, match="cannot be added to a time"):
        quantity("1 GB") + THEIRS.Quantity(1, "s")


def test_a_unit_of_another_registry_makes_a_quantity():
    assert quantity(3, THEIRS.GB / THEIRS.s) == quantity("3 GB/s")
    assert quantity(2, THEIRS.mile).to("m").magnitude == pytest.approx(3218.688)
    assert np.allclose(quantity(np.array([1, 2]), THEIRS.ms).to("s").magnitude, [1e-3, 2e-3])


class Column:
    """An array of another library, as a data frame has them."""

    ndim, values = 1, (64.0, 128.0)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)


def test_arrays_of_other_libraries_are_taken_as_those_of_numpy():
    assert slipstick.calculate("2 * x", x=Column()).short == "[128, 256]"
    assert quantity(Column(), "GB").to("MB").magnitude.tolist() == [64e3, 128e3]
    assert slipstick.matmul(Column(), 64, 64, on="a100").time.magnitude.shape == (2,)


def test_what_is_masked_or_no_number_is_refused():
    with pytest.raises(SlipstickError, match="not finite"):
        slipstick.calculate("x", x=np.ma.array([1.0, 2.0], mask=[False, True]))
    with pytest.raises(SlipstickError, match="is not a number"):
        slipstick.matmul(np.ma.array([1.0, 2.0], mask=[False, True]), 64, 64, on="a100")
    column = Column()
    column.values = ("a", "b")
    with pytest.raises(SlipstickError, match="a quantity cannot be an array of <U1"):
        quantity(column, "GB")


class Odd:
    """A quantity of another library."""

    units = "GB"
    value = 3


def test_what_is_no_quantity_of_pint_is_refused():
    with pytest.raises(SlipstickError, match="is no quantity of pint"):
        slipstick.kernels.copy(Odd(), on="h100")
