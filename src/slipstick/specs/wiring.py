"""The links of a machine, worked out from its pages, and what is taken for granted on the way."""

from collections.abc import Iterator
from math import ceil, isclose

from ..errors import UsageError
from ..records import Fields, Record
from .catalogue import Catalogue
from .joining import Joined, joined_link
from .links import Link, device_link, names, page_link
from .node import Node, alike, topology
from .spec import Spec
from .topology import written

SAME = 1e-3  # of two figures of one bandwidth, which a part's and a node's page may round differently


class Wiring(Fields):
    """The links of a machine, in how many nodes its devices are, and what was taken for granted."""

    links: tuple[Link, ...]
    nodes: int
    assumptions: tuple[str, ...]


class Plan(Record):
    """What is to be joined: so many of a part, in nodes like those that hold such parts, by links a person named.

    nodes: the node a person named alone, or those that show how such parts are joined, the fitting one first.
    """

    part: Spec
    count: int
    nodes: list[Node]
    named: bool
    joined: tuple[Joined, ...]
    known: Catalogue

    @property
    def home(self) -> Node | None:
        """The node that shows how they are joined, if there is one."""
        return self.nodes[0] if self.nodes else None


def wire(part: Spec, count: int, home: Node | None, joined: tuple[Joined, ...], known: Catalogue) -> Wiring:
    """The links of so many of a part, from the devices outward. home: the node that was named, if one was.

    Raises SlipstickError for a named link without a bandwidth, UsageError for two that join the same devices.
    """
    plan = Plan(part, count, [home] if home else alike(part, known), home is not None, joined, known)
    inner, outer = _levels(plan)
    size, assumed = _size(plan, inner, outer)
    nodes = ceil(count / size)
    if outer and nodes == 1:
        raise UsageError(f"{outer.handle} joins nodes, and all {count} {part.handle} are in one: leave it out")
    links = [*_within(plan, inner, min(size, count), assumed), *_between(plan, outer, size, nodes, assumed)]
    return Wiring(tuple(links), nodes, tuple(assumed))


def _levels(plan: Plan) -> tuple[Joined | None, Joined | None]:
    """The named link within a node, and the one between nodes: a network, or what no device of several nodes has."""
    several = plan.named and plan.home is not None and plan.count > plan.home.count
    own = {name for page in _pages(plan) for name in names(page)}
    outer = [j for j in plan.joined if j.network or (several and not any(name in j.handle for name in own))]
    inner = [j for j in plan.joined if j not in outer]
    for one, other in (pair[:2] for pair in (inner, outer) if len(pair) > 1):
        raise UsageError(f"{one.handle} and {other.handle} would join the same devices: leave one of them out")
    return next(iter(inner), None), next(iter(outer), None)


def _pages(plan: Plan) -> list[Spec]:
    return [plan.part, *([plan.home.spec] if plan.home else [])]


def _size(plan: Plan, inner: Joined | None, outer: Joined | None) -> tuple[int, list[str]]:
    """How many devices are in a node, and what that takes for granted."""
    home = plan.home
    if home and plan.named:
        return home.count, []
    if home and plan.count > home.count and (outer or not inner):
        many = "each node of" if plan.count % home.count == 0 else "nodes of at most"
        return home.count, [f"{many} {home.count}, as {home.spec.handle}"]
    if outer and inner:
        told = f"no page says how many {plan.part.handle} {inner.handle} joins before {outer.handle} does"
        raise UsageError(f"{told}: name a node, or leave one of the two out")
    if outer:
        return 1, ["each in a node of its own"]
    return plan.count, [] if home else ["all in one node, as no page says how many a node has"]


def _within(plan: Plan, inner: Joined | None, inside: int, assumed: list[str]) -> Iterator[Link]:
    """The links in a node: the fastest, and the next ones where that does not reach all its devices."""
    if inside == 1:
        return
    found = [*(_named(inner, plan, inside, assumed) if inner else _own(plan, inside, assumed))]
    reached = 1
    for link in sorted(found, key=lambda link: -link.bandwidth):
        if link.joins > reached and reached < inside:
            reached = link.joins
            assumed += _about(plan, link, inside, len(found))
            yield link
    if reached < inside:
        more = f"more than {reached} of them" if reached > 1 else "they"
        assumed.append(f"no page gives the rate at which {more} reach each other: join a link, as +pcie-4 does")


def _named(joined: Joined, plan: Plan, inside: int, assumed: list[str]) -> Iterator[Link]:
    """A link a person named."""
    link, told = joined_link(joined, _pages(plan), inside, plan.known)
    assumed += told
    yield link


def _own(plan: Plan, inside: int, assumed: list[str]) -> Iterator[Link]:
    """The links of the part's own page; those of the node's where that gives another rate, or has others."""
    home = plan.home
    at_home = names(home.spec) if home else []
    for name in dict.fromkeys([*names(plan.part), *at_home]):
        part = device_link(plan.part, name, home, inside, plan.known) if name in names(plan.part) else None
        there = device_link(home.spec, name, home, inside, plan.known) if home and name in at_home else None
        if part and (there is None or (not plan.named and isclose(part.bandwidth, there.bandwidth, rel_tol=SAME))):
            yield part
        elif there:
            yield there
        elif name != "pcie":
            assumed.append(f"{name} is left out, as no page gives its rate")


def _about(plan: Plan, link: Link, inside: int, several: int) -> Iterator[str]:
    """What a link in a node takes for granted."""
    home = plan.home
    told = topology(home.spec, f"links.{link.name}") if home else {}
    if home and not plan.named and (told or link.spec is home.spec):
        yield f"joined by {link.name} as in {home.spec.handle}, which has {home.count} of them"
    if link.path.split(".")[1] != link.name and not plan.joined:
        yield f"{link.name} as {link.path} of {link.spec.handle} gives it"
    if several > 1 and not (home and told):
        page = home.spec if home and plan.named else plan.part
        yield f"joined by {link.name}, the fastest link of {page.handle} that joins {link.joins}"
    if link.shape and link.shape != told.get("shape"):
        yield f"a {link.kind} of {written(link.shape)}, the most cubic shape of {link.joins}"
    if link.kind == "mesh" and told.get("kind") == "torus":
        yield f"not a torus: a side wraps round only where it is a multiple of {told['wraparound']:g}"
    if home and told.get("devices", 0) > home.count:
        yield f"{link.name} has the rate of one die, of which {home.count} {plan.part.handle} have {told['devices']:g}"
    if link.kind == "irregular":
        yield f"{link.name} is irregular: some pairs of devices reach each other at less than its rate"
    if link.kind == "full" and home and link.joins < home.count and told:
        yield f"only the links among {link.joins} of {home.count} count, as each two have their own"


def _between(plan: Plan, outer: Joined | None, size: int, nodes: int, assumed: list[str]) -> Iterator[Link]:
    """The link between nodes, if there are several: the named one, or a network of the node's page."""
    if nodes == 1:
        return
    if outer:
        yield from _named(outer, plan, plan.count, assumed)
        return
    found = sorted(_networks(plan, assumed), key=lambda link: -link.bandwidth)
    if not found:
        assumed.append("no page says how the nodes are joined: join a link, as +infiniband-ndr does")
        return
    link = found[0]
    assumed.append(f"nodes joined by {link.name} as {link.spec.handle} has it, through switches that do not block")
    yield link._replace(joins=plan.count)


def _networks(plan: Plan, assumed: list[str]) -> Iterator[Link]:
    """The networks of the node, or of the next one of its size that has any, as one device's share of them."""
    for node in (node for node in plan.nodes if node.count == plan.nodes[0].count):
        found = {name: _share_of(node, name, plan.known) for name in names(node.spec, "network")}
        if any(found.values()):
            assumed += [f"{name} is left out, as {node.spec.handle} gives no rate" for name in found if not found[name]]
            yield from filter(None, found.values())
            return


def _share_of(node: Node, name: str, known: Catalogue) -> Link | None:
    """One device's share of a network of its node."""
    path = f"network.{name}"
    link = page_link(node.spec, path, known)
    per_node = f"{path}.per" in node.spec and node.spec.told(f"{path}.per")[2] == "node"
    return link and link._replace(bandwidth=link.bandwidth / (node.count if per_node else 1))
