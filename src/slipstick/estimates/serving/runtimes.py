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
    *("memory", "handling", "layer", "element", "expert", "exchange", "repeat"),
    *("arithmetic", "compute", "attention", "begin", "widening", "scores"),
)
SERVER, LOCAL, EAGER = "server", "local", "eager"  # classes of runtimes, which one that nobody measured is one of
CLASSES = {
    **dict.fromkeys(("vllm", "vllm-2024", "sglang", "trtllm", "lmdeploy", "fastertransformer", "jax"), SERVER),
    **dict.fromkeys(("transformers", "vllm-2023"), EAGER),
}


def class_of(runtime: str) -> str:
    """The class of a runtime: a server of compiled graphs, one whose kernels wait for the host, or a local one."""
    return CLASSES.get(runtime, LOCAL)


class Runtime(NamedTuple):
    """What a runtime reaches on a kind of device.

    memory: share of the bandwidth; handling: FLOP that each weight takes, for each that counts, on the vector units;
    layer: seconds beside that for a layer, element: for each element of its width, expert: for a layer with experts;
    exchange: time of an all-reduce over that of one alone; repeat: of a cache that several query heads share, how much
    each further one reads; arithmetic: share of the peak in a step; compute, attention: shares of it in a
    prompt; begin: seconds beside that for a layer of one; widening: FLOP that each narrow weight takes there for each
    token, as handling; scores: bytes that each score of its attention moves.
    ranges: of a ``step`` and a ``prompt``, the ratios that hold nine in ten.
    """

    name: str
    memory: float
    handling: float
    layer: float
    element: float
    expert: float
    exchange: float
    repeat: float
    arithmetic: float
    compute: float
    attention: float
    begin: float
    widening: float
    scores: float
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

    A class of runtimes is a name too: what those of it do. Raises UsageError for any other name.
    """
    table = shipped_table(FAMILY) or {}
    known = table["fits"]
    word = _spelled(name, known) if name else LLAMA_CPP if weights in GGUF and LLAMA_CPP in known else ""
    found = _nearest(table, word, part)
    return Runtime(
        name="" if word in table["priors"][""] else word,
        ranges={each: (float(low), float(high)) for each, (low, high) in found.ranges.items()},
        measurements=found.entry["measurements"] if found.kind == "measured" else 0,
        kind=found.kind,
        basis=found.basis,
        source=tuple(found.entry["sources"]),
        **{each: float(found.numbers[each]) for each in PARAMETERS},
    )


class Nearest(NamedTuple):
    """The fit of a runtime nearest to a part: its numbers, the rows behind it, what it is, and its ranges."""

    numbers: Mapping[str, float]
    entry: Mapping[str, Any]
    kind: str
    basis: str
    ranges: Mapping[str, tuple[float, float]]


def _nearest(table: dict[str, Any], word: str, part: Spec) -> Nearest:
    kind, own = kind_of(part), table["fits"].get(word, {})
    if kind in own:
        return _measured(table, word, part, own[kind])
    if own:
        found = next(iter(own.values()))
        basis = f"{word} was not measured on any {kind}: as on {_some(found['parts'])}, with a wider range"
        return Nearest(found, found, "related", basis, table["stated"]["related"])
    close = table["priors"].get(kind, {}).get(word)
    found = close or table["priors"][""][word]
    such = f"{kind}s" if close else f"any device, as no {kind} was measured"
    some = f"{word} runtimes" if word else "runtimes"
    basis = f"what {some} do on {such}: {counted(found['measurements'], 'measurement')} on {_some(found['parts'])}"
    return Nearest(found, found, "prior", basis, table["stated"]["prior"])


def _measured(table: dict[str, Any], word: str, part: Spec, found: dict[str, Any]) -> Nearest:
    """The fit of a runtime on a kind of device: with numbers of this very part where these were fitted."""
    basis = f"{counted(found['measurements'], 'measurement')} of {word} on {_some(found['parts'])}"
    if part.handle not in found["parts"]:
        basis = f"{basis}, with the range of parts that were left out"
        return Nearest(found, found, "measured", basis, table["stated"]["elsewhere"])
    numbers = found["on"].get(part.handle)
    if numbers and len(found["parts"]) > 1:
        basis = f"{basis}, of which {numbers['measurements']:g} on this one count most"
    return Nearest({**found, **(numbers or {})}, found, "measured", basis, found["ranges"])


def _spelled(name: str, known: Mapping[str, Any]) -> str:
    bare = "".join(letter for letter in name.casefold() if letter.isalnum())
    names = [*known, SERVER, LOCAL, EAGER]
    alike = {"".join(letter for letter in each if letter.isalnum()): each for each in names} | SPELLED
    if bare not in alike:
        classes = f"(one that nobody measured is a {SERVER}, {LOCAL} or {EAGER})"
        raise UsageError(f"runtime = {quoted(name)}: {did_you_mean(name, names)} {classes}")
    return alike[bare]


def _some(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{len(parts)} parts such as {parts[0]}"
