"""A machine as a training step sees it: the rates of a device, its groups, what software reaches, its memory."""

from ...errors import SlipstickError
from ...formulas.core.formula import unrecorded
from ...records import Fields
from ...specs.catalogue import Catalogue
from ...specs.links import page_link
from ...specs.machine import Machine
from ...specs.named import rate
from ...specs.spec import Spec
from ...units.dtypes import BITS
from ..calibration import Calibration
from ..serving.placed import USABLE, elsewhere
from .groups import Exchanges
from .memory import Trained
from .steps import Rates


class Placed(Fields):
    """A machine as a step sees it: the rates of a device, its groups, what software reaches.

    capacity: bytes of the memory of a device, without what its driver keeps.
    """

    part: Spec
    devices: float
    rates: Rates
    exchanges: Exchanges
    fit: Calibration
    capacity: float

    def offloaded(self, trained: Trained, name: str, known: Catalogue) -> Trained:
        """The same with the optimizer in the memory of a host, which the devices of a node share.

        Raises UsageError for what is no memory of a host, SlipstickError for a part whose link to it is not known.
        """
        link = page_link(self.part, "links.pcie", known)
        if link is None:
            raise SlipstickError(f"{self.part.handle} has no links.pcie: how fast it reaches its host is not known")
        share = min(float(self.exchanges.inner()), self.devices)
        return trained._replace(host=elsewhere(known, name) / share, lane=link.bandwidth)

    @classmethod
    def of(cls, where: Machine, dtype: str, fit: Calibration) -> "Placed":
        """Those of a machine. Raises SlipstickError for a rate that its part lacks."""
        part = where.part
        wide = dtype if BITS[dtype] >= BITS["bf16"] else "bf16"
        asked = (("matrix", dtype), ("matrix", wide), ("memory", dtype))
        narrow, full, memory = (rate(part, *each).value(unrecorded) for each in asked)
        rates = Rates(narrow, full, memory)
        capacity = f"{part.main_memory}.capacity"
        most = USABLE * part.number(capacity) if capacity in part else float("inf")
        return cls(part, float(where.count), rates, Exchanges(where), fit, most)
