"""What libraries reach on the links of a fabric: the calibration of collectives, from the part's own to that of all.

In order: the part's own, that of the part it extends, of its architecture, of the kind of link, and of what was
measured on other links, with a range twice as wide.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ...specs.spec import Spec
from ..calibration import Calibration, shipped_table
from .fabric import Level

FAMILY = "collective"
REGIMES = ("start", "ramp", "link")  # what takes longest: the start with all steps, getting up to speed, the rate
CLOCK = "clock.boost"  # by which the launch goes on parts that were not measured
TWICE = "with its range squared"


def reached(part: Spec, levels: Sequence[Level], usual: bool) -> Calibration:
    """The fit for so many levels. usual: whether the algorithm is one that was measured."""
    kept = part.memo.get(key := (FAMILY, *(each.kind for each in levels), usual))
    if kept is None:
        kept = part.memo[key] = _found(shipped_table(FAMILY) or {}, part, levels, usual)
    found: Calibration = kept
    return found


def _found(table: Mapping[str, Any], part: Spec, levels: Sequence[Level], usual: bool) -> Calibration:
    kind = levels[0].kind
    fit, count, how, basis = _closest(table, part, kind)
    every = {**next(iter(table["priors"].values())), **fit}
    numbers = {**table["shared"], **{name: every[name] for name in table["parameters"]}}
    missing = [
        *[f"{kind} itself was not measured"] * (kind not in table["priors"]),
        *["no links between nodes were measured"] * any(each.kind == "network" for each in levels),
        *["no fabric of several links was measured"] * (len(levels) > 1 and levels[-1].kind != "network"),
        *["no such algorithm was measured"] * (not usual),
    ]
    ranges = {name: (float(low), float(high)) for name, (low, high) in fit["ranges"].items()}
    if missing:
        power = table["stated"]["unmeasured_range_power"]
        ranges = {name: (low**power, high**power) for name, (low, high) in ranges.items()}
        basis, count, how = f"{basis}, {TWICE}: {', '.join(missing)}", 0, "prior"
    told = table["conditions"].get(kind, table["conditions"][""])
    return Calibration(numbers, ranges, count, how, basis, told, table["source"])


def _closest(table: Mapping[str, Any], part: Spec, kind: str) -> tuple[dict[str, Any], int, str, str]:
    """The closest fit: it, how many measurements of the part are behind it, of which kind it is, and its basis."""
    any_kind = next(iter(table["priors"]))
    prior = table["priors"].get(kind, table["priors"][any_kind])
    strange = {"ranges": prior["ranges"]}
    for handle in (part.handle, *part.extends):
        fit = table["fits"].get(handle, {}).get(kind)
        if fit and handle == part.handle:
            return fit, fit["measurements"], "measured", f"{fit['measurements']} measurements on {handle}"
        if fit:
            return fit | strange, 0, "related", f"as on {handle}, which this part extends, with a wider range"
    built = part.told("architecture")[2] if "architecture" in part else ""
    fit = table["architectures"].get(built, {}).get(kind)
    if fit:
        basis = f"not measured on this part: as on {_all(fit['parts'])}, also {built}"
        return by_clock(fit, part) | strange, 0, "related", basis
    basis = f"not measured on this part: the middle of {_all(prior['parts'])} over {any_kind}"
    return by_clock(prior, part), 0, "prior", basis


def by_clock(fit: Mapping[str, Any], part: Spec) -> dict[str, Any]:
    """A fit of others with the launch that takes as many cycles of a GPU's clock, where its page has one."""
    return {**fit, **({"launch": fit["cycles"] / part.number(CLOCK)} if part.kind == "gpu" and CLOCK in part else {})}


def _all(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def step_latency(table_step: Mapping[str, float], level: Level, hop: float) -> float:
    """Time of a step over a level, in seconds: at least what the library itself counts, and the link's own latency."""
    return max(hop, table_step.get(level.kind, 0.0)) + (level.link.latency or 0.0)


def steps_of(name: str = FAMILY) -> Mapping[str, float]:
    """The least time of a step over links of a kind that were not measured, as NCCL itself counts them, in seconds."""
    found: Mapping[str, float] = (shipped_table(name) or {})["stated"]["steps"]
    return found
