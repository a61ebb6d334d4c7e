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

from slipstick import look_up
from slipstick.cli import answered

HERE = Path(__file__).parent
REFUSED = "refuse: ", "ask: "
COUNTED = "calc", "formula"  # compared by what they come to
PAGES = "show", "compare", "list", "sheet", "number", "plot"  # by what they print


class Row(NamedTuple):
    question: str
    reading: str
    note: str

    @property
    def refused(self) -> bool:
        """Whether a refusal is the only right answer."""
        return self.reading.startswith(REFUSED)


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
    """Whether a command line, without its first word, is a right reading. A refusal is none."""
    right = [each for each in reading.split(" | ") if not each.startswith(REFUSED)]
    return any(_alike(shlex.split(each), shlex.split(got)) for each in right)


def _alike(wanted: list[str], got: list[str]) -> bool:
    if len(wanted) > 1 < len(got) and _fits(wanted[1], got[1]):
        wanted = [wanted[0], got[1], *wanted[2:]]
    if wanted == got or wanted[:1] != got[:1]:
        return wanted == got
    if wanted[0] in COUNTED:
        return _unit(wanted) in ("", _unit(got)) and _came_to(wanted) == _came_to(got) is not None
    return _names(wanted) == _names(got) and _asked(shlex.join(wanted)) == _asked(shlex.join(got)) is not None


def _unit(words: list[str]) -> str:
    """The unit that an expression asks for: 'GB/s' of '1 TB / 1 h in GB/s'; none is as good as any."""
    return words[-1].rpartition(" in ")[2] if words[0] == "calc" and " in " in words[-1] else ""


def _came_to(words: list[str]) -> object:
    """What an expression or a formula comes to, in coherent units; nothing if it does not."""
    code, said, _ = ran(shlex.join([*words, "--json"]))
    answer = json.loads(said).get("answer") if code == 0 else None
    return answer and (words[1:2] if words[0] == "formula" else [], f"{answer['value']:.9g}", answer["unit"])


def _fits(wanted: str, got: str) -> bool:
    """Whether a placeholder means a model: its handle has the words and the size, and its parameters are so many."""
    if not wanted.startswith("any-"):
        return False
    *words, size = wanted.split("-")[1:]
    if not {*words, size} <= {*re.findall(r"[a-z]+", got), *got.split("-")}:
        return False
    counted = str(look_up(f"{got}.parameters")).split()[0]
    return abs(float(counted) / float(size[:-1]) / 1e9 - 1) < 0.1


def _names(words: list[str]) -> list[str]:
    """What is named: options, and parameters of kernels."""
    return sorted([word.split("=")[0] for word in words if word.startswith("--") or re.match(r"\w+=", word)])


def _asked(line: str) -> object:
    """The question that a command line puts, or the page that it prints; nothing if it is not understood."""
    if line.split()[0] in PAGES:
        code, said, _ = ran(line)
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
