"""The bandwidth of a GPU's shared memories, which follows from their banks."""

from ..errors import SlipstickError
from ..formulas.blocking import shared_bandwidth
from .rates import Rate
from .spec import Spec

UNIT, BANKS, WORD = "streaming multiprocessor", 32.0, 4.0  # whose shared memory has banks, and the bytes of one a cycle
GUIDE = "nvidia-cuda-guide-banks"


def shared(part: Spec) -> Rate:
    """The bandwidth of all shared memories together, in B/s. Raises SlipstickError for a part that has none such."""
    pace = "clock.highest" if "clock.highest" in part else "clock.boost"
    paths = {"units": "compute.units", "clock": pace}
    unit = part.told("compute.unit")[2] if "compute.unit" in part else ""
    if unit != UNIT or any(path not in part for path in paths.values()):
        told = "its bandwidth of shared memory is known where compute.unit is a"
        raise SlipstickError(f"{part.handle} ({part.name}): {told} {UNIT}, with compute.units and clock.boost")
    inputs = {"banks": BANKS, "word": WORD, **{name: part.number(path) for name, path in paths.items()}}
    assumed = f"shared memory: 32 banks of a multiprocessor give a word of 4 B each a cycle, at {pace}"
    return Rate(tuple(paths.values()), None, ((shared_bandwidth, inputs),), assumed, (GUIDE,))
