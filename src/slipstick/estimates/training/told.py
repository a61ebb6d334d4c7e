"""What the answer to a training question says beside its numbers: title, assumptions, what stands behind it."""

from collections.abc import Iterable, Iterator
from functools import partial

from ...specs.spec import Fact
from ...units.show import show
from ..estimate import Estimate
from ..outcome import Told
from ..question import plain
from ..report import WIDTH
from ..serving.placed import USABLE
from ..telling import NINE
from .answer import MTBF, PUE, Run
from .memory import OPTIMIZER, SENT, SUMMED, WEIGHT

FACTS = ("peak.{dtype}", "{memory}.bandwidth", "{memory}.capacity", "power.tdp")


def told(run: Run, estimate: Estimate) -> Told:
    """What is told of a run beside the numbers of its estimate."""
    facts = dict(_facts(run))
    values = {each.name: plain(run.values[each.name]) for each in run.question.parameters}
    values = {name: value for name, value in values.items() if value not in (0, "")}
    where = {"on": run.where.handle} if run.where else {}
    fit = run.fit
    source = fit.source if fit else ""
    return Told(
        question={"command": run.question.name, **values, **where, "dtype": run.dtype},
        title=_title(run),
        facts=facts,
        assumptions=tuple(dict.fromkeys(line for line in _assumptions(run, estimate) if line)),
        cited=(*(fact.source for fact in facts.values()), *source.split()),
        calibration={
            "measurements": fit.measurements if fit else 0,
            "kind": fit.kind if fit else "prior",
            "basis": fit.basis if fit else "counted, not measured",
            "source": source,
        },
        describe=partial(_described, run),
        lesser=tuple(_lesser(run, estimate)),
    )


def _facts(run: Run) -> Iterator[tuple[str, Fact]]:
    page = run.model.spec
    for path in ("parameters", "model.layers", "model.hidden_size", "training.tokens") if page else ():
        if page and path in page:
            yield f"{page.handle}.{path}", page.fact(path)
    part = run.where.part if run.where else None
    for path in FACTS if part else ():
        assert part
        name = path.format(dtype=run.dtype, memory=part.main_memory)
        if name in part:
            yield f"{part.handle}.{name}", part.fact(name)


def _described(run: Run, keys: Iterable[str]) -> dict[str, dict[str, str]]:
    pages = [each for each in (run.model.spec, run.where.part if run.where else None) if each]
    own = {key: entry for page in pages for key, entry in page.sources.items()}
    return {key: own.get(key) or run.known.source(key) for key in dict.fromkeys(keys)}


def _title(run: Run) -> str:
    tuned = f" with adapters of rank {run.values['lora']:g}" if run.trained.adapters else ""
    said = f"train {run.model.name}{tuned} on {show(run.tokens, 'token')} in {run.dtype}"
    whole = f"{said} on {run.where.name} ({run.where.handle})" if run.where else said
    return whole if len(whole) <= WIDTH or not run.where else f"{said} on {run.where.handle}"


def _assumptions(run: Run, estimate: Estimate) -> Iterator[str]:
    yield f"{_picked(run)}{run.layout.text}"
    yield _unfit(run, estimate)
    yield run.model.note
    yield _offloaded(run)
    if run.fit and run.where:
        yield f"expected and range{NINE}: {run.fit.basis}"
    yield from _lesser(run, estimate)


def _lesser(run: Run, estimate: Estimate) -> Iterator[str]:
    """What the first screen may leave out, the last of it first."""
    if run.fit and run.where:
        yield run.where.choice
    if run.values["within"]:
        yield f"the fewest devices, in whole nodes, that take no longer than {show(run.values['within'], 's')}"
    yield _tokens(run)
    yield run.note
    if run.values["checkpoint"]:
        page, path = run.known.one(MTBF)
        yield f"an interruption each {page.fact(path).text} of a device; what is lost comes on top of the time"
    if run.fit and run.where:
        yield run.fit.conditions
    yield _memory(run, estimate)
    step = run.layout.batch * run.sequence
    yield f"steps of {run.layout.batch} sequences of {run.sequence:g} token, {show(step, 'token')}"
    if run.fit and run.where:
        yield from run.where.assumptions
        if run.power:
            yield f"energy at {show(run.power, 'W')} a device and {PUE:g} of that in the building"


def _picked(run: Run) -> str:
    asked = [name for name in ("tp", "pp", "cp", "dp", "microbatch", "recompute") if run.values[name]]
    if not run.where:
        return "split over "
    return f"the fastest layout with {', '.join(asked)} as asked: " if asked else "fastest layout: "


def _tokens(run: Run) -> str:
    if run.values["budget"]:
        return f"as many tokens as {show(run.values['budget'], 'USD')} pay for"
    if run.values["tokens"]:
        return ""
    if run.trained.adapters:
        return f"adapters trained on {show(run.tokens, 'token')}, for want of another number"
    known = run.tokens == run.model.tokens
    return "as many tokens as its maker trained it on" if known else "20 tokens for each parameter"


def _memory(run: Run, estimate: Estimate) -> str:
    """The memory of a device by kind; of a model alone the kinds are told above."""
    parts = ", ".join(f"{name.removesuffix('_memory')} {show(size, 'B')}" for name, size in _sizes(estimate) if size)
    element = SENT if run.layout.zero >= 2 else SUMMED
    kept = (WEIGHT, element, *(() if run.trained.host else (OPTIMIZER,)))
    bytes_of = f"{' + '.join(f'{each:g}' for each in kept)} bytes a parameter trained"
    return f"memory of a device: {parts} ({bytes_of})" if run.where else bytes_of


def _offloaded(run: Run) -> str:
    """Where the optimizer lies, and how it gets there; empty where it is on the devices."""
    trained = run.trained
    if not trained.host:
        return ""
    said = f"optimizer in {run.values['offload']}, {show(trained.host, 'B/s')} of it for a device"
    way = f"; gradients and weights cross PCIe at {show(trained.lane, 'B/s')}, not hidden"
    return said + way if trained.lane else said


def _sizes(estimate: Estimate) -> list[tuple[str, float]]:
    every = estimate.outcome.quantities.items()
    return [(name, size) for name, (size, _) in every if name.endswith("_memory")]


def _unfit(run: Run, estimate: Estimate) -> str:
    """That a device has too little memory, where it has."""
    needed = sum(size for _, size in _sizes(estimate))
    part = run.where.part if run.where else None
    capacity = f"{part.main_memory}.capacity" if part else ""
    if not part or capacity not in part or needed <= USABLE * part.number(capacity):
        return ""
    return f"{show(needed, 'B')} a device: that does not fit in {100 * USABLE:g} % of its {part.fact(capacity).text}"
