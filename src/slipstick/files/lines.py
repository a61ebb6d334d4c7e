"""A page in the parts its compiled form has: its head, a line for each fact, and what few questions need."""

from collections.abc import Mapping
from typing import Any

Sources = dict[str, dict[str, str]]


def parts(
    handle: str, head: Mapping[str, Any], facts: Mapping[str, Mapping[str, Any]], described: Sources
) -> tuple[dict[str, Any], str, dict[str, Any]]:
    """The parts of a page. A fact names its sources by their places among the page's.

    facts: by path, each with its value, unit, text and sources. described: the sources, by key.
    """
    keys = sorted({key for fact in facts.values() for key in (fact["source"], *fact["also"])})
    told = {key: head.get(key) or "" for key in ("name", "vendor", "kind", "per", "use")}
    told |= {"handle": handle, "aliases": head.get("aliases", []), "extends": head["bases"]}
    places = {key: str(place) for place, key in enumerate(keys)}
    lines = [*facts, *(_line(fact, places) for fact in facts.values())]
    sources = {key: described[key] for key in keys}
    return told, "\n".join(lines), {"notes": head.get("notes", []), "made_from": head["made_from"], "sources": sources}


def _line(fact: Mapping[str, Any], places: Mapping[str, str]) -> str:
    """A fact's line: the places of its sources, its number and coherent unit (none for words), its text.

    The sides of a shape have no number, and "sides" for a unit.
    """
    told = ",".join(places[key] for key in (fact["source"], *fact["also"]))
    words = "sides" if isinstance(fact["value"], tuple) else ""
    number, unit = ("", words) if fact["unit"] is None else (repr(fact["value"]), fact["unit"])
    return "\t".join((told, number, unit, fact["text"]))
