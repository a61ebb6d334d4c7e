"""One spec file read by the rules of ``schema``: its facts, their sources, and every problem found."""

import re
from dataclasses import dataclass, field
from typing import Any

from ..errors import SlipstickError, SpecError, UsageError
from ..units import Dim, reading
from ..units.door import number
from ..words import did_you_mean, quoted
from .schema import FACTS, HEAD, NAME, SECTIONS, SOURCE, SOURCE_HINT, Each, Many, Sides, Text
from .yamltree import Branch


@dataclass
class Page:
    """What one file says: its head, its facts by dotted path, each with its source key, and every problem found."""

    path: str
    head: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def problem(self, line: int, text: str) -> None:
        """Remember a problem with its file and line."""
        self.problems.append(f"{self.path}:{line}: {text}")


def page(path: str, root: Branch, known_sources: dict[str, Any]) -> Page:
    """Read one spec file's tree. Problems are collected in the page, not raised.

    known_sources: the entries of ``sources.yaml``; a file may also describe a source in place.
    """
    made = Page(path)
    if not isinstance(root.value, dict):
        made.problem(root.line, "expected 'key: value' lines: a spec starts with its name")
        return made
    for key, branch in root.value.items():
        made.lines[key] = branch.line
        if key not in SECTIONS:
            made.problem(branch.line, f"unknown key {quoted(key)}: {did_you_mean(key, SECTIONS)}")
        elif key in HEAD:
            made.head[key] = _read(made, key, branch, HEAD[key])
        elif key in FACTS:
            _facts(made, key, branch, FACTS[key])
    _required(made, root.value)
    _sources(made, root.value.get("sources"), known_sources)
    return made


def _required(made: Page, found: dict[str, Branch]) -> None:
    needed = ("name",) if "extends" in found else ("name", "kind", "sources")
    for key in needed:
        if key not in found:
            made.problem(1, f"{key} is missing: every spec has one")


def _facts(made: Page, path: str, branch: Branch, rule: Any) -> None:
    """Collect the facts of a section into the page, by dotted path."""
    made.lines[path] = branch.line
    if isinstance(rule, dict | Each):
        if not isinstance(branch.value, dict):
            made.problem(branch.line, f"{path} = {quoted(_plain(branch))}: expected 'key: value' lines under it")
            return
        keys = tuple(rule) if isinstance(rule, dict) else rule.keys
        for key, child in branch.value.items():
            if (keys and key not in keys) or not re.fullmatch(NAME, key):
                made.problem(
                    child.line, f"unknown key {quoted(f'{path}.{key}')}: {did_you_mean(key, keys or ['a name'])}"
                )
            else:
                _facts(made, f"{path}.{key}", child, rule[key] if isinstance(rule, dict) else rule.item)
        return
    value = _read(made, path, branch, rule)
    if isinstance(value, list):
        made.facts[path] = {"value": ", ".join(value), "unit": None, "text": ", ".join(value)}
    elif isinstance(value, tuple):
        made.facts[path] = {"value": value, "unit": None, "text": "x".join(map(str, value))}
    elif value is not None:
        unit = value.pop("unit") if isinstance(value, dict) else None
        made.facts[path] = {
            "value": value["value"] if unit is not None else value,
            "unit": unit,
            "text": _plain(branch),
        }


def _read(made: Page, path: str, branch: Branch, rule: Any) -> Any:
    """One value by its rule: a text, a list of texts, sides as a tuple, or a number with its coherent unit.

    None with a problem noted.
    """
    if isinstance(rule, Sides):
        return _sides(made, path, branch, rule)
    if isinstance(rule, Many):
        if not isinstance(branch.value, list):
            made.problem(branch.line, f"{path} = {quoted(_plain(branch))}: expected a list, such as [a, b]")
            return None
        return [text for item in branch.value if (text := _read(made, path, item, rule.item)) is not None]
    if not isinstance(branch.value, str):
        made.problem(branch.line, f"{path}: expected one value, not a list or mapping")
        return None
    if isinstance(rule, Text):
        return _text(made, path, branch, rule)
    try:
        return _number(path, branch.value, rule.dims)
    except SlipstickError as error:
        made.problem(branch.line, str(error))
        return None


def _sides(made: Page, path: str, branch: Branch, rule: Sides) -> tuple[int, ...] | None:
    if not isinstance(branch.value, list) or not branch.value:
        made.problem(branch.line, f"{path} = {quoted(_plain(branch))}: expected a list of sides, such as [4, 4]")
        return None
    sides = [_read(made, path, item, rule.item) for item in branch.value]
    return None if None in sides else tuple(map(int, sides))


def _text(made: Page, path: str, branch: Branch, rule: Text) -> str | None:
    word = str(branch.value).strip()
    if rule.choices and word not in rule.choices:
        made.problem(branch.line, f"{path} = {quoted(word)}: {did_you_mean(word, rule.choices)}")
        return None
    if not re.fullmatch(rule.pattern, word):
        made.problem(branch.line, f"{path} = {quoted(word)}: expected {rule.expected}")
        return None
    return word


def _number(path: str, text: str, dims: tuple[Dim, ...]) -> dict[str, Any]:
    if not dims:
        dims = (Dim(reading.unit_text(reading.quantity(text)[1].powers), "a number"),)
    dim = next((dim for dim in dims[1:] if _reads_as(text, dim)), dims[0])
    value = number(text, dim, path)
    if value == 0:
        raise UsageError(f"{path} is zero: leave out what the part does not have")
    return {"value": value, "unit": dim.unit}


def _reads_as(text: str, dim: Dim) -> bool:
    try:
        return reading.quantity(text)[1].powers == reading.unit(dim.unit).powers
    except UsageError:
        return False


def _plain(branch: Branch) -> str:
    return " ".join(branch.value.split()) if isinstance(branch.value, str) else "a list or mapping"


def _sources(made: Page, branch: Branch | None, known: dict[str, Any]) -> None:
    """Give each fact its source, and what else says so: of the longest path that covers it, else of ``"*"``."""
    entries = branch.value if branch else {}
    if not isinstance(entries, dict):
        made.problem(branch.line if branch else 1, "sources: expected lines such as '\"*\": nvidia-a100-datasheet'")
        return
    keys = {path: _keys(made, path, entry, known) for path, entry in entries.items()}
    for path in keys:
        if path not in ("*", "name") and not any(_covers(path, fact) for fact in made.facts):
            made.problem(
                entries[path].line, f"sources: {quoted(path)} names no value: {did_you_mean(path, ['*', *made.facts])}"
            )
    for path, fact in made.facts.items():
        covering = [key for key in keys if key == "*" or _covers(key, path)]
        told = keys[max(covering, key=lambda key: (key != "*", len(key)))] if covering else []
        fact["source"], fact["also"] = (told[0] if told else None), told[1:]
        if not told:
            made.problem(made.lines[path], f'{path} has no source: name one under sources, for it or for "*"')


def _covers(prefix: str, path: str) -> bool:
    return path == prefix or path.startswith(prefix + ".")


def _keys(made: Page, path: str, branch: Branch, known: dict[str, Any]) -> list[str]:
    """The keys of one source, or of several, the one a value is from first."""
    nodes = branch.value if isinstance(branch.value, list) else [branch]
    return [
        _source(made, path if not place else f"{path}:{place + 1}", each, known) for place, each in enumerate(nodes)
    ]


def _source(made: Page, path: str, branch: Branch, known: dict[str, Any]) -> str:
    """The key of a source; one described in place is added to the page under a key of its own."""
    if isinstance(branch.value, str):
        if branch.value not in known:
            made.problem(
                branch.line, f"unknown source {quoted(branch.value)}: {did_you_mean(branch.value, known, SOURCE_HINT)}"
            )
        return branch.value
    key = f"{made.path}:{path}"
    made.sources[key] = source(made, path, branch)
    return key


def source(made: Page, name: str, branch: Branch) -> dict[str, str]:
    """One described source: its title, publisher, address, the day it was seen, and a note."""
    if not isinstance(branch.value, dict):
        made.problem(branch.line, f"source {name}: expected title, publisher, address and seen under it")
        return {}
    found = {}
    for key, child in branch.value.items():
        if key not in SOURCE:
            made.problem(child.line, f"unknown key {quoted(f'{name}.{key}')}: {did_you_mean(key, SOURCE)}")
        else:
            found[key] = _read(made, f"{name}.{key}", child, SOURCE[key]) or ""
    for key in ("title", "seen"):
        if key not in found:
            made.problem(branch.line, f"source {name} has no {key}")
    return found


def sources(path: str, root: Branch) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The entries of a ``sources.yaml``, and its problems."""
    made = Page(path)
    entries = root.value if isinstance(root.value, dict) else {}
    return {key: source(made, key, branch) for key, branch in entries.items()}, made.problems


def extend(made: Page, base: str, over: Page) -> None:
    """Take over a base's facts where the page has none of its own. The head is its own but for what they share."""
    made.facts = {**over.facts, **made.facts}
    made.sources = {**over.sources, **made.sources}
    for key in ("kind", "vendor", "per", "use"):
        if over.head.get(key):
            made.head.setdefault(key, over.head[key])
    made.head["bases"] = [base, *over.head["bases"]]
    made.head["made_from"] |= over.head["made_from"]


def raise_problems(pages: list[Page]) -> None:
    """Raise SpecError with every problem of the pages, if there is any."""
    problems = [problem for each in pages for problem in each.problems]
    if problems:
        raise SpecError(problems)
