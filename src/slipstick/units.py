"""Dimensions as types: what a formula's parameter measures, the unit it is read in, and its range.

A dimension is written in *coherent* units: second, byte, FLOP, cycle, instruction, token, request, joule,
dollar, metre. Inside a rule every quantity is a plain number in those units, so nothing is ever converted
there. Quantities with other units are converted at the door, in :mod:`slipstick.quantities`.
"""

import os
from functools import cache
from math import inf
from typing import Annotated, NamedTuple


class Dim(NamedTuple):
    """A dimension: its coherent unit, its name in words, and the range that makes sense.

    unit: coherent unit, such as ``"FLOP/s"``; ``""`` for a plain number.
    name: the dimension in words with its article, such as ``"a bandwidth"``.
    low, high: smallest and largest value allowed, in that unit. Not negative unless said otherwise.
    whole: only whole numbers make sense.
    """

    unit: str
    name: str
    low: float = 0.0
    high: float = inf
    whole: bool = False


def dim_of(annotation: object) -> Dim | None:
    """The dimension an annotation declares, or None when it declares none.

    >>> dim_of(Annotated[float, Dim("B/s", "a bandwidth")]).unit
    'B/s'
    """
    for item in getattr(annotation, "__metadata__", ()):
        if isinstance(item, Dim):
            return item
    return None


Time = Annotated[float, Dim("s", "a time")]
Size = Annotated[float, Dim("B", "a size")]
Work = Annotated[float, Dim("FLOP", "an amount of work")]
Cycles = Annotated[float, Dim("cycle", "a number of cycles")]
Compute = Annotated[float, Dim("FLOP/s", "a compute rate")]
Bandwidth = Annotated[float, Dim("B/s", "a bandwidth")]
Intensity = Annotated[float, Dim("FLOP/B", "an intensity")]
Frequency = Annotated[float, Dim("cycle/s", "a frequency")]
WorkPerCycle = Annotated[float, Dim("FLOP/cycle", "a work per cycle")]
Energy = Annotated[float, Dim("J", "an energy")]
Power = Annotated[float, Dim("J/s", "a power")]
Money = Annotated[float, Dim("USD", "an amount of money")]
Length = Annotated[float, Dim("m", "a length")]
Area = Annotated[float, Dim("m^2", "an area")]
Carbon = Annotated[float, Dim("gCO2", "a carbon mass")]
Speed = Annotated[float, Dim("m/s", "a speed")]
RequestRate = Annotated[float, Dim("request/s", "a request rate")]
EnergyPerByte = Annotated[float, Dim("J/B", "an energy per byte")]
EnergyPerWork = Annotated[float, Dim("J/FLOP", "an energy per operation")]
Spending = Annotated[float, Dim("USD/s", "a cost per time")]
StorageCost = Annotated[float, Dim("USD/B/s", "a cost of storage")]
TransferCost = Annotated[float, Dim("USD/B", "a cost of transfer")]
RequestCost = Annotated[float, Dim("USD/request", "a cost per request")]
Count = Annotated[float, Dim("", "a plain number")]
Share = Annotated[float, Dim("", "a share", high=1.0)]
# 10^12 is a thousand times the longest side anybody multiplies, and its products stay exact enough in a float.
SIDE = Dim("", "a whole number of elements", low=1.0, high=1e12, whole=True)
Side = Annotated[float, SIDE]

NAMED: tuple[Dim, ...] = tuple(
    dim
    for annotation in (
        *(Time, Size, Work, Cycles, Compute, Bandwidth, Intensity, Frequency, WorkPerCycle),
        *(Energy, Power, Money, Length, Area, Carbon, Speed, RequestRate, EnergyPerByte, EnergyPerWork),
        *(Spending, StorageCost, TransferCost, RequestCost, Count),
    )
    if (dim := dim_of(annotation)) is not None
)

# Unit constants for rules: a count times a count is not work, so a rule says `2 * FLOP * m * n * k`.
# They are plain numbers in coherent units; the dimension proof puts real quantities in their place.
byte: float = 1.0
bit: float = 0.125
second: float = 1.0
FLOP: float = 1.0
cycle: float = 1.0
instruction: float = 1.0
token: float = 1.0
request: float = 1.0
CONSTANTS: dict[str, str] = {
    "byte": "B",
    "bit": "bit",
    "second": "s",
    "FLOP": "FLOP",
    "cycle": "cycle",
    "instruction": "instruction",
    "token": "token",
    "request": "request",
}


@cache
def data_folder() -> str:
    """The folder with the units, specs, sources and measurements: in the wheel, or at the top of a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    shipped = os.path.join(here, "data")
    return shipped if os.path.isdir(shipped) else os.path.join(os.path.dirname(os.path.dirname(here)), "data")
