"""Energy: what a machine draws, what a building adds to it, and the carbon that costs."""

from ..units import (
    Capacitance,
    Carbon,
    CarbonIntensity,
    Compute,
    Count,
    Current,
    Cycles,
    Energy,
    EnergyDelay,
    EnergyPerToken,
    EnergyPerWork,
    Frequency,
    Power,
    Share,
    Temperature,
    ThermalResistance,
    Time,
    TokenRate,
    Utilization,
    Voltage,
    WorkPerEnergy,
    cycle,
)
from .core.conditions import at_most, least
from .core.formula import formula
from .processor import cycles_time
from .transformers import forward_work

PUE = least("pue", 1, "a facility draws at least what its machines do")


@formula(source="hennessy-patterson")
def dvfs_energy_ratio(voltage_ratio: Count) -> Count:
    """Dynamic energy at a changed voltage over the energy before: it goes with the square.

    voltage_ratio: new voltage over old. 15 % less voltage: 72 %.

    >>> show(dvfs_energy_ratio(0.85), digits=4)
    '0.7225'
    """
    return voltage_ratio**2


@formula(source="hennessy-patterson")
def dvfs_power_ratio(voltage_ratio: Count, frequency_ratio: Count) -> Count:
    """Dynamic power at a changed voltage and frequency over the power before.

    voltage_ratio, frequency_ratio: new over old. 15 % less of both: 0.61. A Pentium M from 1.6 GHz and
    1.484 V to 0.6 GHz and 0.956 V: down by a factor of 6.4.

    >>> show(dvfs_power_ratio(0.85, 0.85), digits=2)
    '0.61'
    >>> show(1 / dvfs_power_ratio(0.956 / 1.484, 0.6 / 1.6), digits=2)
    '6.4'
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


@formula(source="vaia-prescott")
def dynamic_energy(capacitance: Capacitance, voltage: Voltage) -> Energy:
    """Energy of one switch of a circuit from 0 to 1, or back: half the capacitance times the voltage squared.

    capacitance: that is charged. voltage: of the supply. The Pentium 4's 32 nF at 1.25 V: 25 nJ.

    >>> show(dynamic_energy("32 nF", "1.25 V"))
    '25 nJ'
    """
    return capacitance * voltage**2 / 2


@formula(source="vaia-prescott")
def dynamic_power(capacitance: Capacitance, voltage: Voltage, clock: Frequency) -> Power:
    """Power of switching, once a cycle: the textbook's 1/2 C V^2 f.

    capacitance: charged in an average cycle. voltage: of the supply. clock: cycles per second. Pentium 4 Prescott:
    3.2e-8 F, 1.25 V and 3.6 GHz for its 90 W. Core i5 Ivy Bridge: 2.905e-8 F, 0.9 V and 3.4 GHz for 40 W.

    >>> show(dynamic_power("32 nF", "1.25 V", "3.6 GHz"))
    '90 W'
    >>> show(dynamic_power("29.05 nF", "0.9 V", "3.4 GHz"))
    '40 W'
    """
    return dynamic_energy(capacitance, voltage) * clock / cycle


@formula(source="greaves-dynamic-power")
def activity_power(activity: Share, capacitance: Capacitance, voltage: Voltage, clock: Frequency) -> Power:
    """Power of switching, by how often a net is charged: activity times C V^2 f.

    activity: share of cycles in which the net goes from one to zero. Charging and discharging it waste half of C V^2
    each, so the half of the textbook's form is gone. By hand: 0.2 of 40 pF at 1.1 V and 200 MHz: 1.936 mW.

    >>> show(activity_power(0.2, "40 pF", "1.1 V", "200 MHz"), digits=4)
    '1.936 mW'
    """
    return activity * capacitance * voltage**2 * clock / cycle


@formula(source="vaia-prescott")
def static_power(current: Current, voltage: Voltage) -> Power:
    """Power of leakage: what flows while nothing switches.

    current: that leaks. voltage: of the supply. The Pentium 4's 8 A at 1.25 V: 10 W.

    >>> show(static_power("8 A", "1.25 V"))
    '10 W'
    """
    return current * voltage


@formula(source="vaia-prescott")
def chip_power(capacitance: Capacitance, voltage: Voltage, clock: Frequency, current: Current) -> Power:
    """Power of a chip: what it takes to switch, and what leaks.

    capacitance: charged in an average cycle. voltage: of the supply. clock: cycles per second. current: that leaks.
    The Pentium 4: 90 W and 10 W. To save a tenth of it at the same leakage current the voltage has to fall to 1.18 V.

    >>> show(chip_power("32 nF", "1.25 V", "3.6 GHz", "8 A"))
    '100 W'
    >>> show(chip_power("32 nF", "1.1825 V", "3.6 GHz", "8 A"))
    '90 W'
    """
    return dynamic_power(capacitance, voltage, clock) + static_power(current, voltage)


@formula(source="vaia-prescott")
def static_share(static: Power, dynamic: Power) -> Share:
    """Share of a chip's power that is leakage.

    static: of leakage. dynamic: of switching. Pentium 4: 10 W to 90 W, 10 %. Core i5 Ivy Bridge: 30 W to 40 W, 42.9 %.

    >>> show(static_share("10 W", "90 W")), show(static_share("30 W", "40 W"))
    ('0.1', '0.429')
    """
    return static / (static + dynamic)


@formula(source="horowitz-power-scaling")
def scaled_power_ratio(capacitance_ratio: Count, voltage_ratio: Count, frequency_ratio: Count) -> Count:
    """Dynamic power of a circuit in another technology over the power before.

    capacitance_ratio, voltage_ratio, frequency_ratio: new over old. All lengths and the voltage scaled by a, as Dennard
    has it: a^3 at the same frequency, a^2 at 1/a of it. At a = 0.5: an eighth and a quarter.

    >>> show(scaled_power_ratio(0.5, 0.5, 1)), show(scaled_power_ratio(0.5, 0.5, 2))
    ('0.125', '0.25')
    """
    return capacitance_ratio * dvfs_power_ratio(voltage_ratio, frequency_ratio)


@formula(source="nas-computing-performance")
def task_energy(power: Power, time: Time) -> Energy:
    """Energy of a task: power times time.

    power: drawn on average. time: the task takes. A Dell PowerEdge 2950 III of 275 W over four years of 8760 hours:
    9636 kWh.

    >>> round(task_energy("275 W", "35040 h").to("kWh").magnitude, 6)
    9636.0
    """
    return power * time


@formula(source="lynskey-power-energy")
def clocked_energy(
    cycles: Cycles, clock: Frequency, capacitance: Capacitance, voltage: Voltage, current: Current
) -> Energy:
    """Energy of a task of so many cycles at a clock: switching costs the same at any, leakage less the sooner it ends.

    capacitance: charged in an average cycle. voltage: of the supply. current: that leaks. So at one voltage racing to
    the end is best, where the machine is off after it; slowing down pays where the voltage comes down too. By hand: the
    Pentium 4's 3.6e9 cycles at 3.6 GHz take 100 J, at half the clock 110 J, at half the clock and 0.9 V 61.1 J.

    >>> show(clocked_energy("3.6e9 cycle", "3.6 GHz", "32 nF", "1.25 V", "8 A"))
    '100 J'
    >>> show(clocked_energy("3.6e9 cycle", "1.8 GHz", "32 nF", "1.25 V", "8 A"))
    '110 J'
    >>> show(clocked_energy("3.6e9 cycle", "1.8 GHz", "32 nF", "0.9 V", "8 A"))
    '61.1 J'
    """
    return task_energy(chip_power(capacitance, voltage, clock, current), cycles_time(cycles, clock))


@formula(source="gonzalez-horowitz-energy")
def energy_delay_product(power: Power, time: Time) -> EnergyDelay:
    """Energy of a task times the time it takes: low for what is both frugal and fast.

    power: drawn on average. time: the task takes. By hand: 0.5 W for 4 ns: 8e-18 J s. 0.35 W for 5 ns: 8.75e-18 J s,
    so less power and still the worse design.

    >>> show(energy_delay_product("0.5 W", "4 ns")), show(energy_delay_product("0.35 W", "5 ns"))
    ('8e-18 J*s', '8.75e-18 J*s')
    """
    return task_energy(power, time) * time


@formula(source="wikisum-performance-per-watt")
def performance_per_watt(rate: Compute, power: Power) -> WorkPerEnergy:
    """Work for each joule: rate over power, as on the Green500 list.

    rate: achieved. power: drawn meanwhile. Fujitsu's FR550: 51 GOP/s at 3 W, 17 billion operations a joule.

    >>> show(performance_per_watt("51 GOP/s", "3 W"))
    '17 GOP/J'
    """
    return rate / power


@formula(source="greaterwrong-token-energy")
def energy_per_operation(power: Power, rate: Compute) -> EnergyPerWork:
    """Energy of one operation of a machine at work.

    power: it draws. rate: it achieves. A GB300 of 1400 W at 14 PFLOP/s of FP4: 100 fJ.

    >>> show(energy_per_operation("1400 W", "14 PFLOP/s"))
    '100 fJ/FLOP'
    """
    return power / rate


@formula(source="greaterwrong-token-energy")
def arithmetic_token_energy(parameters: Count, operation: EnergyPerWork) -> EnergyPerToken:
    """Energy of a token's arithmetic in a language model: two operations for each active parameter.

    parameters: active ones. operation: energy of one. The least it can be: memory and idle chips come on top. 10^12
    parameters at 100 fJ: 0.2 J.

    >>> show(arithmetic_token_energy(1e12, "1e-13 J/FLOP"))
    '200 mJ/token'
    """
    return forward_work(parameters) * operation


@formula(source="clune-token-energy")
def energy_per_token(power: Power, rate: TokenRate) -> EnergyPerToken:
    """Energy a server spends on a token.

    power: of the server. rate: tokens per second of all its users. Four H100 at 1.5 kW with one user, 41.8 token/s:
    36 J (10 kWh for a million). At 3 kW with eight users, 156 token/s: 19 J.

    >>> show(energy_per_token("1.5 kW", "41.8 token/s"), digits=2)
    '36 J/token'
    >>> show(energy_per_token("3 kW", "156 token/s"), digits=2)
    '19 J/token'
    """
    return power / rate


@formula(
    source="adaptivcool-pue", holds=[at_most("machines", "facility", "a facility draws at least what its machines do")]
)
def power_usage_effectiveness(facility: Power, machines: Power) -> Count:
    """Power of a data centre over that of its machines (PUE): 1 where cooling and distribution take nothing.

    facility: all it draws. machines: what reaches servers, storage and network. Where they get half of it: 2.0.

    >>> show(power_usage_effectiveness("2 MW", "1 MW"))
    '2'
    """
    return facility / machines


@formula(source="adaptivcool-pue", holds=[PUE])
def infrastructure_efficiency(pue: Count) -> Share:
    """Share of a data centre's power that reaches its machines (DCiE).

    pue: power usage effectiveness. 2.0: 50 %. 1.6: 62.5 %.

    >>> show(infrastructure_efficiency(2)), show(infrastructure_efficiency(1.6))
    ('0.5', '0.625')
    """
    return 1 / pue


@formula(source="adaptivcool-pue", holds=[PUE])
def facility_power(machines: Power, pue: Count) -> Power:
    """Power a data centre draws for its machines: theirs, and what cools and feeds them.

    machines: power they draw. pue: power usage effectiveness. 500 kW at 2.0: 1 MW.

    >>> show(facility_power("500 kW", 2))
    '1 MW'
    """
    return machines * pue


@formula(source="patterson-carbon", holds=[PUE])
def training_energy(chips: Count, power: Power, time: Time, pue: Count) -> Energy:
    """Energy of a training run, with the data centre's share.

    chips: at work. power: of one, measured or its design power. time: of the run. pue: power usage effectiveness. 1024
    TPU v3: Meena, 289 W for 30 days at 1.09, 232 MWh; Switch Transformer, 245 W for 27 days at 1.1, 179 MWh.

    >>> round(training_energy(1024, "289 W", "30 d", 1.09).to("MWh").magnitude)
    232
    >>> round(training_energy(1024, "245 W", "27 d", 1.1).to("MWh").magnitude)
    179
    """
    return chips * task_energy(facility_power(power, pue), time)


@formula(source="patterson-carbon", holds=[PUE])
def training_carbon(chips: Count, power: Power, time: Time, pue: Count, intensity: CarbonIntensity) -> Carbon:
    """Carbon of the electricity of a training run.

    chips: at work. power: of one. time: of the run. pue: power usage effectiveness. intensity: carbon per energy of the
    grid. Switch Transformer's 1024 TPU v3 of 245 W for 27 days at 1.1 and 0.33 kg/kWh: 59 tonnes. Making the chips is
    not in it.

    >>> show(training_carbon(1024, "245 W", "27 d", 1.1, "330 gCO2/kWh"), digits=2)
    '59e6 gCO2'
    """
    return operational_carbon(training_energy(chips, power, time, pue), intensity)


@formula(source="microchip-thermal")
def junction_temperature(ambient: Temperature, power: Power, resistance: ThermalResistance) -> Temperature:
    """Temperature of a chip's transistors, from that of the air around it.

    ambient: of the air, counted from where you count the answer, such as 0 C. power: that the chip turns to heat.
    resistance: from the transistors to the air, the sum of what lies between. Worked here: 5 W through 3, 1 and 8 K/W
    into 25 C: 85 C.

    >>> show(junction_temperature("25 K", "5 W", "12 K/W"))
    '85 K'
    """
    return ambient + power * resistance


@formula(source="eagle-battery-runtime")
def battery_runtime(stored: Energy, efficiency: Share, load: Power) -> Time:
    """Time a battery carries a load.

    stored: energy in the battery. efficiency: share of it that the inverter hands on. load: drawn from it. Real
    batteries give less at a high load and with age. 1 kWh for 70 W: 14.3 h. By hand: at 90 % for 300 W: 3 h.

    >>> show(battery_runtime("1 kWh", 1, "70 W")), show(battery_runtime("1 kWh", 0.9, "300 W"))
    ('14.3 h', '3 h')
    """
    return stored * efficiency / load
