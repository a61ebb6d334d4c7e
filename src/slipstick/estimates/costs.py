"""What may be asked of any question whose answer is the time of devices: rent, carbon of electricity, energy."""

from collections.abc import Mapping
from typing import Any

from ..units import CarbonIntensity, Spending
from .parameter import flag, measure

COSTS = (
    measure("rent", Spending, "rent of a device, such as 2USD/h: adds the cost", 0.0),
    measure("grid", CarbonIntensity, "carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon", 0.0),
    flag("energy", "adds the energy, at the limit of its power")._replace(alone="yes"),
)
NAMES = frozenset(each.name for each in COSTS)
ADDED = {"cost": ("rent",), "energy": ("grid", "energy"), "carbon": ("grid",)}  # the answers, and who asks for them


def added(asked: Mapping[str, Any]) -> list[str]:
    """The costs that were asked for among the options of a question."""
    return [name for name, options in ADDED.items() if any(asked.get(option) for option in options)]
