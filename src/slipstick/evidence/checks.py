"""Hold spec files to every rule: what they may say, and that their facts agree with each other."""

from collections.abc import Iterator
from typing import NamedTuple

from ..errors import SlipstickError, SpecError
from ..files.compiler import read_pages
from ..files.page import Page
from ..files.places import gather
from ..files.schema import is_value
from ..reference.number import estimated
from ..specs.catalogue import Catalogue, catalogue
from ..specs.topology import misfit
from ..units.show import show
from ..words import counted
from .arithmetic import agreements
from .doubts import Around, doubts
from .facts import of_page, of_spec

TOLERANCE = 0.03  # datasheets round: further apart than this, one of two facts is wrong
COUNTED = 0.005  # of a model's parameters, which are not rounded but where a name is
DEVICES = ("gpu", "accelerator")  # the parts of a machine that its links join
LIGHT = 299_792_458.0  # m/s, in vacuum: no signal is faster


class Checked(NamedTuple):
    """What was found in some specs: problems and doubts, each as "file:line: text", and how many specs and values.

    own: whether they are of files that were named.
    """

    problems: list[str]
    doubts: list[str]
    specs: int
    values: int
    own: bool = False

    def __repr__(self) -> str:
        found = f"{counted(len(self.problems), 'problem')}, {counted(len(self.doubts), 'doubt')}"
        return f"<checked: {counted(self.specs, 'spec')}, {counted(self.values, 'value')}, {found}>"

    def __str__(self) -> str:
        return self.text()

    def text(self, doubts: bool = False) -> str:
        """The problems, a line each; or that all is right. doubts: list those of the shipped specs too."""
        if self.problems:
            return "\n".join(self.problems)
        but = f" but for {counted(len(self.doubts), 'doubt')}" if self.doubts else ""
        hint = ": --doubts lists them" if self.doubts and not (doubts or self.own) else ""
        first = f"{counted(self.specs, 'spec')} with {counted(self.values, 'value')}, all right{but}{hint}"
        return "\n".join([first, *(self.doubts if doubts or self.own else ())])


def check(*paths: str) -> Checked:
    """Check files or folders of your own specs; without a path, the shipped ones and your own.

    Every problem says file and line, what is wrong and what was expected; doubts are what is likely wrong, but not
    certainly, and are looked for where nothing is wrong. Raises UsageError for a missing path.

    >>> check().problems
    []
    """
    every = [_examined(path) for path in paths or (None,)]
    problems = [text for found, *_ in every for text in found]
    doubts = [text for _, found, *_ in every for text in found]
    specs, values = sum(count for *_, count, _ in every), sum(count for *_, count in every)
    return Checked(problems, doubts, specs, values, bool(paths))


def _examined(path: str | None) -> tuple[list[str], list[str], int, int]:
    """Problems, doubts, specs and values of a path; of the shipped specs and your own for none."""
    known = catalogue(path)
    layers = known.layers[-1:] if path else known.layers
    found: list[tuple[str, Page]] = []
    try:
        for layer in layers:
            pages, *_ = read_pages(gather(layer.root), layer.below)
            found += pages.items()
    except SpecError as error:
        return error.problems, [], 0, 0
    problems = [problem for _, page in found for problem in [*page.problems, *disagreements(page)]]
    values = sum(is_value(path) for _, page in found for path in page.facts)
    return problems, [] if problems else _doubts(found, known, path), len(found), values


def _doubts(found: list[tuple[str, Page]], known: Catalogue, path: str | None) -> list[str]:
    """The doubts about some pages, which are held to the other specs there are."""
    facts = [of_page(handle, page) for handle, page in found]
    below = Catalogue(known.layers[:-1]).specs() if path else []
    around = Around([*map(of_spec, below), *facts])
    return [told for (_, page), own in zip(found, facts, strict=True) for told in doubts(page, own, around)]


def disagreements(page: Page) -> list[str]:
    """Where a page's facts contradict each other, each with its file and line.

    What multiplies to another fact is held against it: rates against units and clock, bandwidths against pins and
    lanes, both ways against each way, caches against their sum. What cannot exceed another fact does not.
    """
    numbers = {path: float(fact["value"]) for path, fact in page.facts.items() if fact["unit"] is not None}
    found = []
    for path, derived, how in agreements(page, numbers):
        if path in numbers and abs(derived / numbers[path] - 1) > _tolerance(path, page.facts[path]["text"]):
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
    found += [*_estimates(page), *_topologies(page), *_shared(numbers), *_dates(page)]
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


def _tolerance(path: str, text: str) -> float:
    """How far what follows may be from a printed value, as a share of it."""
    if path not in ("parameters", "active_parameters"):
        return TOLERANCE
    return max(COUNTED if path == "parameters" else TOLERANCE, rounding(text))


def rounding(text: str) -> float:
    """Half a unit of the last digit of a number as it is written, as a share of it; 70e9 has one digit, 70.0e9 three.

    >>> rounding("8e9"), rounding("70e9") == 0.5 / 7, rounding("6.7e9") == 0.05 / 6.7
    (0.0625, True, True)
    """
    written = text.casefold().partition("e")[0]
    digits = written.replace(".", "").lstrip("0") if "." in written else written.strip("0")
    return 0.5 / float(digits)


def _shared(numbers: dict[str, float]) -> Iterator[tuple[str, str]]:
    """Caches whose sharers are not all the cores: so many of a level, each shared by so many."""
    big = numbers.get("compute.units", 0.0)
    cores = {big, big + numbers.get("efficiency.units", 0.0)}
    for path, sharers in numbers.items():
        count = numbers.get(path.replace(".sharers", ".count"))
        if path.endswith(".sharers") and count and 0.0 not in cores and count * sharers not in cores:
            told = f"{count:.0f} shared by {sharers:.0f} cores each, but there are {max(cores):.0f}"
            yield path, f"{path}: {told}: give the count and the total of all, or leave out the count"


def _dates(page: Page) -> Iterator[tuple[str, str]]:
    """A price that is older than the part."""
    price, released = (page.facts.get(path, {}).get("text", "") for path in ("price.date", "released"))
    same = min(len(price), len(released))  # a year is compared with a year
    if price and released and price[:same] < released[:same]:
        yield "price.date", f"price.date is {price}, before it was released, {released}: one of them is wrong"


def _alike(page: Page, one: str, other: str) -> bool:
    return bool(page.facts[one]["unit"] == page.facts[other]["unit"])


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
