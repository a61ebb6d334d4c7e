"""Every question there is: those of this package and a person's own, each found by the name of its file.

A kernel is a file of ``kernels/``, or of a folder of one's own: the environment's ``SLIPSTICK_KERNELS``, or
``slipstick/kernels`` in the user's configuration. It is imported when it is asked for.
"""

import os
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

from ..errors import SlipstickError, UsageError
from ..specs.catalogue import Catalogue
from ..words import did_you_mean, quoted
from . import kernels
from .estimate import Estimate
from .question import DTYPE, On, Question, found_in
from .shelf import names, own_files, own_folders, shipped_files, ships


def find(name: str) -> Question:
    """The question of a name; a shipped one is never taken over. Raises UsageError for an unknown one."""
    stem = name.replace("-", "_")
    if ships(stem):
        return shipped(name)
    for folder in own_folders():
        if os.path.isfile(path := os.path.join(folder, f"{stem}.py")):
            return _own(path, os.stat(path).st_mtime_ns, name)
    known = names([*shipped_files(), *own_files()])
    raise UsageError(f"unknown kernel {quoted(name)}: {did_you_mean(name, known)}")


@lru_cache(256)
def shipped(name: str) -> Question:
    """The question of this package of a name that is known to be there."""
    return found_in(import_module(f"{kernels.__name__}.{name.replace('-', '_')}"), name)


def shipped_command(name: str) -> Question | None:
    """The question that is a command of its own by that name; None where there is none."""
    found = shipped(name) if ships(name.replace("-", "_")) else None
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


@lru_cache(256)
def _own(path: str, stamp: int, name: str) -> Question:
    """The question of a person's own file, imported again when it has changed."""
    import linecache

    module = ModuleType(f"slipstick_kernels.{name}")
    module.__file__ = path
    linecache.checkcache(path)
    try:
        with open(path, encoding="utf-8") as file:
            exec(compile(file.read(), path, "exec"), vars(module))
    except SlipstickError:
        raise
    except Exception as error:
        import traceback

        line = traceback.extract_tb(error.__traceback__)[-1].lineno
        raise SlipstickError(f"{path}:{line}: {type(error).__name__}: {error}") from None
    return found_in(module, name)
