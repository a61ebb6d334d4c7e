"""What a model takes on a machine: its weights in a format, a cache of so many tokens, and how they are shared out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ...errors import SlipstickError, UsageError
from ...formulas.core.formula import unrecorded
from ...formulas.inference import kept_tokens
from ...formulas.transformers import kv_cache_total
from ...specs.catalogue import Catalogue
from ...specs.derived import said
from ...specs.machine import Machine
from ...specs.rates import Rate, bandwidth
from ...specs.spec import Spec
from ...units.dtypes import DTYPES, width
from ...units.maths import choose, maximum
from ...units.quantisations import FORMATS, quantisation
from ...units.show import show
from ...words import did_you_mean, quoted
from ..question import Asked
from .runtimes import Runtime
from .shape import CACHED, Shape

CACHES = ("fp16", "bf16", "fp8", "int8", "q8_0", "q4_0")
USABLE = 0.94  # of a device's memory: the rest is for its driver, the runtime and its buffers
OF_EXPERTS = "mxfp4_moe"  # llama.cpp's, which leaves all that is no expert in q8_0
LADDER = ("bf16", "fp8", "q8_0", "q6_k", "q5_k_m", "q4_k_m", "q3_k_m", "q2_k")  # tried when none is named, widest first
CHANNELS = 2.0  # of memory modules in a computer with one processor
RUNTIME = "6 % of the memory is taken for what driver and runtime keep"


class Format(NamedTuple):
    """A format of weights: its name, how large the weights are, and bytes of each. Of a cache: bytes of an element.

    table, expert: bytes of a weight of the table of the input, and of an expert, which may be fewer or more.
    """

    name: str
    size: float
    each: float
    table: float = 0.0
    expert: float = 0.0


def weights_in(shape: Shape, name: str) -> Format:
    """The weights of a model in a format; in its own where none is named.

    Raises UsageError for an unknown format, or one that is not of such a model; SlipstickError where the shape does
    not say how large they are.
    """
    word = quantisation(name) if name else shape.dtype
    if word == OF_EXPERTS and not shape.routed:
        raise UsageError(f"weights = {quoted(name)} is of experts alone, and {shape.spec.handle} has none: say q8_0")
    memo = shape.spec.memo
    if ("weights", word) not in memo:
        found = said(shape.spec, f"weights.{word}")
        memo["weights", word] = None if found is None else float(found.value)
    size = memo["weights", word]
    if size is None:
        raise SlipstickError(f"{shape.spec.handle} does not say how large its weights are in {word}: name a format")
    return Format(word, size, size / shape.parameters, *_apart(shape, word, size))


def _apart(shape: Shape, word: str, size: float) -> tuple[float, float]:
    """Bytes of a weight of the input's table, and of an expert, by the mix of a format."""
    mix = FORMATS.get(word)
    if mix is None or size <= 0:
        return size / shape.parameters, size / shape.parameters
    downs = 1 / (2 + shape.gated)  # of the matrices of an expert
    return mix.table / 8, (mix.plain * (1 - downs) + mix.down * downs) / 8


def cache_of(shape: Shape, name: str) -> Format:
    """The cache of a model by its format, in bytes a token and an element; in 16 bits where none is named.

    Raises UsageError for an unknown format.
    """
    word = name.casefold() or "bf16"
    if word not in (*CACHES, *DTYPES):
        raise UsageError(f"cache = {quoted(name)}: {did_you_mean(word, CACHES)}")
    each = {"q8_0": 34 / 32, "q4_0": 18 / 32}.get(word) or width(word)
    return Format(word, shape.cached * each / CACHED, each)


def cache_size(run: Any, shape: Shape, cache: Format, batch: Any, context: Any) -> Any:
    """Bytes of the caches of a batch. context: tokens of each sequence. run: calls formulas."""
    kept = context
    if shape.windowed:
        kept = run(kept_tokens, context=context, window=shape.window, windowed=shape.windowed)
    return run(kv_cache_total, per_token=cache.size, batch=batch, context=kept)


def capacity(part: Spec) -> float:
    """The main memory of a device, in bytes. Raises SlipstickError where it is not known."""
    path = f"{part.main_memory}.capacity"
    if path not in part:
        raise SlipstickError(f"{part.handle} ({part.name}) has no {path}: whether a model fits is not known")
    return part.number(path)


def has_capacity(part: Spec) -> bool:
    """Whether it is known how large a device's main memory is."""
    return f"{part.main_memory}.capacity" in part


def elsewhere(known: Catalogue, name: str) -> float:
    """The bandwidth of a memory beside the devices, in B/s: of a CPU, or of two channels of memory modules.

    Raises UsageError for what is neither, SlipstickError where it is not known.
    """
    spec = known.find(name)
    if spec.kind not in ("cpu", "memory"):
        raise UsageError(f"offload = {quoted(name)}: {spec.handle} is a {spec.kind}: expected a CPU, or memory modules")
    return bandwidth(spec).value(unrecorded) * (CHANNELS if spec.kind == "memory" else 1.0)


def split(machine: Machine, tp: float, pp: float) -> tuple[int, int, int]:
    """Over how many devices each layer is cut, in how many stages the layers lie, and how many copies there are.

    tp, pp: as asked for, 0 for all devices. Raises UsageError for more than there are, or what does not divide them.
    """
    count = machine.count
    stages = int(pp) or 1
    cut = int(tp) or max(count // stages, 1)
    if cut * stages > count or count % (cut * stages):
        raise UsageError(
            f"tp {cut} x pp {stages} = {cut * stages} devices: {machine.handle} has {count}, no multiple of that"
        )
    return cut, stages, count // (cut * stages)


def needed(what: str, size: float, has: float, part: Spec) -> str:
    """That something does not fit, in words."""
    return f"{what} take {show(size, 'B')}, and {part.handle} has {show(has, 'B')}"


class Serving(NamedTuple):
    """A model on a machine as it was asked about: its formats, how it is shared out, the rates, and what libraries add.

    cut: devices each layer is cut over; stages: of layers; copies: of it all. away: the share of the weights that lies
    in a slower memory, and that memory's bandwidth. exchanges: seconds of an all-reduce in a step, and in a prompt.
    picked: the format of the weights, where their own does not fit. draft: a small model beside it that drafts tokens.
    routing: seconds of an all-to-all of tokens to experts, in a step and in a prompt. split: why it is shared out so.
    notes: what else is said of it. laid: how a layer lies on devices in a grid.
    """

    asked: Asked
    shape: Shape
    weights: Format
    cache: Format
    cut: int
    stages: int
    copies: int
    rates: Mapping[str, Rate]
    runtime: Runtime
    away: tuple[float, float]
    exchanges: tuple[Any, Any]
    picked: str = ""
    draft: "Serving | None" = None
    routing: tuple[Any, Any] = (0.0, 0.0)
    split: str = ""
    notes: tuple[str, ...] = ()
    laid: Any = None

    @property
    def values(self) -> dict[str, Any]:
        """What was asked, by parameter."""
        return self.asked.values

    @property
    def spread(self) -> float:
        """Copies of the model that share their experts; 1 where each has all."""
        return float(self.values["ep"] / self.cut) if self.values["ep"] else 1.0

    @property
    def own(self) -> float:
        """Bytes of the weights of a copy, with its share of the experts."""
        shape = self.shape
        experts = shape.sparse * shape.routed * shape.expert * self.weights.expert
        return self.weights.size - experts * (1 - 1 / self.spread)

    @property
    def checked(self) -> Any:
        """Tokens of each sequence that a step works on: with speculation the drafted ones and one more."""
        return self.values["drafted"] + 1 if self.draft else 1.0

    @property
    def at_once(self) -> Any:
        """Sequences that a stage works on at once: the stages of a pipeline have others each."""
        return maximum(self.values["batch"] / self.stages, 1.0) if self.stages > 1 else self.values["batch"]

    @property
    def context(self) -> Any:
        """Tokens in the cache of a sequence while it is answered: as said, or the prompt and half of the answer."""
        return _context(self.values)


def _context(values: Mapping[str, Any]) -> Any:
    usual = values["prompt"] + values["output"] / 2
    return choose([(values["context"] > 0, values["context"])], usual)


def memory_of(serving: Serving, run: Any) -> tuple[Any, Any]:
    """Bytes of the weights and of the caches of one copy of the model."""
    longest = maximum(serving.context, serving.values["prompt"] + serving.values["output"])
    return serving.own, cache_size(run, serving.shape, serving.cache, serving.values["batch"], longest)
