"""The chapters of the formula library. A new chapter is one new file in this folder."""

from functools import cache
from types import ModuleType

from ..formula import Formula


@cache
def chapters() -> tuple[ModuleType, ...]:
    """The chapter modules in reading order: each says its place in ``CHAPTER``."""
    from importlib import import_module
    from pkgutil import iter_modules

    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return tuple(sorted(modules, key=lambda module: (module.CHAPTER, module.__name__)))


@cache
def formulas() -> dict[str, Formula]:
    """Every formula by name, in reading order. Two formulas of one name are an error.

    >>> formulas()["attainable"]
    <formula attainable(peak, bandwidth, intensity)>
    """
    found: dict[str, Formula] = {}
    for chapter in chapters():
        for name, value in vars(chapter).items():
            if isinstance(value, Formula) and value.function.__module__ == chapter.__name__:
                if name in found:
                    raise TypeError(
                        f"two formulas are called {name}: in {found[name].__module__} and {value.__module__}"
                    )
                found[name] = value
    return found
