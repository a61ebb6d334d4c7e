"""Memory held to what its kind can be: stacks and chips of sizes that are made, at the rates that are made."""

import re
from collections.abc import Iterable, Iterator

from ..units.show import show
from .facts import Facts

Doubts = Iterator[tuple[str, str]]
GIB = 2.0**30
# GiB of one stack as they are made, by generation, and of one chip of 32 bits
STACKS = {"HBM": (1,), "HBM2": (4, 8), "HBM2e": (8, 16), "HBM3": (16, 24), "HBM3e": (24, 36, 48), "HBM4": (36, 48, 64)}
CHIPS = (0.25, 0.5, 1, 1.5, 2, 3, 4, 6)
ENABLED = 0.85  # of a stack at least: makers keep a part of it back
SLOWEST = 0.5  # of the rate of a generation's fastest pins
MOST = 24  # stacks in a package
CHANNEL = 64  # pins of one of DDR
CLOSE = 0.01  # figures apart by more than this are two
FASTER = 1.03  # than any that is made: overclocked, or wrong


Figures = tuple[str, str, float, float]


class Memories:
    """The memories of some specs: the fastest pin of each kind in B/s, and whose figures are which."""

    def __init__(self, every: Iterable[Facts]) -> None:
        self.fastest: dict[str, float] = {}
        self.owners: dict[Figures, list[str]] = {}
        for facts in every:
            for level, kind in _levels(facts):
                pin = facts.numbers.get(f"{level}.pin", 0.0)
                if facts.kind == "memory":
                    self.fastest[kind] = max(self.fastest.get(kind, 0.0), pin)
                elif figures := _figures(facts, level, kind):
                    self.owners.setdefault(figures, []).append(facts.handle)


def memory_doubts(facts: Facts, known: Memories) -> Doubts:
    """What is odd about the memories of a part."""
    for level, kind in _levels(facts) if facts.kind not in ("memory", "node") else ():
        yield from _stacks(facts, level, kind, known.fastest.get(kind))
        yield from _chips(facts, level, kind)
        yield from _pins(facts, level, kind, known.fastest.get(kind))
        yield from _alone(facts, level, kind, known)
        yield from _channels(facts, level, kind)


def _levels(facts: Facts) -> Iterator[tuple[str, str]]:
    """Each level of memory whose type is known, by its path, and the kind."""
    for path, text in facts.words.items():
        if path.startswith("memory.") and path.endswith(".type"):
            yield path.removesuffix(".type"), _kind(text)


def _figures(facts: Facts, level: str, kind: str) -> Figures | None:
    """What tells one memory from another: the maker of the part, its kind, its bandwidth and its capacity."""
    bandwidth, capacity = (facts.numbers.get(f"{level}.{key}") for key in ("bandwidth", "capacity"))
    return (facts.vendor, kind, bandwidth, capacity) if bandwidth and capacity else None


def _kind(text: str) -> str:
    """The kind of a memory without its speed: DDR5 of DDR5-4800."""
    return re.split(r"[-/ (,]", text)[0]


def _stacks(facts: Facts, level: str, kind: str, fastest: float | None) -> Doubts:
    """A capacity and a bandwidth that no number of stacks of the kind has together."""
    capacity, pins = (facts.numbers.get(f"{level}.{key}") for key in ("capacity", "pins"))
    bandwidth = facts.numbers.get(f"{level}.bandwidth")
    if kind not in STACKS or capacity is None or bandwidth is None or fastest is None:
        return
    wide = 2048 if kind == "HBM4" else 1024
    counts = [pins / wide] if pins else range(1, MOST + 1)
    if not any(_made(capacity / count, kind) and _paced(bandwidth / count, fastest * wide) for count in counts):
        told = f"{capacity / GIB:g} GiB at {show(bandwidth, 'B/s')}"
        path = f"{level}.bandwidth"
        yield path, f"{path}: no number of {kind} stacks has {told}: two configurations, or another kind"


def _made(capacity: float, kind: str) -> bool:
    return any(ENABLED * size <= capacity / GIB <= 1.001 * size for size in STACKS[kind])


def _paced(bandwidth: float, fastest: float) -> bool:
    return SLOWEST * fastest <= bandwidth <= FASTER * fastest


def _chips(facts: Facts, level: str, kind: str) -> Doubts:
    """A capacity that chips of 32 pins on a bus of so many do not have."""
    capacity, pins = facts.numbers.get(f"{level}.capacity"), facts.numbers.get(f"{level}.pins")
    if kind.startswith("GDDR") and capacity and pins:
        each = capacity / GIB / (pins / 32)
        if not any(abs(each / size - 1) < 0.03 for size in CHIPS):
            yield f"{level}.pins", f"{level}: {pins:.0f} pins are chips of {each:.3g} GiB, which are not made"


def _pins(facts: Facts, level: str, kind: str, fastest: float | None) -> Doubts:
    """A pin rate above that of the fastest memory of the kind."""
    path = f"{level}.pin"
    if fastest and facts.numbers.get(path, 0.0) > FASTER * fastest:
        told = f"{_bits(facts.numbers[path])} a pin, but the fastest {kind} of the catalogue has {_bits(fastest)}"
        yield path, f"{path} is {told}: another kind, or a page is missing"


def _bits(pin: float) -> str:
    """The rate of a pin as makers write it."""
    return f"{pin * 8 / 1e9:.4g} Gbit/s"


def _alone(facts: Facts, level: str, kind: str, known: Memories) -> Doubts:
    """A bandwidth that no pins hold, and that another part has too: is it this part's own?"""
    figures = _figures(facts, level, kind)
    if figures is None or {f"{level}.pins", f"{level}.pin"} <= set(facts.numbers) or kind.startswith("DDR"):
        return
    path = f"{level}.bandwidth"
    if others := [handle for handle in known.owners.get(figures, ()) if not _is_one_product(handle, facts.handle)]:
        yield path, f"{path} is that of {others[0]}, and no pins and pin show that it is this part's own"


def _is_one_product(one: str, other: str) -> bool:
    """Whether pages are of one chip, such as apple-m5 and apple-m5-cpu, which share a memory."""
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _channels(facts: Facts, level: str, kind: str) -> Doubts:
    """Channels of 64 bits, and a speed in the name of the type, that the pins and the bandwidth do not fit."""
    channels, speed = facts.numbers.get(f"{level}.channels"), _speed(facts.words[f"{level}.type"])
    pins, pin, bandwidth = (facts.numbers.get(f"{level}.{key}") for key in ("pins", "pin", "bandwidth"))
    if not kind.startswith("DDR"):
        return
    if speed and pin and abs(speed / pin - 1) > CLOSE:
        told = f"{_bits(pin)} a pin, but {facts.words[f'{level}.type']} has {_bits(speed)}"
        yield f"{level}.pin", f"{level}.pin is {told}"
    if channels and pins and pins != CHANNEL * channels:
        yield f"{level}.pins", f"{level}.pins is {pins:.0f}, but {channels:.0f} channels have {CHANNEL * channels:.0f}"
    made = CHANNEL * (channels or 0.0) * (pin or speed)
    if made and bandwidth and not pins and abs(made / bandwidth - 1) > CLOSE:
        told = f"{show(bandwidth, 'B/s')}, but {channels:.0f} channels make {show(made, 'B/s')}"
        yield f"{level}.bandwidth", f"{level}.bandwidth is {told}"


def _speed(text: str) -> float:
    """Bytes a second of a pin by the name of a memory: 4800 Mbit/s of DDR5-4800; zero where it names none.

    >>> _speed("DDR5-4800"), _speed("DDR5")
    (600000000.0, 0.0)
    """
    found = re.match(r"DDR\d-(\d{3,5})\b", text)
    return float(found[1]) * 1e6 / 8 if found else 0.0
