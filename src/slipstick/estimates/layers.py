"""Layers of a calibration: which fit stands for a part, from its own down to that of all.

In order: the part's own, that of the part it extends, of its architecture, its maker, its kind, of all.
"""

from math import inf
from typing import Any

from ..errors import UsageError
from ..records import Fields
from ..specs.spec import Spec
from ..units.dtypes import BITS
from ..words import counted, did_you_mean, quoted
from .carried import apart

NARROW = 8  # bits up to which a dtype is calibrated with the 8-bit ones
SQUARED = ", with their range squared"
MATMULS = "matmul"
MANY = 5  # parts that are named one by one
REGIMES = ("startup", "latency", "compute", "memory")
CYCLES = {"launch": "cycles", "overhead": "overhead_cycles"}  # times that go by the clock, and those of all parts
RARE = "rare"  # the regime of what some libraries run other kernels for
Table = dict[str, Any]  # a calibration as its file has it
Ranges = dict[str, tuple[Any, Any]]  # of a calibration, by what dominates


class Calibration(Fields):
    """A model's parameters for one part and dtype, and how far measurements scatter about it.

    numbers: the parameters of the family by name, times in seconds and shares plain. ranges: by what dominates, the
    ratios of measured to expected that hold nine in ten. kind: "measured" on this part, "related" (its base part was,
    or one of its architecture), or "prior". measurements: how many. basis: where it comes from, in words.
    conditions: what the measurements include beside the kernel, in words. source: the key of the measurements' source.
    held: whether its range was held to measurements that it had not seen.
    """

    numbers: dict[str, float]
    ranges: Ranges
    measurements: int
    kind: str
    basis: str
    conditions: str = ""
    source: str = ""
    held: bool = True


class Wanted(Fields):
    """Whose calibration is wanted.

    library: the one that runs it; empty for any. like: the family whose calibration stands in where this one has none.
    borrowed: the kernel whose calibration a kernel goes by that was not measured itself. unlike: where it is of a sort
    that nobody measured, what was, and how the others are called, in words: the range is that of an unmeasured part.
    reached: the share of its peak that the part is known to reach in other work, by which a share of the peak that was
    not measured on it is scaled; 0 where that is not known. beside: what its kernels do beside matmuls, in times of
    these.
    """

    family: str
    part: Spec
    dtype: str
    library: str = ""
    like: str = ""
    borrowed: str = ""
    unlike: str = ""
    reached: float = 0.0
    beside: float = 0.0

    @property
    def rest(self) -> tuple[Any, ...]:
        """All but the part."""
        return (self.family, *self[2:])


def closest(mine: Table | None, shipped: Table | None, fallback: Table | None, wanted: Wanted) -> Calibration:
    """The fit of the closest layer that has one.

    mine, shipped: the tables of the family. fallback: a table that has a fit for every part.
    Raises UsageError for a library that was not measured in that dtype.
    """
    for table in (mine, shipped):
        name = _as_run(table, wanted) if table else ""
        close = table and name and (_of_part(table, wanted, name) or _of_layer(table, wanted, name))
        if table and close:
            break
    else:
        assert fallback, "a family without a calibration has one to go by"
        table, name = fallback, _as_run(fallback, wanted)
        if not name:
            known = libraries(fallback, wanted.dtype)
            raise UsageError(f"library = {quoted(wanted.library)}: {did_you_mean(wanted.library, known)}")
        close = _of_part(fallback, wanted, name) or _prior(fallback, wanted, name)
    found = close._replace(conditions=table["conditions"].get(_like(table, name), ""), source=table["source"])
    found = _unlike(found, table, name, wanted.unlike) if wanted.unlike else found
    stands_in = table is fallback and not shipped
    return _stand_in(found, table, name, wanted.borrowed or "matmul") if stands_in or wanted.borrowed else found


def libraries(table: Table, dtype: str) -> dict[str, bool]:
    """The libraries that were measured in a dtype of about this width, and whether they convert their input."""
    found: dict[str, bool] = table.get("libraries", {}).get(group(dtype), {})
    return found


def _as_run(table: Table, wanted: Wanted) -> str:
    """The name of a fit, of the dtype and the library where it converts: "fp8 vllm"; empty for an unknown library."""
    known = libraries(table, wanted.dtype)
    if wanted.library and wanted.library not in known:
        return ""
    return f"{wanted.dtype} {wanted.library}" if known.get(wanted.library) else wanted.dtype


def _unlike(found: Calibration, table: Table, dtype: str, seen: str) -> Calibration:
    if found.kind != "measured":
        return found
    prior = table["priors"][_like(table, dtype)]
    basis = f"{found.basis}, {seen} the range of an unmeasured part"
    ranges = holding(_ranges(prior["ranges"]), found.ranges)
    return found._replace(ranges=ranges, kind="related", basis=basis)


def _stand_in(found: Calibration, table: Table, dtype: str, of: str) -> Calibration:
    """The fit of other kernels for one that was not measured: their launch and shares, and a range twice as wide."""
    ranges = _widened(table["priors"][_like(table, dtype)]["ranges"], table)
    behind = found.basis.rpartition(": ")[2].removesuffix(SQUARED)
    basis = f"no such kernel was measured; launch and shares as of {of} ({behind}){SQUARED}"
    return found._replace(ranges=ranges, kind="prior", measurements=0, held=False, basis=basis)


def _widened(ranges: dict[str, Any], table: Table) -> dict[str, Any]:
    power = table["stated"]["unmeasured_kind_range_power"]
    return {regime: (low**power, high**power) for regime, (low, high) in ranges.items()}


def group(name: str) -> str:
    """What a fit is put with where its part was not measured: "narrow" or "wide" dtypes, by library where it converts.

    >>> group("fp8"), group("fp8 vllm")
    ('narrow', 'narrow vllm')
    """
    dtype, *library = name.split()
    return " ".join(["narrow" if BITS[dtype] <= NARROW else "wide", *library])


def _like(table: Table, name: str) -> str:
    """The group of a fit, or where none of its width was measured the other one."""
    _, *library = name.split()
    return group(name) if group(name) in table["priors"] else " ".join(["wide", *library])


def _of_part(table: Table, wanted: Wanted, name: str) -> Calibration | None:
    """The fit of the part itself, or with a wider range of one whose facts it takes over, or in another dtype."""
    part = wanted.part
    for handle in (part.handle, *part.extends):
        fits = table["fits"].get(handle, {})
        found, as_dtype = _measured(fits, part, name)
        many = counted(found["measurements"], "measurement") if found else ""
        if found and handle == part.handle:
            alike = f" in {as_dtype}, which has the same width and rate" if as_dtype != name else f" in {name}"
            return _fit(table, found, found["ranges"], found["measurements"], "measured", f"{many} on this part{alike}")
        if found:
            basis = f"{many} on {handle}, which this part extends, with a wider range"
            same = wanted._replace(beside=0.0)  # of one design: the share that its matmuls reach is the same
            close = _related(table, same, name, found, found["measurements"], basis)
            return close._replace(ranges=holding(close.ranges, _ranges(found["ranges"])))
    return None


def holding(one: Ranges, other: Ranges) -> Ranges:
    """The narrowest ranges that hold both."""
    return {name: (min(low, other[name][0]), max(high, other[name][1])) for name, (low, high) in one.items()}


def _of_layer(table: Table, wanted: Wanted, name: str) -> Calibration | None:
    """The fit of the part's architecture, of its maker, or of its kind, where the table has one."""
    part = wanted.part
    architecture = part.told("architecture")[2] if "architecture" in part else ""
    for layer, of in (("architectures", architecture), ("vendors", part.vendor), ("kinds", part.kind)):
        found = table.get(layer, {}).get(of, {}).get(_like(table, name))
        if found:
            behind = _behind(found["parts"])
            told = f"no measurements in {name} on this part: {behind}, also {of}"
            return _related(table, wanted, name, found, 0, told)
    return None


def _behind(parts: list[str]) -> str:
    if len(parts) > MANY:
        return f"the middle of {len(parts)} parts such as {parts[0]}"
    return f"as on {parts[0]}" if len(parts) == 1 else f"the middle of {_all_of(parts)}"


def _all_of(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _measured(fits: dict[str, Any], part: Spec, name: str) -> tuple[Any, str]:
    """A part's fit by its name, or in another dtype of the same width and peak rate, which runs alike."""
    dtype, *library = name.split()
    wide = [each.split()[0] for each in fits if each.split()[1:] == library and not (library and group(each)[0] == "n")]
    alike = [" ".join([d, *library]) for d in wide if BITS[d] == BITS[dtype] and _same_peak(part, d, dtype)]
    as_dtype = name if name in fits else next(iter(alike), "")
    return fits.get(as_dtype), as_dtype


def _same_peak(part: Spec, *dtypes: str) -> bool:
    paths = [f"peak.{dtype}" for dtype in dtypes]
    return all(path in part for path in paths) and len({part.number(path) for path in paths}) == 1


def _prior(table: Table, wanted: Wanted, name: str) -> Calibration:
    prior = table["priors"][_like(table, name)]
    like = wanted.part.kind in table["measured_kinds"]
    basis = f"no measurements {f'in {name} on this part' if like else f'on any {wanted.part.kind}'}"
    found = _related(table, wanted, name, prior, 0, f"{basis}: {_behind(prior['parts'])}")._replace(kind="prior")
    if like:
        return found
    foreign = table["stated"].get("measured_kinds_only", ())  # what says how those work inside
    numbers = {name: value for name, value in found.numbers.items() if name not in foreign}
    numbers |= table["stated"].get("own", {}).get(wanted.part.kind, {})
    ranges = _ranges(_widened(prior["ranges"], table))
    return found._replace(numbers=numbers, ranges=ranges, basis=f"{found.basis}{SQUARED}")


def _related(table: Table, wanted: Wanted, name: str, found: dict[str, Any], count: int, basis: str) -> Calibration:
    """The fit of others, with the range of an unmeasured part, and the share of the peak by what the part reaches.

    The best rate that somebody measured over many sizes, or that of the part's matmuls, says how its clock holds: a
    calibration goes by its usual ratio to the share that it fits. A launch takes as many cycles of the clock as others.
    """
    prior = table["priors"][_like(table, name)]
    if paced := pace(wanted.part):
        found = {**found, **{name: found[cycles] / paced for name, cycles in CYCLES.items() if found.get(cycles)}}
    ratio = found.get("of_sustained")
    if not ratio or not wanted.reached:
        return _fit(table, found, prior["ranges"], count, "related", basis)
    share = apart(min(1.0, ratio * wanted.reached), found, wanted.beside)
    by = "its best measured rate" if wanted.family == MATMULS else "that of its matmuls"
    told = f"{basis}; the share of the peak by {by}"
    ranges = prior.get("sustained_ranges", prior["ranges"])
    return _fit(table, {**found, "compute": share}, ranges, count, "related", told)


def pace(part: Spec) -> float:
    """The highest clock of a GPU, in Hz, by which its launches go; 0 where it is not known."""
    return part.number("clock.boost") if part.kind == "gpu" and "clock.boost" in part else 0.0


def _fit(table: Table, found: dict[str, Any], ranges: Any, count: int, kind: str, basis: str) -> Calibration:
    made = {**table["shared"], **{name: value for name, value in found.items() if name in table["parameters"]}}
    numbers = {name: _positive(value) for name, value in made.items()}
    return Calibration(numbers, _ranges(ranges), count, kind, basis)


def _ranges(found: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {regime: (_positive(found[regime][0]), _positive(found[regime][1])) for regime in found}


def _positive(value: Any) -> float:
    """A number of a table. Raises ValueError, or TypeError, for what is none or below 0."""
    if not 0 <= value < inf:
        raise ValueError(value)
    return float(value)
