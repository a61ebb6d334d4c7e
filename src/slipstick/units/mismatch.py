"""Dimensions in words, and what would mend a mix-up of two."""

from .dimensions import NAMED, Dim
from .reading import Powers, combined, unit_text
from .show import SPOKEN


def dimension(powers: Powers) -> Dim | None:
    """The named dimension of root units, or None."""
    text = unit_text(powers)
    return next((dim for dim in NAMED if dim.unit == text), None)


def words(powers: Powers) -> str:
    """Root units in words: 'a bandwidth (B/s)'."""
    named, text = dimension(powers), unit_text(powers)
    if named is None:
        return f"a quantity in {text}"
    spoken = SPOKEN.get(text, text)
    return f"{named.name} ({spoken})" if spoken else named.name


def missing(got: Powers, expected: Powers) -> str:
    """The factor that would mend a mix-up, where it has a name: an intensity (FLOP/B) between B/s and FLOP/s."""
    if not got or not expected:
        return ""
    if {unit_text(got), unit_text(expected)} == {"m", "s"}:
        return " (m is the meter: write min for minutes)"
    for verb, factor in (("multiply", combined(expected, got, -1)), ("divide", combined(got, expected, -1))):
        named = dimension(factor)
        if named and named.unit and not named.unit.startswith("1/"):
            return f" ({verb} {words(got)} by {named.name} in {named.unit})"
    return ""
