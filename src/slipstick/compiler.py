"""From YAML files to the compiled lines :mod:`slipstick.spec` reads; and the checks of a file on the way."""

import json
import os
from typing import Any

from .errors import SpecError, did_you_mean, quoted
from .schema import Page, extend, page, raise_problems, sources
from .spec import slug
from .yamltree import read


def compile_specs(roots: list[str], files: dict[str, bytes]) -> bytes:
    """The compiled lines of all roots, later ones before earlier: an index, the sources, then a line a spec.

    files: every file's bytes by path. Raises SpecError with every problem, each with its file and line.
    """
    pages, described = read_pages(roots, files)
    raise_problems(list(pages.values()))
    handles = _handles(pages, roots)
    index = {"pages": {handle: number for number, handle in enumerate(pages, 3)}, "handles": handles}
    lines: list[Any] = [index, described, *(_line(handle, made) for handle, made in pages.items())]
    return b"\n".join(json.dumps(line, separators=(",", ":")).encode() for line in lines) + b"\n"


def read_pages(roots: list[str], files: dict[str, bytes]) -> tuple[dict[str, Page], dict[str, dict[str, str]]]:
    """Every spec's page by handle, with its base's facts taken over, and every source by key.

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
    for made in pages.values():
        _take_over(made, pages, ())
        described |= made.sources
    return pages, described


def _pages_of(root: str, files: dict[str, bytes], described: dict[str, Any]) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    for path, data in files.items():
        if os.path.basename(path) == "sources.yaml" or not (path == root or path.startswith(os.path.join(root, ""))):
            continue
        handle = slug(os.path.splitext(os.path.basename(path))[0])
        made = page(path, read(path, data), described)
        if handle in pages:
            made.problem(1, f"the handle {handle} is also that of {pages[handle].path}: name one file differently")
        pages[handle] = made
    return pages


def _take_over(made: Page, pages: dict[str, Page], above: tuple[str, ...]) -> None:
    """Take over the facts of the spec it extends, that one's base first."""
    base = made.head.pop("extends", None)
    if base is None:
        made.head.setdefault("bases", [])
        return
    line = made.lines["extends"]
    if slug(base) not in pages:
        made.problem(line, f"extends {quoted(base)}: {did_you_mean(base, pages)}")
    elif slug(base) in above or pages[slug(base)] is made:
        made.problem(line, f"extends {quoted(base)}, which extends this spec: one of them has to stand alone")
    else:
        _take_over(pages[slug(base)], pages, (*above, slug(base)))
        extend(made, pages[slug(base)])
        made.head["bases"] = [slug(base), *pages[slug(base)].head.get("bases", [])]
    made.head.setdefault("bases", [])


def _handles(pages: dict[str, Page], roots: list[str]) -> dict[str, str]:
    """Every handle, alias and name to its spec. Within a root one word means one spec; a later root wins."""
    found: dict[str, str] = {}
    problems = []
    for root in roots:
        own: dict[str, str] = {}
        for handle, made in pages.items():
            if not made.path.startswith(root):
                continue
            for word in dict.fromkeys([handle, *map(slug, made.head.get("aliases", [])), slug(made.head["name"])]):
                if own.setdefault(word, handle) != handle:
                    where = f"{made.path}:{made.lines.get('aliases', 1)}"
                    problems.append(f"{where}: {word} already means {own[word]}: use another alias")
        found |= own
    if problems:
        raise SpecError(problems)
    return found


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
