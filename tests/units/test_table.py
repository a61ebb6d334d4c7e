"""What the table of units says, held to the SI brochure and IEC 80000-13, by what a unit is worth."""

import pytest

from slipstick.units.reading import unit
from slipstick.units.table import combined, exact, known, split

PREFIXES = "kMGTPE"


@pytest.mark.parametrize(("step", "prefix"), list(enumerate(PREFIXES, start=1)))
def test_a_prefix_is_a_power_of_a_thousand_or_of_1024(step, prefix):
    for name in ("B", "FLOP", "Hz", "J", "W", "token"):
        assert unit(prefix + name).factor == pytest.approx(1000.0**step * unit(name).factor, rel=1e-14)
    assert unit(f"{prefix.upper()}iB").factor == 1024.0**step
    assert unit(f"{prefix.upper()}ibit").factor == 1024.0**step / 8


@pytest.mark.parametrize(
    ("text", "factor", "powers"),
    [
        ("ms", 1e-3, {"second": 1}),
        ("µs", 1e-6, {"second": 1}),
        ("ns", 1e-9, {"second": 1}),
        ("ps", 1e-12, {"second": 1}),
        ("fs", 1e-15, {"second": 1}),
        ("min", 60, {"second": 1}),
        ("h", 3600, {"second": 1}),
        ("day", 86400, {"second": 1}),
        ("week", 604800, {"second": 1}),
        ("year", 31557600, {"second": 1}),
        ("month", 2629800, {"second": 1}),
        ("Wh", 3600, {"joule": 1}),
        ("kWh", 3.6e6, {"joule": 1}),
        ("A", 1, {"joule": 1, "volt": -1, "second": -1}),
        ("fF", 1e-15, {"joule": 1, "volt": -2}),
        ("cm^2", 1e-4, {"meter": 2}),
        ("km", 1e3, {"meter": 1}),
        ("nm", 1e-9, {"meter": 1}),
        ("mV", 1e-3, {"volt": 1}),
        ("mK", 1e-3, {"kelvin": 1}),
        ("°C", 1, {"kelvin": 1}),
        ("FIT", 1e-9 / 3600, {"second": -1}),
        ("1/s", 1, {"second": -1}),
        ("/s", 1, {"second": -1}),
        ("J/V^2", 1, {"joule": 1, "volt": -2}),
        ("B/s/W", 1, {"byte": 1, "joule": -1}),
        ("B*s/B", 1, {"second": 1}),
        ("s^-2", 1, {"second": -2}),
        ("m**3", 1, {"meter": 3}),
        ("GT/s", 1e9, {"second": -1}),
        ("kT/s", 1e3, {"second": -1}),
        ("IOPS", 1, {"request": 1, "second": -1}),
        ("TOPs/s", 1e12, {"FLOP": 1, "second": -1}),
        ("Gbps", 1e9 / 8, {"byte": 1, "second": -1}),
        ("krps", 1e3, {"request": 1, "second": -1}),
    ],
)
def test_a_unit_is_worth_what_its_definition_says(text, factor, powers):
    found = unit(text)
    assert found.factor == pytest.approx(factor, rel=1e-14)
    assert found.powers == powers


@pytest.mark.parametrize(
    "word", ["mB", "µbit", "cB", "kmin", "mh", "cs", "cJ", "Kis", "KiJ", "Mm", "ks", "Kim", "mFLOP"]
)
def test_a_prefix_that_makes_no_sense_makes_no_unit(word):
    assert known(word) == ""
    assert split(word) == ("", "")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("bytes", "byte"),
        ("seconds", "second"),
        ("kilobytes", "kilobyte"),
        ("joules", "joule"),
        ("FLOPs", "FLOP"),
        ("TFLOPs", ""),
        ("Bs", ""),
        ("ss", ""),
        ("bytex", ""),
        ("kilobytez", ""),
        ("GBs", ""),
        ("milliseconds", "millisecond"),
        ("°C", "degC"),
        ("GTps", "GTps"),
        ("kGTps", ""),
        ("cm", "centimeter"),
    ],
)
def test_a_unit_is_known_by_its_symbol_its_name_and_the_plural_of_its_name(word, name):
    assert known(word) == name


def test_powers_of_thirds_and_tenths_cancel():
    assert combined({"byte": 1}, {"second": 1}, -1) == {"byte": 1, "second": -1}
    assert combined({"byte": 0.1}, {"byte": 0.2}) == {"byte": 0.3}
    assert combined({"byte": 1 / 3}, {"byte": 1 / 3}, -1) == {}
    assert exact(1 / 3 + 1 / 3) == 2 / 3
    assert exact(-2) == -2
    assert exact(0.334) == 0.334
    assert exact(0.33333) == 1 / 3
    assert exact(1 / 999) == 1 / 999
    assert exact(1 / 1000) == 1 / 1000
    assert exact(1 / 1001) != 1 / 1001
