"""Every question there is: those of this package and a person's own, each found by the name of its file.

A kernel is a file of ``kernels/``, or of a folder of one's own: the environment's ``SLIPSTICK_KERNELS``, or
``slipstick/kernels`` in the user's configuration. It is imported when it is asked for.
"""

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module

from ..errors import UsageError
from ..specs.catalogue import Catalogue
from ..words import did_you_mean, quoted
from . import kernels
from .estimate import Estimate
from .question import On, Question, found_in
from .shelf import every, ships

LISTED = "slipstick run lists them"


def find(name: str) -> Question:
    """The question of a name; a shipped one is never taken over. Raises UsageError for an unknown one."""
    stem = name.replace("-", "_")
    if ships(stem):
        return shipped(name)
    from .own import own

    if found := own(stem, stem.replace("_", "-")):
        return found
    raise UsageError(f"unknown kernel {quoted(name)}: {did_you_mean(name, every(), LISTED)}")


@lru_cache(256)
def shipped(name: str) -> Question:
    """The question of this package of a name that is known to be there."""
    return found_in(import_module(f"{kernels.__name__}.{name.replace('-', '_')}"), name.replace("_", "-"))


def shipped_command(name: str) -> Question | None:
    """The question that is a command of its own by that name; None where there is none."""
    found = shipped(name) if ships(name.replace("-", "_")) else None
    return found if found and found.command else None


def run(
    kernel: str | Question,
    *,
    on: On,
    dtype: str | None = None,
    specs: str | Catalogue | None = None,
    **values: object,
) -> Estimate:
    """How long a kernel takes on a part.

    kernel: its name, such as "softmax", or a Kernel of your own. on: a machine, such as "a100" or "8xh100". values: of
    its parameters, as for :func:`slipstick.matmul`. Returns an Estimate. Raises UsageError for an unknown kernel,
    parameter or part.

    >>> run("matmul", m=4096, n=4096, k=4096, on="a100").short
    '503 µs'
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
    import shlex

    try:
        kernel, *words = shlex.split(text)
    except ValueError:
        raise UsageError(f"cannot read {quoted(text)}: write a kernel and its values, such as copy size=6GB") from None
    return find(kernel), named(words)
