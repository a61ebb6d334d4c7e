"""What a compiled form depends on beside the specs: the code that compiles them, and the units."""

import ast
import os
from collections.abc import Iterator
from functools import cache

from ..units.data import PACKAGE, code, data_folder, there

FIRST = os.path.join(PACKAGE, "files", "compiler.py")


@cache
def rules() -> list[str]:
    """Every file whose change makes a compiled form old: the compiler, all that it imports, and the units.

    Follows the imports themselves, those inside functions too, so that no list has to be kept. Raises OSError for a
    file that is not there.
    """
    found: dict[str, None] = {}
    waiting = [FIRST]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            waiting += _imported(path)
    return [*sorted(found), os.path.join(data_folder(), "units.txt")]


def _imported(path: str) -> Iterator[str]:
    """The files of the house a file imports, and those of the packages they lie in."""
    for node in ast.walk(ast.parse(code(path))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = path
            for _ in range(node.level):
                base = os.path.dirname(base)
            base = os.path.join(base, *(node.module or "").split("."))
            yield from filter(None, (_file(os.path.join(base, name.name)) for name in node.names))
            yield from _with_packages(base)


def _with_packages(base: str) -> Iterator[str]:
    """The file of a module or package, and each package above it that is not the house itself."""
    yield _file(base) or base
    above = os.path.dirname(base)
    while above.startswith(PACKAGE + os.sep):
        yield os.path.join(above, "__init__.py")
        above = os.path.dirname(above)


def _file(base: str) -> str:
    """The file of a module or package; an empty text where there is none, as for a name inside a module."""
    return next(filter(there, (f"{base}.py", os.path.join(base, "__init__.py"))), "")
