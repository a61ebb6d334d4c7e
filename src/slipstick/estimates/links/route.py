"""Routes: what data is moved over, stage by stage, from the pages that give each: links, memories, disks, networks."""

from ...errors import SlipstickError, UsageError
from ...formulas.core.formula import unrecorded
from ...records import Fields
from ...specs.catalogue import Catalogue
from ...specs.joining import Joined, joined_link
from ...specs.links import names as links
from ...specs.links import page_link
from ...specs.named import rate
from ...specs.spec import COMPUTES, Spec
from ...units import Bandwidth, Length, dim_of
from ...units.door import number
from ...words import did_you_mean, quoted

LIGHT, SPEED = "vacuum-light", "route.speed"  # where the speed of light is
RATE, WAY = dim_of(Bandwidth), dim_of(Length)
STORED = ("read", "write")
HALF_TURN = 0.5
GLASS = 2e8  # m/s


class Stage(Fields):
    """A stage of a route.

    name: as it is typed, the handle first. kind: what it is calibrated with: pcie, nvlink, memory, storage, network ...
    spec: its page, None for a bare rate. bandwidth: line rate in B/s, infinite where it only takes time. payload: share
    of it that packets leave to data. latency: seconds before the first byte is there. distance: metres, 0 where no
    page says. paths: the facts it rests on. note: what was taken for granted.
    """

    name: str
    kind: str
    spec: Spec | None
    bandwidth: float
    payload: float = 1.0
    latency: float = 0.0
    distance: float = 0.0
    paths: tuple[str, ...] = ()
    note: str = ""


def stage(word: str, known: Catalogue, write: bool, end: Spec | None) -> Stage:
    """The stage of a word, such as "pcie-5", "h100.memory", "990-pro.write", "hibernia-express" or "10 Gbit/s".

    write: whether a disk is written to. end: a part at one end of it, whose own link may be slower.
    Raises UsageError for an unknown word, or a page that moves nothing; SlipstickError where no rate is given.
    """
    if bare := _bare(word, known):
        return bare
    page, path = known.look_up(word)
    section = path.partition(".")[0]
    if page.kind == "network" or section == "route":
        return _network(page)
    if page.kind == "storage" and section in ("", "storage"):
        return _disk(page, path, write)
    if page.kind == "link" or section in ("links", "network"):
        return _link(page, path, known, end)
    if page.kind == "memory" or section in ("memory", "cache"):
        return _memory(page, path)
    raise UsageError(f"{word.strip()[:40]} is {page.handle}, a {page.kind}: {_such(page)}")


def _bare(word: str, known: Catalogue) -> Stage | None:
    """A rate without a page, '10 Gbit/s', or a way of glass fibre, '1000 km'."""
    if not word.strip()[:1].isdigit() or known.exact(word):
        return None
    try:
        assert WAY
        far = float(number(word, WAY, "over"))
        note = f"{word.strip()} in a straight line at the speed of light in glass, two thirds of that in a vacuum"
        return Stage(word.strip(), "network", None, float("inf"), latency=far / GLASS, distance=far, note=note)
    except UsageError:
        pass
    try:
        assert RATE
        value = float(number(word, RATE, "over"))
    except UsageError:
        return None
    if value <= 0:
        raise UsageError(f"over = {quoted(word)}: expected a rate of more than 0 B/s")
    return Stage(word.strip(), "link", None, value)


def _such(page: Spec) -> str:
    """What of a part can be moved over."""
    names = [f"{page.handle}.{name}" for name in ("memory", *links(page), *links(page, "network"))]
    if page.kind in (*COMPUTES, "node"):
        return f"name its memory or one of its links, such as {' or '.join(names[-3:])}"
    return "nothing is moved over it; links, memories, disks and networks are: slipstick list link shows some"


def _link(page: Spec, path: str, known: Catalogue, end: Spec | None) -> Stage:
    """A link of a page: the one named, else that as wide as its end's, else the fastest."""
    path = ".".join(path.split(".")[:2])
    note: tuple[str, ...] = ()
    if page.kind == "link":
        link, told = joined_link(Joined(page, path), [end or page], 2, known)
        note = tuple(each for each in told if "for each device" not in each)
    else:
        found = page_link(page, path, known)
        if found is None:
            raise SlipstickError(f"{page.handle} gives no rate of {path}: name another link")
        link = found
    keys = ("bandwidth", "both", "count", "lane", "payload", "latency")
    at = link.path if page.kind == "link" else path
    payload = page.number(f"{at}.payload") if f"{at}.payload" in page else 1.0
    return Stage(
        name=page.handle if page.kind == "link" else f"{page.handle}.{path.partition('.')[2]}",
        kind=next((name for name in ("pcie", "nvlink") if name in f"{page.handle}.{path}"), "link"),
        spec=page,
        bandwidth=link.bandwidth,
        payload=payload,
        latency=link.latency or 0.0,
        paths=tuple(f"{at}.{key}" for key in keys if f"{at}.{key}" in page),
        note="; ".join(note),
    )


def _memory(page: Spec, path: str) -> Stage:
    """A level of memory: the main one where none is named."""
    level = path.split(".")[1] if path.count(".") else ""
    if path.startswith("cache"):
        told = f"slipstick run read size=1MB level={level or 'L3'} --on {page.handle} says how fast"
        raise SlipstickError(f"{page.handle}.{path}: a cache of a CPU moves what its cores ask for; {told}")
    rated = [each.split(".")[1] for each in page if each.startswith("memory.") and each.endswith(".bandwidth")]
    if level and page.kind != "memory" and level not in rated and path != page.main_memory:
        raise SlipstickError(f"{page.handle} ({page.name}) gives no bandwidth of {level}: {did_you_mean(level, rated)}")
    found = rate(page, level or "memory", "bf16", "move") if page.kind != "memory" else None
    if found is None:
        inner = f"memory.{level or 'channel'}"
        if f"{inner}.bandwidth" not in page:
            raise SlipstickError(f"{page.handle} ({page.name}) gives no bandwidth of {inner}")
        return Stage(page.handle, "memory", page, page.number(f"{inner}.bandwidth"), paths=(f"{inner}.bandwidth",))
    value = found.value(unrecorded)
    return Stage(f"{page.handle}.{level or 'memory'}", "memory", page, value, paths=found.paths)


def _disk(page: Spec, path: str, write: bool) -> Stage:
    """A disk, read or written; positioning is half a turn and a seek where a page says so."""
    way = path.partition(".")[2] or STORED[write]
    if way not in STORED:
        raise UsageError(f"{page.handle}.{path} is nothing to move over: name its read or its write")
    rate_path = f"storage.{way}"
    note = ""
    if rate_path not in page and way == "write" and not path and "storage.read" in page:
        rate_path, note = "storage.read", f"{page.handle} is written as fast as it is read: no page gives its rate"
    if rate_path not in page:
        told = f"{page.handle} ({page.name}) gives no {rate_path}"
        raise SlipstickError(f"{told}: name a disk that does, such as nvme-gen4")
    waits = {"storage.seek": 1.0, "storage.rotation": HALF_TURN, f"storage.{way}_latency": 1.0}
    known = {each: share for each, share in waits.items() if each in page and page.told(each)[1] == "s"}
    latency = sum(share * page.number(each) for each, share in known.items())
    name = f"{page.handle}.{way}" if path else page.handle
    return Stage(name, "storage", page, page.number(rate_path), latency=latency, paths=(rate_path, *known), note=note)


def _network(page: Spec) -> Stage:
    """A network by its route: half a round trip where one way is not given, and its rate if it has one."""
    told = {"route.one_way": 1.0, "route.round_trip": 0.5}
    way = next((each for each in told if each in page), "")
    distance = page.number("route.distance") if "route.distance" in page else 0.0
    if not way and not distance:
        raise SlipstickError(f"{page.handle} ({page.name}) gives neither a distance nor a round trip")
    paths = tuple(each for each in (way, "route.distance", "route.bandwidth") if each and each in page)
    bandwidth = page.number("route.bandwidth") if "route.bandwidth" in page else float("inf")
    latency = told[way] * page.number(way) if way else distance / GLASS
    note = f"one way over {page.handle} is half its round trip" if way == "route.round_trip" else ""
    note = note or (f"{page.handle} at the speed of light in glass, two thirds of that in a vacuum" if not way else "")
    return Stage(page.handle, "network", page, bandwidth, 1.0, latency, distance, paths, note)
