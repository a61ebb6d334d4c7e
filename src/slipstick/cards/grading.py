"""How good an answer is: by its factor from the truth, as on a slide rule."""

from enum import IntEnum

from ..calculator.calculate import calculate
from ..errors import UsageError
from ..units import mismatch, reading
from ..units.amounts import Amount
from ..units.show import show
from .prompts import Solution

CLOSE, NEAR, FAR = 1.1, 2.0, 10.0  # factors
ROUNDING = 5e-10  # of an end of the known range: so near is at it


class Grade(IntEnum):
    """As schedulers count: again, hard, good, easy."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


SAID = {
    Grade.EASY: "right",
    Grade.GOOD: "within a factor of two",
    Grade.HARD: "within a factor of ten",
    Grade.AGAIN: "more than a factor of ten off",
}


def grade(answer: str, solution: Solution) -> tuple[Grade, float]:
    """The grade of an answer, and the factor it is off by; 1 where it is right or in the known range.

    answer: a number with its unit, such as ``"100 ns"``, or anything ``slipstick calc`` reads.
    Raises UsageError, which says what was expected, for what is no such number.

    >>> grade("3 ns", Solution(1e-9, "s", 1e-9, 1e-9, ""))
    (<Grade.HARD: 2>, 3.0)
    """
    value = calculate(answer).value
    measure = reading.unit(solution.unit)
    if not isinstance(value, Amount):
        raise UsageError("expected one value, not a list")
    if dict(value.powers) != dict(measure.powers):
        told, expected = mismatch.words(value.powers), mismatch.words(measure.powers)
        raise UsageError(f"this is {told}, and {expected} is asked for, such as {_such(solution)}")
    got, true, low, high = (
        value.value,
        *(each * measure.factor for each in (solution.value, solution.low, solution.high)),
    )
    if low - ROUNDING * abs(low) <= got <= high + ROUNDING * abs(high):
        return Grade.EASY, 1.0
    if got * true <= 0:
        return Grade.AGAIN, float("inf")
    factor = round(max(got / true, true / got), 9)
    if factor <= CLOSE:
        return Grade.EASY, factor
    return (Grade.GOOD if factor <= NEAR else Grade.HARD if factor <= FAR else Grade.AGAIN), factor


def _such(solution: Solution) -> str:
    """A value of the right kind that gives nothing away."""
    return show(7.0, solution.unit)
