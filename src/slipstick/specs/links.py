"""A link between devices, as a page gives it: its rate for one device, its latency, its topology."""

from collections.abc import Mapping
from math import prod
from typing import Any

from ..formulas.peaks import link_bandwidth
from ..records import Fields
from .catalogue import Catalogue
from .node import Node, topology
from .spec import Spec
from .topology import GRIDS, cubic


class Link(Fields):
    """How devices of a machine reach each other.

    name: of the link, such as ``"nvlink"``. spec: the page that gives it: a node's, a part's or a link's own.
    path: where on that page. bandwidth: B/s each way for one device, all its lanes together.
    latency: s; None where the page gives none. kind: of the topology; empty where no page says.
    shape: the sides of a ring, mesh or torus. joins: how many devices it joins, those of a node or all.
    """

    name: str
    spec: Spec
    path: str
    bandwidth: float
    latency: float | None
    kind: str
    shape: tuple[int, ...]
    joins: int


def names(page: Spec, section: str = "links") -> list[str]:
    """The names of a page's links that lead to other devices, or to other nodes: not those to a host or a die."""
    found = dict.fromkeys(path.split(".")[1] for path in page if path.startswith(f"{section}."))
    beside = {name for name in found if page.kind == "cpu" and name == "pcie"}  # which leads to cards
    return [name for name in found if f"{section}.{name}.to" not in page and name not in beside]


def page_link(page: Spec, path: str, known: Catalogue) -> Link | None:
    """A link as a page gives it, per device, node or pair; None where no bandwidth follows from what it says.

    PCIe of which only generation and lanes are printed has the bandwidth of that generation's page.
    """
    name, rate = path.split(".")[1], _rate(page, path)
    if rate is None and name == "pcie":
        return _pcie(page, path, known)
    return None if rate is None else Link(name, page, path, rate, _number(page, f"{path}.latency"), "", (), 0)


def _rate(page: Spec, path: str) -> float | None:
    rate, both = _number(page, f"{path}.bandwidth"), _number(page, f"{path}.both")
    count, lane = _number(page, f"{path}.count"), _number(page, f"{path}.lane")
    if rate is None and both is not None:
        return both / 2
    if rate is None and count is not None and lane is not None:
        return float(link_bandwidth.rule(count, lane, _number(page, f"{path}.encoding") or 1.0))
    return rate


def _pcie(page: Spec, path: str, known: Catalogue) -> Link | None:
    """The link of a generation's own page that has as many lanes."""
    generation, count = f"{path}.generation", _number(page, f"{path}.count")
    if generation not in page or count is None:
        return None
    lanes = f"links.x{count:g}"
    handle = f"pcie-{page.told(generation)[2]}"
    found = page_link(known.spec(handle), lanes, known) if known.exact(handle) else None
    return found and found._replace(name="pcie")


def _number(page: Spec, path: str) -> float | None:
    return page.number(path) if path in page else None


def device_link(page: Spec, name: str, home: Node | None, inside: int, known: Catalogue) -> Link | None:
    """A link between the devices in a node: how many it joins, in which topology, at what rate for one of them.

    page: a part's, or that of a node. home: the node that shows how they are joined. inside: devices in the node.
    """
    found = page_link(page, f"links.{name}", known)
    if found is None:
        return None
    told = home and topology(home.spec, f"links.{name}")
    said: Mapping[str, Any] = told or topology(page, f"links.{name}")
    joins = reach(said, inside)
    kind, shape = grid(said, joins)
    rate = found.bandwidth * _share(page, name, said, home.count if home and told else inside, joins)
    return Link(name, found.spec, found.path, rate, found.latency, kind, shape, joins)


def reach(said: Mapping[str, Any], inside: int) -> int:
    """How many of the devices in a node a link joins: two where it is a bridge, else all.

    said: its topology, by key. Where a part has several dies that are devices of their own, these are not counted.
    """
    return min(int(said.get("devices", inside)), inside)


def _share(page: Spec, name: str, said: Mapping[str, Any], whole: int, joins: int) -> float:
    """How many of what the page gives a device has: a link to each other one it is joined to, or its share."""
    per = page.told(f"links.{name}.per")[2] if f"links.{name}.per" in page else "device"
    if per == "node":
        return 1 / whole
    if per == "pair":
        return joins - 1
    most = max(int(said.get("devices", whole)), joins)
    return (joins - 1) / (most - 1) if said.get("kind") == "full" and most > 1 else 1.0


def grid(said: Mapping[str, Any], joins: int) -> tuple[str, tuple[int, ...]]:
    """The kind and shape of so many devices: the page's where it is theirs, else the most cubic one.

    said: the topology, by key. Sides that do not wrap round make a torus a mesh.
    """
    kind, shape = said.get("kind", ""), said.get("shape", ())
    block = int(said.get("wraparound", 1))
    if prod(shape) != joins:
        shape = cubic(joins, int(said.get("dimensions", len(shape))), block) if kind in GRIDS else ()
    if kind == "ring":
        shape = (joins,)
    if kind == "torus" and any(side % block for side in shape):
        kind = "mesh"
    return kind, shape
