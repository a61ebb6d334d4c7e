"""What is likely wrong, but not certainly: facts that agree only loosely, or that nothing else holds."""

import re
from collections.abc import Iterable, Iterator, Mapping

from ..files.page import Page
from ..units.show import show
from .arithmetic import agreements
from .facts import Facts
from .families import designs, odd_rates, unlike_siblings
from .memories import Memories, memory_doubts

PCIE = "links.pcie."  # of a generation and a width: one bandwidth on every page, rounded or not
CLOSE = 0.01  # makers round: apart by more than this, a figure is coarser than what it follows from

Doubts = Iterator[tuple[str, str]]


class Around:
    """The specs that others are held to, by handle; and what is asked of all of them, worked out once."""

    def __init__(self, every: Iterable[Facts]) -> None:
        self.facts = {each.handle: each for each in every}
        self.designs, self.memories = designs(self.facts.values()), Memories(self.facts.values())


def doubts(page: Page, facts: Facts, around: Around) -> list[str]:
    """The doubts about a page's own facts, each with its file and line.

    around: the specs it is held to. A doubt is settled by a note of the page that names the path.
    """
    found = [*_rounded(page, facts), *odd_rates(facts), *unlike_siblings(facts, around.designs)]
    found += [*memory_doubts(facts, around.memories), *_links(facts, around.facts), *_of_devices(facts, around.facts)]
    notes = " ".join(page.head.get("notes") or [])
    still = ((path, text) for path, text in found if path in page.lines and path not in notes)
    return [f"{page.path}:{page.lines[path]}: {text}" for path, text in still]


def _rounded(page: Page, facts: Facts) -> Doubts:
    """Facts that differ from what others make of them by more than rounding."""
    for path, derived, how in agreements(page, facts.numbers, usual="links."):
        given = facts.numbers.get(path)
        if given is None or abs(derived / given - 1) <= CLOSE:
            continue
        if path.startswith(PCIE) or not _is_rounding(page.facts[path]["text"], derived / given):
            yield path, f"{path} is {_beside(given, derived, page.facts[path]['unit'], how)}"


def _beside(given: float, derived: float, unit: str, how: str) -> str:
    apart = f"{derived / given - 1:+.1%}".replace("-", "\N{MINUS SIGN}")
    return f"{show(given, unit, digits=4)}, but {how} make {show(derived, unit, digits=4)} ({apart})"


def _is_rounding(text: str, ratio: float) -> bool:
    """Whether a printed number is one so many times as large, rounded to the digits that it has.

    >>> _is_rounding("8 TB/s", 8.192 / 8), _is_rounding("2000 GB/s", 2048 / 2000)
    (True, False)
    """
    printed = re.match(r"[\d.]+", text)
    places = len(printed[0].replace(".", "").lstrip("0")) - 1 if printed else 0
    return printed is not None and f"{float(printed[0]) * ratio:.{places}e}" == f"{float(printed[0]):.{places}e}"


def _links(facts: Facts, around: Mapping[str, Facts]) -> Doubts:
    """Links whose bandwidth is not that of their generation's ports, or of the device they are of."""
    for path, generation in facts.words.items():
        section = path.removesuffix(".generation")
        name = section.removeprefix("links.")
        rate, count = (facts.numbers.get(f"{section}.{key}") for key in ("bandwidth", "count"))
        page = around.get(f"{name}-{generation}") if name != section != path else None
        made = (count or 0.0) * page.numbers.get("links.port.bandwidth", 0.0) if page else 0.0
        if page and rate and made and abs(made / rate - 1) > CLOSE and facts.kind != "link":
            told = f"{show(rate, 'B/s')}, but {count:.0f} ports of {page.handle} make {show(made, 'B/s')}"
            yield f"{section}.bandwidth", f"{section}.bandwidth is {told}"


def _of_devices(facts: Facts, around: Mapping[str, Facts]) -> Doubts:
    """Links of a node that its devices say otherwise of."""
    for part in ("gpu", "accelerator"):
        device = around.get(facts.words.get(f"parts.{part}.spec", ""))
        if device is None:
            continue
        for path, rate in facts.numbers.items():
            theirs = device.numbers.get(path, rate)
            if path.startswith("links.") and path.endswith(".bandwidth") and abs(rate / theirs - 1) > CLOSE:
                told = f"{show(rate, 'B/s')} here, and {show(theirs, 'B/s')} on the page of {device.handle}"
                yield path, f"{path} is {told}"
