"""What a run costs: its energy, its rent and its carbon, as further answers beside its time."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ..errors import SlipstickError
from ..formulas.core.formula import unrecorded
from ..formulas.energy import operational_carbon, task_energy
from ..formulas.money import rented_cost
from ..specs.machine import Machine
from ..units.maths import anywhere
from .costs import COSTS
from .estimate import Estimate, plain
from .outcome import Answer, Outcome, Told
from .parameter import shown

POWER = "power.tdp"


def priced(estimate: Estimate, values: Mapping[str, float], where: Machine, devices: int) -> Estimate:
    """An estimate with its costs as further answers.

    values: of rent in USD/s, of grid in gCO2/J, of energy 1 if it is wanted. devices: how many are busy.
    Raises SlipstickError for energy on a part without a power.
    """
    if not any(map(anywhere, values.values())):
        return estimate
    part = where.part
    powered = bool(values.get("energy") or values.get("grid"))
    if powered and POWER not in part:
        raise SlipstickError(f"{part.handle} ({part.name}) has no {POWER}: its energy is not known")
    power = part.number(POWER) * devices if powered else 0.0

    def model(run: Any, double: str) -> Outcome:
        outcome = estimate.model(run, double)
        return outcome._replace(also={**outcome.also, **_also(run, outcome, power, devices, values)})

    return Estimate(estimate.name, estimate.unit, model, estimate.inputs, partial(_told, estimate, values, where))


def _also(run: Any, outcome: Outcome, power: float, devices: int, values: Mapping[str, float]) -> dict[str, Answer]:
    times = outcome.value, outcome.low, outcome.high, outcome.floor
    found: dict[str, Answer] = {}
    if power:
        found["energy"] = _each(run, task_energy, times, "J", power=power)
    if values.get("rent"):
        found["cost"] = _each(run, rented_cost, times, "USD", rent=values["rent"], devices=float(devices))
    if values.get("grid"):
        energy = found["energy"]
        carbon = run(operational_carbon, energy=energy.value, intensity=values["grid"])
        low, high, floor = (each * values["grid"] for each in (energy.low, energy.high, energy.floor))
        found["carbon"] = Answer(carbon, low, high, floor, "gCO2")
    return found


def _each(run: Any, formula: Any, times: tuple[Any, ...], unit: str, **given: float) -> Answer:
    """What goes with a time, and its range."""
    value, low, high, floor = (
        (run if place == 0 else unrecorded)(formula, **given, time=time) for place, time in enumerate(times)
    )
    return Answer(value, low, high, floor, unit)


def _told(estimate: Estimate, values: Mapping[str, float], where: Machine, made: Estimate) -> Told:
    """What is told of it beside the numbers."""
    told, part = estimate.told, where.part
    named = {each.name: shown(values[each.name], each.dim.unit) for each in COSTS[:2] if values.get(each.name)}
    lines = [f"{named['rent']} for each device"] if "rent" in named else []
    lines += [named["grid"]] if "grid" in named else []
    facts, cited = told.facts, told.cited
    if "energy" in made.outcome.also:
        lines.append(f"energy at the limit of its power, {part.fact(POWER).text}")
        facts, cited = {**facts, POWER: part.fact(POWER)}, (*cited, part.fact(POWER).source)
    lines = [*told.assumptions, "; ".join(lines)]
    question = {**told.question, **{name: plain(value) for name, value in values.items()}}
    return told._replace(question=question, facts=facts, cited=cited, assumptions=tuple(lines))
