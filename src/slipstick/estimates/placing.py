"""Whether a measurement is normal: where it lies in the range of an estimate, and what could be wrong."""

from collections.abc import Iterator
from typing import Any

from ..errors import DimensionError, UsageError
from ..units import Bandwidth, Compute, Dim, Time, TokenRate, dim_of
from ..units.door import number
from ..units.maths import is_array
from ..units.show import show
from ..words import quoted
from .outcome import Placed
from .report import Answer
from .verdict import BOUND, MOVED, Total, percent, totals

NAMES = {"time": Time, "throughput": TokenRate, "rate": Compute, "bandwidth": Bandwidth}
THROUGHPUT = "throughput"  # tokens of all sequences by second, of a model that is served
ALGORITHM = "algbw"
BUS = "busbw"  # what a bandwidth of a collective is taken for, as nccl-tests prints it
EXPECTED = "expected a time, a rate of work, a bandwidth, or a share of the peak such as '60 %'"
RUN = "training"  # the family of runs of days, in which no first call counts
SHORT = 0.3  # of the expected time that is startup: from there on it is what matters


def placed(estimate: Answer, measured: Any) -> Placed:
    """Where a measured time, rate, bandwidth or share of the peak lies.

    measured: text with a unit, or a Quantity. Raises UsageError for 0 or what is none of these, and for an estimate of
    arrays, which has no one range.
    """
    if is_array(estimate.outcome.value):
        raise UsageError("measured is of one answer, and these are many: ask for one")
    time, text = _time(estimate, measured)
    outcome = estimate.outcome
    place = _place(estimate, time)
    rate = not text.startswith(show(time, "s"))
    return Placed(time, text, time / outcome.value, place, tuple(_causes(estimate, time, place, rate)))


def _place(estimate: Answer, time: float) -> str:
    outcome = estimate.outcome
    if time < outcome.floor:
        return "faster than the floor"
    if time < outcome.low:
        return "faster than the range"
    return "in the range" if time <= outcome.high else "slower than the range"


def _time(estimate: Answer, measured: Any) -> tuple[float, str]:
    """The measured time in seconds, and what was measured in words."""
    if isinstance(measured, str) and measured.strip().endswith("%"):
        share = number(measured, Dim("", "a share", high=1e3), "measured")
        if "mfu" in estimate.outcome.also:
            time = _over(estimate.outcome.also["mfu"].value * estimate.outcome.value, share, measured)
            return _named(time, f"MFU {percent(share)}")
        each = _bound(estimate)
        return _named(_over(each.time, share, measured), f"{percent(share)} of the most")
    for name, kind in NAMES.items():
        dim = dim_of(kind)
        assert dim
        try:
            value = number(measured, dim, "measured")
        except DimensionError:
            continue
        if name == "time":
            time = _over(1.0, 1.0 / value if value else 0.0, measured)
            return time, f"{show(value, 's')}{_used(estimate, name, time)}"
        amount = _amount(estimate, name, measured)
        time = _over(amount, value, measured)
        bus = f" {BUS}" if name == "bandwidth" and BUS in estimate.outcome.also else ""
        return _named(time, f"{estimate.spoken(show(value, dim.unit))}{bus}{_used(estimate, name, time)}")
    raise UsageError(f"measured = {quoted(measured)}: {EXPECTED}")


def _used(estimate: Answer, name: str, time: float) -> str:
    """The utilisation that goes with a measured time or number of tokens a second, where one is estimated."""
    outcome = estimate.outcome
    if name not in ("time", "throughput") or "mfu" not in outcome.also:
        return ""
    return f", MFU {percent(outcome.also['mfu'].value * outcome.value / time)}"


def _named(time: float, text: str) -> tuple[float, str]:
    return time, f"{text} ({show(time, 's')})"


def _over(amount: float, value: float, measured: Any) -> float:
    if not value:
        raise UsageError(f"measured = {quoted(measured)}: nothing is done in no time or at no rate")
    return amount / value


def _bound(estimate: Answer) -> Total:
    """The rate that sets the floor."""
    every = totals(estimate.outcome)
    if not every:
        raise UsageError(
            "measured as a share needs a rate that it is a share of, and this answer has none: give a time"
        )
    return next((each for each in every if BOUND.get(each.name, each.name) == estimate.bound_by), every[0])


def _amount(estimate: Answer, name: str, measured: Any) -> float:
    """The work, traffic or tokens that a measured rate is of."""
    moved, outcome = name == "bandwidth", estimate.outcome
    if name == "throughput":
        if THROUGHPUT in outcome.also:
            return float(outcome.also[THROUGHPUT].value * outcome.value)
        if "tokens" not in outcome.quantities:
            raise UsageError(f"measured = {quoted(measured)}: no token is counted here whose rate it could be")
        return float(outcome.quantities["tokens"][0])
    if moved and BUS in outcome.also:
        return float(outcome.also[BUS].value * outcome.value)
    found = [each for each in totals(outcome) if each.moved == moved]
    if not found:
        what = "bytes are moved" if moved else "work is done"
        raise UsageError(f"measured = {quoted(measured)}: no {what} here whose rate it could be")
    return float(found[0].amount)


def _causes(estimate: Answer, time: float, place: str, rate: bool) -> Iterator[str]:
    if place == "in the range":
        return
    if rate and BUS in estimate.outcome.also and _holds(estimate, time * _whole_over_bus(estimate)):
        yield "the algorithm bandwidth (algbw), which is the size over the time: as that it is normal"
    if rate and _sequences(estimate) > 1 and _holds(estimate, time / _sequences(estimate)):
        yield "the tokens of one sequence: as that it is normal"
    if place == "slower than the range":
        yield from _slower(estimate, time, rate)
    else:
        yield from _faster(estimate, time, rate)


def _sequences(estimate: Answer) -> float:
    """How many sequences a model that is served writes at once."""
    also, value = estimate.outcome.also, estimate.outcome.value
    return float(also[THROUGHPUT].value * value) if THROUGHPUT in also else 1.0


def _whole_over_bus(estimate: Answer) -> float:
    """The size over what is counted as moved, of a collective."""
    also = estimate.outcome.also
    return float(also[ALGORITHM].value / also[BUS].value)


def _holds(estimate: Answer, time: float) -> bool:
    return bool(estimate.outcome.low <= time <= estimate.outcome.high)


def _slower(estimate: Answer, time: float, rate: bool) -> Iterator[str]:
    if rate and _holds(estimate, time / 2) and not _bound(estimate).link:
        yield "a multiply-add counted as one FLOP: it is two"
    for dtype, other in estimate.told.others().items():
        if other.outcome.value > estimate.outcome.value and _holds(other, time):
            yield f"it ran in {dtype}, in which this would take {other.short}"
            break
    if estimate.outcome.family == RUN:
        yield "another layout, slower links between nodes, loading of data, or time lost to failures and evaluation"
        return
    startup = estimate.outcome.quantities.get("startup_time", (0.0, "s"))[0]
    if startup > SHORT * estimate.outcome.value:
        yield "work on the host between launches: time many in a row, or a captured graph"
    if _bound(estimate).link:
        yield "other traffic on the link, a slower slot or cable, or devices that reach each other by the host"
    elif estimate.bound_by in (*MOVED, "special", "vector"):
        yield "other work on the device, a lower memory clock, or reads that are not side by side"
    else:
        yield "a clock held down by power or heat, other work on the device, or a kernel not made for this shape"
    yield "the first call, which compiles, allocates or copies: warm up first"


def _faster(estimate: Answer, time: float, rate: bool) -> Iterator[str]:
    if rate and _holds(estimate, 2 * time) and _bound(estimate).link:
        yield "both directions counted together"
    elif rate and _holds(estimate, 2 * time):
        yield "FLOP counted twice: a multiply-add is two of them, not four"
    for dtype, other in estimate.told.others().items():
        if other.outcome.value < estimate.outcome.value and _holds(other, time):
            yield f"it ran in {dtype}, in which this would take {other.short}"
            break
    if estimate.outcome.family == RUN:
        yield "fewer tokens, shorter sequences or a smaller model than was said, or steps alone: see --library other"
        return
    if any("they can beat the floor" in line for line in estimate.assumptions):
        yield "data found in a cache by a repeat: clear it between runs, or let it count"
    yield "a clock that was stopped before the device was done: synchronise first"
    if _bound(estimate).link:
        yield "a size that counts the part of one device, or in bits"
    else:
        yield "structured sparsity, or work that was left out"
