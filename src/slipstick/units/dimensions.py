"""Dimensions as types: what a formula's parameter measures, the unit it is read in, and its range.

A dimension is written in *coherent* units: second, byte, FLOP, cycle, instruction, token, request, joule,
dollar, metre. Inside a rule every quantity is a plain number in those units, so nothing is ever converted
there. Quantities with other units are converted at the door, in :mod:`slipstick.units.quantity`.
"""

from math import inf
from typing import TYPE_CHECKING, get_args, get_origin

from ..records import Fields

if TYPE_CHECKING:
    from typing import Annotated
else:  # typing's own takes 2 ms for the types below

    class Annotated:
        """A number for a type checker; for a program what its ``__metadata__`` says."""

        def __class_getitem__(cls, item: tuple[type, "Dim"]) -> "Annotated":
            found = cls()
            found.__metadata__ = item[1:]
            return found


COUNTED = {"1", "cycle", "instruction", "token", "request"}


class Dim(Fields):
    """A dimension: its coherent unit, its name in words, and the range that makes sense.

    unit: coherent unit, such as ``"FLOP/s"``; ``""`` for a plain number.
    name: the dimension in words with its article, such as ``"a bandwidth"``.
    low, high: smallest and largest value allowed, in that unit. Not negative unless said otherwise.
    whole: only whole numbers make sense. many: a list of such values. generic: any dimension, of which the unit is
    known once an argument is: see ``D``. binary: k is 1024 after a power of two, so that ``4k`` is 4096.
    """

    unit: str
    name: str
    low: float = 0.0
    high: float = inf
    whole: bool = False
    many: bool = False
    generic: bool = False
    binary: bool = False

    @property
    def counted(self) -> bool:
        """Whether a plain number says enough: nothing but things counted, each with one unit, such as CPI."""
        return set(self.unit.replace("/", " ").replace("*", " ").split()) <= COUNTED


def dim_of(annotation: object) -> Dim | None:
    """The dimension an annotation declares, or None when it declares none. ``list[Time]`` is a list of times.

    >>> dim_of(Annotated[float, Dim("B/s", "a bandwidth")]).unit
    'B/s'
    >>> dim_of(list[Annotated[float, Dim("s", "a time")]]).many
    True
    """
    if get_origin(annotation) is list:
        (each,) = get_args(annotation)
        one = dim_of(each)
        return one._replace(many=True) if one else None
    for item in getattr(annotation, "__metadata__", ()):
        if isinstance(item, Dim):
            return item
    return None


Time = Annotated[float, Dim("s", "a time")]
Size = Annotated[float, Dim("B", "a size")]
Work = Annotated[float, Dim("FLOP", "an amount of work")]
Cycles = Annotated[float, Dim("cycle", "a number of cycles")]
Instructions = Annotated[float, Dim("instruction", "a number of instructions")]
Tokens = Annotated[float, Dim("token", "a number of tokens")]
Requests = Annotated[float, Dim("request", "a number of requests")]
Energy = Annotated[float, Dim("J", "an energy")]
Money = Annotated[float, Dim("USD", "an amount of money")]
Length = Annotated[float, Dim("m", "a length")]
Area = Annotated[float, Dim("m^2", "an area")]
Carbon = Annotated[float, Dim("gCO2", "a carbon mass")]
Temperature = Annotated[float, Dim("K", "a temperature difference")]
ThermalResistance = Annotated[float, Dim("K/W", "a thermal resistance")]
Voltage = Annotated[float, Dim("V", "a voltage")]
Capacitance = Annotated[float, Dim("J/V^2", "a capacitance")]
Current = Annotated[float, Dim("J/V/s", "a current")]

Compute = Annotated[float, Dim("FLOP/s", "a compute rate")]
Bandwidth = Annotated[float, Dim("B/s", "a bandwidth")]
Frequency = Annotated[float, Dim("cycle/s", "a frequency")]
InstructionRate = Annotated[float, Dim("instruction/s", "an instruction rate")]
TokenRate = Annotated[float, Dim("token/s", "a token rate")]
RequestRate = Annotated[float, Dim("request/s", "a request rate")]
Rate = Annotated[float, Dim("1/s", "a rate of events")]
Power = Annotated[float, Dim("J/s", "a power")]
Spending = Annotated[float, Dim("USD/s", "a cost per time")]
Speed = Annotated[float, Dim("m/s", "a speed")]

Intensity = Annotated[float, Dim("FLOP/B", "an intensity")]
WorkPerCycle = Annotated[float, Dim("FLOP/cycle", "a work per cycle")]
WorkPerToken = Annotated[float, Dim("FLOP/token", "a work per token")]
WorkPerEnergy = Annotated[float, Dim("FLOP/J", "a work per energy")]
CPI = Annotated[float, Dim("cycle/instruction", "a CPI")]
IPC = Annotated[float, Dim("instruction/cycle", "an IPC")]
PerInstruction = Annotated[float, Dim("1/instruction", "a number of events per instruction")]
SizePerCycle = Annotated[float, Dim("B/cycle", "a size per cycle")]
SizePerToken = Annotated[float, Dim("B/token", "a size per token")]
SizePerRequest = Annotated[float, Dim("B/request", "a size per request")]
TimePerSize = Annotated[float, Dim("s/B", "a time per byte")]
TimePerToken = Annotated[float, Dim("s/token", "a time per token")]
EnergyPerByte = Annotated[float, Dim("J/B", "an energy per byte")]
EnergyPerWork = Annotated[float, Dim("J/FLOP", "an energy per operation")]
EnergyPerToken = Annotated[float, Dim("J/token", "an energy per token")]
EnergyDelay = Annotated[float, Dim("J*s", "an energy-delay product")]
StorageCost = Annotated[float, Dim("USD/B/s", "a cost of storage")]
TransferCost = Annotated[float, Dim("USD/B", "a cost of transfer")]
RequestCost = Annotated[float, Dim("USD/request", "a cost per request")]
MoneyPerToken = Annotated[float, Dim("USD/token", "a cost per token")]
MoneyPerWork = Annotated[float, Dim("USD/FLOP", "a cost per operation")]
ComputePrice = Annotated[float, Dim("USD*s/FLOP", "a price per compute rate")]
AreaCost = Annotated[float, Dim("USD/m^2", "a cost per area")]
EnergyPrice = Annotated[float, Dim("USD/J", "a price of energy")]
CarbonIntensity = Annotated[float, Dim("gCO2/J", "a carbon intensity")]
DefectDensity = Annotated[float, Dim("1/m^2", "a density per area")]
PowerDensity = Annotated[float, Dim("J/m^2/s", "a power per area")]

Count = Annotated[float, Dim("", "a plain number")]
Speedup = Annotated[float, Dim("", "a speedup")]
Processors = Annotated[float, Dim("", "a number of processors", low=1.0)]
Whole = Annotated[float, Dim("", "a whole number", whole=True)]
Share = Annotated[float, Dim("", "a share", high=1.0)]
Utilization = Annotated[float, Dim("", "a utilization", high=1.0)]
Probability = Annotated[float, Dim("", "a probability", high=1.0)]
# 10^12 is a thousand times the longest side anybody multiplies, and its products stay exact enough in a float.
SIDE = Dim("", "a whole number of elements", low=1.0, high=1e12, whole=True)
Side = Annotated[float, SIDE]
# Any dimension, one for all of a formula's that have this type: times give a time, cycles give cycles.
D = Annotated[float, Dim("", "any one dimension", generic=True)]


def _named(types: dict[str, object]) -> tuple[Dim, ...]:
    """One dimension for each unit: the one that says least about the range."""
    found = [dim for annotation in types.values() if (dim := dim_of(annotation)) and not dim.many and dim.unit]
    return (*found, Dim("", "a plain number"))


NAMED: tuple[Dim, ...] = _named(globals())

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
