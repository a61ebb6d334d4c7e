"""What a node is made of: the parts that compute, and a node that holds a part."""

from contextlib import suppress
from typing import Any

from ..errors import SlipstickError
from ..records import Record
from .catalogue import Catalogue
from .spec import ACCELERATORS, Spec
from .topology import misfit


class Node(Record):
    """A node, its part that computes, and how many of it there are."""

    spec: Spec
    part: Spec
    count: int


def node(spec: Spec, known: Catalogue) -> Node:
    """A node by its page. known: where its parts are found.

    Raises SlipstickError for a page without a part that computes, with several kinds of them, or with a topology
    that does not fit their number.

    >>> from slipstick import catalogue
    >>> node(load("dgx-h100"), catalogue()).count
    8
    """
    names = dict.fromkeys(path.split(".")[1] for path in spec if path.startswith("parts."))
    parts = {name: known.find(_text(spec, name, "spec")) for name in names if _text(spec, name, "spec")}
    found = [name for name in names if name in ACCELERATORS or (name in parts and parts[name].kind in ACCELERATORS)]
    found = found or [name for name in parts if parts[name].kind == "cpu"]
    if len(found) > 1:
        told = " and ".join(_text(spec, name, "spec") or _text(spec, name, "name") for name in found)
        raise SlipstickError(
            f"{spec.handle} has two kinds of parts that compute, {told}: name one, such as 4x{told.split()[0]}"
        )
    if not found or found[0] not in parts:
        told = f"no page of its {_text(spec, found[0], 'name')}" if found else "no part that computes"
        raise SlipstickError(f"{spec.handle} ({spec.name}) names {told}: name the parts themselves, such as 8xh100")
    made = Node(spec, parts[found[0]], _count(spec, f"parts.{found[0]}.count"))
    _fits(made)
    return made


def _text(spec: Spec, name: str, key: str) -> str:
    path = f"parts.{name}.{key}"
    return spec.told(path)[2] if path in spec else ""


def _count(spec: Spec, path: str) -> int:
    count = spec.number(path) if path in spec else 1
    if count < 1 or count % 1:
        raise SlipstickError(f"{spec.handle}: {path} is {count:g}: expected a whole number from 1 up")
    return int(count)


def _fits(made: Node) -> None:
    """Refuse a topology that does not fit the number of parts."""
    for link in dict.fromkeys(path.partition(".topology.")[0] for path in made.spec if ".topology." in path):
        count = made.spec.number(f"{link}.count") if f"{link}.count" in made.spec else None
        problem = misfit(topology(made.spec, link), made.count, count)
        if problem:
            raise SlipstickError(f"{made.spec.handle}: {link}.topology: {problem}")


def topology(spec: Spec, link: str) -> dict[str, Any]:
    """What a page says of the topology of a link, by key."""
    start = f"{link}.topology."
    return {path[len(start) :]: spec.told(path)[0] for path in spec if path.startswith(start)}


def alike(part: Spec, known: Catalogue) -> list[Node]:
    """The nodes of several such parts: those of the part's own vendor first, then the largest.

    They are looked for once a question: a search over layouts asks about machines of one part hundreds of times.
    """
    key = (alike, part.handle, part.vendor, *part.aliases)
    if key not in known.memo:
        known.memo[key] = _alike(part, known)
    return [*known.memo[key]]


def _alike(part: Spec, known: Catalogue) -> list[Node]:
    found = []
    for spec in (spec for spec in known.specs("node") if _holds(spec, part)):
        with suppress(SlipstickError):  # of a node that is no machine, which shows nothing
            found.append(node(spec, known))
    fits = [each for each in found if each.count > 1 and each.part.handle == part.handle]
    return sorted(fits, key=lambda n: (n.spec.vendor != part.vendor, -n.count, n.spec.handle))


def _holds(spec: Spec, part: Spec) -> bool:
    words = {spec.told(path)[2] for path in spec if path.startswith("parts.") and path.endswith(".spec")}
    return bool(words & {part.handle, *part.aliases})
