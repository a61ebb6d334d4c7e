"""A spec for a person: its facts, what follows from them, its notes and, on request, its sources."""

import textwrap
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from .dtypes import DTYPES
from .errors import SlipstickError
from .formulas.roofline import ridge
from .spec import Spec
from .work import Recorder, Step
from .workloads.machine import bandwidth, has, peak

WIDTH = 79
PATH = 34  # columns of a path


class Derived(NamedTuple):
    """What follows from a part's facts: its path, such as ``ridge.bf16``, and the step that gives it."""

    path: str
    step: Step


def derived(part: Spec) -> list[Derived]:
    """What follows from a part's facts: peaks that are not printed, and the ridge point of each dtype."""
    found = _bandwidth(part)
    for dtype in (dtype for dtype in DTYPES if has(part, dtype)):
        recorder = Recorder()
        rate = peak(part, dtype)
        value = rate.value(recorder)
        if rate.printed is None:
            found.append(Derived(f"peak.{dtype}", recorder.steps[-1]))
        with suppress(SlipstickError):  # of a part whose memory bandwidth is not known
            recorder(ridge, peak=value, bandwidth=bandwidth(part).value(recorder))
            found.append(Derived(f"ridge.{dtype}", recorder.steps[-1]))
    return sorted(found, key=lambda item: item.path.startswith("ridge"))


def _bandwidth(part: Spec) -> list[Derived]:
    recorder = Recorder()
    with suppress(SlipstickError):
        bandwidth(part).value(recorder)
    return [Derived(f"{part.main_memory}.bandwidth", step) for step in recorder.steps]


def describe(part: Spec, *, sources: bool = False) -> str:
    """A spec's page in 79 columns. sources: name the source of each fact, and list them with their addresses.

    >>> print(describe(load("t4")).splitlines()[0])
    NVIDIA Tesla T4 (t4), gpu
    """
    keys = list(dict.fromkeys(fact.source for fact in part.facts.values()))
    lines = _head(part)
    section = ""
    for path, text, source in _told(part):
        head = path.partition(".")[0]
        if head != section:
            lines.append("")
            section = head
        lines += _fact(path, text, f"[{keys.index(source) + 1}]" if sources else "")
    follows = derived(part)
    if follows:
        lines += ["", "  what follows"]
        lines += [line for path, step in follows for line in _fact(path, f"{step.result} = {step.with_numbers}", "")]
    lines += [""] * bool(part.notes)
    for note in part.notes:
        lines += textwrap.wrap(note, WIDTH - 2, initial_indent="- ", subsequent_indent="  ")
    lines.append("")
    if sources:
        lines += _listed(keys, part)
    else:
        lines.append(f"{len(keys)} source{'s' * (len(keys) != 1)}: --sources names them")
    return "\n".join(lines)


def _told(part: Spec) -> Iterator[tuple[str, str, str]]:
    """Each fact's path, text and source; what is said of one of the numbers of a page is one text."""
    for path, fact in part.facts.items():
        name, _, key = path.rpartition(".")
        if not path.startswith("numbers."):
            yield path, fact.text, fact.source
        elif key == next(iter(part.section(name))):
            yield name, _number(part, name), fact.source


def _number(part: Spec, name: str) -> str:
    """One of the numbers of a page: '300 ns (100 ns to 1 us): one system call'."""
    texts = {key: fact.text for key, fact in part.section(name).items()}
    low, high = texts.get("low"), texts.get("high")
    span = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}" if high else ""
    value = texts.get("typical", "")
    told = f"{value} ({span})" if value and span else value or span
    return f"{told}: {texts['what']}" if "what" in texts else told


def describe_facts(part: Spec, path: str) -> str:
    """One fact of a part, or those under a path, each with its source."""
    found = {key: fact for key, fact in part.facts.items() if key == path or key.startswith(path + ".")}
    keys = list(dict.fromkeys(fact.source for fact in found.values()))
    lines = [f"{part.name} ({part.handle})"]
    for key, fact in found.items():
        lines += _fact(key, fact.text, f"[{keys.index(fact.source) + 1}]")
    return "\n".join([*lines, "", *_listed(keys, part)])


def _head(part: Spec) -> list[str]:
    lines = textwrap.wrap(f"{part.name} ({part.handle}), {part.kind}", WIDTH)
    if part.per:
        lines.append(f"figures are per {part.per}")
    if part.aliases:
        lines += textwrap.wrap(f"also called {', '.join(part.aliases)}", WIDTH)
    if part.extends:
        lines.append(f"takes over what it shares with {', '.join(part.extends)}")
    return lines


def _fact(path: str, text: str, mark: str) -> list[str]:
    """A fact's line: its path, its text, and the mark of its source in the last columns."""
    first, *rest = textwrap.wrap(text, 38 if mark else 43, break_long_words=False) or [""]
    above = [f"  {path}"] if len(path) >= PATH else []
    return [
        *above,
        f"  {'' if above else path:<{PATH}}{first:<38} {mark}".rstrip(),
        *(" " * (PATH + 2) + line for line in rest),
    ]


def _listed(keys: list[str], part: Spec) -> list[str]:
    """The sources of these keys, numbered, each with its note and address."""
    lines = []
    for number, key in enumerate(keys, 1):
        source = part.sources[key]
        parts = [f"[{number}] {source['title']} ({source.get('publisher') or key}), seen {source['seen']}"]
        text = ", ".join([*parts, *filter(None, [source.get("note"), source.get("address")])])
        lines += textwrap.wrap(text, WIDTH, subsequent_indent="    ", break_long_words=False)
    return lines


def facts_as_dict(part: Spec, path: str) -> dict[str, Any]:
    """One fact of a part, or those under a path, for a program."""
    if path in part:
        fact = part.fact(path)
        return {"handle": part.handle, "path": path, **fact._asdict(), "source": part.sources[fact.source]}
    found = {f"{path}.{key}": fact._asdict() for key, fact in part.section(path).items()}
    return {"handle": part.handle, "path": path, "facts": found}
