"""Training turned round: the fewest devices that meet a deadline, the tokens that a budget pays for."""

from collections.abc import Callable, Mapping
from typing import Any

from ...errors import SlipstickError, UsageError
from ...specs.catalogue import Catalogue
from ...specs.machine import Machine, machine
from ...units.show import show
from ..estimate import Estimate
from .groups import Exchanges

MANY = 1024  # devices that show how many a node has
MOST = 2**17  # devices that are tried
Answered = Callable[[Machine], Estimate]


def fewest(where: Machine, known: Catalogue, within: float, answered: Answered) -> Estimate:
    """The answer with the fewest devices that take no longer. within: seconds. answered: the answer of a machine.

    Tried are 1, 2, 4 of a node, and twice and three times as many nodes as before. Raises UsageError for a machine of
    several devices, SlipstickError where the most that are tried take longer.
    """
    if where.count > 1:
        raise UsageError(f"in asks how many of a device: name one, such as {where.part.handle}, not {where.handle}")
    counts = _counts(Exchanges(machine(f"{MANY}x{where.part.handle}", known)).inner())
    low, high = 0, len(counts)
    found: dict[int, Estimate] = {}
    while low < high:
        middle = (low + high) // 2
        found[middle] = _answer(where, known, counts[middle], answered)
        if _meets(found[middle], within):
            high = middle
        else:
            low = middle + 1
    if low == len(counts):
        told = found[len(counts) - 1].short
        raise SlipstickError(
            f"{counts[-1]} of {where.part.handle} take {told}: no number of them ends within {show(within, 's')}"
        )
    return found[low] if low in found else _answer(where, known, counts[low], answered)


def _counts(inner: int) -> list[int]:
    """Devices to try: parts of a node, then nodes."""
    nodes = sorted({inner * base * 2**power for base in (1, 3) for power in range(18)})
    return [*(each for each in (1, 2, 4) if each < inner), *(each for each in nodes if each <= MOST)]


def _answer(where: Machine, known: Catalogue, count: int, answered: Answered) -> Estimate:
    many = machine(f"{count}x{where.part.handle}", known) if count > 1 else where
    return answered(many)


def _meets(found: Estimate, within: float) -> bool:
    """Whether a run ends in time and fits."""
    return bool(found.outcome.value <= within) and not any("does not fit" in line for line in found.assumptions)


def affordable(values: Mapping[str, Any], found: Estimate) -> float:
    """Tokens that a budget pays for, by what others cost. Raises UsageError where no rent is given."""
    if "cost" not in found.outcome.also:
        raise UsageError("budget needs what a device costs: give rent, such as 2USD/h")
    tokens = float(found.outcome.quantities["tokens"][0])
    return tokens * float(values["budget"]) / float(found.outcome.also["cost"].value)
