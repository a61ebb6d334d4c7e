"""Layouts of a training run: how a model and its batch are split over devices, and which layouts there are to try."""

from collections.abc import Iterator, Mapping
from itertools import product
from math import ceil
from typing import Any

from ...errors import SlipstickError, UsageError
from ...records import Fields
from .model import Model

TENSOR = (1, 2, 4, 8, 16)
MICRO = (1, 2, 4, 8, 16)
CHUNKS = (1, 2, 4)
STAGES = 64  # at most, of those that are tried
UNEVEN = 0.1  # more layers on the fullest stage than on average
TUNED = 128  # sequences of a step of adapters where none are asked for, as in LitGPT's tables
BATCH = 3.2e6  # tokens of a step where none are asked for, as in the training of GPT-3; Llama had 4 million
LARGEST = 2.0**24  # tokens of a step where none are asked for and fewer can be, as Llama 3.1 405B had in the end
RECOMPUTE = ("none", "selective", "full")


class Layout(Fields):
    """How a run is split. tp, pp, cp, dp, ep: devices of tensor, pipeline, context, data and expert parallelism.

    zero: the stage of ZeRO. batch, microbatch: sequences of a step, and those a device works on at once. chunks: parts
    of the model on a stage of the pipeline, in turn. recompute: what the backward pass computes again.
    """

    tp: int
    pp: int
    cp: int
    dp: int
    ep: int
    zero: int
    batch: int
    microbatch: int
    chunks: int
    recompute: str

    @property
    def microbatches(self) -> float:
        """Of a step, on each device."""
        return max(1.0, self.batch / (self.dp * self.microbatch))

    def layers(self, model: Model) -> float:
        """Layers of a model on the fullest stage."""
        return float(ceil(model.layers / self.pp / self.chunks) * self.chunks)

    @property
    def text(self) -> str:
        """It in words, without what is 1."""
        many = {"tensor": self.tp, "pipeline": self.pp, "context": self.cp, "data": self.dp, "experts": self.ep}
        split = " x ".join(f"{name} {count}" for name, count in many.items() if count > 1) or "one device"
        turns = f" of {self.chunks} chunks" if self.chunks > 1 else ""
        zero = f", ZeRO {self.zero}" if self.zero else ""
        return f"{split}{turns}{zero}, microbatch {self.microbatch}, recompute {self.recompute}"


def layouts(model: Model, count: int, inner: int, sequence: float, given: Mapping[str, Any]) -> list[Layout]:
    """Every layout to try. count: devices. inner: those next to each other. given: what is asked for, 0 for any.

    Raises UsageError where what is asked for does not divide the devices or the model.
    """
    found = list(_every(model, count, inner, sequence, given))
    if not found:
        raise UsageError(_why_none(model, count, given))
    return [each for each in found if given["global_batch"] or each.batch * sequence <= LARGEST] or found


def _why_none(model: Model, count: int, given: Mapping[str, Any]) -> str:
    asked = {name: int(given[name]) for name in ("tp", "pp", "cp", "dp", "ep") if given[name]}
    told = " x ".join(f"{name} {many}" for name, many in asked.items())
    rest = "the layers, heads, experts or batch cannot be shared out so"
    return f"{told or 'no layout'} does not go with {count} devices and {model.layers:g} layers: {rest}"


def _every(model: Model, count: int, inner: int, sequence: float, given: Mapping[str, Any]) -> Iterator[Layout]:
    for tp, pp in product(_tensor(model, inner, given), _stages(model, count, given)):
        cp = int(given["cp"]) or 1
        dp, rest = divmod(count, tp * pp * cp)
        if not dp or rest or given["dp"] not in (0, dp):
            continue
        batch = int(given["global_batch"]) or _batch(dp, TUNED if given.get("lora") else BATCH / sequence)
        for micro, chunks, zero in product(_micro(batch, dp, given), _chunks(model, pp, given), _zero(dp, pp, given)):
            for ep, recompute in product(_experts(model, dp, given), _recompute(given)):
                yield Layout(tp, pp, cp, dp, ep, zero, batch, micro, chunks, recompute)


def _tensor(model: Model, inner: int, given: Mapping[str, Any]) -> list[int]:
    if given["tp"]:
        return [int(given["tp"])]
    return [each for each in TENSOR if each <= inner and model.heads % each == 0 and model.heads >= each]


def _stages(model: Model, count: int, given: Mapping[str, Any]) -> list[int]:
    if given["pp"]:
        return [int(given["pp"])]
    most = min(count, STAGES, int(model.layers))
    return [each for each in range(1, most + 1) if count % each == 0 and _even(model.layers, each)]


def _chunks(model: Model, stages: int, given: Mapping[str, Any]) -> list[int]:
    if given["interleaving"] or stages == 1:
        return [int(given["interleaving"]) or 1]
    return [each for each in CHUNKS if each == 1 or _even(model.layers, stages * each)]


def _even(layers: float, stages: int) -> bool:
    """Whether stages have about as many layers each: the fullest decides how long all take."""
    return ceil(layers / stages) * stages <= (1 + UNEVEN) * layers


def _batch(dp: int, usual: float) -> int:
    """Sequences of a step: as many as is usual, and for every device the same."""
    return dp * max(1, round(usual / dp))


def _micro(batch: int, dp: int, given: Mapping[str, Any]) -> list[int]:
    if given["microbatch"]:
        return [int(given["microbatch"])]
    return [each for each in MICRO if batch % (dp * each) == 0] or [1]


def _zero(dp: int, pp: int, given: Mapping[str, Any]) -> list[int]:
    if given["zero"]:
        return [int(given["zero"])]
    return [0] if dp == 1 else [1] if pp > 1 else [1, 3]


def _experts(model: Model, dp: int, given: Mapping[str, Any]) -> list[int]:
    if given["ep"]:
        if not model.experts:
            raise SlipstickError(f"{model.name} has no experts to share out: ep is of a mixture of experts")
        return [int(given["ep"])] if dp % given["ep"] == 0 else []
    return [1] + [each for each in (8, 16, 64) if model.experts and dp % each == 0]


def _recompute(given: Mapping[str, Any]) -> list[str]:
    return [given["recompute"]] if given["recompute"] else ["selective", "full"]
