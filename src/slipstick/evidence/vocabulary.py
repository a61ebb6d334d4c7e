"""What a measurement may ask and what may be measured: commands with their options, measured names with their units.

Some of these commands are not asked yet: their measurements are kept for the day they are.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from ..errors import UsageError
from ..estimates.listing import listed
from ..units import reading
from ..words import did_you_mean, quoted

COMMON = ("on", "dtype")  # of every question about a machine
MODEL = ("weights", "cache", "context", "batch", "tp", "pp", "dp", "ep", "cp", "zero", "sequence", "global_batch")
WORDS = frozenset(
    ("on", "dtype", "op", "algorithm", "over", "then", "model", "weights", "cache", "runtime", "recompute", "lora")
) | frozenset(("causal", "size", "chunk", "intensity", "work", "traffic", "expression", "formula", "offload"))


class Command(NamedTuple):
    """The options of a question. needs: those it is nothing without; takes: others. free: any other is kept as text."""

    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()
    free: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """Every option it names."""
        return self.needs + self.takes


# Questions that are not asked yet.
LATER = {
    "calc": Command(("expression",)),
    "formula": Command(("formula",), free=True),
    "other": Command((), free=True),
}
# Options that measurements have beside a question's parameters.
ALSO = {"run kernel": ("intensity",), "infer": ("ep",)}
STREAMS = ("copy", "read", "write", "scale", "triad")
MAYBE = {  # parameters that measurements need not say
    **{f"run {name}": ("size",) for name in STREAMS},
    "run kernel": ("work", "traffic"),
    "collective": ("size",),
    "move": ("size", "over"),
}


@cache
def commands() -> dict[str, Command]:
    """Every command by name: the questions that are asked, with their parameters, and those to come.

    It is kept for one reading: ``commands.cache_clear()`` looks again.
    """
    asked = {}
    for entry in listed().values():
        name = entry.name if entry.command else f"run {entry.name}"
        needs = tuple(each for each in entry.needs if each not in MAYBE.get(name, ()))
        rest = [each for each in (*entry.parameters, *entry.picks) if each not in needs]
        asked[name] = Command(needs, (*rest, *COMMON, *ALSO.get(name, ())))
    return {**LATER, **asked}


# What may be measured, and the units it comes in; none where any will do.
MEASURED: dict[str, tuple[str, ...]] = {
    "time": ("s",),
    "device time": ("s",),
    "first token": ("s",),
    "per token": ("s",),
    "latency": ("s", "cycle"),
    "rate": ("FLOP/s",),
    "bandwidth": ("B/s",),
    "throughput": ("token/s", "request/s", "1/s"),
    "memory": ("B",),
    "energy": ("J",),
    "power": ("J/s",),
    "mfu": ("",),
    "hfu": ("",),
    "speedup": ("",),
    "value": (),
}


def command(name: str, kernel: str = "") -> str:
    """The name of a command, with its kernel where it runs one: 'run attention'.

    Raises UsageError, with the nearest, for an unknown one.

    >>> command("run", "softmax")
    'run softmax'
    """
    word, known = " ".join(f"{name} {kernel}".split()), commands()
    if name == "run" and word not in known:
        kernels = [each.removeprefix("run ") for each in known if each.startswith("run ")]
        raise UsageError(f"unknown kernel {quoted(kernel)}: {did_you_mean(kernel, kernels)}")
    if word not in known:
        raise UsageError(f"unknown command {quoted(word)}: {did_you_mean(word, known)}")
    return word


def check_options(asked: str, options: Iterable[str]) -> None:
    """Hold the options of a question to those of its command. Raises UsageError for an unknown or a missing one."""
    known, given = commands()[asked], list(options)
    unknown = [] if known.free else [name for name in given if name not in known.options]
    if unknown:
        raise UsageError(f"{asked} has no option {quoted(unknown[0])}: {did_you_mean(unknown[0], known.options)}")
    missing = [name for name in known.needs if name not in given]
    if missing:
        raise UsageError(f"{missing[0]} is missing: {asked} needs {', '.join(known.needs)}")


def value(option: str, text: str) -> Any:
    """The value of an option: a plain number where one is written and one belongs, or the text.

    >>> value("m", "4096"), value("context", "8k"), value("model", "7")
    (4096, '8k', '7')
    """
    if option in WORDS:
        return text
    try:
        return int(text) if text.isdigit() else float(text)
    except ValueError:
        return text


def measured_unit(name: str, unit: reading.Unit) -> tuple[float, str]:
    """The factor and the coherent unit of something measured: of a time in us, (1e-06, 's').

    Raises UsageError for an unknown name, or a unit of another dimension.
    """
    if name not in MEASURED:
        raise UsageError(f"unknown measured name {quoted(name)}: {did_you_mean(name, MEASURED)}")
    coherent, expected = reading.unit_text(unit.powers) if unit.powers else "", MEASURED[name]
    if expected and coherent not in expected:
        raise UsageError(f"{name} is {_mismatch(unit, expected)}")
    return unit.factor, coherent


def amount(name: str, text: str) -> tuple[float, str]:
    """Something measured, in the coherent unit.

    Raises UsageError for an unknown name, for text that is no number above 0 with its unit, or another dimension.

    >>> amount("time", "514 µs")
    (0.000514, 's')
    """
    number, unit = reading.quantity(text)
    factor, coherent = measured_unit(name, unit)
    if number <= 0:
        raise UsageError(f"{name} is {quoted(text)}: expected more than nothing")
    return number * factor, coherent


def scored(text: str) -> bool:
    """Whether estimates are held to a measurement, by what its score says. Raises UsageError for other words."""
    if text not in ("", "yes", "no"):
        raise UsageError(f"score is {quoted(text)}: expected yes or no")
    return text != "no"


def _mismatch(unit: reading.Unit, expected: tuple[str, ...]) -> str:
    """What a unit is, and what was expected."""
    from ..units import mismatch  # only for an error

    given = mismatch.words(unit.powers) if unit.powers else "without a unit"
    right = (mismatch.words(reading.unit(each).powers) if each else "a plain number" for each in expected)
    return f"{given}: expected {' or '.join(right)}"
