"""How a page says that devices are joined: a topology held to itself, and the shape of a slice of a grid."""

from collections.abc import Callable, Iterator, Mapping
from math import prod
from typing import Any

GRIDS = ("mesh", "torus")
SHAPED = ("ring", *GRIDS, "hybrid-cube-mesh")
SWITCHED = ("switch", "fat-tree", "tree")
BELONGS = {  # what is said of some kinds only
    "shape": SHAPED,
    "dimensions": GRIDS,
    "wraparound": ("torus",),
    "links_per_pair": ("full", "ring"),
    "switch": SWITCHED,
    "switches": SWITCHED,
    "nonblocking": SWITCHED,
}


def misfit(said: Mapping[str, Any], devices: float | None = None, count: float | None = None) -> str:
    """Why a topology cannot be, in words; an empty text for one that can.

    said: its keys with their values, as under ``links.NAME.topology``. devices: how many there are to be joined,
    where that is known; what it says itself comes first. count: the links of a device.

    >>> misfit({"kind": "torus", "shape": (4, 4)}, devices=64)
    'the shape 4x4 joins 16 devices, but there are 64'
    """
    joined = said.get("devices", devices)
    return next(filter(None, (text for rule in RULES for text in rule(said, joined, count))), "")


def written(shape: tuple[int, ...]) -> str:
    """A shape as people write it.

    >>> written((4, 4, 8))
    '4x4x8'
    """
    return "x".join(map(str, shape))


Rule = Callable[[Mapping[str, Any], float | None, float | None], Iterator[str]]


def _known(said: Mapping[str, Any], devices: float | None, count: float | None) -> Iterator[str]:
    """Facts of another kind of topology, or of no kind at all, and counts that are not whole."""
    kind = said.get("kind")
    if kind is None:
        yield "it has no kind: say one, such as switch or torus"
    for key, kinds in BELONGS.items():
        if key in said and kind not in kinds:
            yield f"a {kind} has no {key}: only {', '.join(kinds)} can have one"
    for key in ("dimensions", "wraparound", "devices", "links_per_pair", "switches"):
        if said.get(key, 1) % 1 or said.get(key, 1) < 1:
            yield f"{key} is {_plain(said[key])}: expected a whole number from 1 up"


def _sides(said: Mapping[str, Any], devices: float | None, count: float | None) -> Iterator[str]:
    """Too little or too much about the sides of a grid."""
    kind, shape = said.get("kind"), said.get("shape", ())
    if kind in GRIDS and not shape and "dimensions" not in said:
        yield f"a {kind} needs its shape, such as [4, 4], or its dimensions"
    if kind == "ring" and len(shape) > 1:
        yield f"a ring has one side, not {len(shape)}"
    if shape and said.get("dimensions", len(shape)) != len(shape):
        yield f"it has {_plain(said['dimensions'])} dimensions, but the shape {written(shape)} has {len(shape)}"


def _joined(said: Mapping[str, Any], devices: float | None, count: float | None) -> Iterator[str]:
    """A shape of more or fewer devices than there are, and links that do not reach them all."""
    shape, pair = said.get("shape", ()), said.get("links_per_pair", 1)
    if shape and devices and prod(shape) != devices:
        yield f"the shape {written(shape)} joins {prod(shape)} devices, but there are {_plain(devices)}"
    if said.get("kind") == "full" and devices and count and "links_per_pair" in said and count != pair * (devices - 1):
        others = f"{_plain(pair)} to each of {_plain(devices - 1)} others"
        yield f"{_plain(count)} links a device, but {others} make {_plain(pair * (devices - 1))}"


def _plain(count: float) -> str:
    return f"{count:.12g}"


RULES: tuple[Rule, ...] = (_known, _sides, _joined)


def cubic(count: int, dimensions: int, wraparound: int = 1) -> tuple[int, ...]:
    """The most cubic shape of some devices: whole sides that multiply to their count, with the least sum.

    wraparound: where whole blocks of this side make up the count, each side is a multiple of it.
    The sides rise.

    >>> cubic(64, 3), cubic(32, 2), cubic(192, 3, wraparound=4)
    ((4, 4, 4), (4, 8), (4, 4, 12))
    """
    block = wraparound**dimensions
    if wraparound > 1 and count % block == 0:
        return tuple(wraparound * side for side in cubic(count // block, dimensions))
    if dimensions == 1:
        return (count,)
    largest = round(count ** (1 / dimensions)) + 1
    firsts = (side for side in range(1, largest + 1) if count % side == 0)
    return min(((side, *cubic(count // side, dimensions - 1)) for side in firsts), key=lambda s: (sum(s), s))
