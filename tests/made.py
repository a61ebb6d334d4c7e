"""Every sheet of the library, made."""

import slipstick
from slipstick.sheets.sheet import Sheet

NAMES = sorted(slipstick.sheet_titles())


COMPARED = ("a100", "h100", "mi300x")


def made(name: str, **options) -> Sheet:
    return slipstick.sheet(name, *(COMPARED if name == "compare" else ()), **options)
