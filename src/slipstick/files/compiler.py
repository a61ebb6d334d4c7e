"""From YAML files to the pages :mod:`slipstick.files.store` keeps; and the checks of a file on the way."""

import os
from typing import Any, NamedTuple, Protocol

from ..errors import SpecError
from ..words import did_you_mean, quoted, slug
from .lines import Sources, parts
from .page import Page, extend, page, raise_problems, sources
from .places import is_sheet, is_sources, marks
from .sheetfile import definition
from .yamltree import read

Pages = dict[str, tuple[dict[str, Any], str, dict[str, Any]]]


class Compiled(NamedTuple):
    """The pages of a place by handle, each in the parts of its compiled form; words for them; sources; sheets by name.

    apart: whether no page describes a source, so that each can be compiled without the others.
    """

    pages: Pages
    words: dict[str, str]
    sources: Sources
    sheets: dict[str, dict[str, Any]]
    apart: bool


class Below(Protocol):
    """The specs under a place: they may be extended, and their sources named."""

    @property
    def words(self) -> dict[str, str]:
        """Every handle, alias and name, and the handle it means."""

    @property
    def sources(self) -> Sources:
        """Every source by key."""

    def spec(self, handle: str, /) -> Any:
        """The spec of an exact handle."""


def compile_root(files: dict[str, bytes], below: Below | None) -> Compiled:
    """The files of a place compiled.

    files: every file's bytes by path. below: the specs they may extend and the sources they may name.
    Raises SpecError with every problem, each with its file and line.
    """
    pages, words, described = read_pages(files, below)
    raise_problems(list(pages.values()))
    made_pages = {handle: parts(handle, made.head, made.facts, described) for handle, made in pages.items()}
    apart = not any(made.sources for made in pages.values())
    return Compiled(made_pages, words, described, read_sheets(files), apart)


def read_sheets(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """Every sheet's definition by name, with the file it is made from. Raises SpecError for one that breaks a rule."""
    return {
        slug(os.path.splitext(os.path.basename(path))[0]): {
            **definition(path, read(path, data)),
            "made_from": marks([path]),
        }
        for path, data in files.items()
        if is_sheet(path)
    }


def read_pages(files: dict[str, bytes], below: Below | None) -> tuple[dict[str, Page], dict[str, str], Sources]:
    """Every spec's page by handle, with its base's facts taken over; every word for a spec; every source by key.

    Problems stay in the pages; a file that cannot be read at all, or broken sources, raise SpecError.
    """
    described = dict(below.sources) if below else {}
    for path, data in files.items():
        if is_sources(path):
            entries, problems = sources(path, read(path, data))
            if problems:
                raise SpecError(problems)
            described |= entries
    pages = _pages(files, described)
    words = _words(pages)
    known = {**below.words, **words} if below else words
    for handle, made in pages.items():
        _take_over(handle, pages, known, below)
        _compose(made, known)
        described |= made.sources
    return pages, words, described


def _pages(files: dict[str, bytes], described: dict[str, Any]) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    for path, data in files.items():
        if is_sources(path) or is_sheet(path):
            continue
        handle = slug(os.path.splitext(os.path.basename(path))[0])
        made = page(path, read(path, data), described)
        if handle in pages:
            made.problem(1, f"the handle {handle} is also that of {pages[handle].path}: name one file differently")
        pages[handle] = made
    return pages


def _take_over(
    handle: str, pages: dict[str, Page], known: dict[str, str], below: Below | None, above: tuple[str, ...] = ()
) -> None:
    """Take over the facts of the spec it extends, that one's base first."""
    made = pages[handle]
    if "bases" in made.head:
        return
    made.head |= {"bases": [], "made_from": marks([made.path])}
    word, line = made.head.get("extends"), made.lines.get("extends", 1)
    if not word:
        return
    base = known.get(slug(word))
    if base is None:
        made.problem(line, f"extends {quoted(word)}: {did_you_mean(word, known)}")
    elif base in (*above, handle):
        made.problem(line, f"extends {quoted(word)}, which extends this spec: one of them has to stand alone")
    elif base in pages:
        _take_over(base, pages, known, below, (*above, handle))
        extend(made, base, pages[base])
    elif below:
        extend(made, base, _of_spec(below.spec(base)))


def _of_spec(spec: Any) -> Page:
    """The page a compiled spec was made from, as far as another may extend it."""
    facts = {path: fact.as_dict() for path, fact in spec.facts.items()}
    head = {key: getattr(spec, key) for key in ("kind", "vendor", "per", "use", "made_from")}
    return Page("", {**head, "bases": spec.extends}, facts, {}, spec.sources)


def _compose(made: Page, known: dict[str, str]) -> None:
    """Hold the parts of a node to the specs there are."""
    for path, fact in made.facts.items():
        if path.startswith("parts.") and path.endswith(".spec") and slug(fact["value"]) not in known:
            hint = did_you_mean(slug(fact["value"]), known, "say its name instead, or add a spec for it")
            made.problem(made.lines.get(path, 1), f"{path} = {quoted(fact['value'])}: {hint}")


def _words(pages: dict[str, Page]) -> dict[str, str]:
    """Every handle, alias and name to its spec: one word means one spec."""
    found: dict[str, str] = {}
    for handle, made in pages.items():
        for word in (handle, *map(slug, made.head.get("aliases") or []), slug(made.head.get("name") or handle)):
            if word and found.setdefault(word, handle) != handle:
                made.problem(made.lines.get("aliases", 1), f"{word} already means {found[word]}: use another alias")
    return found
