"""Every question there is: those of this package and a person's own, each found by the name of its file.

A kernel is a file of ``kernels/``, or of a folder of one's own: the environment's ``SLIPSTICK_KERNELS``, or
``slipstick/kernels`` in the user's configuration. It is imported when it is asked for. Names and help of all are
compiled into one file, in the wheel or in the user's cache, so that listing them imports none.
"""

import json
import os
import shlex
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple

from ..errors import SlipstickError, UsageError
from ..files.places import cache_path, marks, name_of, unchanged
from ..specs.catalogue import Catalogue
from ..units.data import data_folder
from ..units.writing import in_one_move
from ..words import did_you_mean, quoted
from . import kernels
from .estimate import Estimate
from .own import own, own_files
from .question import DTYPE, On, Question, found_in

FORMAT = 2


class Listed(NamedTuple):
    """What is known of a question without importing it.

    parameters: by name, their help. needs: those that must be given. picks: what may be picked beside them.
    """

    name: str
    help: str
    command: bool
    typed: bool
    parameters: dict[str, str]
    needs: list[str]
    picks: list[str]


def find(name: str) -> Question:
    """The question of a name; a shipped one is never taken over. Raises UsageError for an unknown one."""
    stem = name.replace("-", "_")
    if stem in _shipped():
        return shipped(name)
    if found := own(stem, stem.replace("_", "-")):
        return found
    raise UsageError(f"unknown kernel {quoted(name)}: {did_you_mean(name, names())}")


@lru_cache(256)
def shipped(name: str) -> Question:
    """The question of this package of a name that is known to be there."""
    return found_in(import_module(f"{kernels.__name__}.{name.replace('-', '_')}"), name.replace("_", "-"))


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
    if not isinstance(kernel, str | Question):
        raise UsageError(f"kernel = {quoted(kernel)}: expected its name, such as 'softmax', or a Kernel")
    question = kernel if isinstance(kernel, Question) else find(kernel)
    return question.ask(values, on, dtype, specs)


def named(words: Iterable[str], such: str = "rows=8192") -> dict[str, str]:
    """Values by parameter of words such as ``rows=8192``; such: one for an error.

    Raises UsageError for another word, or a name given twice.

    >>> named(["rows=8192", "kv-heads=8"])
    {'rows': '8192', 'kv_heads': '8'}
    """
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError(f"cannot read {quoted(word)}: write NAME=VALUE, such as {such}")
        key = name.strip().replace("-", "_")
        if key in found:
            raise UsageError(f"{key} is given twice: as {quoted(found[key])} and as {quoted(value)}")
        found[key] = value
    return found


def read(text: str) -> tuple[Question, dict[str, str]]:
    """A question and its values, written as ``slipstick run`` takes them: ``softmax rows=8192 columns=2048``.

    Raises UsageError for an unknown question, or what cannot be read.
    """
    try:
        kernel, *words = shlex.split(text)
    except ValueError:
        raise UsageError(f"cannot read {quoted(text)}: write a kernel and its values, such as copy size=6GB") from None
    return find(kernel), named(words)


def names() -> list[str]:
    """The name of every question, in order."""
    own = (os.path.splitext(os.path.basename(path))[0] for path in own_files())
    return sorted({stem.replace("_", "-") for stem in (*_shipped(), *own)})


def listed() -> dict[str, Listed]:
    """Every question by name, from the compiled list; compiled anew where a file has changed."""
    files = _files()
    for path in _compiled():
        with suppress(OSError, ValueError, KeyError, TypeError), open(path, encoding="utf-8") as file:
            found = json.load(file)
            if found["format"] == FORMAT and [*found["marks"]] == sorted(files) and unchanged(found["marks"]):
                return {name: Listed(**entry) for name, entry in found["questions"].items()}
    made = compiled()
    with suppress(OSError), in_one_move(_compiled()[0]) as place, open(place, "w", encoding="utf-8") as file:
        json.dump(made, file)
    return {name: Listed(**entry) for name, entry in made["questions"].items()}


def compiled() -> dict[str, Any]:
    """The list of every question as it is compiled, with what its files hold."""
    return {
        "format": FORMAT,
        "marks": dict(sorted(marks(_files().values()).items())),
        "questions": {name: _listed(name)._asdict() for name in names()},
    }


def _listed(name: str) -> Listed:
    """What is known of a question; of a file that cannot be read, why."""
    try:
        question = find(name)
    except SlipstickError as error:
        return Listed(name, str(error), False, True, {}, [], [])
    parameters = {each.name: each.help for each in question.parameters}
    needs = [each.name for each in question.parameters if each.default is None]
    command, typed = question.command, question.typed
    return Listed(question.name, question.help, command, typed, parameters, needs, list(question.picks))


@cache
def _shipped() -> frozenset[str]:
    return frozenset(module.name for module in iter_modules(kernels.__path__))


def _files() -> dict[str, str]:
    """Every file of a kernel: its name wherever the package is installed, and its path."""
    shipped = [os.path.join(kernels.__path__[0], f"{stem}.py") for stem in _shipped()]
    return {name_of(path): path for path in (*shipped, *own_files())}


def _compiled() -> list[str]:
    """Where the compiled list may lie: in the user's cache, and beside the shipped data."""
    return [cache_path("questions.json"), os.path.join(data_folder(), "questions.json")]
