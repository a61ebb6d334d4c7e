"""What a question in words is to be read as: the corpus, its third that is kept, and when two readings are the same.

    python tests/ask/readings.py split FILE

puts new lines of FILE (question,reading,note) into corpus.csv and kept.csv, by the hash of the question.
"""

import csv
import io
import json
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from slipstick import SlipstickError, load
from slipstick.cli import answered

HERE = Path(__file__).parent
TWICE = "calc", "formula"  # by their answers; the others by the question that they put


class Row(NamedTuple):
    question: str
    reading: str
    note: str

    @property
    def refused(self) -> bool:
        return self.reading.startswith(("refuse: ", "ask: "))


def kept(question: str) -> bool:
    """Whether a question belongs to the third that a grammar's author has not seen."""
    return int(sha256(question.encode()).hexdigest(), 16) % 3 == 0


def rows(name: str) -> list[Row]:
    """The lines of corpus.csv or of kept.csv."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [Row(*line) for line in csv.reader(file)][1:]


@cache
def ran(line: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command line without its first word."""
    said, noted = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(noted):
        code = answered(shlex.split(line))
    return code, said.getvalue(), noted.getvalue()


def same(reading: str, got: str) -> bool:
    """Whether a command line, without its first word, is a right reading."""
    return any(_alike(shlex.split(each), shlex.split(got)) for each in reading.split(" | "))


def _alike(wanted: list[str], got: list[str]) -> bool:
    if len(wanted) == len(got) and all(map(_fits, wanted, got)):
        return True
    if wanted[:1] != got[:1] or _names(wanted) != _names(got) or "any-" in " ".join(wanted[1:2]):
        return False
    return _asked(shlex.join(wanted)) == _asked(shlex.join(got)) is not None


def _fits(wanted: str, got: str) -> bool:
    """Whether two words are alike; a placeholder is any model whose handle has its words and whose size is right."""
    if not wanted.startswith("any-"):
        return wanted == got
    *words, size = wanted.split("-")[1:]
    try:
        return set(words) <= set(re.findall(r"[a-z]+", got)) and _close(load(got)["parameters"], float(size[:-1]) * 1e9)
    except SlipstickError:
        return False


def _close(counted: object, said: float) -> bool:
    return abs(float(str(counted).split()[0]) / said - 1) < 0.05


def _names(words: list[str]) -> list[str]:
    """What is named: options, and parameters of kernels and formulas."""
    return sorted([word.split("=")[0] for word in words if word.startswith("--") or re.match(r"\w+=", word)])


def _asked(line: str) -> object:
    """The question that a command line puts, or what it comes to; nothing if it is not understood."""
    if line.split()[0] in TWICE:
        code, said, _ = ran(f"{line} --short")
        return said if code == 0 else None
    code, said, noted = ran(f"{line} --json")
    if code == 1:
        return noted
    try:
        answers = json.loads(said)
    except ValueError:
        return None
    found = answers if isinstance(answers, list) else [answers]
    return [each.get("question") for each in found if isinstance(each, dict)] or None


def split(file: Path) -> None:
    """Write the lines of a file to the two, without those that are there already."""
    both = {name: rows(name) for name in ("corpus", "kept")}
    known = {row.question for name in both for row in both[name]}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in (Row(*line) for line in csv.reader(stream)):
            if row.question not in known:
                both["kept" if kept(row.question) else "corpus"].append(row)
                known.add(row.question)
    for name, lines in both.items():
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows([Row._fields, *lines])


if __name__ == "__main__":
    split(Path(sys.argv[2]))
