"""How an answer is printed: for a terminal in 79 columns, in full, and as a table for notebooks."""

from typing import Any, Protocol

from ..formulas.core.steps import Step
from ..layout import Footnotes, beside, mark, wrap
from ..specs.spec import Fact
from ..units.maths import is_array
from ..units.show import show

WIDTH = 79
LABEL = 23  # columns of a label
ROWS = 12  # of an array, in the text of an answer


class Answer(Protocol):
    """What is printed: see :class:`slipstick.Estimate`, which has it all."""

    title: str
    unit: str
    facts: dict[str, Fact]
    assumptions: tuple[str, ...]
    sources: dict[str, dict[str, str]]
    calibration: dict[str, Any]

    @property
    def outcome(self) -> Any: ...  # noqa: D102
    @property
    def bound_by(self) -> Any: ...  # noqa: D102
    @property
    def short(self) -> str: ...  # noqa: D102
    @property
    def steps(self) -> tuple[Step, ...]: ...  # noqa: D102
    @property
    def levers(self) -> dict[str, Any]: ...  # noqa: D102


def text(answer: Answer) -> str:
    """The answer for a person: value and range, floor, work, levers, assumptions, sources of its facts."""
    return "\n".join([*_head(answer), "", *_work(answer, False), "", *_levers(answer, True), *_tail(answer, True)])


def explain(answer: Answer) -> str:
    """The answer with everything: each formula in symbols and numbers, its source, all levers and addresses."""
    return "\n".join([*_head(answer), "", *_work(answer, True), "", *_levers(answer, False), *_tail(answer, False)])


def span(answer: Answer) -> str:
    """The range of the expected value: '494 µs to 693 µs'."""
    return f"{show(answer.outcome.low, answer.unit)} to {show(answer.outcome.high, answer.unit)}"


def html(answer: Answer) -> str:
    """The answer as a table for notebooks."""
    from html import escape

    bound = answer.bound_by if isinstance(answer.bound_by, str) else "/".join(sorted(set(answer.bound_by.flat)))
    rows = [
        ("expected", f"<b>{escape(answer.short)}</b> ({escape(span(answer))})"),
        ("floor", escape(f"{show(answer.outcome.floor, answer.unit)}, {bound}-bound")),
        *((path, escape(fact.text)) for path, fact in answer.facts.items()),
        *((_label(step), escape(f"{step.result} = {step.with_numbers}")) for step in answer.steps),
        ("assumed", "<br>".join(map(escape, answer.assumptions))),
        ("sources", "<br>".join(_link(source, escape) for source in answer.sources.values())),
    ]
    left = "style='text-align:left'"
    body = "".join(f"<tr><th {left}>{escape(name)}</th><td {left}>{value}</td></tr>" for name, value in rows)
    return f"<table><caption {left}>{escape(answer.title)}</caption>{body}</table>"


def _link(source: dict[str, str], escape: Any) -> str:
    title, address = escape(source["title"]), source.get("address", "")
    return f'<a href="{escape(address)}">{title}</a>' if address.startswith("http") else str(title)


def _label(step: Step) -> str:
    return step.formula.name.replace("_", " ")


def _many(answer: Answer) -> bool:
    return is_array(answer.outcome.value)


def _head(answer: Answer) -> list[str]:
    title = [*wrap(answer.title, WIDTH, hyphens=False, long=False), ""]
    if _many(answer):
        return [*title, *_rows(answer)]
    return [
        *title,
        *beside("expected", f"{answer.short}   ({span(answer)})", LABEL, WIDTH),
        *beside("floor", f"{show(answer.outcome.floor, answer.unit)}   {answer.bound_by}-bound", LABEL, WIDTH),
    ]


def _rows(answer: Answer) -> list[str]:
    """One line for each element of an array answer, the first dozen."""
    outcome = answer.outcome
    columns = [(a + 0 * outcome.value).ravel() for a in (outcome.value, outcome.low, outcome.high, outcome.floor)]
    lines = ["  " + "".join(f"{name:>12}" for name in ("expected", "low", "high", "floor"))]
    for row in zip(*(column[:ROWS] for column in columns), strict=True):
        lines.append("  " + "".join(f"{show(value, answer.unit):>12}" for value in row))
    more = columns[0].size > ROWS
    return lines + [f"  ... {columns[0].size} in all, of shape {outcome.value.shape}"] * more


def _work(answer: Answer, symbols: bool) -> list[str]:
    lines = []
    for path, fact in answer.facts.items():
        lines += beside(path, _cited(answer, fact.text, fact.source), LABEL, WIDTH)
    lines.append("")
    for step in answer.steps:
        label = _label(step)
        if symbols or _many(answer):
            lines += beside(label, _cited(answer, step.expression, step.formula.source), LABEL, WIDTH)
            label = ""
        if not _many(answer):
            lines += beside(label, f"{step.result} = {step.with_numbers}", LABEL, WIDTH)
    return lines


def _cited(answer: Answer, words: str, key: str) -> str:
    return f"{words} {Footnotes(answer.sources).mark([key])}" if key in answer.sources else words


def _levers(answer: Answer, few: bool) -> list[str]:
    if _many(answer):
        return []
    shown = {name: value for name, value in answer.levers.items() if not few or name in ("peak", "bandwidth")}
    return beside("if doubled", ", ".join(f"{name} {_percent(value)}" for name, value in shown.items()), LABEL, WIDTH)


def _percent(share: float) -> str:
    """A change as a person writes it: '−48%', '+98%', 'no change'."""
    return f"{share:+.0%}".replace("-", "−") if abs(share) >= 0.005 else "no change"


def _tail(answer: Answer, brief: bool) -> list[str]:
    lines = []
    for number, assumption in enumerate(answer.assumptions):
        lines += beside("" if number else "assumed", assumption, LABEL, WIDTH)
    told = {fact.source for fact in answer.facts.values()} | {answer.calibration.get("source")}
    for number, (key, source) in enumerate(answer.sources.items(), 1):
        if brief and key not in told:
            continue
        words = f"{mark([number])} {source['title']}"
        if source.get("publisher"):
            words += f" ({source['publisher']})"
        if not brief:
            words += f", seen {source['seen']} {source.get('address', '')}"
        lines += beside("sources" if number == 1 else "", words, LABEL, WIDTH)
    return lines
