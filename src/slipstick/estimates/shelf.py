"""Where the files of questions lie: those of this package, and a person's own."""

import os
from functools import cache, lru_cache

from ..errors import UsageError
from ..files.places import config_folder
from ..units.data import there
from ..words import quoted
from . import kernels

FOLDER = kernels.__path__[0]


@lru_cache(256)
def ships(stem: str) -> bool:
    """Whether a file of that name, without its ending, is one of this package's."""
    return stem.isidentifier() and stem.islower() and stem[0] != "_" and there(os.path.join(FOLDER, f"{stem}.py"))


@cache
def shipped_files() -> tuple[str, ...]:
    """The path of every file of this package's questions, in order."""
    if os.path.isdir(FOLDER):
        every = [os.path.splitext(name)[0] for name in os.listdir(FOLDER) if name.endswith(".py")]
    else:
        from pkgutil import iter_modules  # knows a zip

        every = [each.name for each in iter_modules([FOLDER])]
    return tuple(os.path.join(FOLDER, f"{name}.py") for name in sorted(every) if name != "__init__")


def own_files() -> list[str]:
    """The path of every file of a person's own questions."""
    every = [(folder, name) for folder in own_folders() for name in sorted(os.listdir(folder))]
    return [os.path.join(folder, name) for folder, name in every if name.endswith(".py")]


def own_folders() -> list[str]:
    """The folders of a person's own kernels that are there, the first one first."""
    named = os.environ.get("SLIPSTICK_KERNELS")
    if named and not os.path.isdir(named):
        raise UsageError(f"SLIPSTICK_KERNELS = {quoted(named)}: there is no such folder")
    usual = os.path.join(config_folder(), "kernels")
    return [*([named] if named else []), *([usual] if os.path.isdir(usual) else [])]


def names(files: tuple[str, ...] | list[str]) -> list[str]:
    """The names of the questions of files, in order."""
    return sorted({os.path.splitext(os.path.basename(path))[0].replace("_", "-") for path in files})


def every() -> list[str]:
    """The name of every question, in order."""
    return names([*shipped_files(), *own_files()])
