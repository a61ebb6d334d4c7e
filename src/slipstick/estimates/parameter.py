"""Parameters: what a question is asked about, as a number of a dimension or as a word."""

from typing import Any

from ..errors import UsageError
from ..records import Fields
from ..units import SIDE, Dim, Tokens, dim_of
from ..units.door import number
from ..units.show import show
from ..words import did_you_mean, quoted

MOST_TOKENS = 1e24  # of anything asked: far more than there will be, and their work is still a number


class Parameter(Fields):
    """What a question is asked about: its name, dimension, one line of help, and default.

    default: None where it must be given; the name of an earlier parameter, as much as which it is by default.
    words: of what is no number, the words it may be, none for any text; its default is text. many: whether it may be
    several texts in a row. named: whether it is given by its name although it must be given. alone: what an option
    is that is given without a value.
    """

    name: str
    dim: Dim
    help: str
    default: float | str | None = None
    lever: bool = True  # whether doubling it makes sense
    words: tuple[str, ...] | None = None
    many: bool = False
    named: bool = False
    alone: str = ""


def side(name: str, help: str, default: int | str | None = None) -> Parameter:
    """A parameter that counts elements: a whole number from 1 to 10^12. default: a number, or another's name."""
    return Parameter(name, SIDE._replace(binary=True), help, default)


def measure(name: str, dimension: object, help: str, default: float | None = None) -> Parameter:
    """A parameter of a dimension, such as ``Work`` or ``Size`` of :mod:`slipstick.units`.

    default: in its coherent unit; None where it must be given. One with a default is not worth doubling.
    """
    dim = dim_of(dimension)
    if dim is None:
        raise TypeError(f"{name} needs a dimension, such as Size or Time")
    dim = dim._replace(high=min(dim.high, MOST_TOKENS)) if dim.unit == "token" else dim
    return Parameter(name, dim, help, default, default is None)


WORD = Dim("", "a word")


def word(name: str, help: str, words: tuple[str, ...] = ()) -> Parameter:
    """A parameter that is a word, given by its place: one of some, or any text."""
    return Parameter(name, WORD, help, None, False, words)


def named(name: str, help: str, default: str | None = None, many: bool = False) -> Parameter:
    """A parameter that is any text, given by its name. many: several in a row, with commas."""
    return Parameter(name, WORD, help, default, False, (), many, True)


FLAG = Dim("", "0 or 1", high=1.0, whole=True)
SAID = {"true": 1.0, "yes": 1.0, "false": 0.0, "no": 0.0}


def tokens(name: str, help: str, default: float | None = None) -> Parameter:
    """A parameter that counts tokens: 8k of them are 8192."""
    made = measure(name, Tokens, help, default)
    return made._replace(dim=made.dim._replace(binary=True))


def flag(name: str, help: str) -> Parameter:
    """A parameter that is 0 or 1, and 0 unless it is given."""
    return Parameter(name, FLAG, help, 0.0, lever=False)


USUAL = {  # as people say
    "USD/token": (1e6, "USD/Mtoken"),
    "USD/s": (3600.0, "USD/h"),
    "gCO2/J": (3.6e6, "gCO2/kWh"),
    "device s": (1 / 3600, "device h"),
}


def shown(value: float, unit: str) -> str:
    """A value as text, with its unit if it has one: all digits of counts, a size of whole MiB in these.

    >>> shown(4096.0, ""), shown(2.0**28, "B"), shown(8e9, "B"), shown(8192.0, "token")
    ('4096', '256 MiB', '8 GB', '8192 tokens')
    >>> shown(0.2e-6, "USD/token"), shown(2 / 3600, "USD/s")
    ('0.2 USD/Mtoken', '2 USD/h')
    """
    if unit == "" or (unit == "token" and (value < 1e6 or value % 1 == 0)):
        return f"{value:.15g}{f' {unit}' if unit else ''}{'s' * (unit != '' and value != 1)}"
    if unit in USUAL:
        scale, usual = USUAL[unit]
        return f"{show(value * scale)} {usual}"
    return show(value, unit, binary=unit == "B" and _in_binary(value))


def _in_binary(size: float) -> bool:
    """Whether a size is a whole number of KiB, MiB or a larger unit: the largest that fits into it."""
    units = [1024.0**power for power in range(1, 7) if size >= 1024.0**power]
    return bool(units) and size % units[-1] == 0


def said(value: Any, name: str, words: tuple[str, ...], many: bool) -> str:
    """A word of a parameter, as it is known whatever its hyphens. Raises UsageError for one that is none of them."""
    if many and isinstance(value, list | tuple):
        value = ",".join(map(str, value))
    alike = {_bare(each): each for each in words}
    if not isinstance(value, str) or not value.strip() or (words and _bare(value) not in alike):
        raise UsageError(f"{name} = {quoted(value)}: {did_you_mean(str(value), words, f'expected {_some(words)}')}")
    return alike.get(_bare(value), value.strip())


def _bare(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def _some(words: tuple[str, ...]) -> str:
    return f"one of {', '.join(words)}" if words else "a word"


def read(value: Any, parameter: Parameter) -> Any:
    """A value that was given, as a plain number, an array of them, or a word. Raises UsageError for a wrong one."""
    name, dim, words = parameter.name, parameter.dim, parameter.words
    if words is not None:
        usual = isinstance(value, str) and (value == parameter.default or value in words)
        return value if usual else said(value, name, words, parameter.many)
    if dim is FLAG and str(value).casefold() in SAID:
        value = SAID[str(value).casefold()]
    return number(_counted(value, dim), dim, name)


def _counted(value: Any, dim: Dim) -> Any:
    """True and False of a flag as 1 and 0; a rate such as ``10/s`` where one of requests belongs as that."""
    if dim.unit == "request/s" and isinstance(value, str):
        count, slash, time = value.partition("/")
        return f"{count} request/{time}" if slash and not count.strip()[-1:].isalpha() else value
    return int(value) if isinstance(value, bool) and dim.high == 1 else value
