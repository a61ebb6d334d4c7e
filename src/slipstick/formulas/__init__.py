"""Formulas: the chapters of the library, each formula one expression with its source and worked examples.

What the field has a name for may enter, as a chapter of this folder and an entry of ``ORDER``; ``core`` says what a
formula is. Formulas know neither facts nor files. Imports: ``units``, ``errors``, ``words``.
"""

import os
import re
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

from ..units.data import code
from ..words import did_you_mean, quoted
from .core.formula import Formula

# reading order
ORDER = (
    "speedup",
    "parallelism",
    "processor",
    "peaks",
    "pipeline",
    "caches",
    "misses",
    "dram",
    "cores",
    "datalevel",
    "gpu",
    "roofline",
    "kernels",
    "blocking",
    "streams",
    "mixtures",
    "latent",
    "windows",
    "attention",
    "convolution",
    "multiprocessor",
    "reliability",
    "redundancy",
    "queueing",
    "limited",
    "storage",
    "transfers",
    "network",
    "topology",
    "collectives",
    "moving",
    "energy",
    "silicon",
    "money",
    "transformers",
    "compression",
    "training",
    "training_steps",
    "scaling",
    "laws",
    "sampling",
    "inference",
    "layouts",
)

LISTED = "slipstick formula lists them"


def __getattr__(name: str) -> Any:
    """A formula by its name, as in ``slipstick.formulas.amdahl(0.95, 64)``; of a chapter's name, the chapter."""
    if name in ORDER:
        return import_module(f"{__name__}.{name}")
    found = None if name.startswith("_") else named(name)
    if found is None:
        raise AttributeError(f"no formula is called {quoted(name)}: {did_you_mean(name, formulas(), LISTED)}")
    return found


@cache
def chapters() -> tuple[ModuleType, ...]:
    """The chapter modules in reading order."""
    return tuple(import_module(f"{__name__}.{name}") for name in ORDER)


@cache
def formulas() -> dict[str, Formula]:
    """Every formula by name, in reading order. Two of one name are an error; a second name of one is not listed.

    >>> formulas()["attainable"]
    <formula attainable(peak, bandwidth, intensity)>
    """
    found: dict[str, Formula] = {}
    for chapter in chapters():
        for name, value in vars(chapter).items():
            if isinstance(value, Formula) and value.name == name and value.function.__module__ == chapter.__name__:
                if name in found:
                    raise TypeError(
                        f"two formulas are called {name}: in {found[name].__module__} and {value.__module__}"
                    )
                found[name] = value
    return found


@cache
def second_names() -> dict[str, str]:
    """Names that a chapter gives to a formula beside its own, which expressions may still use.

    >>> second_names()["amat_cycles"]
    'amat'
    """
    every = ((name, value) for chapter in chapters() for name, value in vars(chapter).items())
    return {name: value.name for name, value in every if isinstance(value, Formula) and value.name != name}


@cache
def _sources() -> dict[str, bytes]:
    return {chapter: code(os.path.join(__path__[0], f"{chapter}.py")) for chapter in ORDER}


def named_in_sources() -> list[str]:
    """The name of every formula, in reading order, read from the chapters without importing one.

    >>> named_in_sources()[:2]
    ['speedup', 'amdahl']
    """
    found = (re.findall(rb"^@formula\b.*?^def (\w+)\(", source, re.M | re.S) for source in _sources().values())
    return [name.decode() for names in found for name in names]


@lru_cache(1024)
def named(name: str) -> Formula | None:
    """The formula of a name, or of a second name; None where there is none.

    Only its own chapter is imported, where one has a function of that name.

    >>> named("ridge")
    <formula ridge(peak, bandwidth)>
    """
    for chapter, source in _sources().items():
        if f"\ndef {name}(".encode() in source:
            found = getattr(import_module(f"{__name__}.{chapter}"), name)
            if isinstance(found, Formula):
                return found
    return formulas().get(name) or formulas().get(second_names().get(name, ""))
