"""Energy: what a machine draws, what a building adds to it, and the carbon that costs."""

from ..formula import formula
from ..units import Carbon, CarbonIntensity, Count, Energy, Power, Share, Time, Utilization

CHAPTER = 15


@formula(source="justaaa-dvfs")
def dvfs_energy_ratio(voltage_ratio: Count) -> Count:
    """Dynamic energy at a changed voltage over the energy before: it goes with the square.

    voltage_ratio: new voltage over old. 15 % less voltage: 0.7225.

    >>> show(dvfs_energy_ratio(0.85), digits=4)
    '0.7225'
    """
    return voltage_ratio**2


@formula(source="justaaa-dvfs")
def dvfs_power_ratio(voltage_ratio: Count, frequency_ratio: Count) -> Count:
    """Dynamic power at a changed voltage and frequency over the power before.

    voltage_ratio, frequency_ratio: new over old. 15 % less voltage and 14 % less frequency: 0.621. With
    15 % less of both, as in Hennessy and Patterson: 0.61.

    >>> show(dvfs_power_ratio(0.85, 0.86)), show(dvfs_power_ratio(0.85, 0.85))
    ('0.621', '0.614')
    """
    return dvfs_energy_ratio(voltage_ratio) * frequency_ratio


@formula(source="ccf-methodology")
def average_power(idle: Power, peak: Power, utilization: Utilization) -> Power:
    """Power of a server that is partly busy: a straight line from idle to peak.

    idle, peak: power at no and at full load. With the source's 0.74 W and 3.5 W for an AWS vCPU, half busy: 2.12 W.

    >>> show(average_power("0.74 W", "3.5 W", 0.5))
    '2.12 W'
    """
    return idle + (peak - idle) * utilization


@formula(source="gsf-sci-o")
def operational_carbon(energy: Energy, intensity: CarbonIntensity) -> Carbon:
    """Carbon of the energy used.

    energy: used. intensity: carbon per energy of the grid.

    >>> show(operational_carbon("2 kWh", "400 gCO2/kWh"))
    '800 gCO2'
    """
    return energy * intensity


@formula(source="gsf-sci-m")
def embodied_carbon(manufacture: Carbon, reserved: Time, life: Time, share: Share) -> Carbon:
    """Carbon of making the hardware, as far as it falls on one use of it.

    manufacture: of the whole. reserved: time it is used. life: time it lasts. share: of its resources that are used.

    >>> show(embodied_carbon("200 gCO2", "30 d", "1500 d", 0.5))
    '2 gCO2'
    """
    return manufacture * reserved / life * share
