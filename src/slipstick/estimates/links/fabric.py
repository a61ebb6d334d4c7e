"""The fabric of a machine: the levels of links between its devices, from the innermost out."""

from math import ceil

from ...errors import SlipstickError, UsageError
from ...records import Fields
from ...specs.links import Link
from ...specs.machine import Machine
from ...specs.topology import GRIDS

SUMMING = 4  # generation of NVLink from which on its switches sum
SUMMED = ("fp16", "bf16", "fp32", "tf32", "fp64")  # number formats that these switches sum
NETWORKS = ("network", "route")  # where pages have the links between nodes


class Level(Fields):
    """Devices, or groups of them that the levels below join, and the link between these.

    ranks: how many it joins. inner: devices in each of these. bandwidth: of one device each way, in B/s; on a grid that
    of the device with the fewest ports.
    """

    link: Link
    ranks: int
    inner: int
    bandwidth: float

    @property
    def outer(self) -> int:
        """Devices that are joined by it and the levels below."""
        return self.link.joins

    def faster(self) -> "Level":
        """The same with a link of twice the bandwidth."""
        return self._replace(link=self.link._replace(bandwidth=2 * self.link.bandwidth), bandwidth=2 * self.bandwidth)

    @property
    def kind(self) -> str:
        """What its link is called with others of its kind: nvlink for NVLink of any generation."""
        if self.link.path.startswith(NETWORKS):
            return "network"
        return next((name for name in ("nvlink", "pcie") if name in self.link.name), self.link.name)

    @property
    def sums(self) -> bool:
        """Whether its switches can sum what the devices send."""
        page, path = self.link.spec, f"{self.link.path}.generation"
        number = page.told(path)[2] if path in page else ""
        switched = self.link.kind == "switch" and self.kind == "nvlink"
        return switched and number.isdigit() and int(number) >= SUMMING

    @property
    def lane(self) -> float:
        """Bandwidth between two neighbours each way, in B/s."""
        if self.link.kind in GRIDS:
            return self.link.bandwidth / (2 * len(self.link.shape))
        return self.bandwidth / (self.ranks - 1) if self.link.kind == "full" else self.bandwidth

    @property
    def steps(self) -> int:
        """Steps until all of its members have what one of them had, each passing it on to its neighbours."""
        if self.link.kind not in GRIDS:
            return self.ranks - 1
        return sum(side // 2 if self.link.kind == "torus" else side - 1 for side in self.link.shape)

    @property
    def ways(self) -> int:
        """Links between the halves of a row of a grid."""
        return 2 if self.link.kind == "torus" else 1


def levels(machine: Machine) -> list[Level]:
    """The levels of a machine.

    Raises UsageError for one device, SlipstickError where no page says how all are joined.
    """
    if machine.count == 1:
        hint = f"say how many, such as 8x{machine.part.handle}"
        raise UsageError(f"{machine.handle} is one device, with nobody to send to: {hint}")
    found: list[Level] = []
    inner = 1
    for link in machine.links:
        found.append(Level(link, ceil(link.joins / inner), inner, _fewest_ports(link)))
        inner = link.joins
    if inner < machine.count:
        raise SlipstickError(f"{machine.handle}: {_missing(machine)}")
    return found


def _missing(machine: Machine) -> str:
    told = [each for each in machine.assumptions if "join a link" in each]
    return told[0] if told else "no page says how its devices are joined: join a link, as +pcie-4 does"


def _fewest_ports(link: Link) -> float:
    """The bandwidth of the device with the fewest ports: of a mesh one in a corner, with one a side."""
    if link.kind not in GRIDS:
        return link.bandwidth
    most = 2 if link.kind == "torus" else 1
    ports = sum(most if side > 2 else 1 for side in link.shape if side > 1)
    return link.bandwidth * ports / (2 * len(link.shape))
