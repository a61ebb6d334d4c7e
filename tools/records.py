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
    """One example. question: what is asked. answer: what is right. within: a share of it. printed: a slip, if one."""

    id: str
    question: str
    answer: str
    within: str
    source: str
    printed: str = ""
    note: str = ""

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


def page() -> str:
    """The page, every answer asked now."""
    wrong = [record for record in records() if record.printed]
    lines = [
        "# Published examples, reproduced",
        "",
        f"{len(records())} worked examples of books, papers and courses, put to `slipstick calc`: what was published",
        "and what it answers. The two differ by no more than the rounding of the published figure explains, but for",
        f"{len(wrong)} where the figure in print is a slip; the second table says why. The tests hold to the questions",
        "and tolerances in [tests/records.yaml](../tests/records.yaml); `python tools/pages.py` makes this page.",
        "",
        table(["question", "published", "slipstick", "source"], [_row(record) for record in records()], "marked"),
        "",
        "## Slips",
        "",
        table(["question", "in print", "slipstick", "why"], [_slip(record) for record in wrong], "marked"),
    ]
    return "\n".join(lines) + "\n"


def _asked(record: Record) -> str:
    return f"`{record.question}`"


def _row(record: Record) -> list[str]:
    source = catalogue().sources[record.source]
    published = f"{record.printed} (a slip)" if record.printed else record.answer
    return [_asked(record), published, calculate(record.question).short, f"[{source['title']}]({source['address']})"]


def _slip(record: Record) -> list[str]:
    return [_asked(record), record.printed, calculate(record.question).short, record.note]
