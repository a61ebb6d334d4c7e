"""Facts that follow from others of their page: what multiplies to a rate, a bandwidth, a capacity or a count."""

from collections.abc import Iterator

from ..files.derivations import FOLLOWS, Applied, derive
from ..files.page import Page
from ..formulas.peaks import combined_peak, link_bandwidth, machine_peak, pin_bandwidth, simd_rate
from ..specs.rates import PLAIN, clock
from ..units.dtypes import width

Product = tuple[str, float, str]


def agreements(page: Page, numbers: dict[str, float], *, usual: str = "nothing") -> Iterator[Product]:
    """Facts of a page that follow from its others: their path, what the others make of them, and which those are.

    numbers: the page's, by path, in coherent units. usual: under paths that start so, also what a page may print
    otherwise.
    """
    yield from _products(numbers)
    yield from _follows(page, usual)


def _products(numbers: dict[str, float]) -> Iterator[Product]:
    """Facts that follow from others: their path, what the others make of them, and which those are."""
    yield from _peaks(numbers)
    for path, value in numbers.items():
        level, _, key = path.rpartition(".")
        if key == "pins" and f"{level}.pin" in numbers:
            yield f"{level}.bandwidth", pin_bandwidth.rule(value, numbers[f"{level}.pin"]), f"{path} x {level}.pin"
        elif key == "lane" and f"{level}.count" in numbers:
            encoding = numbers.get(f"{level}.encoding", 1.0)
            how = f"{level}.count x {path}" + (" x encoding" if encoding < 1 else "")
            yield f"{level}.bandwidth", link_bandwidth.rule(numbers[f"{level}.count"], value, encoding), how
        elif key == "both":
            yield f"{level}.bandwidth", value / 2, f"half of {path}"
        elif key == "total" and f"{level}.count" in numbers and f"{level}.capacity" in numbers:
            count, capacity = numbers[f"{level}.count"], numbers[f"{level}.capacity"]
            yield path, count * capacity, f"{level}.count x {level}.capacity"


def _follows(page: Page, usual: str) -> Iterator[Product]:
    """Facts that are printed and follow from others by the table of derivations."""
    given = lambda path: page.facts[path]["value"] if path in page.facts else None  # noqa: E731
    for path in (path for path in FOLLOWS if path in page.facts):
        found = derive(path, given)
        if found and (not found.usual or path.startswith(usual)):
            yield path, _as_counted(path, found, page.facts[path]["value"]), ", ".join(found.facts)


def _as_counted(path: str, found: Applied, printed: float) -> float:
    """What follows, of the active parameters as the maker counts: with the table of the input, or without it."""
    if path != "active_parameters":
        return found.value
    return min(found.value, found.value - found.inputs["embedding"], key=lambda each: abs(each - printed))


def _peaks(numbers: dict[str, float]) -> Iterator[Product]:
    """Each peak with what units x rate x clock make of it, and each rate with what pipes x width do."""
    pace = clock(numbers)
    for path, rate in numbers.items():
        section, _, dtype = path.rpartition(".rate.")
        if section == "compute" and pace and "compute.units" in numbers:
            derived = machine_peak.rule(numbers["compute.units"], rate, numbers[pace])
            how = f"compute.units x {path} x {pace}"
            if f"efficiency.rate.{dtype}" in numbers:
                small = [numbers.get(f"efficiency.{key}", 0.0) for key in ("units", f"rate.{dtype}", "boost")]
                derived, how = combined_peak.rule(derived, machine_peak.rule(*small)), f"{how} and the efficiency cores"
            yield f"peak.{dtype}", derived, how
        if section and dtype in PLAIN and {f"{section}.pipes", f"{section}.width"} <= set(numbers):
            pipes, register = numbers[f"{section}.pipes"], numbers[f"{section}.width"]
            how = f"{section}.pipes of {section}.width"
            yield path, simd_rate.rule(pipes, register, width(dtype)), how
