"""Rates and latencies of a part or machine by name, each with the facts it rests on.

A rate is ``matrix`` (``matrix.fp8``), ``vector``, ``special``, ``issue``, ``memory``, a level of memory such as ``L2``,
or a link between devices such as ``nvlink``; a latency is ``launch``, ``seek``, a level's, or that of a link's hop.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..errors import SlipstickError
from ..units.dtypes import DTYPES
from ..units.dtypes import dtype as known_dtype
from ..words import did_you_mean, quoted
from .banks import shared
from .catalogue import Catalogue
from .rates import Rate, bandwidth, issue, peak, special, vector
from .spec import Spec

if TYPE_CHECKING:  # a kernel asks for no link
    from .links import Link

UNITS = {"memory": bandwidth, "vector": vector, "special": special, "issue": issue, "shared": shared}
LAUNCH = "latency.kernel-launch"  # the number worth knowing of launching a kernel


class Latency(NamedTuple):
    """A latency in seconds. paths: the facts it rests on. source: the key of where it is from."""

    seconds: float
    paths: tuple[str, ...]
    source: str


def rate(part: Spec, name: str, dtype: str, asker: str = "") -> Rate:
    """The rate of a name, in FLOP/s, B/s, or for ``issue`` 1/s. dtype: of ``matrix``, which may name its own.

    asker: what asks for it, in an error. Raises SlipstickError for one the part lacks, or that there is not.
    """
    if name == "matrix":
        return peak(part, dtype)
    if name in UNITS:
        return UNITS[name](part)
    kind, dot, own = name.partition(".")
    if dot and kind == "matrix":
        return peak(part, known_dtype(own))
    if path := _level(part, name, "bandwidth"):
        return Rate((path,), part.number(path))
    who = f", which {asker} asks for" if asker else ""
    hint = did_you_mean(name, list(rate_names(part)))
    raise SlipstickError(f"{part.handle} ({part.name}) has no rate called {quoted(name)}{who}: {hint}")


def rate_names(part: Spec) -> Iterator[str]:
    """The names of the rates there are: of every part, and of this one's levels of memory."""
    yield from ("matrix", *UNITS)
    for path in part:
        section, *level = path.split(".")
        if section in ("memory", "cache") and level[1:] == ["bandwidth"] and _level(part, level[0], "bandwidth"):
            yield level[0]


def rates(part: Spec) -> dict[str, Rate]:
    """Every rate the part has, by name; ``matrix.DTYPE`` for each number format."""
    found = {}
    for name in (*(f"matrix.{each}" for each in DTYPES), *UNITS, *rate_names(part)):
        try:
            found[name] = rate(part, name, DTYPES[0])
        except SlipstickError:
            continue
    found.pop("matrix", None)  # which one, the dtypes say
    return found


def link_rate(links: "tuple[Link, ...]", name: str) -> Rate | None:
    """The rate of a machine's link, in B/s each way for one device; None for a name that is no link of it."""
    link = next((each for each in links if each.name == name), None)
    return Rate((f"{link.spec.handle}:{link.path}.bandwidth",), link.bandwidth) if link else None


def latency(part: Spec, links: "tuple[Link, ...]", name: str, known: Catalogue) -> Latency:
    """The latency of a name. Raises SlipstickError for one that no page gives."""
    if name == "launch":
        page, path = known.one(LAUNCH)
        return Latency(page.number(path), (f"{page.handle}:{path}",), page.fact(path).source)
    path = "storage.seek" if name == "seek" else _level(part, name, "latency")
    if path in part and part.told(path)[1] == "s":
        return Latency(part.number(path), (path,), part.fact(path).source)
    link = next((each for each in links if each.name == name and each.latency is not None), None)
    if link and link.latency is not None:
        path = f"{link.path}.latency"
        return Latency(link.latency, (f"{link.spec.handle}:{path}",), link.spec.fact(path).source)
    raise SlipstickError(f"{part.handle} ({part.name}) gives no latency called {quoted(name)}")


def _level(part: Spec, name: str, key: str) -> str:
    """The path of a fact of a level of memory that all of the part shares; empty where there is none."""
    level = name.removeprefix("memory.")
    paths = (f"{section}.{level}.{key}" for section in ("memory", "cache"))
    return next((path for path in paths if path in part and path.replace(f".{key}", ".per") not in part), "")
