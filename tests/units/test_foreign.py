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


class Odd:
    """A quantity of another library."""

    units = "GB"
    value = 3


def test_what_is_no_quantity_of_pint_is_refused():
    with pytest.raises(SlipstickError, match="is no quantity of pint"):
        slipstick.kernels.copy(Odd(), on="h100")
