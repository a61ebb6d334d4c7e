"""Where the data lies: units, specs, sources, measurements; and where what is worked out may be kept."""

import os
from functools import cache
from typing import Any

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOADER: Any = globals()["__loader__"]  # of this file, and so of the whole package


@cache
def data_folder() -> str:
    """The folder with the units, specs, sources and measurements: in the wheel, or at the top of a checkout.

    Where the package is run from a zip, its data is unpacked first; raises SlipstickError where there is no place to.
    """
    shipped = os.path.join(PACKAGE, "data")
    if os.path.isdir(shipped):
        return shipped
    if os.path.isdir(PACKAGE):
        return os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "data")
    from .unpacking import unpacked

    return unpacked(shipped, cache_path("data"))


def code(path: str) -> bytes:
    """The bytes of a file of the package, which may lie in a zip. Raises OSError for one that is not there."""
    found: bytes = LOADER.get_data(path)
    return found


def there(path: str) -> bool:
    """Whether the package has such a file."""
    try:
        code(path)
    except OSError:
        return False
    return True


def cache_path(name: str) -> str:
    """A file of that name in the user's cache."""
    return os.path.join(user_folder("XDG_CACHE_HOME", ".cache"), "slipstick", name)


def user_folder(variable: str, usual: str) -> str:
    """A folder of the user's by the variable that names it, or the usual one at home.

    Only whole paths count, as the XDG base directory specification says: else it would be another one in each folder.
    Where there is no home it is one in which nothing can be written.
    """
    base, home = os.environ.get(variable, ""), os.environ.get("HOME") or os.path.expanduser("~")
    if os.path.isabs(base):
        return base
    return os.path.join(home if os.path.isabs(home) else os.devnull, usual)
