"""What is true of every formula whatever the numbers: one file a chapter, one entry a formula."""

from importlib import import_module
from pkgutil import iter_modules

from .kinds import Property


def properties() -> dict[str, list[Property]]:
    """Every formula's properties, from the ``PROPERTIES`` of the chapters' files."""
    found: dict[str, list[Property]] = {}
    for module in iter_modules(__path__):
        for name, several in getattr(import_module(f"{__name__}.{module.name}"), "PROPERTIES", {}).items():
            assert name not in found, f"{name} has its properties in two files"
            found[name] = several
    return found
