"""A spec for a person: its facts, what follows from them, its notes and, on request, its sources."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from ..errors import SlipstickError
from ..files.derivations import FOLLOWS
from ..files.schema import RANKS
from ..files.shapes import EVERY_WEIGHT
from ..formulas.core.steps import Recorder, Step
from ..formulas.roofline import ridge
from ..layout import Footnotes, mark, wrap
from ..records import Fields
from ..specs.catalogue import Catalogue, parted
from ..specs.derived import SHORT, follows, in_full, of_main_memory
from ..specs.rates import bandwidth, has, peak
from ..specs.spec import Fact, Spec
from ..units.dtypes import DTYPES
from ..words import counted
from .number import Number

WIDTH = 79
PATH = 34  # columns of a path
LONG = 9  # inputs: a formula of more is told by its name
USUAL_WEIGHTS = ("weights.q8_0", "weights.q4_k_m")


class Derived(Fields):
    """What follows from a part's facts: its path, such as ``ridge.bf16``, and the step that gives it."""

    path: str
    step: Step


def derived(part: Spec, weights: Sequence[str] = USUAL_WEIGHTS) -> list[Derived]:
    """What follows from a part's facts and is not printed: by the table, then peaks and the ridge of each dtype.

    weights: the formats in which those of a model are told.
    """
    found = [*_by_table(part, weights if part.kind == "model" else ()), *_bandwidth(part)]
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


def _by_table(part: Spec, weights: Sequence[str]) -> list[Derived]:
    found = ((path, follows(part, path)) for path in (*FOLLOWS, *weights) if path not in part)
    return [Derived(path, Step(each.formula, each.inputs, each.value)) for path, each in found if each]


def _bandwidth(part: Spec) -> list[Derived]:
    recorder = Recorder()
    with suppress(SlipstickError):
        bandwidth(part).value(recorder)
    return [Derived(f"{part.main_memory}.bandwidth", step) for step in recorder.steps]


def describe(part: Spec, *, sources: bool = False, note: str = "") -> str:
    """A spec's page in 79 columns. sources: name the source of each fact, and list them with their addresses.

    note: what is said of the word it was asked for by.

    >>> print(describe(load("t4")).splitlines()[0])
    NVIDIA Tesla T4 (t4), gpu
    """
    footnotes = Footnotes(best_first(part, part.facts.values()))
    lines = [*_head(part), *wrap(note, WIDTH)]
    section = None
    for path, text, found in told(part):
        head = path.partition(".")[0] if "." in path else ""
        if head != section:
            lines.append("")
            section = head
        lines += _fact(path, text, footnotes.mark(found) if sources else "")
    if known := derived(part):
        lines += ["", "  what follows", *_followed(known)]
    lines += [""] * bool(part.notes)
    for note in part.notes:
        lines += wrap(f"- {note}", WIDTH - 2, hang=2)
    lines.append("")
    if sources:
        lines += _listed(footnotes, part)
    else:
        many = len(footnotes.numbers)
        lines.append(f"{counted(many, 'source')}: --sources names them")
    return "\n".join(lines)


def told(part: Spec) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each fact's path, text and sources; what is said of one of the numbers of a page is one text."""
    for path, fact in part.facts.items():
        name, _, key = path.rpartition(".")
        if not path.startswith("numbers."):
            yield path, fact.text, _keys(fact)
        elif key == next(iter(part.section(name))):
            number = Number(part, name.partition(".")[2])
            told = number.text("what") or number.text("name")
            yield name, f"{number.span}: {told}" if told else number.span, _keys(fact)


def _keys(fact: Fact) -> tuple[str, ...]:
    return fact.source, *fact.also


def best_first(part: Spec, facts: Iterable[Fact]) -> list[str]:
    """The keys of the sources of some facts, those of the best rank first, those without a rank last."""
    keys = dict.fromkeys(key for fact in facts for key in _keys(fact))
    places = {rank: place for place, rank in enumerate(RANKS)}
    return sorted(keys, key=lambda key: places.get(part.sources[key].get("rank", ""), len(places)))


def describe_facts(part: Spec, path: str, note: str = "") -> str:
    """One fact of a part, or those under a path, each with its source; and what follows there, with its formula.

    note: as of :func:`describe`.
    """
    found = {key: fact for key, fact in part.facts.items() if _under(key, path)}
    footnotes = Footnotes(best_first(part, found.values()))
    lines = [f"{part.name} ({part.handle})", *wrap(note, WIDTH)]
    for key, fact in found.items():
        lines += _fact(key, fact.text, footnotes.mark(_keys(fact)))
    lines += [""] * bool(found) + _listed(footnotes, part)
    known = [each for each in derived(part, EVERY_WEIGHT) if _under(each.path, path)]
    return "\n".join(lines + ["", "  what follows"] * bool(known) + _followed(known, names=True))


def _followed(known: list[Derived], *, names: bool = False) -> list[str]:
    """What follows, each with its formula in numbers. names: say those of the formulas, too."""
    told = (
        (path, f"{step.result} = {step.with_numbers}" if len(step.inputs) < LONG else step.result, step.formula.name)
        for path, step in known
    )
    return [line for path, text, name in told for line in _fact(path, text + f"  ({name})" * names, "")]


def _under(path: str, section: str) -> bool:
    return path == section or path.startswith(section + ".")


def looked_at(question: str, known: Catalogue) -> tuple[Spec, str]:
    """The spec and the path of a question, as :meth:`Catalogue.look_up` finds it, or of what follows from its facts.

    Raises what that does, for a path with neither facts nor what follows from them.
    """
    word, path = parted(question)
    try:
        if path in SHORT:
            part = known.find(word)
            question = f"{part.handle}.{in_full(part, path)}"
        return known.look_up(question)
    except SlipstickError:
        with suppress(SlipstickError):
            part = known.find(word)
            path = in_full(part, path)
            if (main := of_main_memory(part, path)) in part:
                return part, main
            if any(_under(each.path, path) for each in derived(part, EVERY_WEIGHT)):
                return part, path
        raise


def _head(part: Spec) -> list[str]:
    lines = wrap(f"{part.name} ({part.handle}), {part.kind}", WIDTH)
    told = [f"figures are per {part.per}"] * bool(part.per) + [f"made for {part.use} use"] * bool(part.use)
    lines += ["; ".join(told)] * bool(told)
    if part.aliases:
        lines += wrap(f"also called {', '.join(part.aliases)}", WIDTH)
    if part.extends:
        lines.append(f"takes over what it shares with {', '.join(part.extends)}")
    return lines


def _fact(path: str, text: str, cited: str) -> list[str]:
    """A fact's line: its path, its text, and the mark of its source in the last columns."""
    room = min(38, 41 - len(cited)) if cited else 43
    first, *rest = wrap(text, room, long=False) or [""]
    above = [f"  {path}"] if len(path) >= PATH else []
    return [
        *above,
        f"  {'' if above else path:<{PATH}}{first:<{room}} {cited}".rstrip(),
        *(" " * (PATH + 2) + line for line in rest),
    ]


def _listed(footnotes: Footnotes, part: Spec) -> list[str]:
    """Each source under its number, with its rank, note and address."""
    lines = []
    for key, number in footnotes.numbers.items():
        source = part.sources[key]
        told = f"{mark([number])} {source['title']} ({source.get('publisher') or key})"
        more = [source.get("rank"), f"seen {source['seen']}", source.get("note"), source.get("address")]
        text = ", ".join([told, *filter(None, more)])
        lines += wrap(text, WIDTH, hang=4, hyphens=False, long=False)
    return lines


def as_dict(part: Spec) -> dict[str, Any]:
    """A spec for a program: its page, and under ``derived`` what follows from it, each with its formula."""
    return {**part.as_dict(), "derived": {each.path: each.step.as_dict() for each in derived(part)}}


def facts_as_dict(part: Spec, path: str) -> dict[str, Any]:
    """One fact of a part, or those under a path and what follows there, for a program."""
    if path in part:
        fact = part.fact(path)
        return {"handle": part.handle, "path": path, **fact.as_dict(), "source": part.sources[fact.source]}
    found = {f"{path}.{key}": fact.as_dict() for key, fact in part.section(path).items()}
    known = {each.path: each.step.as_dict() for each in derived(part, EVERY_WEIGHT) if _under(each.path, path)}
    return {"handle": part.handle, "path": path, "facts": found, "derived": known}
