import pint
import pytest

from slipstick import DimensionError, UsageError, quantity, show
from slipstick.units import CPI, Bandwidth, Count, Frequency, Share, Side, Time, dim_of
from slipstick.units.dimensions import Probability, Processors, Utilization, Whole
from slipstick.units.door import number


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("2 GB/s", Frequency, "x is a bandwidth (B/s), but a frequency (Hz) belongs there"),
        (
            "2 GFLOP/s",
            Bandwidth,
            "x is a compute rate (FLOP/s), but a bandwidth (B/s) belongs there "
            "(divide a compute rate (FLOP/s) by an intensity in FLOP/B)",
        ),
        ("0 B", Bandwidth, "x is a size (B), but a bandwidth (B/s) belongs there (divide a size (B) by a time in s)"),
        (2000, Bandwidth, "x = 2000 has no unit: a bandwidth belongs there, such as '2000 B/s'"),
        ("2000", Bandwidth, "x = 2000 has no unit: a bandwidth belongs there, such as '2000 B/s'"),
        ("2 gb/s", Bandwidth, "x = '2 gb/s': unknown unit 'gb' in '2 gb/s': write Gbit"),
        ("5 B", Count, "x is a size (B), but a plain number belongs there"),
        ("abc", Count, "x = 'abc': it is not a number: expected a plain number"),
        (1.5, Side, "x = 1.5 is a fraction: expected a whole number of elements"),
        (True, Side, "x = 'True' is not a number: expected a whole number of elements"),
        ([1, 2], Side, "x = '[1, 2]' is not a number: expected a whole number of elements"),
        (10**400, Side, "x = infinite is out of range: expected a whole number of elements from 1 to 1e12"),
        (float("nan"), Count, "x = undefined is not a number"),
        ("-2 GB/s", Bandwidth, "x = -2 GB/s is out of range: a bandwidth cannot be negative"),
        (1.5, Share, "x = 1.5 is out of range: expected a share from 0 to 1"),
        (-0.5, Share, "x = -0.5 is out of range: expected a share from 0 to 1"),
        (1.5, Utilization, "x = 1.5 is out of range: expected a utilization from 0 to 1"),
        (1.5, Probability, "x = 1.5 is out of range: expected a probability from 0 to 1"),
        (1.5, Whole, "x = 1.5 is a fraction: expected a whole number"),
        (0.5, Processors, "x = 0.5 is out of range: expected a number of processors"),
        (1234567.8, Side, "x = 1.23457e6 is a fraction: expected a whole number of elements"),
        (1e12 + 1, Side, "x = 1e12 is out of range: expected a whole number of elements from 1 to 1e12"),
        (0, Side, "x = 0 is out of range: expected a whole number of elements from 1 to 1e12"),
        (float("inf"), Count, "x = infinite is too large a number"),
        (3, list[Time], "x = '3' is not a list: expected one or more, each a time"),
        (0.5, list[Share], "x = '0.5' is not a list: expected one or more, each a share"),
        ([], list[Time], "x = '[]' is not a list: expected one or more, each a time"),
        ("1 s, 2 B", list[Time], "x[1] is a size (B), but a time (s) belongs there"),
        ([1.0], list[Time], "x[0] = 1.0 has no unit: a time belongs there, such as '1.0 s'"),
    ],
)
def test_the_door_refuses(value, kind, said):
    with pytest.raises(UsageError) as error:
        number(value, dim_of(kind), "x")
    assert str(error.value).startswith(said)


def test_the_door_checks_every_element_of_an_array():
    np = pytest.importorskip("numpy")
    assert number(np.array([1, 1e12]), dim_of(Side), "x").tolist() == [1.0, 1e12]
    with pytest.raises(UsageError, match=r"x = -3 is out of range"):
        number(np.array([1, -3]), dim_of(Side), "x")
    with pytest.raises(UsageError, match="is not a number"):
        number(np.array(["abc"]), dim_of(Side), "x")


def test_another_registrys_quantity_is_taken_by_its_units():
    theirs = pint.UnitRegistry().Quantity(2, "gigabyte / second")
    assert number(theirs, dim_of(Bandwidth), "x") == pytest.approx(2e9)


def test_fractional_powers_are_told_and_refused():
    root = quantity("4 B") ** 0.5
    assert show(root) == "2 B^0.5"
    with pytest.raises(DimensionError, match=r"x is a quantity in B\^0.5, but a bandwidth"):
        number(root, dim_of(Bandwidth), "x")
    with pytest.raises(UsageError):
        number(pint.UnitRegistry().Quantity(4, "byte") ** 0.5, dim_of(Bandwidth), "x")


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        *((1, Side, 1.0), (1e12, Side, 1e12), (0, Share, 0.0), (1, Share, 1.0), (1, Processors, 1.0), (7, Whole, 7.0)),
        *(("1", Share, 1.0), ("0", Share, 0.0), ("100%", Share, 1.0), ("1", Side, 1.0), ("1e12", Side, 1e12)),
        *((2, CPI, 2.0), ("2", CPI, 2.0), ("7B", Count, 7e9), ("1.5B", Count, 1.5e9), (0.5, Count, 0.5)),
        *(("1 s, 2 ms", list[Time], (1.0, 0.002)), (["1 s"], list[Time], (1.0,)), ([0.5, 1], list[Share], (0.5, 1.0))),
    ],
)
def test_the_door_lets_in_what_belongs_there(value, kind, found):
    assert number(value, dim_of(kind), "x") == found
