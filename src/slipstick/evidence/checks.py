"""Hold spec files to every rule: what they may say, and that their facts agree with each other."""

from collections.abc import Iterator

from ..errors import SlipstickError, SpecError
from ..files.compiler import read_pages
from ..files.derivations import FOLLOWS, derive
from ..files.page import Page
from ..files.places import gather
from ..files.schema import is_value
from ..formulas.peaks import combined_peak, link_bandwidth, machine_peak, pin_bandwidth, simd_rate
from ..reference.number import estimated
from ..specs.catalogue import catalogue
from ..specs.rates import PLAIN, clock
from ..specs.topology import misfit
from ..units.dtypes import width
from ..units.show import show

TOLERANCE = 0.03  # datasheets round: further apart than this, one of two facts is wrong
DEVICES = ("gpu", "accelerator")  # the parts of a machine that its links join
LIGHT = 299_792_458.0  # m/s, in vacuum: no signal is faster


def check(path: str | None = None) -> tuple[list[str], int, int]:
    """Check a file or folder of specs, or the shipped ones and your own; see :func:`slipstick.load`.

    Returns every problem as "file:line: what is wrong and what was expected", and how many specs and values
    were read. Raises UsageError for a missing path.
    """
    layers = catalogue(path).layers
    pages: list[Page] = []
    try:
        for layer in layers[-1:] if path else layers:
            found, *_ = read_pages(gather(layer.root), layer.below)
            pages += found.values()
    except SpecError as error:
        return error.problems, 0, 0
    problems = [problem for page in pages for problem in [*page.problems, *disagreements(page)]]
    return problems, len(pages), sum(is_value(path) for page in pages for path in page.facts)


def disagreements(page: Page) -> list[str]:
    """Where a page's facts contradict each other, each with its file and line.

    What multiplies to another fact is held against it: rates against units and clock, bandwidths against pins and
    lanes, both ways against each way, caches against their sum. What cannot exceed another fact does not.
    """
    numbers = {path: float(fact["value"]) for path, fact in page.facts.items() if fact["unit"] is not None}
    found = []
    for path, derived, how in [*_products(numbers), *_follows(page)]:
        if path in numbers and abs(derived / numbers[path] - 1) > TOLERANCE:
            given, unit = numbers[path], page.facts[path]["unit"]
            told = f"{show(given, unit)}, but {how} make {show(derived, unit)}: one of them is wrong"
            found.append((path, f"{path} is {told}"))
    for less, more, why in _orders(numbers):
        if {less, more} <= set(numbers) and numbers[less] > numbers[more] and _alike(page, less, more):
            found.append((less, f"{less} is more than {more}: {why}"))
    if "route.distance" in numbers and "route.round_trip" in numbers:
        light = 2 * numbers["route.distance"] / LIGHT
        if numbers["route.round_trip"] < light:
            found.append(("route.round_trip", f"route.round_trip is less than the {show(light, 's')} light takes"))
    found += [*_estimates(page), *_topologies(page)]
    return [f"{page.path}:{page.lines.get(path, 1)}: {text}" for path, text in found]


def _estimates(page: Page) -> Iterator[tuple[str, str]]:
    """The estimates of numbers that cannot be worked out, or are not of what they estimate."""
    for path, fact in page.facts.items():
        number, _, key = path.rpartition(".")
        value = page.facts.get(f"{number}.typical")
        if not path.startswith("numbers.") or key != "estimate":
            continue
        if value is None:
            yield path, f"{path} estimates nothing: {number} has no typical value"
            continue
        try:
            estimated(fact["text"], value["value"], value["unit"])
        except SlipstickError as error:
            yield path, f"{path}: {error}"


def _topologies(page: Page) -> Iterator[tuple[str, str]]:
    """The topologies that cannot be, or that join more or fewer devices than the machine has."""
    values = {path: fact["value"] for path, fact in page.facts.items()}
    counts = [values[path] for name in DEVICES if (path := f"parts.{name}.count") in values]
    devices = counts[0] if len(counts) == 1 else None
    for link in dict.fromkeys(path.partition(".topology.")[0] for path in values if ".topology." in path):
        start = f"{link}.topology"
        said = {path[len(start) + 1 :]: value for path, value in values.items() if path.startswith(f"{start}.")}
        problem = misfit(said, devices, values.get(f"{link}.count"))
        if problem:
            yield start, f"{start}: {problem}"


def _alike(page: Page, one: str, other: str) -> bool:
    return bool(page.facts[one]["unit"] == page.facts[other]["unit"])


Product = tuple[str, float, str]


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


def _follows(page: Page) -> Iterator[Product]:
    """Facts that are printed and follow from others by the table of derivations."""
    given = lambda path: page.facts[path]["value"] if path in page.facts else None  # noqa: E731
    for path in (path for path in FOLLOWS if path in page.facts):
        found = derive(path, given)
        if found and not found.usual:
            yield path, found.value, ", ".join(found.facts)


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


def _orders(numbers: dict[str, float]) -> Iterator[tuple[str, str, str]]:
    """Pairs of facts of which the first cannot be more than the second, and what is likely wrong if it is."""
    yield "clock.base", "clock.boost", "the two are exchanged"
    yield "efficiency.base", "efficiency.boost", "the two are exchanged"
    yield "active_parameters", "parameters", "one of them is wrong"
    yield "attention.kv_heads", "attention.heads", "the two are exchanged"
    yield "attention.windowed_layers", "model.layers", "one of them is wrong"
    yield "experts.active", "experts.routed", "the two are exchanged"
    yield "experts.dense_layers", "model.layers", "one of them is wrong"
    yield "power.idle", "power.tdp", "one of them is wrong"
    yield "power.typical", "power.maximum", "one of them is wrong"
    for path in numbers:
        section, _, key = path.partition(".")
        if section == "peak":
            yield path, f"sparse.{key}", "dense and sparse are exchanged"
            yield path, f"half_accumulate.{key}", "the rates for sums in fp16 and in fp32 are exchanged"
        elif section == "vector":
            yield path, f"peak.{key}", "the rates of the vector and of the matrix units are exchanged"
        elif section == "numbers" and key.endswith((".low", ".typical")):
            above = ("typical", "high") if key.endswith(".low") else ("high",)
            for other in above:
                yield path, f"{path.rpartition('.')[0]}.{other}", "the range is upside down"
