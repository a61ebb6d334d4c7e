"""docs/records.md: published worked examples of tests/records.yaml, and what slipstick answers to them."""

from dataclasses import dataclass
from functools import cache

import yaml

from examples import TOP
from slipstick import calculate, catalogue
from slipstick.layout import table
from slipstick.units.amounts import Amount

FLOATS = 1e-9  # of an answer: what is lost in working it out


@dataclass(frozen=True)
class Record:
    """One example. question: what is asked. answer: what is right. within: a share of it. printed: a slip, if one.

    part: tried, or aside, of the problems collected together. problem: in words. first: what came of the first line
    written for it, where that was not the answer. unanswered: why no line is; then the question is empty.
    """

    id: str
    question: str
    answer: str
    within: str
    source: str
    printed: str = ""
    note: str = ""
    part: str = ""
    problem: str = ""
    first: str = ""
    unanswered: str = ""

    @property
    def tolerance(self) -> float:
        return calculate(self.within).value.value

    def reproduces(self, published: str) -> bool:
        """Whether slipstick's answer is the published one: of its dimension, and as near as its rounding explains."""
        mine, theirs = calculate(self.question).value, calculate(published).value
        return dict(mine.powers) == dict(theirs.powers) and near(mine, theirs, self.tolerance)


def near(mine: Amount, theirs: Amount, share: float) -> bool:
    return abs(mine.value - theirs.value) <= (share + FLOATS) * abs(theirs.value)


@cache
def records() -> list[Record]:
    """Every record; every value of the file is text."""
    text = (TOP / "tests" / "records.yaml").read_text(encoding="utf-8")
    return [Record(**entry) for entry in yaml.load(text, yaml.BaseLoader)]


def answered() -> list[Record]:
    """The records that a line answers."""
    return [record for record in records() if record.question]


def counts(part: str) -> tuple[int, int, int]:
    """Of a part of the problems: how many there are, how many a line answers, and how many the first line did."""
    of_part = [record for record in records() if record.part == part]
    right = [record for record in of_part if record.question]
    return len(of_part), len(right), len([record for record in right if not record.first])


def page() -> str:
    """The page, every answer asked now."""
    wrong = [record for record in answered() if record.printed]
    missed = [record for record in records() if record.first or record.unanswered]
    lines = [
        "# Published examples, reproduced",
        "",
        f"{len(answered())} worked examples of books, papers and courses, put to `slipstick calc`: what was published",
        "and what it answers. The two differ by no more than the rounding of the published figure explains, but for",
        f"{len(wrong)} where the figure in print is a slip; the second table says why. The tests hold to the questions",
        "and tolerances in [tests/records.yaml](../tests/records.yaml); `python tools/pages.py` makes this page.",
        "",
        *_two_parts(),
        "",
        table(["question", "published", "slipstick", "source"], [_row(record) for record in answered()], "marked"),
        "",
        "## Slips",
        "",
        table(["question", "in print", "slipstick", "why"], [_slip(record) for record in wrong], "marked"),
        "",
        "## Not at once, or not at all",
        "",
        table(["problem", "published", "part", "what happened"], [_missed(record) for record in missed], "marked"),
    ]
    return "\n".join(lines) + "\n"


def _two_parts() -> list[str]:
    tried, aside = counts("tried"), counts("aside")
    return [
        f"{tried[0] + aside[0]} of the problems were collected in three goes from the solutions of courses and exams,",
        "less those that the formulas have as examples. Every third was put aside before any of its go was asked.",
        f"The others were tried, and what was missing was added: {tried[1]} of {tried[0]} have their answer in one",
        f"line now, {tried[2]} had it from the first line written. Then those put aside were asked: of {aside[0]} the",
        f"first line written had the answer of {aside[2]}, and now {aside[1]} have it. A figure in print that is a",
        "slip is no miss. The last table has all of both parts that were not answered at once.",
    ]


def _asked(record: Record) -> str:
    return f"`{record.question}`"


def _row(record: Record) -> list[str]:
    source = catalogue().sources[record.source]
    published = f"{record.printed} (a slip)" if record.printed else record.answer
    return [_asked(record), published, calculate(record.question).short, f"[{source['title']}]({source['address']})"]


def _slip(record: Record) -> list[str]:
    return [_asked(record), record.printed, calculate(record.question).short, record.note]


def _missed(record: Record) -> list[str]:
    return [record.problem, record.answer, record.part, record.unanswered or record.first]
