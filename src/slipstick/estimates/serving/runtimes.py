"""Runtimes: what software that serves a model adds to what the datasheet allows, by runtime and kind of device."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ...errors import UsageError
from ...specs.spec import Spec
from ...units.quantisations import GGUF
from ...words import counted, did_you_mean, quoted
from ..calibration import shipped_table

FAMILY = "infer"
LLAMA_CPP = "llama.cpp"
SPELLED = {"llamacpp": LLAMA_CPP, "ollama": LLAMA_CPP, "lmstudio": LLAMA_CPP, "tensorrtllm": "trtllm"}
PARAMETERS = (
    *("memory", "handling", "layer", "element", "expert", "exchange"),
    *("arithmetic", "compute", "attention", "begin"),
)


class Runtime(NamedTuple):
    """What a runtime reaches on a kind of device.

    memory: share of the bandwidth; handling: FLOP that each weight takes, for each that counts, on the vector units;
    layer: seconds beside that for a layer, element: for each element of its width, expert: for a layer with experts;
    exchange: time of an all-reduce over that of one alone; arithmetic: share of the peak in a step; compute,
    attention: shares of it in a prompt; begin: seconds beside that for a layer of one.
    ranges: of a ``step`` and a ``prompt``, the ratios that hold nine in ten.
    """

    name: str
    memory: float
    handling: float
    layer: float
    element: float
    expert: float
    exchange: float
    arithmetic: float
    compute: float
    attention: float
    begin: float
    ranges: Mapping[str, tuple[float, float]]
    measurements: int
    kind: str
    basis: str
    source: tuple[str, ...]


def kind_of(part: Spec) -> str:
    """The kind of a device as runtimes know it: its maker, and whether it is a CPU."""
    return part.kind if part.kind == "cpu" else f"{part.vendor} {part.kind}"


def runtime_of(name: str, part: Spec, weights: str) -> Runtime:
    """The runtime of a name on a part; llama.cpp for the formats of its files where none is named, else the middle.

    Of an unknown name too it is the middle: nobody measured it. Raises UsageError for one that is nearly a known one.
    """
    table = shipped_table(FAMILY) or {}
    known = table["fits"]
    word = _spelled(name, known) if name else LLAMA_CPP if weights in GGUF and LLAMA_CPP in known else ""
    found, how, basis, ranges = _nearest(table, word, part)
    return Runtime(
        name=word,
        ranges={each: (float(low), float(high)) for each, (low, high) in ranges.items()},
        measurements=found["measurements"] if how == "measured" else 0,
        kind=how,
        basis=basis,
        source=tuple(found["sources"]),
        **{each: float(found[each]) for each in PARAMETERS},
    )


def _nearest(table: dict[str, Any], word: str, part: Spec) -> tuple[dict[str, Any], str, str, dict[str, Any]]:
    """The fit of a runtime nearest to a part: its numbers, what it is, that in words, and its ranges."""
    kind, own = kind_of(part), table["fits"].get(word, {})
    if kind in own:
        found = own[kind]
        basis = f"{counted(found['measurements'], 'measurement')} of {word} on {_some(found['parts'])}"
        if part.handle in found["parts"]:
            return found, "measured", basis, found["ranges"]
        return found, "measured", f"{basis}, with the range of parts that were left out", table["stated"]["elsewhere"]
    if own:
        found = next(iter(own.values()))
        basis = f"{word} was not measured on any {kind}: as on {_some(found['parts'])}, with a wider range"
        return found, "related", basis, table["stated"]["related"]
    close = table["priors"].get(kind)
    found = close or table["priors"][""]
    such = f"{kind}s" if close else f"any device, as no {kind} was measured"
    basis = f"what runtimes do on {such}: {counted(found['measurements'], 'measurement')} on {_some(found['parts'])}"
    return found, "prior", basis, table["stated"]["prior"]


def _spelled(name: str, known: Mapping[str, Any]) -> str:
    bare = "".join(letter for letter in name.casefold() if letter.isalnum())
    alike = {"".join(letter for letter in each if letter.isalnum()): each for each in known} | SPELLED
    if bare not in alike:
        raise UsageError(f"runtime = {quoted(name)}: {did_you_mean(name, known)}")
    return alike[bare]


def _some(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{len(parts)} parts such as {parts[0]}"
