"""The header of a GGUF file as the facts of a page: its shape, how large its weights are to the byte, their formats."""

import os
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..errors import SlipstickError
from ..words import counted, pattern, quoted
from .gguf import Header, Tensor, header
from .hubconfig import LAYERS, MOST, Facts
from .opened import short

PART = pattern(r"(.*)-(\d{5})-of-(\d{5})(\.gguf)$")
BLOCK = pattern(r"blk\.(\d+)\.")
FEW = 3  # formats that are named
# What ``general.file_type`` calls a mix of formats.
MIXES = {
    **{0: "fp32", 1: "fp16", 2: "q4_0", 3: "q4_1", 7: "q8_0", 8: "q5_0", 9: "q5_1", 10: "q2_k", 11: "q3_k_s"},
    **{12: "q3_k_m", 13: "q3_k_l", 14: "q4_k_s", 15: "q4_k_m", 16: "q5_k_s", 17: "q5_k_m", 18: "q6_k", 19: "iq2_xxs"},
    **{20: "iq2_xs", 21: "q2_k_s", 22: "iq3_xs", 23: "iq3_xxs", 24: "iq1_s", 25: "iq4_nl", 26: "iq3_s", 27: "iq3_m"},
    **{28: "iq2_s", 29: "iq2_m", 30: "iq4_xs", 31: "iq1_m", 32: "bf16", 36: "tq1_0", 37: "tq2_0", 38: "mxfp4"},
    **{39: "nvfp4"},
}
# Of how many layers one has no window, where the header names a window alone.
WINDOWS = {"gemma2": 2, "gemma3": 6, "gpt-oss": 2, "cohere2": 4, "olmo2": 4, "exaone4": 4, "phi3": 0}


def whole_header(path: str) -> Header:
    """The header of a file, with the tensors of all its parts where it is cut into several.

    Raises UsageError for one that is damaged, or that is not there.
    """
    match = PART.match(path)
    if not match:
        return header(path)
    found = [header(f"{match[1]}-{number:05d}-of-{match[3]}{match[4]}") for number in range(1, int(match[3]) + 1)]
    return found[0]._replace(tensors=[tensor for each in found for tensor in each.tensors])


class Named:
    """The values of a header under its architecture. Raises SlipstickError, naming the key, for what is missing."""

    def __init__(self, path: str, found: Header) -> None:
        self.name, self.values = short(path), found.values
        self.architecture = str(self.values.get("general.architecture") or "")
        if not self.architecture:
            raise SlipstickError(f"{self.name} has no general.architecture: it is no GGUF file of a model")
        self.sides = {tensor.name: tensor.sides for tensor in found.tensors}

    def maybe(self, key: str) -> float:
        """A count; 0 where there is none. Of a list for each layer, the one they all have."""
        value = self.values.get(f"{self.architecture}.{key}")
        if isinstance(value, list):
            if len(set(value)) > 1:
                raise SlipstickError(f"{self.name}: {self._key(key)} differs from layer to layer: not a known shape")
            value = value[0] if value else None
        if value is not None and (type(value) is not int or not 0 <= value <= MOST):
            raise SlipstickError(f"{self.name}: {self._key(key)} = {quoted(value)}: expected a whole number up to 10^9")
        return float(value or 0)

    def count(self, key: str) -> float:
        """A count that there has to be."""
        found = self.maybe(key)
        if found < 1 or (key == "block_count" and found > LAYERS):
            raise SlipstickError(
                f"{self.name} has no {self._key(key)}, which the shape of a model follows from"
                if found < 1
                else f"{self.name}: {found:g} layers: expected at most {LAYERS}"
            )
        return found

    def _key(self, key: str) -> str:
        return f"{self.architecture[:20]}.{key}"

    def side(self, name: str, place: int) -> float:
        """A side of a tensor; 0 where there is none of that name."""
        sides = self.sides.get(name, ())
        return float(sides[place]) if place < len(sides) else 0.0


def facts_of(path: str) -> tuple[str, Facts, list[str]]:
    """The name of a file's model, the facts of a page by path, and its notes.

    Raises UsageError for a damaged file, SlipstickError for one without what its shape follows from.
    """
    found = whole_header(path)
    named = Named(path, found)
    layers = named.count("block_count") - named.maybe("nextn_predict_layers")
    tensors = [tensor for tensor in found.tensors if _layer(tensor) < layers]
    if not tensors:
        raise SlipstickError(f"{named.name} has no tensors: how large its weights are is not known")
    size, mix = sum(tensor.size for tensor in tensors), _mix(found.values, tensors)
    facts: Facts = {
        "architecture": named.architecture[:40],
        "parameters": float(sum(tensor.elements for tensor in tensors)),
        **_model(named, layers),
        "model.dtype": mix,
        **_attention(named, layers),
        **_mlps(named),
        "weights.size": float(size),
        f"weights.{mix}": float(size),
    }
    name = str(found.values.get("general.name") or os.path.splitext(os.path.basename(path))[0])
    return name, {key: value for key, value in facts.items() if value}, [_formats(tensors, size)]


def _layer(tensor: Tensor) -> int:
    match = BLOCK.match(tensor.name)
    return int(match[1]) if match else -1


def _mix(values: dict[str, Any], tensors: Sequence[Tensor]) -> str:
    """What the mix of formats is called; where the file does not say, the format of most bytes."""
    sizes: Counter[str] = Counter()
    for tensor in tensors:
        sizes[tensor.format] += tensor.size
    kind = values.get("general.file_type")
    return MIXES.get(kind if type(kind) is int else -1) or sizes.most_common(1)[0][0]


def _formats(tensors: Sequence[Tensor], size: int) -> str:
    """Which formats the weights have, in words."""
    counts: Counter[str] = Counter()
    for tensor in tensors:
        counts[tensor.format] += tensor.elements
    total = sum(counts.values())
    first = ", ".join(f"{100 * many / total:.3g} % in {name}" for name, many in counts.most_common(FEW))
    rest = len(counts) - FEW
    more = f" and {counted(rest, 'format')} more" if rest > 0 else ""
    return f"By the header {8 * size / total:.4g} bits a weight: {first}{more}."


def _model(named: Named, layers: float) -> Facts:
    tokens = named.side("token_embd.weight", 1) or named.count("vocab_size")
    return {
        "model.layers": layers,
        "model.hidden_size": named.count("embedding_length"),
        "model.vocabulary": tokens,
        "model.positions": named.side("position_embd.weight", 1),
        "model.tied_embeddings": "no" if "output.weight" in named.sides else "yes",
        "model.context": named.maybe("context_length"),
    }


def _attention(named: Named, layers: float) -> Facts:
    width, heads = named.count("embedding_length"), named.count("attention.head_count")
    if latent := named.maybe("attention.kv_lora_rank"):
        rope = named.count("rope.dimension_count")
        return {
            "attention.heads": heads,
            "attention.head_size": (named.maybe("attention.key_length_mla") or named.count("attention.key_length"))
            - rope,
            "attention.value_size": named.maybe("attention.value_length_mla") or named.maybe("attention.value_length"),
            "attention.rope_size": rope,
            "attention.q_rank": named.maybe("attention.q_lora_rank"),
            "attention.kv_rank": latent,
        }
    kv_heads, head = named.maybe("attention.head_count_kv") or heads, named.maybe("attention.key_length")
    if heads % kv_heads or (not head and width % heads):
        raise SlipstickError(
            f"{named.name}: {heads:g} heads do not share {width:g} elements, {kv_heads:g} heads of keys"
        )
    made: Facts = {"attention.heads": heads, "attention.kv_heads": kv_heads, "attention.head_size": head}
    window, windowed = named.maybe("attention.sliding_window"), _windowed(named, layers)
    return made | ({"attention.window": window, "attention.windowed_layers": windowed} if window and windowed else {})


def _windowed(named: Named, layers: float) -> float:
    """How many layers have the window; none where neither the header nor the architecture says."""
    pattern = named.values.get(f"{named.architecture}.attention.sliding_window_pattern")
    if isinstance(pattern, list):
        return float(sum(map(bool, pattern[: int(layers)])))
    every = WINDOWS.get(named.architecture)
    if every is None:
        return 0.0
    return layers - (layers // every if every else 0.0)


def _mlps(named: Named) -> Facts:
    inner, experts = named.maybe("feed_forward_length"), named.maybe("expert_count")
    gate = any(name.endswith((".ffn_gate.weight", ".ffn_gate_exps.weight")) for name in named.sides)
    together = inner and any(named.side(f"blk.0.ffn_up{end}", 1) == 2 * inner for end in (".weight", "_exps.weight"))
    gated: Facts = {"feed_forward.gated": "yes" if gate or together else "no"}
    if not experts:
        return {**gated, "feed_forward.size": inner or named.count("feed_forward_length")}
    size = named.maybe("expert_feed_forward_length") or named.count("feed_forward_length")
    dense = named.maybe("leading_dense_block_count")
    shared = named.maybe("expert_shared_feed_forward_length") / size
    return {
        **gated,
        "feed_forward.size": inner if dense else 0.0,
        "experts.routed": experts,
        "experts.active": named.count("expert_used_count"),
        "experts.shared": named.maybe("expert_shared_count") or shared,
        "experts.size": size,
        "experts.dense_layers": dense,
    }
