"""From YAML files to the compiled lines :mod:`slipstick.spec` reads; and the checks of a file on the way."""

import json
import os
from typing import Any

from .errors import SpecError
from .page import Page, extend, page, raise_problems, sources
from .words import did_you_mean, quoted, slug
from .yamltree import read


def compile_specs(roots: list[str], files: dict[str, bytes]) -> bytes:
    """The compiled lines of all roots, later ones before earlier: an index, the sources, then a line a spec.

    files: every file's bytes by path. Raises SpecError with every problem, each with its file and line.
    """
    pages, described, handles = read_pages(roots, files)
    raise_problems(list(pages.values()))
    index = {"pages": {handle: number for number, handle in enumerate(pages, 3)}, "handles": handles}
    lines: list[Any] = [index, described, *(_line(handle, made) for handle, made in pages.items())]
    return b"\n".join(json.dumps(line, separators=(",", ":")).encode() for line in lines) + b"\n"


def read_pages(
    roots: list[str], files: dict[str, bytes]
) -> tuple[dict[str, Page], dict[str, dict[str, str]], dict[str, str]]:
    """Every spec's page by handle, with its base's facts taken over; every source by key; every word for a spec.

    Problems stay in the pages; a file that cannot be read at all, or broken sources, raise SpecError.
    """
    described: dict[str, dict[str, str]] = {}
    for path in files:
        if os.path.basename(path) == "sources.yaml":
            entries, problems = sources(path, read(path, files[path]))
            if problems:
                raise SpecError(problems)
            described |= entries
    pages: dict[str, Page] = {}
    for root in roots:
        pages |= _pages_of(root, files, described)
    handles = _handles(pages, roots)
    for handle, made in pages.items():
        _take_over(handle, pages, handles)
        described |= made.sources
    return pages, described, handles


def _pages_of(root: str, files: dict[str, bytes], described: dict[str, Any]) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    for path, data in files.items():
        if os.path.basename(path) == "sources.yaml" or not within(path, root):
            continue
        handle = slug(os.path.splitext(os.path.basename(path))[0])
        made = page(path, read(path, data), described)
        if handle in pages:
            made.problem(1, f"the handle {handle} is also that of {pages[handle].path}: name one file differently")
        pages[handle] = made
    return pages


def _take_over(handle: str, pages: dict[str, Page], handles: dict[str, str], above: tuple[str, ...] = ()) -> None:
    """Take over the facts of the spec it extends, that one's base first."""
    made = pages[handle]
    if "bases" in made.head:
        return
    made.head["bases"] = []
    word, line = made.head.get("extends"), made.lines.get("extends", 1)
    if not word:
        return
    base = handles.get(slug(word))
    if base is None:
        made.problem(line, f"extends {quoted(word)}: {did_you_mean(word, handles)}")
    elif base in (*above, handle):
        made.problem(line, f"extends {quoted(word)}, which extends this spec: one of them has to stand alone")
    else:
        _take_over(base, pages, handles, (*above, handle))
        extend(made, pages[base])
        made.head["bases"] = [base, *pages[base].head["bases"]]


def _handles(pages: dict[str, Page], roots: list[str]) -> dict[str, str]:
    """Every handle, alias and name to its spec. Within a root one word means one spec; a later root wins."""
    found: dict[str, str] = {}
    for root in roots:
        own: dict[str, str] = {}
        for handle, made in pages.items():
            words = [handle, *map(slug, made.head.get("aliases") or []), slug(made.head.get("name") or handle)]
            for word in dict.fromkeys(words if within(made.path, root) else []):
                if word and own.setdefault(word, handle) != handle:
                    line = made.lines.get("aliases", 1)
                    made.problem(line, f"{word} already means {own[word]}: use another alias")
        found |= own
    return found


def within(path: str, root: str) -> bool:
    """Whether a file is a root, or lies below it."""
    return path == root or path.startswith(os.path.join(root, ""))


def _line(handle: str, made: Page) -> dict[str, Any]:
    return {
        "handle": handle,
        "name": made.head["name"],
        "kind": made.head["kind"],
        "aliases": made.head.get("aliases", []),
        "extends": made.head["bases"],
        "notes": made.head.get("notes", []),
        "facts": {path: [f["value"], f["unit"], f["text"], f["source"]] for path, f in made.facts.items()},
    }
