"""Machines: what a question runs on, so many of a part or of a node, and the links between them."""

import re
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import UsageError
from ..files.places import MOMENT
from ..words import nearest, pattern, quoted, slug
from .catalogue import KEPT, Catalogue, catalogue
from .spec import COMPUTES, Spec

if TYPE_CHECKING:  # most machines are one part, without a link
    from .joining import Joined
    from .links import Link
    from .named import Latency
    from .node import Node
    from .rates import Rate
    from .wiring import Wiring

MOST = 10**6  # devices
COUNTED = pattern(r"\s*([-+]?\d[\d.,_]*(?:e[-+]?\d+)?)\s*[x×]\s*(\S.*)", re.IGNORECASE)
LINKS = ("link", "network")
MACHINES = (*COMPUTES, "node")  # the kinds of what a machine is made of


class Machine:
    """So many of a part that computes, and the links between them. Made by :func:`machine`; never changed.

    part: the part a kernel runs on: its GPU, accelerator or CPU. count: how many of it in all, 1 to 10^6.
    node: the node that was named, or None.
    """

    part: Spec
    count: int
    node: Spec | None
    memo: dict[Any, Any]  # what was worked out of it, by whoever did
    _home: "Node | None"
    _joined: "tuple[Joined, ...]"
    _known: Catalogue
    _word: str
    _since: float

    def __init__(
        self,
        part: Spec,
        count: int,
        node: "Node | None",
        joined: "tuple[Joined, ...]",
        known: Catalogue,
        word: str = "",
    ) -> None:
        named = {"_home": node, "_joined": joined, "_known": known, "_word": word, "_since": time.monotonic()}
        self.__dict__.update(part=part, count=count, node=node and node.spec, memo={}, **named)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"a machine is not changed: make another one for another {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a machine is not changed: its {name} stays")

    def __repr__(self) -> str:
        return f"<machine {self.handle}: {self.name}>"

    @property
    def handle(self) -> str:
        """How it is written shortest: ``"a100-sxm-80gb"``, ``"8xh100-sxm"``, ``"4xdgx-h100"``."""
        return "+".join([self._times("x", (self.node or self.part).handle), *(j.handle for j in self._joined)])

    @property
    def name(self) -> str:
        """How a title names it: ``"8 x NVIDIA H100 SXM5 80GB"``."""
        return ", ".join([self._times(" x ", (self.node or self.part).name), *(j.spec.name for j in self._joined)])

    def _times(self, sign: str, word: str) -> str:
        many = self.count // self._home.count if self._home else self.count
        return f"{many}{sign}{word}" if many > 1 else word

    @cached_property
    def _wiring(self) -> "Wiring":
        from .wiring import Wiring, wire

        if self.count == 1:
            return Wiring((), 1, ())
        return wire(self.part, self.count, self._home, self._joined, self._known)

    @property
    def nodes(self) -> int:
        """How many nodes it has: so many of the one named, or of one that holds such parts."""
        return self.count // self._home.count if self._home else self._wiring.nodes

    @property
    def links(self) -> "tuple[Link, ...]":
        """The links between its devices, outward: first those in a node, then those between nodes."""
        return self._wiring.links

    def rate(self, name: str, dtype: str = "bf16") -> "Rate":
        """A rate by name: of one of its devices (``matrix``, ``vector``, ``memory``, ``L2``), or of a link.

        dtype: of ``matrix``. Returns the printed or derived rate in coherent units with the facts it rests on. Raises
        SlipstickError for one it lacks.

        >>> machine("8xh100").rate("nvlink").printed, machine("h100").rate("memory").paths
        (450000000000.0, ('memory.HBM.bandwidth',))
        """
        from .named import link_rate, rate

        return link_rate(self.links, name) or rate(self.part, name, dtype)

    def latency(self, name: str) -> "Latency":
        """A latency by name, in seconds with the facts it rests on: ``launch``, ``seek``, a level's, or a link's hop.

        Raises SlipstickError for one that no page gives.
        """
        from .named import latency

        return latency(self.part, self.links, name, self._known)

    def some(self, count: int) -> "Machine":
        """So many of its devices, or of more like them, joined as it is; itself where that is all.

        >>> machine("8xh100").some(2), machine("4xrtx-4090+pcie-4").some(2).handle
        (<machine 2xh100-sxm: 2 x NVIDIA H100 SXM5 80GB>, '2xrtx-4090+pcie-4')
        """
        if count == self.count:
            return self
        made: dict[int, Machine] = self.__dict__.setdefault("_some", {})
        if count not in made:
            networks = [joined for joined in self._joined if joined.network]
            one = bool(networks) and len(self.links) > 1 and count <= self.links[0].joins  # of its nodes has so many
            kept = [joined for joined in self._joined if count > 1 and not (one and joined in networks)]
            made[count] = Machine(self.part, count, None, tuple(kept), self._known)
        return made[count]

    @property
    def stands(self) -> bool:
        """Whether its page is as it was. How several devices are joined is read of many pages, and anew in a moment."""
        found = self._known.find(self._word, MACHINES)
        alone = self.count == 1 and self._home is None
        return found is (self.node or self.part) and (alone or time.monotonic() - self._since < MOMENT)

    @property
    def choice(self) -> str:
        """What the word it was asked for by is taken for, where that means one of several by choice; else empty."""
        return self._known.choice(self._word) if self._word else ""

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was taken for granted about its links and nodes, in words."""
        return self._wiring.assumptions


def machine(text: str | Spec | Machine, specs: str | Catalogue | None = None) -> Machine:
    """A machine of its text: a part or node, with a count before it, and links joined to it with a plus.

    text: such as ``"a100"``, ``"8xh100"``, ``"4x dgx-h100"``, ``"64xtpu-v4"``, ``"2xrtx-4090+pcie-4"``; or a spec, or a
    machine, which is itself. specs: as in :func:`slipstick.load`.
    Links not named are those of the part's own page, and of a node that holds such parts: ``assumptions`` says which.
    Raises UsageError for unknown words, with the nearest, for a count that is no whole number from 1 to 10^6, for what
    computes nothing and for what is no link; SlipstickError for a node of several kinds of devices, or whose topology
    does not fit their number.

    >>> eight = machine("8xh100")
    >>> eight, eight.count, eight.part.handle
    (<machine 8xh100-sxm: 8 x NVIDIA H100 SXM5 80GB>, 8, 'h100-sxm')
    >>> [(link.name, show(link.bandwidth, "B/s"), link.kind, link.joins) for link in machine("4x dgx-h100").links]
    [('nvlink', '450 GB/s', 'switch', 8), ('infiniband', '50 GB/s', '', 32)]
    """
    if isinstance(text, Machine):
        return text
    known = catalogue(specs)
    if isinstance(text, Spec):
        return _of(text, 1, (), known, text.handle)
    if not isinstance(text, str):
        raise UsageError(f"{quoted(text)} is no machine: expected the name of a part or node, such as a100 or 8xh100")
    kept: Machine | None = known.machines.get(text)
    if kept is None or not kept.stands:
        kept = known.machines[text] = _read_as(text, known)
        while len(known.machines) > KEPT:
            del known.machines[next(iter(known.machines))]
    return kept


def _read_as(text: str, known: Catalogue) -> Machine:
    """The machine of a text. Raises as :func:`machine`."""
    if "+" not in text and not COUNTED.match(text):
        return _of(_found(text, text, known), 1, (), known, text)
    many, word, links = _read(text, known)
    joined = tuple(_joined(text, link, known) for link in links)
    made = _of(_found(text, word, known), many, joined, known, word)
    if joined and made.count == 1:
        raise UsageError(
            f"{quoted(text)} is one device, with nothing to join: say how many, as in 2x{text.strip()[:20]}"
        )
    return made


def _of(spec: Spec, many: int, joined: "tuple[Joined, ...]", known: Catalogue, word: str) -> Machine:
    """A machine of so many of a part or node. word: by which it was asked for."""
    if spec.kind in COMPUTES:
        return Machine(spec, many, None, joined, known, word)
    if spec.kind != "node":
        raise UsageError(
            f"{spec.handle} ({spec.kind}) computes nothing: a machine is of a gpu, accelerator, cpu or node"
        )
    from .node import node

    made = node(spec, known)
    _whole(f"{many}x{spec.handle}", str(many * made.count))
    return Machine(made.part, many * made.count, made, joined, known, word)


def _read(text: str, known: Catalogue) -> tuple[int, str, list[str]]:
    """The count, the word for a part, and the words for links; the word is as long as one that is known."""
    match = None if known.exact(text) else COUNTED.fullmatch(text)
    many, rest = (_whole(text, match[1]), match[2]) if match else (1, text)
    again = COUNTED.fullmatch(rest) if match and not known.exact(rest) else None
    if again and known.exact(again[2].partition("+")[0]):
        every = many * _whole(text, again[1])
        raise UsageError(f"{quoted(text)} has two counts: write {every}x{again[2]}, of all devices")
    pieces = rest.split("+")
    ends = range(len(pieces), 0, -1)
    end = next((end for end in ends if known.exact("+".join(pieces[:end]))), 1)
    return many, "+".join(pieces[:end]), pieces[end:]


def _whole(text: str, number: str) -> int:
    """A count of devices. Raises UsageError for any but a whole number from 1 to 10^6."""
    many = int(number) if number.isdecimal() and len(number) <= len(str(MOST)) else 0
    if not 1 <= many <= MOST:
        raise UsageError(
            f"{quoted(text)} has {number[:20]} devices: expected a whole number from 1 to {MOST}, as in 8xa100"
        )
    return many


def _found(text: str, word: str, known: Catalogue) -> Spec:
    """The spec of a word; where nothing is near it, the error is about the whole text."""
    try:
        return known.find(word, MACHINES)
    except UsageError:
        if not nearest(slug(word), known.words) and nearest(slug(text), known.words):
            known.find(text, MACHINES)
        raise


def _joined(text: str, word: str, known: Catalogue) -> "Joined":
    """A link after a plus."""
    from .joining import Joined

    if not word.strip():
        raise UsageError(f"{quoted(text)} has nothing after its +: a link belongs there, such as pcie-4")
    match = None if known.exact(word) else COUNTED.fullmatch(word)
    spec, path = known.look_up(match[2] if match else word)
    if spec.kind not in LINKS or match:
        raise UsageError(
            f"{word.strip()[:40]} is no link but a {spec.kind}: after the + belongs what joins devices, such as pcie-4"
        )
    if path and not re.fullmatch(r"links\.[^.]+", path):
        raise UsageError(f"{quoted(word)} is no link of {spec.handle} but its {path}: after the + belongs a link")
    return Joined(spec, path)
