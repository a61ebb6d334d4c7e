"""Hold spec files to every rule: what they may say, and that their facts agree with each other."""

from .compiler import read_pages
from .display import show
from .errors import SpecError
from .files import gather
from .formulas.processor import machine_peak, pin_bandwidth
from .page import Page
from .spec import catalogue
from .workloads.machine import clock

TOLERANCE = 0.03  # datasheets round: further apart than this, one of two facts is wrong


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
    return problems, len(pages), sum(len(page.facts) for page in pages)


def disagreements(page: Page) -> list[str]:
    """Where a page's facts contradict each other, each with its file and line.

    Rates are held against units and clock, bandwidths against pins, dense rates against sparse ones.
    """
    found = []
    for path, derived, how in [*_peaks(page), *_bandwidths(page)]:
        given = float(page.facts[path]["value"])
        if abs(derived / given - 1) > TOLERANCE:
            unit = page.facts[path]["unit"]
            found.append(
                (path, f"{path} is {show(given, unit)}, but {how} make {show(derived, unit)}: one of them is wrong")
            )
    for path, fact in page.facts.items():
        dense = path.replace("sparse.", "peak.")
        if path.startswith("sparse.") and dense in page.facts and fact["value"] < page.facts[dense]["value"]:
            found.append((path, f"{path} is less than {dense}: dense and sparse are exchanged"))
    return [f"{page.path}:{page.lines.get(path, 1)}: {text}" for path, text in found]


def _peaks(page: Page) -> list[tuple[str, float, str]]:
    """Each printed peak with what units x rate x clock make of it."""
    pace = clock(page.facts)
    if not pace or "compute.units" not in page.facts:
        return []
    found = []
    for path in page.facts:
        peak = path.replace("compute.rate.", "peak.")
        if path.startswith("compute.rate.") and peak in page.facts:
            derived = machine_peak.rule(*(page.facts[p]["value"] for p in ("compute.units", path, pace)))
            found.append((peak, derived, f"compute.units x {path} x {pace}"))
    return found


def _bandwidths(page: Page) -> list[tuple[str, float, str]]:
    """Each printed bandwidth with what pins x pin rate make of it."""
    found = []
    for path in page.facts:
        level = path.removesuffix(".pins")
        if path.endswith(".pins") and f"{level}.pin" in page.facts and f"{level}.bandwidth" in page.facts:
            derived = pin_bandwidth.rule(page.facts[path]["value"], page.facts[f"{level}.pin"]["value"])
            found.append((f"{level}.bandwidth", derived, f"{path} x {level}.pin"))
    return found
