"""Expert parallelism: the experts of a layer lie whole on many devices, and tokens are sent to them and back."""

from typing import Any

from ...errors import UsageError
from ...formulas.kernels import repeated_time
from ...formulas.mixtures import routed_size
from ...units.maths import maximum
from ...words import counted
from ..kernels.collective import COLLECTIVE
from .layouts import exchanging
from .placed import Serving
from .shape import CACHED


def spread_out(serving: Serving) -> Serving:
    """A model whose experts are shared out as was asked, with the time of an all-to-all in a step and in a prompt.

    Raises UsageError for a model without experts, and for devices that they cannot be shared out over.
    """
    many, cut, shape = int(serving.values["ep"]), serving.cut, serving.shape
    if not many:
        return serving
    if not shape.routed:
        raise UsageError(f"ep {many}: {shape.spec.handle} has no experts to share out")
    if many not in (usual := _shares(serving)):
        some = f"expected {', '.join(map(str, usual))}" if usual else "they cannot be shared out"
        among = f"{counted(cut * serving.copies, 'device')} in groups of {cut} (--tp)"
        raise UsageError(f"ep {many}: {some}: {among}, and {shape.routed:g} experts of {shape.spec.handle}")
    return serving._replace(routing=_routing(serving, many))


def _shares(serving: Serving) -> list[int]:
    """Over how many devices experts can be shared out: whole groups, equally many in each share, an expert each."""
    many, cut = serving.cut * serving.copies, serving.cut
    most = min(many, int(serving.shape.routed))
    return [each for each in range(cut, most + 1, cut) if many % each == 0]


def _routing(serving: Serving, many: int) -> tuple[Any, Any]:
    """Seconds of an all-to-all of each device's tokens: in a step, and in a prompt."""
    asked, values, shape = serving.asked, serving.values, serving.shape
    if many == 1:
        return 0.0, 0.0
    where = asked.machine.some(many)
    found = []
    for tokens in (serving.checked, maximum(values["prompt"], 1.0)):
        given = {"tokens": values["batch"] * tokens / serving.cut, "active": shape.chosen, "width": shape.width}
        size = routed_size.rule(**given, element=CACHED)
        found.append(COLLECTIVE.ask({"op": "all-to-all"}, where, None, asked.known, {"size": size}).outcome.value)
    return found[0], found[1]


def exchanged(serving: Serving, place: int, run: Any) -> Any:
    """Seconds of all exchanges: the sums of a layer, of which experts that are shared out need one less but two ways.

    place: 0 of a step, 1 of a prompt.
    """
    shape, once, apart = serving.shape, serving.runtime.exchange, bool(serving.values["ep"])
    if serving.laid:
        layer = exchanging(serving, serving.laid, place, run)
        return run(repeated_time, time=once * layer, count=shape.layers)
    sums = shape.sums * shape.layers - (shape.sparse if apart else 0.0)
    time = run(repeated_time, time=once * serving.exchanges[place], count=sums) if serving.cut > 1 else 0.0
    if not apart:
        return time
    return time + run(repeated_time, time=serving.routing[place], count=2 * shape.sparse)  # as alone: nobody says more


def sharing(serving: Serving) -> str:
    """How experts are shared out, in words; empty where they are cut as the rest."""
    many = int(serving.values["ep"])
    if not many:
        return ""
    return f"experts lie whole on {counted(many, 'device')}, evenly busy, with two all-to-alls a layer (ep {many})"
