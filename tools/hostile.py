"""Ask the command line what nobody should ask: each has to end in an answer or one line, within a second.

    python tools/hostile.py --tries 100000 --seed 1

Inputs are made from the grammar of each command, from the examples of help and README with a few letters or words
changed, from random bytes, and from files of specs, sheets, measurements and progress with a few bytes changed. They
are asked in one process, in a folder of their own. The same seed asks the same.
"""

import argparse
import contextlib
import io
import os
import re
import shlex
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import takewhile
from pathlib import Path
from random import Random
from unittest.mock import patch

import click

import hostile_asks as asks
from examples import PAGES, TOP, in_help, place, shown
from slipstick.cli import answered, main

HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "SLIPSTICK_DATA")
LIMIT = 1.0  # seconds of the processor for an answer
FITS = 10.0  # for a fit, which is one of hundreds of draws
AGAIN = 2  # times that what was slow is asked again: on a busy machine the clock of the processor jumps
LONGEST = 1_000_000  # letters of an answer
SLOW = ("calibrate", "check", "validate")  # without a file these read all there is: seconds, and rightly
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
HOSTILE = """a100 h100 8xh100 4x 0xa100 64xtpu-v4 rtx-4090 pcie-4 a100.memory.HBM.bandwidth a100. .a100 latency gpu cpu
model dataset latency.l2-hit bf16 fp8 int4 1 0 -1 -0 1e999 1e-999 nan inf 4096 4k 1e12 1e13 0x10 1_000 1,2 1..2 2..1
1..1e9 1..2*2 1..1e9+1 , .. a..b ? * % = == 'a=' =a m=1 m=1..8192 x=1..10 x=0..1 size=6GB work=1TFLOP traffic=3GB
rows=8192 columns=2048 --on --dtype --specs --json --csv --markdown --explain --short --short=1 -h -- - -- --x
spec.yaml sheet.yaml rows.yaml rows.csv . /nowhere /nowhere/x out.csv out.html out.tex out.md -o --human --paper
matmul softmax attention copy kernel conv2d ridge amdahl mm1_response erlang_c chapter:network numbers: 80GB 2TB/s
1+1 1/0 (1 ((( )]) sqrt(-1) 9^9^9^9 1e308*10 ?^2=4 GB/s m/m 3*? ridge(?,?) [1,2] [] {} "a;b" ;; µs ² 10% 1h30m
peak.bf16 memory.*.capacity>=80GiB vendor=AMD *.* ** <script> =1+1 %s {0} $HOME ~ \\ \x1b[31m \u202e 漢 é \ud800"""
WORDS = re.split(r"\s+", HOSTILE)
SET = re.compile(r"[A-Z_]+=")  # before a command, as for a shell
Input = asks.Input


class _SlowError(BaseException):
    """More than the limit; no room may catch it."""


@cache
def examples() -> list[list[str]]:
    """The examples of help and README, as words."""
    lines = [*in_help(), *(command for page in PAGES for command, _ in shown(page))]
    found = [shlex.split(line)[1:] for line in lines if line.startswith("slipstick ")]
    return [words for words in found if words]


@cache
def options() -> dict[str, list[str]]:
    """Every command, with its options."""
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: [opt for each in command.params for opt in each.opts] for name, command in commands.items()}


@cache
def files() -> dict[str, bytes]:
    """A file of each kind, for mutants."""
    data, own = TOP / "data", Path(place())
    return {
        "spec.yaml": (own / "mychip.yaml").read_bytes(),
        "sheet.yaml": (data / "sheets" / "powers.yaml").read_bytes(),
        "rows.yaml": b"measurements:\n  - question: {command: matmul, m: 4096, n: 4096, k: 4096, on: a100}\n"
        b"    measured: {time: 514 us}\n    library: cublas\n",
        "rows.csv": b"command,m,n,k,on,dtype,cublas time [us]\nmatmul,4096,4096,4096,a100,bf16,514\n",
        "drill.json": b'{"format": 1, "cards": {"a": {"card_id": 1, "state": 2, "step": null, "stability": 3.0,'
        b'"difficulty": 5.0, "due": "2026-11-20T00:00:00+00:00", "last_review": null}}}',
        "runs.csv": b"parameters,tokens,loss\n" + b"".join(_runs()),
    }


def _runs() -> Iterator[bytes]:
    """Rows of models trained: as few as make a law of the loss."""
    for n, d in ((n * 1e8, d * 1e9) for n in (1, 4, 16, 64) for d in (2, 8, 32)):
        yield f"{n:g},{d:g},{1.7 + 400 / n**0.34 + 400 / d**0.28:.4f}\n".encode()


ASKS = {
    "spec.yaml": ("check spec.yaml", "show spec --specs spec.yaml", "list --specs spec.yaml --csv"),
    "sheet.yaml": (
        "sheet sheet.yaml",
        "sheet sheet.yaml --markdown",
        "sheet sheet.yaml --html",
        "plot ladder sheet.yaml",
    ),
    "rows.yaml": ("validate rows.yaml", "validate rows.yaml --worst 1", "calibrate rows.yaml --check"),
    "rows.csv": ("validate rows.csv --csv", "validate rows.csv --by devices --json", "calibrate rows.csv"),
    "runs.csv": ("calibrate --law runs.csv --check", "calibrate --law runs.csv --json", "calibrate runs.csv"),
    "drill.json": ("drill latency --list --count 1",),
}


def grammar(random: Random) -> Input:
    """A command with arguments and options of its own, and of others."""
    name = random.choice([*options()])
    words = [random.choice([*WORDS, *options()[name]]) for _ in range(random.randrange(7))]
    return [name, *words], {}


def mutant(random: Random) -> Input:
    """An example, with a few words or letters changed."""
    words = list(random.choice(examples()))
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(words))
        words[at : at + random.randrange(2)] = [_changed(random, words[at])]
    return words, {}


def _changed(random: Random, word: str) -> str:
    """A word with a letter dropped, doubled, put in or exchanged; or another word, or many of it."""
    at, other = random.randrange(len(word) + 1), random.choice(WORDS)
    letter = random.choice((chr(random.randrange(1, 0x300)), *"=?.,*/^()[]{}%;:-+'\"0e "))
    parted = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at],
    )
    return random.choice((*parted, word[:at] + other + word[at:], other, word * random.choice((2, 300)), word[::-1]))


def noise(random: Random) -> Input:
    """A command, or none, with random bytes as the shell hands them over."""
    made = [os.fsdecode(bytes(random.choices(range(1, 256), k=random.randrange(1, 40)))) for _ in range(3)]
    return [*random.choice(([], [random.choice([*options()])])), *made[: random.randrange(1, 4)]], {}


def damaged(random: Random) -> Input:
    """A file with a few bytes or lines changed, and a command that reads it."""
    name = random.choice([*ASKS])
    data = bytearray(files()[name])
    for _ in range(random.choice((1, 1, 2, 8))):
        at = random.randrange(len(data) + 1)
        word = random.choice(WORDS).encode(errors="replace")
        put = random.choice((b"", bytes([random.randrange(256)]), word, b'"\\e"'))
        data[at : at + random.choice((0, 1, 1, 5))] = random.choice((put, put, put * 200, bytes(data[:at])))
    return random.choice(ASKS[name]).split(), {name: bytes(data)}


OWN = (asks.calculation, asks.formula, asks.question, asks.kernel, asks.page, asks.environment)
KINDS = (grammar, mutant, noise, damaged, *OWN)
WEIGHTS = (2, 2, 1, 1, 3, 2, 2, 1, 1, 0.3)


def inputs(tries: int, seed: int) -> Iterator[tuple[str, Input]]:
    """So many hostile inputs, each with the name of its kind."""
    for number in range(tries):
        random = Random(f"{seed}/{number}")
        kind = random.choices(KINDS, WEIGHTS)[0]
        words, made = kind(random)
        if not _too_much(words):
            yield kind.__name__, (words, made)


def _too_much(words: list[str]) -> bool:
    """Whether a question is rightly slow, or would write to where no test may write."""
    fresh = {*words[:2]} & {*SLOW} and not any(word.endswith((".yaml", ".csv")) for word in words)
    whole = "site" in words[:2]  # it writes thousands of files
    return bool(fresh) or whole or any(word.endswith((".svg", ".png", ".pdf", ".apkg")) for word in words)


@contextlib.contextmanager
def aside() -> Iterator[Path]:
    """A folder of its own to ask in, that is home as well."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        homes = dict.fromkeys(HOMES, folder)
        os.chdir(folder)
        try:
            with patch.dict(os.environ, homes):
                yield Path(folder)
        finally:
            os.chdir(before)


def fault(words: list[str], made: dict[str, bytes], limit: float = LIMIT) -> str:
    """What is wrong with the answer to an input, in words; empty for nothing. A fit may take its time."""
    limit = max(limit, FITS) if "calibrate" in words else limit
    for name, data in (made or files()).items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(data)
    settings = [word.split("=", 1) for word in takewhile(SET.match, words)]
    out, error, start = io.StringIO(), io.StringIO(), time.process_time()
    try:
        with contextlib.ExitStack() as stack:
            stack.enter_context(stopped(limit))
            stack.enter_context(contextlib.redirect_stdout(out))
            stack.enter_context(contextlib.redirect_stderr(error))
            stack.enter_context(patch("sys.stdin", io.StringIO()))
            stack.enter_context(patch.dict(os.environ, dict(settings)))
            code = answered(words[len(settings) :])
    except BaseException as escaped:
        return place_of(escaped)
    return _told(code, out.getvalue(), error.getvalue()) or _late(time.process_time() - start, limit)


@contextlib.contextmanager
def stopped(limit: float) -> Iterator[None]:
    """Stop what takes the processor for longer, by an error that no room may catch."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def place_of(escaped: BaseException) -> str:
    """An error that escaped, and where it was raised."""
    frame = traceback.extract_tb(escaped.__traceback__)[-1]
    return f"{type(escaped).__name__}: {escaped!s:.80} ({frame.filename.rpartition('/')[2]}:{frame.lineno})"


def settled(ask: Callable[[], str], again: int = AGAIN) -> str:
    """What is wrong with an answer; what was slow is asked again."""
    said = ask()
    for _ in range(again):
        said = ask() if "slow" in said.casefold() else said
    return said


def report(found: Iterator[str], counts: Counter[str], seed: int, called: str = "inputs") -> None:
    """Print the faults as they are found, then how many were asked, and end: with 1 where there are any."""
    faulty = 0
    for line in found:
        faulty += 1
        print(line, flush=True)
    print(f"seed {seed}, {counts.total()} {called}: {dict(counts)}, {faulty} faults")
    sys.exit(1 if faulty else 0)


def _stop(*_: object) -> None:
    raise _SlowError


def _late(seconds: float, limit: float) -> str:
    return f"slow: {seconds:.1f} s" if seconds > limit else ""


def _told(code: int, out: str, error: str) -> str:
    """What is wrong with what was printed."""
    first, *more = error.splitlines() or [""]
    if code not in (0, 1, 2):
        return f"exit code {code}"
    if STEERING.search(out + error):
        return "steers the terminal"
    if len(out) > LONGEST or len(error) > 10_000:
        return f"{len(out) + len(error)} letters"
    if code == 2 and (not first.startswith("slipstick: ") or len(more) > 2):
        return f"not one line: {first!r:.80}"
    return "" if code == 0 or first else "no word of what is wrong"


def faults(tries: int, seed: int, counts: Counter[str]) -> Iterator[str]:
    """The faults, each with its input. counts: how many inputs of each kind were asked."""
    with aside():
        for words in [*examples(), *(line.split() for lines in ASKS.values() for line in lines)]:
            if not _too_much(words):
                fault(words, {}, 60.0)  # imports and the first reading of the specs are not counted
        for kind, (words, made) in inputs(tries, seed):
            counts[kind] += 1
            if said := settled(partial(fault, words, made)):
                yield f"{said}: {shlex.join(words)[:300]!a} {str(made)[:600] if made else ''}"


def run() -> None:
    """Read the command line, and print what was asked and what was wrong."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--tries", type=int, default=1000)
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    counts: Counter[str] = Counter()
    report(faults(asked.tries, asked.seed, counts), counts, asked.seed)


if __name__ == "__main__":
    run()
