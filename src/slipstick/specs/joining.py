"""A link that a person joins to a machine with a plus: which of its page's links it is, and its rate for one device."""

from collections.abc import Sequence
from typing import Any

from ..errors import SlipstickError
from ..records import Fields
from .catalogue import Catalogue
from .links import Link, grid, names, page_link, reach
from .node import topology
from .spec import Spec

NETWORKS = ("ethernet", "infiniband", "omni-path", "slingshot")  # these join nodes; other links, the devices of one
NEAR = 0.9  # of a rate: what is nearer differs by rounding, or by what line coding leaves


class Joined(Fields):
    """A link a person joins to a machine: its page, and the path of one of its links where that is named."""

    spec: Spec
    path: str = ""

    @property
    def handle(self) -> str:
        """As it is written after a plus."""
        return self.spec.handle + (f".{self.path.partition('.')[2]}" if self.path else "")

    @property
    def network(self) -> bool:
        """Whether it joins nodes, and not the devices of one."""
        return self.spec.kind == "network" or self.spec.handle.startswith(NETWORKS)


def joined_link(joined: Joined, pages: Sequence[Spec], count: int, known: Catalogue) -> tuple[Link, list[str]]:
    """A link that was named, for so many devices, and what that takes for granted.

    pages: of the part, and of the node that shows how they are joined. Raises SlipstickError for one without bandwidth.
    """
    page, path = joined.spec, joined.path or _fitting(joined.spec, pages[0])
    found = _route(page) if page.kind == "network" else page_link(page, path, known)
    if found is None:
        raise SlipstickError(f"{joined.handle} ({page.name}) gives no bandwidth: join another link")
    said = topology(page, path) or _stands_for(page, pages)
    joins = reach(said, count)
    kind, shape = grid(said, joins)
    slower = None if joined.network else _slower(found, path, pages[0], known)
    link = (slower or found)._replace(name=page.handle, spec=page, path=found.path, kind=kind, shape=shape, joins=joins)
    return link, _assumed(joined, path, slower, pages[0])


def _assumed(joined: Joined, path: str, slower: Link | None, part: Spec) -> list[str]:
    several = not joined.path and len(names(joined.spec)) > 1
    return [
        *[f"{joined.handle} is its {path}"] * several,
        *[f"one {joined.handle} for each device, through switches that do not block"] * joined.network,
        *([f"{joined.handle} at the rate of the {slower.name} of {part.handle}, which is slower"] if slower else []),
    ]


def _slower(found: Link, path: str, part: Spec, known: Catalogue) -> Link | None:
    """The part's own link of that name, where it is slower: a card of PCIe 4.0 is no faster in a slot of 5.0."""
    alike = [name for name in names(part) if name in found.spec.handle or path == f"links.{name}"]
    own = [link for name in alike if (link := page_link(part, f"links.{name}", known))]
    return next((link for link in own if link.bandwidth < NEAR * found.bandwidth), None)


def _stands_for(page: Spec, pages: Sequence[Spec]) -> dict[str, Any]:
    """The topology of the link that a named one stands for: nvlink is that of nvlink-3."""
    told = ((name, each) for each in reversed(pages) for name in names(each) if name in page.handle)
    return next(filter(None, (topology(each, f"links.{name}") for name, each in told)), {})


def _route(page: Spec) -> Link | None:
    """A network as a link: the rate of its route, and half of a round trip where one way is not printed."""
    if "route.bandwidth" not in page:
        return None
    told = {"route.one_way": 1.0, "route.round_trip": 0.5}
    latency = next((share * page.number(path) for path, share in told.items() if path in page), None)
    return Link(page.handle, page, "route", page.number("route.bandwidth"), latency, "", (), 0)


def _fitting(page: Spec, part: Spec) -> str:
    """The path of a link page's link that a part has: of as many lanes as the part's own, else the fastest."""
    lanes = [f"links.x{part.number(path):g}" for path in part if path.startswith("links.pcie.count")]
    paths = [f"links.{name}" for name in names(page)]
    fits = [path for path in lanes if path in paths]
    rates = {path: page.number(f"{path}.bandwidth") for path in paths if f"{path}.bandwidth" in page}
    return (fits or [max(rates, key=lambda path: rates[path], default=(paths or ["links."])[0])])[0]
