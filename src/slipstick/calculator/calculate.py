"""An expression answered: its statements one by one, each with its range and what its variable stands for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import SlipstickError, UsageError
from ..specs.catalogue import Catalogue, catalogue
from ..units import mismatch
from ..units.amounts import Amount, flat
from ..units.maths import is_array, quiet
from ..words import quoted
from .answer import Calculation
from .arithmetic import finite
from .evaluate import Evaluation
from .habit import request_size, typed
from .parser import parse
from .tree import ExpressionError, Hole, Kept, Node, Range, Statement, bound, walk, written

if TYPE_CHECKING:
    from .equation import Equation
    from .ranges import Spread

MOST = 8  # ranges of one expression
NOTHING = 1e-8  # of how wide a range is


def calculate(
    text: str, variables: dict[str, Any] | None = None, specs: str | Catalogue | None = None, **named: Any
) -> Calculation:
    """Answer a unit-aware expression such as ``"80 GB / 2 TB/s"``.

    text: numbers with units, facts (``a100.memory.HBM.bandwidth``), formulas (``amdahl(0.95, 64)``), variables
    (``x = 3 GB; x / 2 s``), ranges (``35%..55%``), lists (``[1, 2]``), ``in UNIT``; or an equation with one ``?``.
    variables: values by name: numbers, text, Quantities of any registry, lists and arrays; those that this text sets
    are added. named: more of them, for this text alone. Arrays, of numbers or in Quantities, are worked with element by
    element, in one go, and give an array. specs: as in ``load``, or a catalogue.
    Raises ExpressionError, with the place, for what cannot be read; DimensionError's words for what does not fit.

    >>> print(calculate("80 GB / 2 TB/s"))
    80 GB / (2 TB/s) = 40 ms  [time]
    >>> calculate("2 * 4096^3 FLOP / ? = 441 us").short
    '311.653 TFLOP/s'
    >>> print(calculate("x * 2 s", {"x": 5}))
    x × 2 s = 10 s  [time]
    >>> print(calculate("2 * FLOP * n^3", n=1024))
    2 × FLOP × n^3 = 2.14748 GFLOP  [amount of work]
    """
    if not isinstance(text, str):
        raise UsageError(f"{quoted(text)} is not an expression: expected text, such as '80 GB / 2 TB/s'")
    if not variables and not named:
        *_, answer = answers(text, variables, specs)
        return answer
    from .given import given  # only for programs

    before = given({**(variables or {}), **named})
    known = {**before}
    with quiet() if any(map(holds_arrays, before.values())) else nullcontext():
        *_, answer = answers(text, known, specs)
    if variables is not None:
        variables |= {name: node for name, node in known.items() if node is not before.get(name)}
    return answer


def answers(
    text: str, variables: dict[str, Node] | None = None, specs: str | Catalogue | None = None
) -> Iterator[Calculation]:
    """The answer to each statement of an expression in turn; what :func:`calculate` says of it holds."""
    known = {} if variables is None else variables
    for statement in parse(text, known, partial(_is_number, specs)):
        try:
            answer = _answer(statement, Evaluation(text, known, specs))
            answer.kept = _kept(statement, answer, known)
            if statement.name:
                known[statement.name] = answer.kept
        except RecursionError:
            raise UsageError("variables that rest on so many others are too much: set one to a number") from None
        yield answer


def _is_number(specs: str | Catalogue | None, path: str) -> bool:
    """Whether a path is that of a number worth knowing, spelled in full."""
    word, _, id = path.partition(".")
    with suppress(SlipstickError):
        spec = catalogue(specs).find(word)
        return f"numbers.{id}" in spec or f"numbers.{id}.typical" in spec
    return False


def _answer(statement: Statement, evaluation: Evaluation) -> Calculation:
    """The value of a statement, with its range if it has any."""
    found = Calculation(statement, evaluation.facts, evaluation.recorder.steps, evaluation.notes)
    evaluation.notes += statement.notes
    equation = _equation(statement, evaluation) if statement.other else None
    compute = equation.solved if equation else lambda: evaluation.value(statement.part)
    nodes = walk(statement, evaluation.variables)
    holes = [node for node in nodes if isinstance(node, Hole)]
    if holes and not equation:
        raise evaluation.fail("'?' needs an equation: write '... = ...'", holes[0])
    ranges = [node for node in nodes if isinstance(node, Range)]
    if len(ranges) > MOST:
        raise evaluation.fail(f"{len(ranges)} ranges in one expression: expected at most {MOST}", ranges[MOST])
    if (equation or ranges) and any(map(holds_arrays, nodes)):
        what = "an equation is solved" if equation else "a range is worked out"
        raise evaluation.fail(f"{what} for one number at a time, and not for an array", statement)
    found.value = compute() if not ranges else _typical(evaluation, compute, ranges)
    found.words = typed(nodes, evaluation.variables)
    if isinstance(found.value, Amount) and (each := request_size(found.value.powers, nodes)):
        rate = found.value._replace(powers={"byte": 1, "second": -1}, binary=False).text(3)
        found.notes.append(f"a size for each request, {each}, would give {rate}")
    _fits_target(found.value, statement, evaluation)
    if ranges and isinstance(found.value, list) and equation:
        raise evaluation.fail("an equation with ranges needs one answer, and this has several", ranges[0])
    if ranges and isinstance(found.value, Amount):
        found.ranges = [written(each) for each in ranges]
        found.spread = _spread(evaluation, compute, ranges, None if equation else statement.part)
        found.value = found.value._replace(value=found.spread.typical)
    elif equation:
        found.check = equation.check(found.value)
    return found


def _equation(statement: Statement, evaluation: Evaluation) -> "Equation":
    from .equation import Equation  # and the solver: for few expressions

    return Equation(statement, evaluation)


def holds_arrays(node: Node) -> bool:
    """Whether a node is a value that has an array in it."""
    return isinstance(node, Kept) and any(is_array(amount.value) for amount in flat(node.value))


def _typical(evaluation: Evaluation, compute: Callable[[], Any], ranges: list[Range]) -> Any:
    """The value in the middle of all ranges."""
    try:
        return compute()
    except ExpressionError as error:
        raise _placed(error, _where(evaluation, ranges, [0.5] * len(ranges))) from None


def _placed(error: ExpressionError, where: str) -> ExpressionError:
    return ExpressionError(f"{error}, {where}", error.text, error.start, error.end)


def _spread(evaluation: Evaluation, compute: Callable[[], Any], ranges: list[Range], tree: Node | None) -> "Spread":
    """The range of a value. tree: of an expression; an equation has none that can be enclosed."""
    from .enclosure import Enclosure
    from .ranges import spread

    enclose = Enclosure(evaluation, tree, ranges) if tree else None
    where = partial(_where, evaluation, ranges)
    return spread(lambda at: _at(evaluation, compute, ranges, at), len(ranges), enclose, where)


def _where(evaluation: Evaluation, ranges: list[Range], at: Sequence[float]) -> str:
    """A place in ranges, in words: 'where 0..3 is 1'."""
    evaluation.positions, evaluation.worked = dict(zip(ranges, at, strict=True)), {}
    return "where " + " and ".join(f"{written(each)} is {_stood(evaluation, each)}" for each in ranges)


def _stood(evaluation: Evaluation, place: Range) -> Any:
    """The value in a range, which is 0 where only rounding keeps it from that."""
    found, low, high = map(evaluation.value, (place, place.low, place.high))
    return found._replace(value=0.0) if abs(found.value) < NOTHING * (high.value - low.value) else found


def _at(evaluation: Evaluation, compute: Callable[[], Any], ranges: list[Range], at: Any) -> float:
    """The value with each range at a position."""
    evaluation.positions = dict(zip(ranges, at, strict=True))
    evaluation.worked = {}
    try:
        answer = compute()
    except ExpressionError as error:
        raise _placed(error, _where(evaluation, ranges, at)) from None
    if isinstance(answer, list):
        raise UsageError("an equation with ranges needs one answer, and somewhere in them it has several")
    return float(answer.value)


def _fits_target(value: Any, statement: Statement, evaluation: Evaluation) -> None:
    """Refuse a unit of another dimension after 'in'."""
    for amount in flat(value):
        if statement.target:
            evaluation.at(statement, finite, amount._replace(value=amount.value / statement.target.factor))
        if statement.target and dict(amount.powers) != dict(statement.target.powers):
            powers = statement.target.powers
            problem = f"{mismatch.words(amount.powers)} cannot be converted to {mismatch.words(powers)}"
            raise evaluation.fail(problem + mismatch.missing(amount.powers, powers), statement)


def _kept(statement: Statement, answer: Calculation, variables: dict[str, Node]) -> Node:
    """What a variable stands for: its value, or with ranges the tree, so that a range counts once."""
    if answer.spread and not statement.other:
        tree: Node = bound(statement.part, variables)
        return tree
    return Kept(statement.start, statement.end, answer.value, answer.words)
