"""One way to print a number with its unit: :func:`show`. Needs no other package."""

from math import isfinite, isnan
from typing import Any

from ..errors import UsageError
from .maths import is_array

PREFIXES = ((1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, ""))
SMALL = ((1e-3, "m"), (1e-6, "µ"), (1e-9, "n"), (1e-12, "p"), (1e-15, "f"))
BINARY = tuple((float(2 ** (10 * i)), f"{p}i") for i, p in ((6, "E"), (5, "P"), (4, "T"), (3, "G"), (2, "M"), (1, "K")))
# (shown from this many seconds on, divided by, name)
LADDER = (
    (2 * 365.25 * 86400, 365.25 * 86400, "years"),
    (2 * 86400, 86400, "days"),
    (2 * 3600, 3600, "h"),
    (120, 60, "min"),
    (1, 1, "s"),
    (1e-3, 1e-3, "ms"),
    (1e-6, 1e-6, "µs"),
    (1e-10, 1e-9, "ns"),
    (1e-13, 1e-12, "ps"),
    (0, 1e-15, "fs"),
)
COUNTED = {"B", "bit", "FLOP", "OP"}  # half a byte is "0.5 B": never a millibyte
SPOKEN = {"cycle/s": "Hz", "J/s": "W", "J/V/s": "A", "J/V^2": "F", "V^2*s/J": "ohm"}
PRICES = {"USD/B", "USD*s/FLOP"}
OF_ENERGY = {"FLOP": ("J",), "OP": ("J",), "J": ("FLOP", "OP", "B", "bit")}  # 17 GFLOP/J, 5 pJ/B
NOISE = 1e-13  # what is nearer to one than this is one, but for the rounding of sums
PREFIXED = COUNTED | {"Hz", "W", "Wh", "J", "m", "A", "F", "ohm"}


def show(value: Any, unit: str | None = None, *, digits: int = 3, binary: bool = False, plain: bool = False) -> str:
    """A number as a person writes it: three significant digits and the prefix that fits.

    value: a Quantity, or a number (or array) in the coherent unit given.
    unit: coherent unit of a plain number, such as ``"B/s"``; leave it out for a Quantity.
    digits: significant digits, at least 3. binary: print bytes with Ki, Mi, Gi (a Quantity in such a
    unit is printed so by itself). plain: no exponent where the digits reach, and 1e16 in place of 10e15.

    >>> show(4.405e-4, "s")
    '440 µs'
    >>> show(0.9999999, "s"), show(0.9999999)
    ('1 s', '0.9999999')
    >>> show(2.039e12, "B/s")
    '2.04 TB/s'
    >>> show(80 * 2**30, "B", binary=True), show(2**30, "B", binary=True)
    ('80 GiB', '1 GiB')
    >>> show(0.5, "B")
    '0.5 B'
    >>> show(8e-11, "USD/B"), show(94.1e-9, "USD*s/FLOP")
    ('80 USD/TB', '94.1 USD*s/GFLOP')
    >>> show(200000, "s")
    '2.31 days'
    """
    if unit is None:
        if hasattr(value, "units") and not hasattr(value, "split"):
            raise UsageError(
                "show prints slipstick's Quantities: make one of another registry's with slipstick.quantity"
            )
        spelled = getattr(value, "spelled", str)
        value, unit, was_binary = value.split() if hasattr(value, "units") else (value, "", False)
        unit, binary = spelled(unit), binary or was_binary
    if is_array(value):
        return _array(value, unit, digits, binary)
    return _number(float(value), unit, digits, binary, plain)


def _array(values: Any, unit: str, digits: int, binary: bool) -> str:
    flat = values.ravel().tolist()
    shown = flat if len(flat) <= 6 else [*flat[:3], None, *flat[-2:]]
    return "[" + ", ".join("..." if v is None else _number(float(v), unit, digits, binary) for v in shown) + "]"


def _number(value: float, unit: str, digits: int, binary: bool, plain: bool = False) -> str:
    unit, value = SPOKEN.get(unit, unit), value or 0.0  # never -0
    if isnan(value):
        return "undefined"
    if not isfinite(value):
        return "infinite" if value > 0 else "-infinite"
    if value < 0:
        return "-" + _number(-value, unit, digits, binary, plain)
    if unit == "s":
        return _time(value, digits)
    if unit in PRICES and 0 < value < 1e-4:
        return _price(value, unit, digits)
    head, slash, rest = unit.partition("/")
    prefixed = rest in ("", "s", "token") or rest in OF_ENERGY.get(head, ())  # 1370 FLOP/B, no kilo
    scale, prefix = _prefix(value, head, digits, binary) if prefixed else (1.0, "")
    digits = digits if unit else _nines(value, digits)
    text = f"{_digits(value / scale, digits, plain)} {prefix}{head}{slash}{rest}"
    return text.strip()


def _price(value: float, unit: str, digits: int) -> str:
    """A price of so little that a person names that of more: 80 USD/TB."""
    head, _, item = unit.partition("/")
    scale, prefix = next((step for step in reversed(PREFIXES) if value * step[0] >= 1), PREFIXES[0])
    return f"{_digits(value * scale, digits)} {head}/{prefix}{item}"


def _nines(value: float, digits: int) -> int:
    """The digits that a plain number just below one needs not to be printed as one: an availability of 0.99999999."""
    missing = 1 - value
    if not NOISE < missing < 0.5 or _rounded(value, digits) < 1:
        return digits
    return 1 - int(f"{missing:.1e}".split("e")[1])


def _time(value: float, digits: int) -> str:
    if value == 0:
        return "0 s"
    _, scale, name = next(step for step in LADDER if _rounded(value / step[1], digits) >= step[0] / step[1])
    return f"{_digits(value / scale, digits)} {name}"


def _prefix(value: float, head: str, digits: int, binary: bool) -> tuple[float, str]:
    if value == 0 or head not in PREFIXED:
        return 1.0, ""
    ladder = (*BINARY, (1.0, "")) if binary and head in ("B", "bit") else PREFIXES
    if head not in COUNTED:
        ladder = ladder + SMALL
    if _rounded(value, digits) >= 1000 * ladder[0][0]:
        return 1.0, ""
    return next((step for step in ladder if _rounded(value / step[0], digits) >= 1), ladder[-1])


def _rounded(value: float, digits: int) -> float:
    """To significant digits. The prefix is chosen by what will be printed: never 1000 µs."""
    return float(f"{value:.{digits - 1}e}")


def in_operations(text: str) -> bool:
    """Whether a text counts work in OP and nowhere in FLOP, as integer rates are: then so should its answer.

    >>> in_operations("170 TOP/s + 105 TOP/s"), in_operations("394 TOP/s / 197 TFLOP/s"), in_operations("9 kIOPS")
    (True, False, False)
    """
    return "OP" in text.replace("IOPS", "") and "FLOP" not in text


def _digits(value: float, digits: int, plain: bool = False) -> str:
    """Significant digits without trailing zeros; an exponent that is a multiple of three beyond a million.

    plain: a single digit has the exponent it is written with, 1e16, and none is written where the digits reach.
    """
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    if value and not 1e-4 <= abs(value) < (10.0 ** max(6, digits) if plain else 1e6):
        shift = int(exponent) % 3
        if plain and float(mantissa) % 1 == 0 and int(exponent) > 0:
            return f"{float(mantissa):.0f}e{int(exponent)}"
        return f"{float(mantissa) * 10**shift:.{digits}g}e{int(exponent) - shift}"
    text = (
        f"{_rounded(value, digits):.{max(0, digits - 1 - int(exponent))}f}"
        if abs(value) >= 1
        else f"{value:.{digits}g}"
    )
    return text.rstrip("0").rstrip(".") if "." in text else text
