"""Every question there is: those of this package and a person's own, each found by the name of its file.

A kernel is a file of ``kernels/``, or of a folder of one's own: the environment's ``SLIPSTICK_KERNELS``, or
``slipstick/kernels`` in the user's configuration. It is imported when it is asked for. Names and help of all are
compiled into one file, in the wheel or in the user's cache, so that listing them imports none.
"""

import json
import linecache
import os
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, NamedTuple
from zlib import crc32

from ..errors import SlipstickError, UsageError
from ..files.places import config_folder, marks, name_of, unchanged
from ..specs.catalogue import Catalogue
from ..units.data import PACKAGE, cache_path, data_folder
from ..units.writing import in_one_move
from ..words import did_you_mean, quoted
from . import kernels
from .estimate import Estimate
from .question import DTYPE, On, Question, found_in

FORMAT = 2
LIST = "questions.json"  # in the user's cache, and beside the shipped data
READERS = ("kernel.py", "question.py", "questions.py")  # what a list says of a question is worked out there


class Listed(NamedTuple):
    """What is known of a question without importing it. parameters: by name, their help; picks: what may be picked."""

    name: str
    help: str
    command: bool
    typed: bool
    parameters: dict[str, str]
    picks: list[str]


def find(name: str) -> Question:
    """The question of a name; a shipped one is never taken over. Raises UsageError for an unknown one."""
    stem = name.replace("-", "_")
    if stem in _shipped():
        return shipped(name)
    for folder in own_folders():
        if os.path.isfile(path := os.path.join(folder, f"{stem}.py")):
            return _own(path, os.stat(path).st_mtime_ns, name)
    raise UsageError(f"unknown kernel {quoted(name)}: {did_you_mean(name, names())}")


@lru_cache(256)
def shipped(name: str) -> Question:
    """The question of this package of a name that is known to be there."""
    return found_in(import_module(f"{kernels.__name__}.{name.replace('-', '_')}"), name)


def shipped_command(name: str) -> Question | None:
    """The question that is a command of its own by that name; None where there is none."""
    found = shipped(name) if name.replace("-", "_") in _shipped() else None
    return found if found and found.command else None


def run(
    kernel: str | Question,
    *,
    on: On,
    dtype: str = DTYPE,
    specs: str | Catalogue | None = None,
    **values: Any,
) -> Estimate:
    """How long a kernel takes on a part.

    kernel: its name, such as "softmax", or a Kernel of your own. on: a machine, such as "a100" or "8xh100". values: of
    its parameters, as for :func:`slipstick.matmul`. Returns an Estimate. Raises UsageError for an unknown kernel,
    parameter or part.

    >>> run("matmul", m=4096, n=4096, k=4096, on="a100").short
    '541 µs'
    """
    question = kernel if isinstance(kernel, Question) else find(kernel)
    return question.ask(values, on, dtype, specs)


def names() -> list[str]:
    """The name of every question, in order."""
    own = (os.path.splitext(os.path.basename(path))[0] for path in _own_files())
    return sorted({stem.replace("_", "-") for stem in (*_shipped(), *own)})


def listed() -> dict[str, Listed]:
    """Every question by name, from the compiled list; compiled anew where a file has changed or the list is damaged."""
    files = _files([*_shipped_files(), *_own_files()])
    for path in (cache_path(LIST), os.path.join(data_folder(), LIST)):
        with suppress(OSError, ValueError, KeyError, TypeError):
            return _kept(path, files)
    made = compiled(names(), files)
    with suppress(OSError), in_one_move(cache_path(LIST)) as place, open(place, "w", encoding="utf-8") as file:
        json.dump(made, file)
    return {name: Listed(**entry) for name, entry in made["questions"].items()}


def _kept(path: str, files: dict[str, str]) -> dict[str, Listed]:
    """The compiled list in a file. Raises ValueError for one that is damaged, or of other files."""
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    if found["checksum"] != _checksum(found) or [*found["marks"]] != sorted(files) or not unchanged(found["marks"]):
        raise ValueError(path)
    return {name: Listed(**entry) for name, entry in found["questions"].items()}


def shipped_list() -> dict[str, Any]:
    """The list of the shipped questions as it is compiled, for the wheel: a person's own are not in it."""
    return compiled([stem.replace("_", "-") for stem in sorted(_shipped())], _files(_shipped_files()))


def compiled(names: Iterable[str], files: dict[str, str]) -> dict[str, Any]:
    """The list of questions as it is compiled, with what its files hold and a checksum of it all."""
    held = dict(sorted(marks(files.values()).items()))
    made = {"format": FORMAT, "marks": held, "questions": {name: _listed(find(name))._asdict() for name in names}}
    return {**made, "checksum": _checksum(made)}


def _checksum(made: dict[str, Any]) -> int:
    return crc32(json.dumps([FORMAT, made["format"], made["marks"], made["questions"]]).encode())


def own_folders() -> list[str]:
    """The folders of a person's own kernels that are there, the first one first."""
    named = os.environ.get("SLIPSTICK_KERNELS")
    if named and not os.path.isdir(named):
        raise UsageError(f"SLIPSTICK_KERNELS = {quoted(named)}: there is no such folder")
    usual = os.path.join(config_folder(), "kernels")
    return [*([named] if named else []), *([usual] if os.path.isdir(usual) else [])]


def _listed(question: Question) -> Listed:
    parameters = {each.name: each.help for each in question.parameters}
    return Listed(question.name, question.help, question.command, question.typed, parameters, list(question.picks))


@cache
def _shipped() -> frozenset[str]:
    return frozenset(module.name for module in iter_modules(kernels.__path__))


def _own_files() -> Iterator[str]:
    for folder in own_folders():
        yield from (os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".py"))


def _files(kernels: Iterable[str]) -> dict[str, str]:
    """Every file the list depends on, by its name wherever the package is installed: kernels, and what reads them."""
    return {name_of(path): path for path in (*kernels, *(os.path.join(PACKAGE, "estimates", name) for name in READERS))}


def _shipped_files() -> list[str]:
    return [os.path.join(kernels.__path__[0], f"{stem}.py") for stem in _shipped()]


@lru_cache(256)
def _own(path: str, stamp: int, name: str) -> Question:
    """The question of a person's own file, imported again when it has changed."""
    module = ModuleType(f"slipstick_kernels.{name}")
    module.__file__ = path
    linecache.checkcache(path)
    try:
        with open(path, encoding="utf-8") as file:
            exec(compile(file.read(), path, "exec"), vars(module))
    except SlipstickError:
        raise
    except Exception as error:
        line = traceback.extract_tb(error.__traceback__)[-1].lineno
        raise SlipstickError(f"{path}:{line}: {type(error).__name__}: {error}") from None
    return found_in(module, name)
