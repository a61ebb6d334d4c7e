"""Quantities as regular expressions, by which an editor sees that ``200 TFLOP`` is no rate."""

from functools import cache
from itertools import permutations

from ..units import Dim, reading
from ..units.table import fits, size_and_powers, table

# ECMA's expressions, in which no character stands for Python's own extensions.
NUMBER = r"[+-]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
COUNTED = r"(?:(?:Ki|Mi|Gi|Ti|k|M|G|T)(?![A-Za-z0-9]))?"  # 900k request/s
JOINED = r"\s*[*·×-]\s*"
BITS = r"[kKMGTPE]?i?b"  # of a rate; an amount in b is asked back
Roots = tuple[tuple[str, float], ...]


def pattern(dims: tuple[Dim, ...]) -> str:
    """What the text of a quantity of one of these dimensions fits, or of any dimension where there is none.

    A quantity in an unusual unit, such as J*s^-1 for W, is right and does not fit.
    """
    return f"^(?:{'|'.join(map(_quantity, dims) if dims else [NUMBER + '.*'])})$"


def _quantity(dim: Dim) -> str:
    if not dim.unit:
        return rf"{NUMBER}{COUNTED}\s*%?"
    units = "|".join(_products(reading.unit(dim.unit).powers))
    found = rf"{NUMBER}{COUNTED}\s*(?:{units})"
    return rf"{found}|{NUMBER}(?:{COUNTED}|B)" if dim.counted else found


def _products(powers: reading.Powers) -> list[str]:
    """A dimension as one unit, such as W, and as the product of its roots, such as J/s."""
    above = [_powered(name, power) for name, power in powers.items() if power > 0]
    below = [_powered(name, -power) for name, power in powers.items() if power < 0]
    found = [
        JOINED.join(over) + "".join(rf"\s*/\s*{each}" for each in under)
        for over in permutations(above or ["1?"])
        for under in permutations(below)
    ]
    if powers == reading.unit("B/s").powers:
        found.append(rf"{BITS}\s*/\s*{_words((('second', 1.0),))}")
    return [*filter(None, [_words(tuple(powers.items()))]), *found]


def _powered(name: str, power: float) -> str:
    words = _words(((name, 1.0),))
    return words if power == 1 else rf"{words}\s*(?:\^|\*\*)\s*{power:g}"


@cache
def _words(roots: Roots) -> str:
    """Every spelling of the units that are of a dimension, with the prefixes each takes; empty where there is none."""
    found = [_spelled(word, name) for word, name in table().spellings.items() if _roots(name) == dict(roots)]
    return f"(?:{'|'.join(found)})" if found else ""


def _roots(name: str) -> reading.Powers:
    return size_and_powers(name)[1]


def _spelled(word: str, name: str) -> str:
    prefixes = [each for each, (prefix, _) in table().prefixes.items() if fits(prefix, name)]
    plural = "s?" if word == name and len(word) > 1 else ""
    return (f"(?:{'|'.join(prefixes)})?" if prefixes else "") + word + plural
