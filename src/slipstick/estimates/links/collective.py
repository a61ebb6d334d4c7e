"""Collectives: a question about all devices of a machine, and the links between them."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ...errors import UsageError
from ...formulas.collectives import algorithm_bandwidth, allgather_bus_bandwidth, allreduce_bus_bandwidth
from ...formulas.core.formula import unrecorded
from ...formulas.moving import collective_time, hops_time, link_ramp_time, shared_link_time
from ...records import Fields
from ...units.maths import choose, highest, is_array, least_place, maximum, taken_at, total
from ...units.show import show
from ...words import did_you_mean, quoted
from ..calibration import Calibration
from ..estimate import Estimate
from ..often import often
from ..outcome import Answer, Ask, Outcome
from ..question import Asked, Question
from .algorithms import EXCHANGE, GATHER, REDUCE, SCATTER, Algorithm, Sent, algorithms, least
from .fabric import Level, levels
from .linked import told
from .reach import REGIMES, reached, step_latency, steps_of

ALGORITHM = "algorithm"
BUS = {REDUCE: allreduce_bus_bandwidth, **dict.fromkeys((GATHER, SCATTER, EXCHANGE), allgather_bus_bandwidth)}


class Timed(Fields):
    """An algorithm with numbers: its steps, what takes how long, in seconds, and the range of its time."""

    steps: Any
    start: Any
    link: Any
    expected: Any
    low: Any
    high: Any


class Collective(Question):
    """A collective of all devices of a machine. Its parameters are ``op``, a word, and ``size``, in bytes."""

    busy: str = "all"

    @property
    def picks(self) -> tuple[str, ...]:
        """The algorithm."""
        return (ALGORITHM,)

    def estimate(self, asked: Asked) -> Estimate:
        """The answer. Raises as :func:`.fabric.levels`, UsageError for an unknown algorithm."""
        memo, values = asked.machine.memo, asked.values
        key = (self, values["op"], asked.picked.get(ALGORITHM), asked.dtype)
        kept: tuple[list[Level], dict[str, Algorithm]] | None = memo.get(key)
        if kept is None:
            fabric = levels(asked.machine)
            kept = memo[key] = fabric, _tried(asked, fabric)
        fabric, tried = kept
        fit = reached(asked.part, fabric, all(each.usual for each in tried.values()))
        links = tuple(dict.fromkeys(each.link.name for each in fabric))
        of = partial(_model, asked, fabric, tried, fit)
        model = partial(of if is_array(values["size"]) else partial(often(memo, fit, key).model, of=of), values)
        return Estimate("time", "s", model, (*links, "size"), partial(told, self, asked, fabric, fit))


def _tried(asked: Asked, fabric: Sequence[Level]) -> dict[str, Algorithm]:
    """The algorithms to choose from: those that NCCL has, or the one that was asked for."""
    op, word = asked.values["op"], asked.picked.get(ALGORITHM)
    known = algorithms(op, fabric, asked.dtype)
    if word is None:
        return {name: each for name, each in known.items() if each.usual}
    if word not in known:
        hint = did_you_mean(word, known)
        raise UsageError(f"algorithm = {quoted(word)}: {op} on {asked.machine.handle} has none of that name: {hint}")
    return {word: known[word]}


def _model(
    asked: Asked,
    fabric: Sequence[Level],
    tried: Mapping[str, Algorithm],
    fit: Calibration,
    values: dict[str, Any],
    run: Any,
    double: str,
) -> Outcome:
    """The numbers. run: calls formulas, recording or not. double: the size, or a link to double."""
    asked = asked._replace(values=values)
    if double == "size":
        asked = asked.doubled(double)
    fabric = [each.faster() if each.link.name == double else each for each in fabric]
    op, size = asked.values["op"], asked.values["size"]
    needed = least(run, op, size, fabric, asked.dtype)
    floor = highest(each.time for each in needed)
    names = [*tried]
    every = [timed(unrecorded, op, size, fabric, each, fit) for each in tried.values()]
    place = least_place([each.expected for each in every])
    if is_array(place):
        picked: Any = taken_at(place, names)
        found = Timed(*(taken_at(place, [each[part] for each in every]) for part in range(len(every[0]))))
    else:
        picked = names[place]
        found = timed(run, op, size, fabric, tried[picked], fit)
    return _outcome(asked, needed, floor, found, run)._replace(picked={ALGORITHM: picked})


def timed(run: Any, op: str, size: Any, fabric: Sequence[Level], algorithm: Algorithm, fit: Calibration) -> Timed:
    """The time of an algorithm, in seconds, and its range by what takes longest."""
    numbers, ranks = fit.numbers, float(fabric[-1].outer)
    sent = algorithm.sends(run, op, size, fabric)
    hops = run(hops_time, hops=tuple(each.steps for each in sent), latencies=tuple(_step(fit, each) for each in sent))
    transfer = (total if algorithm.adds else highest)(each.time for each in sent)
    ramp = run(link_ramp_time, transfer=transfer, ramp=numbers["ramp"], half=numbers["half"])
    own = numbers["own"] if algorithm.own else 0.0
    link = run(shared_link_time, transfer=transfer, ranks=ranks, own=own, share=numbers[algorithm.share])
    launch = numbers["launch"] + _extra(algorithm, size / ranks if op == EXCHANGE else size, numbers)
    expected = run(collective_time, launch=launch, steps=hops, ramp=ramp, link=link)
    expected = maximum(expected, highest(each.time for each in sent))
    start = launch + hops
    cases = [(start > maximum(ramp, link), "start"), (ramp > link, "ramp")]
    low, high = (
        choose([(case, fit.ranges[name][end]) for case, name in cases], fit.ranges["link"][end]) for end in (0, 1)
    )
    return Timed(total(each.steps for each in sent), start, link, expected, expected * low, expected * high)


def _step(fit: Calibration, sent: Sent) -> float:
    return step_latency(steps_of(), sent.level, fit.numbers["hop"])


def _extra(algorithm: Algorithm, message: Any, numbers: Mapping[str, float]) -> Any:
    """What an algorithm needs to start beside the launch: a switch, or messages too large to be sent unasked."""
    if algorithm.direct:
        return choose([(message > numbers["eager"], numbers["handshake"])], 0.0)
    return numbers[algorithm.start] if algorithm.start else 0.0


def _outcome(asked: Asked, needed: Sequence[Sent], floor: Any, found: Timed, run: Any) -> Outcome:
    """The numbers of an answer."""
    op, size = asked.values["op"], asked.values["size"]
    value = maximum(floor, found.expected)
    binding = choose([(each.time >= floor, each.level.link.name) for each in needed[:-1]], needed[-1].level.link.name)
    low, high = maximum(floor, found.low), maximum(floor, found.high)
    handle = asked.machine.handle
    return Outcome(
        value=value,
        low=low,
        high=high,
        floor=floor,
        bound_by=binding,
        quantities={
            "traffic": (highest(each.traffic for each in needed), "B"),
            "steps": (found.steps, ""),
            "startup_time": (found.start, "s"),
        },
        asks=tuple(Ask(handle, each.level.link.name, each.traffic, each.traffic / each.time, True) for each in needed),
        family="collective",
        also=_bandwidths(op, size, float(asked.machine.count), (value, low, high, floor), run),
        because=partial(_because, found, binding),
    )


def _because(found: Timed, binding: str) -> str:
    many = f"{found.steps:g} step{'s' * (found.steps != 1)}"
    return f"the launch and {many} take {show(found.start, 's')}, {binding} {show(found.link, 's')}"


def _bandwidths(op: str, size: Any, ranks: float, times: tuple[Any, ...], run: Any) -> dict[str, Answer]:
    """Algorithm and bus bandwidth, as nccl-tests counts them."""
    value, *others = times
    algorithm = [run(algorithm_bandwidth, size=size, time=value)]
    algorithm += [algorithm_bandwidth.rule(size, time) for time in others]
    bus = algorithm
    if op in BUS:
        bus = [
            run(BUS[op], algorithm=algorithm[0], ranks=ranks),
            *(BUS[op].rule(each, ranks) for each in algorithm[1:]),
        ]
    return {"algbw": _rate(algorithm), "busbw": _rate(bus)}


def _rate(found: Sequence[Any]) -> Answer:
    value, high, low, floor = found
    return Answer(value, low, high, floor, "B/s")


__all__ = ["REGIMES", "Collective", "timed"]
