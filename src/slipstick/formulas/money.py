"""Money: what running a machine costs, and what that makes of a token or a unit."""

from ..formula import formula
from ..units import EnergyPrice, Power, Spending

CHAPTER = 17


@formula(source="ibm-energy-cost")
def electricity_cost(power: Power, price: EnergyPrice) -> Spending:
    """Cost per time of the electricity a machine draws.

    power: drawn on average. price: of energy. 380 W at 0.10 USD/kWh: 333 USD a year.

    >>> round(electricity_cost("380 W", "0.10 USD/kWh").to("USD/year").magnitude)
    333
    """
    return power * price
