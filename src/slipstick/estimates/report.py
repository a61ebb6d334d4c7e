"""How an answer is printed: for a terminal in 79 columns, in full, and as a table for notebooks."""

from typing import Any, Protocol

from ..formulas.core.steps import Step
from ..specs.spec import Fact
from ..units.maths import is_array
from ..units.show import show

WIDTH = 79
LABEL = 21
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
    title = [*_wrap("", answer.title, 0), ""]
    if _many(answer):
        return [*title, *_rows(answer)]
    return [
        *title,
        *_wrap("expected", f"{answer.short}   ({span(answer)})", LABEL),
        *_wrap("floor", f"{show(answer.outcome.floor, answer.unit)}   {answer.bound_by}-bound", LABEL),
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
        lines += _wrap(path, _cited(answer, fact.text, fact.source), LABEL)
    lines.append("")
    for step in answer.steps:
        label = _label(step)
        if symbols or _many(answer):
            lines += _wrap(label, _cited(answer, step.expression, step.formula.source), LABEL)
            label = ""
        if not _many(answer):
            lines += _wrap(label, f"{step.result} = {step.with_numbers}", LABEL)
    return lines


def _cited(answer: Answer, words: str, key: str) -> str:
    keys = list(answer.sources)
    return f"{words} [{keys.index(key) + 1}]" if key in keys else words


def _levers(answer: Answer, few: bool) -> list[str]:
    if _many(answer):
        return []
    shown = {name: value for name, value in answer.levers.items() if not few or name in ("peak", "bandwidth")}
    return _wrap("if doubled", ", ".join(f"{name} {_percent(value)}" for name, value in shown.items()), LABEL)


def _percent(share: float) -> str:
    """A change as a person writes it: '−48%', '+98%', 'no change'."""
    return f"{share:+.0%}".replace("-", "−") if abs(share) >= 0.005 else "no change"


def _tail(answer: Answer, brief: bool) -> list[str]:
    lines = []
    for number, assumption in enumerate(answer.assumptions):
        lines += _wrap("" if number else "assumed", assumption, LABEL)
    told = {fact.source for fact in answer.facts.values()} | {answer.calibration.get("source")}
    for number, (key, source) in enumerate(answer.sources.items(), 1):
        if brief and key not in told:
            continue
        words = f"[{number}] {source['title']}"
        if source.get("publisher"):
            words += f" ({source['publisher']})"
        if not brief:
            words += f", seen {source['seen']} {source.get('address', '')}"
        lines += _wrap("sources" if number == 1 else "", words, LABEL)
    return lines


def _wrap(label: str, words: str, indent: int) -> list[str]:
    """Labelled words, wrapped at the page's width; a word too long for a line keeps one of its own."""
    lines, line = [], ""
    room = WIDTH - indent - (2 if indent else 0)
    for word in words.split():
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    start = f"  {label:<{indent}}" if indent else ""
    rest = " " * (indent + 2) if indent else ""
    return [(start if number == 0 else rest) + line for number, line in enumerate(lines)]
