"""Damage the compiled specs at random, and hold every answer to that of the YAML.

    python tools/damage.py --tries 2000 --seed 1 --file user

Each try damages a fresh copy of the compiled file, and asks some questions, each of a new layer. What the YAML says is
compiled once; a layer that notices damage is given that, so that thousands of tries take minutes.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import Any
from unittest.mock import patch

from slipstick.errors import UsageError
from slipstick.files import layer as layers
from slipstick.files.layer import Layer
from slipstick.files.places import shipped_root
from slipstick.files.store import save
from slipstick.specs.catalogue import Catalogue

ASKED = 6  # questions a try
PAGE = 4096  # bytes of a page of the file
Question = Callable[[Catalogue], Any]


def flips(data: bytearray, random: Random) -> None:
    """Turn a few bits over; half the time in one page, of which the first has the schema."""
    start = PAGE * random.randrange(len(data) // PAGE) * random.randrange(2)
    end = min(start + PAGE, len(data)) if random.randrange(2) else len(data)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        data[random.randrange(start, end)] ^= 1 << random.randrange(8)


def truncation(data: bytearray, random: Random) -> None:
    """Cut the end off, at a page's edge or anywhere."""
    end = random.randrange(len(data))
    del data[end - end % PAGE if random.randrange(2) else end :]


def zeros(data: bytearray, random: Random) -> None:
    """Set a page, or a few bytes, to zero."""
    start, size = random.choice(((PAGE * random.randrange(len(data) // PAGE), PAGE), (random.randrange(len(data)), 16)))
    data[start : start + size] = bytes(len(data[start : start + size]))


def duplicate(data: bytearray, random: Random) -> None:
    """Write a page over another one."""
    one, other = (PAGE * random.randrange(len(data) // PAGE) for _ in range(2))
    data[one : one + PAGE] = data[other : other + PAGE]


def shuffle(data: bytearray, random: Random) -> None:
    """Let some pages change places, the first one rarely among them."""
    first = random.choice((0, 1, 1, 1))
    places = random.sample(range(first, len(data) // PAGE), random.choice((2, 3, 10)))
    pages = [bytes(data[PAGE * place : PAGE * (place + 1)]) for place in places]
    random.shuffle(pages)
    for place, page in zip(places, pages, strict=True):
        data[PAGE * place : PAGE * (place + 1)] = page


def cells(data: bytearray, random: Random) -> None:
    """Let a page's count of cells, or a place in its list of them, be another: rows are lost, or come twice."""
    start = PAGE * random.randrange(len(data) // PAGE)
    if random.randrange(2):
        data[start + 4] = random.randrange(max(1, data[start + 4]))
    else:
        one, other = (start + random.choice((8, 12)) + 2 * random.randrange(20) for _ in range(2))
        data[one : one + 2] = data[other : other + 2]


def appended(data: bytearray, random: Random) -> None:
    """Append bytes: any, or pages of the file itself."""
    data += random.choice((random.randbytes(random.randrange(1, 3 * PAGE)), bytes(data[: PAGE * 3])))


DAMAGES = (flips, flips, flips, truncation, zeros, duplicate, shuffle, cells, cells, appended)


def subjects(whole: Catalogue) -> list[list[str]]:
    """Every handle, word, source and sheet, and some kinds: what can be asked about."""
    words = whole.words
    names = (set(words.values()), words, whole.sources, whole.layers[0].sheets(), ("gpu", "cpu", "link", "numbers"))
    return [sorted(each) for each in names]


def questions(handle: str, word: str, source: str, sheet: str, kind: str) -> dict[str, Question]:
    """What is asked in a try: of facts, words, a spec, sheets, sources and kinds, and of what there is not."""
    return {
        "a fact": lambda specs: specs.spec("a100").fact("memory.HBM.bandwidth").as_dict(),
        "a word": lambda specs: specs.find(word).handle,
        "all words": lambda specs: specs.words,
        "a spec": lambda specs: specs.spec(handle).as_dict(),
        "a sheet": lambda specs: specs.layers[0].sheet(sheet),
        "all sheets": lambda specs: specs.layers[0].sheets(),
        "a source": lambda specs: specs.layers[0].source(source),
        "all sources": lambda specs: specs.sources,
        "a kind": lambda specs: [spec.handle for spec in specs.specs(kind)],
        "all specs": lambda specs: [spec.handle for spec in specs],
        "no part": lambda specs: specs.layers[0].handle("no-such-part"),
        "no sheet": lambda specs: specs.layers[0].sheet("no-such-sheet"),
        "no source": lambda specs: specs.layers[0].source("no-such-source"),
    }


def answer(question: Question, specs: Catalogue) -> Any:
    """What is answered, or what is said to be wrong with the question."""
    try:
        return question(specs)
    except (UsageError, KeyError) as error:
        return repr(error)


@cache
def truth() -> Layer:
    """What the shipped YAML says: a layer that has just been compiled from it."""
    found = Layer(shipped_root())
    found.store = layers.compiled(shipped_root())
    return found


class Tries:
    """Tries at one of the two files there are, the user's or the shipped one, in a folder of their own.

    asked: tries. counts: answers that are right, where damage was noticed or was not. wrong: the others, in words.
    """

    def __init__(self, folder: str, which: str) -> None:
        self.paths = [os.path.join(folder, name) for name in ("specs.db", "compiled.db")]
        self.damaged = self.paths[which == "shipped"]
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.truth = truth()
        save(self.truth.store, self.damaged)
        with open(self.damaged, "rb") as file:
            self.whole = file.read()
        self.noticed = 0
        self.subjects = subjects(Catalogue([self.truth]))
        always = questions(*(names[0] for names in self.subjects)).items()
        self.right = {told: answer(ask, Catalogue([self.truth])) for told, ask in always if told.startswith("all ")}

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        def compiled(root: str, below: Any = None) -> Any:
            self.noticed += 1
            return self.truth.store

        with (
            patch.object(layers, "compiled_paths", lambda root: self.paths),
            patch("slipstick.files.places.compiled_paths", lambda root: self.paths),
            patch.object(layers, "compiled", compiled),
        ):
            yield

    def run(self, tries: int, seed: int) -> None:
        """Damage and ask, so many times. The same seed does the same."""
        with self._in_place():
            for number in range(tries):
                self._one(Random(f"{seed}/{number}"), f"seed {seed}, try {number}")

    def _one(self, random: Random, name: str) -> None:
        data, damage = bytearray(self.whole), random.choice(DAMAGES)
        damage(data, random)
        if random.randrange(10) == 0:
            self._damage_stamps(random)
        every = questions(*map(random.choice, self.subjects))
        for told, question in random.sample(list(every.items()), ASKED):
            right = self.right[told] if told in self.right else answer(question, Catalogue([self.truth]))
            self._write(data)
            before = self.noticed
            try:
                found = answer(question, Catalogue([Layer(shipped_root())]))
            except Exception as error:
                found = error
            if found != right:
                self.wrong.append(f"{name}: {damage.__name__}: {told}: {found!r:.200} instead of {right!r:.200}")
            else:
                self.counts["noticed" if self.noticed > before else "not touched"] += 1

    def _write(self, data: bytes | bytearray) -> None:
        for path in self.paths:
            if os.path.exists(path):
                os.unlink(path)
        with open(self.damaged, "wb") as file:
            file.write(data)

    def _damage_stamps(self, random: Random) -> None:
        path = self.paths[0] + ".stamps"
        kept = b""
        if os.path.exists(path):
            with open(path, "rb") as file:
                kept = file.read()
        data = bytearray(kept or b"0")
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        with open(path, "wb") as file:
            file.write(data[: random.choice((len(data), random.randrange(len(data) + 1)))])


def main() -> None:
    """Read the command line, and print what was asked, what was noticed, and what was wrong."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--tries", type=int, default=1000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--file", choices=("user", "shipped"), default="user")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tries = Tries(folder, asked.file)
        tries.run(asked.tries, asked.seed)
    print("\n".join(tries.wrong[:20]))
    print(f"{asked.file} file, seed {asked.seed}, {asked.tries} tries: {dict(tries.counts)}, {len(tries.wrong)} wrong")
    sys.exit(1 if tries.wrong else 0)


if __name__ == "__main__":
    main()
