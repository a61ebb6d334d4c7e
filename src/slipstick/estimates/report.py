"""How an answer is printed: on one screen of a terminal, and in full."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ..layout import Footnotes, beside, mark, wrap
from ..specs.spec import Fact
from ..units.maths import is_array
from ..units.show import show
from ..words import counted
from .outcome import Answer as Range
from .outcome import Placed, Told
from .parameter import shown
from .verdict import percent

if TYPE_CHECKING:
    from ..formulas.core.steps import Step

WIDTH = 79
SCREEN = 23  # lines of the first screen: the last line of a window of 24 is the prompt
NARROWEST = 40
LABEL = 13  # columns of a label of the first screen
WIDE = 23  # and of the work
ROWS = 12  # of an array, in the text of an answer


class Answer(Protocol):
    """What is printed: see :class:`slipstick.Estimate`, which has it all."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def facts(self) -> dict[str, Fact]: ...  # noqa: D102
    @property
    def assumptions(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def calibration(self) -> dict[str, Any]: ...  # noqa: D102
    @property
    def sources(self) -> dict[str, dict[str, str]]: ...  # noqa: D102
    @property
    def source_keys(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def outcome(self) -> Any: ...  # noqa: D102
    @property
    def told(self) -> Told: ...  # noqa: D102
    @property
    def answers(self) -> dict[str, Range]: ...  # noqa: D102
    @property
    def verdict(self) -> str: ...  # noqa: D102
    @property
    def bound_by(self) -> Any: ...  # noqa: D102
    @property
    def short(self) -> str: ...  # noqa: D102
    @property
    def steps(self) -> "tuple[Step, ...]": ...  # noqa: D102
    @property
    def levers(self) -> dict[str, Any]: ...  # noqa: D102
    def spoken(self, text: str) -> str: ...  # noqa: D102


def text(answer: Answer, width: int = WIDTH, measured: Placed | None = None) -> str:
    """The answer for a person, on one screen: value and range, floor, why, levers, assumptions, count of sources."""
    why = [*_why(answer, width), *_levers(answer, width)]
    before = _blocks(_head(answer, width), _measured(answer, measured, width), why)
    left: list[str] = []
    lesser = [each for each in answer.assumptions if each in answer.told.lesser]
    while True:
        behind = [*_assumed(answer, width, _column(answer), left), *_counted(answer, width, len(left))]
        if not lesser or before.count("\n") + 2 + len(behind) <= SCREEN:
            return _tight(_blocks([before], behind))
        left.append(lesser.pop())


def _tight(text: str) -> str:
    """A text without the empty lines, but the first, that a screen has no room for."""
    lines = text.split("\n")
    empty = [place for place, line in enumerate(lines) if not line][1:]
    for place in empty[::-1][: max(len(lines) - SCREEN, 0)]:
        del lines[place]
    return "\n".join(lines)


def _measured(answer: Answer, measured: Placed | None, width: int) -> list[str]:
    """What was measured, whether that is normal, and what could be wrong."""
    if measured is None:
        return []
    lines = beside("measured", measured.verdict, _column(answer), width)
    for place, cause in enumerate(measured.causes):
        lines += beside("" if place else "could be", cause, _column(answer), width)
    return lines


def explain(answer: Answer, width: int = WIDTH) -> str:
    """The answer with everything: each formula in symbols and numbers, its source, all facts and addresses."""
    why = [*_why(answer, width), *_levers(answer, width)]
    behind = [*_assumed(answer, width, WIDE), *_sources(answer, width)]
    return _blocks(_head(answer, width), why, _work(answer, width), behind)


def work(answer: Answer, width: int = WIDTH) -> str:
    """The facts and each formula, in symbols and with numbers."""
    return "\n".join(_work(answer, width))


def _blocks(*blocks: list[str]) -> str:
    """Blocks of lines with an empty line between those that have any."""
    return "\n\n".join("\n".join(block) for block in blocks if block)


def span(answer: Answer) -> str:
    """The range of the expected value: '494 µs to 693 µs'."""
    first = answer.answers[answer.name]
    return f"{show(first.low, first.unit)} to {show(first.high, first.unit)}"


def label(step: "Step") -> str:
    """What a step works out, in words."""
    return step.formula.name.replace("_", " ")


def _many(answer: Answer) -> bool:
    return is_array(answer.outcome.value)


def floor_of(answer: Answer) -> str:
    """What the datasheet allows at best."""
    first = answer.answers[answer.name]
    return show(first.floor, first.unit)


def _head(answer: Answer, width: int) -> list[str]:
    title = [*wrap(answer.title, width, hyphens=False, long=False), ""]
    if _many(answer):
        return [*title, *_rows(answer)]
    also = [(name, each) for name, each in answer.answers.items() if name in answer.outcome.also]
    column = _column(answer)
    after = [line for name, each in also for line in beside(name, further(each), column, width)]
    if answer.answers[answer.name].unit != "s":
        counts = {name: each for name, each in answer.outcome.quantities.items() if name not in answer.outcome.also}
        told = {name.replace("_", " "): show(value, unit) for name, (value, unit) in counts.items()}
        more = [line for name, text in told.items() for line in beside(name, text, column, width)]
        first = answer.short if answer.outcome.low == answer.outcome.high else f"{answer.short} ({span(answer)})"
        return [*title, *beside(answer.name, first, column, width), *more, *after, *_limit(answer, width)]
    return [
        *title,
        *beside(
            "expected" if answer.name == "time" else answer.name, f"{answer.short} ({span(answer)})", column, width
        ),
        *after,
        *(beside("floor", f"{floor_of(answer)} {answer.bound_by}-bound", column, width) if answer.bound_by else []),
    ]


def _column(answer: Answer) -> int:
    """Where the answer begins: after its labels, of which further answers may have long ones."""
    names = [*answer.outcome.also]
    if answer.answers[answer.name].unit != "s":
        names += answer.outcome.quantities
    return max([LABEL, *(len(name) + 3 for name in names)])


def further(each: Range) -> str:
    """One of several answers, with its range if it has one."""
    value, low, high = (_one(number, each.unit) for number in (each.value, each.low, each.high))
    return value if each.low == each.high else f"{value} ({low} to {high})"


def _one(value: float, unit: str) -> str:
    """A number of a further answer: of what has no unit and is no whole number, a share where it is below one."""
    if unit == "token" and value >= 1e6:
        return show(value, unit)
    return shown(value, unit) if unit or value % 1 == 0 else percent(value) if value < 1 else show(value, unit)


def _limit(answer: Answer, width: int) -> list[str]:
    return beside("limited by", answer.bound_by, _column(answer), width) if answer.bound_by else []


def _rows(answer: Answer) -> list[str]:
    """One line for each element of an array answer, the first dozen."""
    outcome, unit = answer.outcome, answer.answers[answer.name].unit
    columns = [(a + 0 * outcome.value).ravel() for a in (outcome.value, outcome.low, outcome.high, outcome.floor)]
    lines = ["  " + "".join(f"{name:>12}" for name in ("expected", "low", "high", "floor"))]
    for row in zip(*(column[:ROWS] for column in columns), strict=True):
        lines.append("  " + "".join(f"{show(value, unit):>12}" for value in row))
    more = columns[0].size > ROWS
    return lines + [f"  ... {columns[0].size} in all, of shape {outcome.value.shape}"] * more


def _why(answer: Answer, width: int) -> list[str]:
    """The sentence that says why, with the rate that is reached."""
    if not answer.verdict:
        return []
    if not answer.outcome.asks:
        return beside("why", answer.verdict, _column(answer), width)
    because, _, reached = answer.verdict.rpartition("; ")
    return [*beside("why", because, _column(answer), width), *beside("reached", reached, _column(answer), width)]


def _levers(answer: Answer, width: int) -> list[str]:
    """What doubling each input does to the expected value."""
    if _many(answer) or not answer.levers:
        return []
    shown = {name: _percent(value) for name, value in answer.levers.items()}
    moved = ", ".join(f"{name} {change}" for name, change in shown.items() if change)
    still = ", ".join(name for name, change in shown.items() if not change)
    told = [*[moved] * bool(moved), *[f"no change from {still}"] * bool(still)]
    return beside("if doubled", "; ".join(told), _column(answer), width)


def _percent(share: float) -> str:
    """A change as a person writes it, '−48%' or '+98%'; empty for none worth telling."""
    return f"{share:+.0%}".replace("-", "−") if abs(share) >= 0.005 else ""


def _work(answer: Answer, width: int) -> list[str]:
    lines = []
    column = max([WIDE, *(len(path) + 3 for path in answer.facts)])
    wide = max([WIDE, *(len(label(step)) + 3 for step in answer.steps)])
    for path, fact in answer.facts.items():
        lines += beside(path, _cited(answer, fact.text, fact.source), column, width)
    lines.append("")
    for step in answer.steps:
        expression = answer.spoken(step.expression)
        lines += beside(label(step), _cited(answer, expression, step.formula.source), wide, width)
        if not _many(answer):
            lines += beside("", answer.spoken(f"{step.result} = {step.with_numbers}"), wide, width)
    return lines


def _cited(answer: Answer, words: str, key: str) -> str:
    return f"{words} {Footnotes(answer.sources).mark([key])}" if key in answer.sources else words


def _assumed(answer: Answer, width: int, label: int, left: Sequence[str] = ()) -> list[str]:
    """The assumptions, without those that are left to the whole work."""
    lines = []
    for number, assumption in enumerate(each for each in answer.assumptions if each not in left):
        lines += beside("" if number else "assumed", assumption, label, width)
    return lines


def _counted(answer: Answer, width: int, left: int = 0) -> list[str]:
    """How much stands behind the answer. left: assumptions that are told with it."""
    more = f" and {counted(left, 'more assumption')}" * bool(left)
    return beside("sources", f"{behind(answer)}: --explain shows them{more}", _column(answer), width)


def behind(answer: Answer) -> str:
    """What stands behind the answer, counted: '4 facts and 18 formulas from 9 sources'."""
    measured = answer.calibration.get("measurements", 0)
    told = [counted(len(answer.facts), "fact"), *[counted(measured, "measurement")] * bool(measured)]
    sources = counted(len(answer.source_keys), "source")
    return f"{', '.join(told)} and {counted(len(answer.steps), 'formula')} from {sources}"


def _sources(answer: Answer, width: int) -> list[str]:
    lines = []
    for number, source in enumerate(answer.sources.values(), 1):
        publisher = f" ({source['publisher']})" if source.get("publisher") else ""
        told = (
            f"{mark([number])} {source['title']}{publisher}, seen {source.get('seen', '?')} {source.get('address', '')}"
        )
        lines += beside("sources" if number == 1 else "", told, WIDE, width)
    return lines
