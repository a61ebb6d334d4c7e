"""Formulas asked backwards: from random inputs to the result, and from that back to each input.

`python tools/roundtrip.py --tries 5000 --seed 1` prints each argument for which no value, or one that gives another
result, was found, and how long the slowest took.
"""

import argparse
import random
import time
from collections.abc import Iterator
from math import log10
from typing import Any, NamedTuple

from slipstick import SlipstickError
from slipstick.formulas import formulas
from slipstick.formulas.core.formula import Formula
from slipstick.formulas.core.solver import solutions
from slipstick.units import Dim

LOST = 1e-15  # of a result: what moves it by less is lost in rounding
EXACT = 1e-6  # how near the result has to come, as a share of it


class Trip(NamedTuple):
    """formula, inputs, unknown: what was asked. problem: what is wrong with the answer, if anything. seconds."""

    formula: Formula
    inputs: dict[str, Any]
    unknown: str
    problem: str
    seconds: float

    def __str__(self) -> str:
        return f"{self.formula.name}({self.inputs}) for {self.unknown}: {self.problem or 'found'}, {self.seconds:.2f} s"


def trips(seed: int, tries: int) -> Iterator[Trip]:
    """So many random calls of formulas that have a value, each solved for one of its arguments."""
    drawn, every = random.Random(seed), [formula for formula in formulas().values() if not formula.generic]
    while tries:
        formula = drawn.choice(every)
        inputs = {name: value_of(dim, drawn) for name, dim in formula.parameters.items()}
        unknown = drawn.choice([*formula.parameters])
        if not formula.parameters[unknown].many and has_value(formula, inputs):
            yield trip(formula, near_an_edge(formula, inputs, unknown, drawn), unknown)
            tries -= 1


def trip(formula: Formula, inputs: dict[str, Any], unknown: str) -> Trip:
    """One call solved for one argument."""
    started = time.process_time()
    result = formula.checked(**inputs)
    known = {name: value for name, value in inputs.items() if name != unknown}
    try:
        values = solutions(formula, unknown, result, known).values
        problem = (
            wrong(formula, known, unknown, result, values) if values or lost(formula, inputs, unknown) else "no value"
        )
    except SlipstickError as error:
        problem = str(error)
    return Trip(formula, inputs, unknown, problem, time.process_time() - started)


def lost(formula: Formula, inputs: dict[str, Any], unknown: str) -> bool:
    """Whether an argument moves nothing: what it adds is less than the last digit of the result, or of its like.

    So it is where all of a rate is turned away, which rounding leaves at a few parts in 10^16 of it.
    """
    half, once, twice = (formula.checked(**inputs | {unknown: inputs[unknown] * by}) for by in (0.5, 1.0, 2.0))
    alike = [inputs[name] for name, dim in formula.parameters.items() if dim == formula.result and not dim.many]
    return max(abs(half - once), abs(twice - once)) <= LOST * max(map(abs, [once, *alike]))


def wrong(formula: Formula, known: dict[str, Any], unknown: str, result: float, values: tuple[float, ...]) -> str:
    """What is wrong with the values that were found; an empty text if each gives the result."""
    for value in values:
        again = formula.checked(**known, **{unknown: value})
        if abs(again - result) > EXACT * abs(result):
            return f"{value} gives {again}, not {result}"
    return ""


def value_of(dim: Dim, drawn: random.Random) -> Any:
    """A random value of a dimension, of any usual size; three of them for a list."""
    if dim.many:
        return tuple(value_of(dim._replace(many=False), drawn) for _ in range(3))
    if dim.high < 1e6:
        value = drawn.uniform(dim.low, dim.high)
    else:
        value = 10 ** drawn.uniform(log10(max(dim.low, 1e-3)), 3 if dim.whole else 6)
    return float(max(round(value), dim.low)) if dim.whole else value


def near_an_edge(formula: Formula, inputs: dict[str, Any], unknown: str, drawn: random.Random) -> dict[str, Any]:
    """The inputs with one of them moved towards where the formula has no value, if that is not far; half the time."""
    inside, dim = inputs[unknown], formula.parameters[unknown]
    outside = min(max(inside * 10 ** drawn.uniform(-6, 6), dim.low), dim.high)
    if dim.whole or drawn.random() < 0.5 or has_value(formula, inputs | {unknown: outside}):
        return inputs
    start = inside
    for _ in range(60):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if has_value(formula, inputs | {unknown: middle}) else (inside, middle)
    moved = inputs | {unknown: inside + (start - inside) * 10 ** drawn.uniform(-6, 0)}
    return moved if has_value(formula, moved) else inputs


def has_value(formula: Formula, inputs: dict[str, Any]) -> bool:
    """Whether a formula has a value other than 0 there, neither huge nor tiny."""
    try:
        return 1e-100 < abs(formula.checked(**inputs)) < 1e100
    except SlipstickError:
        return False


def main() -> None:
    """Try as often as asked; print what failed, and the slowest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    done = list(trips(asked.seed, asked.tries))
    failed = [each for each in done if each.problem]
    print("\n".join(map(str, failed)))
    print(f"{len(failed)} of {len(done)} failed; the slowest: {max(done, key=lambda each: each.seconds)}")


if __name__ == "__main__":
    main()
