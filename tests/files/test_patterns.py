import re

import pytest

from slipstick import catalogue
from slipstick.files.patterns import pattern
from slipstick.files.schema import FACTS, Each, Value
from slipstick.units import NAMED, Dim
from slipstick.units.reading import unit
from slipstick.units.table import known, size_and_powers, table


def quantities(rule):
    if isinstance(rule, Value):
        yield rule.dims
    elif isinstance(rule, dict | Each):
        for each in rule.values() if isinstance(rule, dict) else [rule.item]:
            yield from quantities(each)


DIMS = sorted({dims for dims in quantities(FACTS) if dims}, key=str)
TEXTS = {fact.unit: fact.text for part in catalogue() for fact in part.facts.values() if fact.unit}


def fits(dims, text):
    return re.search(pattern(dims), text) is not None


@pytest.mark.parametrize("dims", DIMS, ids=lambda dims: " or ".join(dim.unit for dim in dims))
def test_a_quantity_fits_its_own_dimension_and_no_other(dims):
    units = {dim.unit for dim in dims}
    assert len(TEXTS) > 15
    assert [text for one, text in TEXTS.items() if fits(dims, text) is not (one in units)] == []
    assert all(fits(dims, f"1.5e3 {dim.unit}") for dim in dims)
    assert fits(dims, "128") is any(dim.counted for dim in dims)


@pytest.mark.parametrize(
    "dim", [dim for dim in NAMED if dim.unit in ("B", "s", "J", "W", "cycle/s", "B/s", "m", "USD")]
)
def test_a_word_fits_where_it_is_read_as_a_unit_of_the_dimension(dim):
    spellings = [
        prefix + word + plural for prefix in ["", *table().prefixes] for word in table().spellings for plural in "s "
    ]
    for word in map(str.strip, spellings):
        read = bool(known(word)) and size_and_powers(known(word))[1] == unit(dim.unit).powers
        assert fits((dim,), f"1 {word}") is read, word


@pytest.mark.parametrize(
    ("unit", "texts", "wrong"),
    [
        (
            "B/s",
            ["2 TB/s", "16 Gbit/s", "16 Gb/s", "25 Gbps", "2TB / s", "1_000 MB/s"],
            ["2 TB", "16 GT/s", "2 T B/s", "fast"],
        ),
        ("request/s", ["900k request/s", "1.2M IOPS", "5e5 IOPS"], ["900k", "900k requests"]),
        ("J/B", ["12 pJ/bit", "1 J/GB"], ["12 pJ", "12 pJ/b"]),
        ("m^2", ["826 mm^2", "826 mm**2"], ["826 mm", "826 mm2"]),
        ("USD/B/s", ["0.02 USD/GB/month", "0.02 USD/month/GB"], ["0.02 USD/GB", "0.02 $/GB/month"]),
        ("", ["80", "54e9", "1.5k", "95 %", "95%"], ["80 GB", "many", "1 %%"]),
        ("token", ["15e12", "15T token", "7B"], ["15 GB"]),
    ],
)
def test_usual_spellings_fit_and_slips_do_not(unit, texts, wrong):
    dims = (Dim(unit, "a number"),)
    assert [text for text in texts if not fits(dims, text)] == []
    assert [text for text in wrong if fits(dims, text)] == []


def test_where_no_dimension_is_named_any_number_fits():
    assert fits((), "4 ns")
    assert fits((), "4")
    assert not fits((), "four")
