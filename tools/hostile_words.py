"""Ask in words what nobody should ask: each has to end in a reading or in one line, within a fifth of a second.

    python tools/hostile_words.py --tries 10000 --seed 1

Questions are those of the corpus with letters and words changed, words of all that is known in any order, numbers and
names that nearly are one up to the longest question, and noise: unicode, control characters, the shell's text, a
megabyte. They are read in one process; ``--answer`` answers each as well. The same seed asks the same.
"""

import argparse
import contextlib
import csv
import gc
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from random import Random

from hostile import aside, fault, place_of, report, settled, stopped
from slipstick.ask.lexicon import lexicon
from slipstick.ask.reading import read
from slipstick.ask.tokens import LONGEST
from slipstick.errors import SlipstickError
from slipstick.reference.naming import terms
from slipstick.reference.search import numbers
from slipstick.specs.catalogue import catalogue

CORPUS = Path(__file__).parents[1] / "tests" / "ask" / "corpus.csv"
LIMIT = 0.2  # seconds of the processor for a reading
HANGS = 5.0  # seconds after which it is stopped
AGAIN = 3  # times that what was slow is asked again
LINE = 600  # letters of an error
SHELL = """$(rm -rf ~) `id` ; | && > /dev/null $HOME ${IFS} !! ~root *.* {a,b} %s %n \\x00 '; drop table -- <script>
../../etc/passwd file:///etc/passwd __import__('os') 1e999 nan inf -- --help -h --json \\ "quoted $1 of $10k"
\u202e \x1b[31m
\ud800 \ufeff \u200b ½ ² ٣ ４０９６ Ⅻ µs μs Ω K ß
ﬁ İ ı 漢字 👩‍🚀 a\u0301 0x10 1_000 1,2,3 1..2 2^2^9 9**9 x×x 4096x 8x8x8x8 1=1"""


@cache
def questions() -> list[str]:
    """The questions of the corpus."""
    with CORPUS.open(encoding="utf-8", newline="") as file:
        return [line[0] for line in csv.reader(file)][1:]


@cache
def words() -> list[str]:
    """Words that a question may have: of the corpus, the lexicon, parts, numbers and formulas."""
    found = {word for question in questions() for word in question.split()}
    found |= {*lexicon().phrases, *catalogue().words, *(name.replace("_", " ") for name in terms().every)}
    return sorted(found | {number.name for number in numbers()})


def mutant(random: Random) -> str:
    """A question of the corpus with a few letters or words changed."""
    text = random.choice(questions())
    for _ in range(random.choice((1, 1, 2, 4, 9))):
        at, other = random.randrange(len(text) + 1), random.choice(words())
        letter = random.choice((chr(random.randrange(1, 0x300)), *"=?.,*/^()[]{}%;:-+'\"0e xX$ "))
        text = random.choice((text[:at] + text[at + 1 :], text[:at] + letter + text[at:], f"{text} {other}", text))
        if random.random() < 0.3:
            parts = text.split() or [other]
            parts[random.randrange(len(parts))] = random.choice((other, "", other[::-1]))
            text = " ".join(parts)
    return text


def mixed(random: Random) -> str:
    """Words of all that is known, in any order."""
    return " ".join(random.choice(words()) for _ in range(random.randrange(1, 30)))[:LONGEST]


def counts(random: Random) -> str:
    """Many numbers, with and without units, between words."""
    units = (
        "",
        "",
        "%",
        " GB",
        " ms",
        "/s",
        " TFLOP/s",
        "k",
        "B",
        "T tokens",
        " USD an hour",
        " W",
        " GHz",
        "x",
        " by",
    )
    each = (f"{random.choice((1, 2, 0.5, 95, 4096, 1e12, 0)):g}{random.choice(units)}" for _ in range(60))
    told = (f"{number} {random.choice(words()) if random.random() < 0.6 else ''}" for number in each)
    return " ".join(told)[: random.choice((20, 40, 80, LONGEST))]


def nearly(random: Random) -> str:
    """Names with a letter wrong, as many as a question may have: each is looked up among all."""
    made = []
    for _ in range(random.randrange(1, 50)):
        name = random.choice(words())
        at = random.randrange(len(name) + 1)
        made.append(name[:at] + random.choice("aeq7-") + name[at + random.randrange(2) :])
    return random.choice((" ", "-", ", ")).join(made)[:LONGEST]


def noise(random: Random) -> str:
    """Characters of any kind, and the shell's text."""
    letters = ("".join(chr(random.randrange(1, 0x110000)) for _ in range(9)), "".join(map(chr, range(1, 40))))
    pieces = [random.choice((*SHELL.split(), *letters, *words()[:1], random.choice(words()))) for _ in range(20)]
    text = random.choice((" ", "")).join(pieces[: random.randrange(1, 20)])
    return text * random.choice((1, 1, 1, 3, 100, 20_000)) if random.random() < 0.1 else text


def alike(random: Random) -> str:
    """One thing again and again, up to the longest question or a megabyte."""
    piece = random.choice(
        (*SHELL.split(), *"1a-.=x%$", "1x", "a=", "1 ", "a ", "1,", "2 by ", random.choice(words()) + " ")
    )
    return (piece * LONGEST)[: random.choice((LONGEST, LONGEST, LONGEST - 1, 80))] * random.choice((1, 1, 1, 1, 2500))


KINDS = (mutant, mixed, counts, nearly, noise, alike)


def wrong(question: str) -> str:
    """What is wrong with the reading of a question, in words; empty for nothing."""
    start, said = time.process_time(), ""
    try:
        with stopped(HANGS):
            read(question)
    except SlipstickError as error:
        said = str(error)
    except BaseException as escaped:
        return place_of(escaped)
    seconds = time.process_time() - start
    if seconds > LIMIT:
        return f"slow: {seconds:.2f} s"
    return f"not one line: {said[:80]!a}" if "\n" in said or len(said) > LINE else ""


def faults(tries: int, seed: int, asked: Counter[str], answer: bool = False) -> Iterator[str]:
    """The faults, each with its question. asked: how many questions of each kind there were."""
    read(questions()[0])  # what all read first is not counted
    for name in ("what is amdahl's law", "l2 hit latency", "amdahl with 95% on 64 processors", "memory of an RTX 4900"):
        wrong(name)
    gc.freeze()
    for number in range(tries):
        random = Random(f"{seed}/{number}")
        kind = KINDS[number % len(KINDS)]
        question = kind(random)
        asked[kind.__name__] += 1
        said = settled(partial(wrong, question), AGAIN)
        if not said and answer:
            said = fault(["ask", "--", question], {}, 10.0)
        if said:
            yield f"{said}: {kind.__name__} {question[:LONGEST]!a}"


def run() -> None:
    """Read the command line, and print what was asked and what was wrong."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--tries", type=int, default=1000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--answer", action="store_true", help="also run what was understood")
    given = reader.parse_args()
    asked: Counter[str] = Counter()
    with aside() if given.answer else contextlib.nullcontext():
        report(faults(given.tries, given.seed, asked, given.answer), asked, given.seed, "questions")


if __name__ == "__main__":
    run()
