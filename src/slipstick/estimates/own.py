"""A person's own kernels: the folders they are in, and a question out of a file of one."""

import builtins
import linecache
import os
import traceback
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType

from ..errors import SlipstickError
from ..formulas.core.formula import Formula
from ..layout import shorten
from ..words import did_you_mean
from .question import Question, found_in
from .shelf import own_files

LONGEST = 200  # letters of what an error of a file says
PLAIN = (TypeError, NameError, ImportError)  # their texts say enough without the name of the error


def own(stem: str, name: str) -> Question | None:
    """The question of a name, out of the first file of that stem; None where there is no such file.

    Raises SlipstickError, with the file and the line, for what cannot be read or declares no such question.
    """
    for path in own_files():
        if os.path.basename(path) == f"{stem}.py":
            return _imported(path, os.stat(path).st_mtime_ns, name)
    return None


@lru_cache(256)
def _imported(path: str, stamp: int, name: str) -> Question:
    """The question of a file, imported again when it has changed."""
    module = ModuleType(f"slipstick_kernels.{name}")
    module.__file__ = path
    linecache.checkcache(path)
    try:
        with open(path, encoding="utf-8") as file:
            exec(compile(file.read(), path, "exec"), vars(module))
    except SlipstickError:
        raise
    except (Exception, SystemExit) as error:
        raise SlipstickError(f"{path}{_line(path, error)}: {shorten(_told(error), LONGEST)}") from None
    _check(module, path)
    return found_in(module, name)


def _line(path: str, error: BaseException) -> str:
    """The last line of the file before it went wrong."""
    if isinstance(error, SyntaxError):
        return f":{error.lineno or 1}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    return f":{lines[-1]}" if lines else ""


def _told(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg
    return str(error) if isinstance(error, PLAIN) else f"{type(error).__name__}: {error}"


def _check(module: ModuleType, path: str) -> None:
    """Raise SlipstickError for a formula with a name that nothing stands for: it would fail when it is asked."""
    for formula in vars(module).values():
        if isinstance(formula, Formula) and formula.function.__module__ == module.__name__:
            for name in _unknown(formula):
                line = formula.function.__code__.co_firstlineno
                needs = f"{formula.name} needs {name}, which is no parameter of it"
                raise SlipstickError(f"{path}:{line}: {needs}: {did_you_mean(name, formula.parameters)}")


def _unknown(formula: Formula) -> Iterator[str]:
    """The names in a formula that are neither its parameters nor known where it stands."""
    import dis  # only where a kernel of one's own is read

    known = {*formula.function.__globals__, *dir(builtins)}
    for each in dis.get_instructions(formula.function):
        if each.opname == "LOAD_GLOBAL" and each.argval not in known:
            yield each.argval
