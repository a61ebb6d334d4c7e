"""A configuration as hubs of models keep it beside the weights, ``config.json``, as the facts of a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import SlipstickError
from ..words import quoted
from .hubfamilies import ALL, FAMILIES, INNER, Family

Facts = dict[str, float | str]
WINDOWED = "sliding_attention"
FALCONS = ("falcon", "RefinedWeb", "RefinedWebModel")
MOST = 1e9  # of any count
LAYERS = 10_000
KEYS: dict[str, tuple[str, ...]] = {  # what families call the same
    "layers": ("num_hidden_layers", "n_layer", "n_layers"),
    "width": ("hidden_size", "n_embd", "n_embed", "d_model"),
    "heads": ("num_attention_heads", "n_head", "n_heads"),
    "kv_heads": ("num_key_value_heads", "num_kv_heads", "n_head_kv"),
    "head": ("head_dim",),
    "inner": (INNER, "ffn_dim", "ffn_hidden_size", "n_inner"),
    "vocabulary": ("vocab_size",),
    "context": ("max_position_embeddings", "n_positions", "max_seq_len", "seq_length"),
    "experts": ("n_routed_experts", "num_local_experts", "num_experts"),
    "chosen": ("num_experts_per_tok", "experts_per_token"),
}
STORED = {"bfloat16": "bf16", "float16": "fp16", "float32": "fp32", "float8_e4m3fn": "fp8"}


class Config:
    """The values of a configuration, each held to be a count where one is asked for.

    name: of its file, for errors. Raises SlipstickError, naming the key, for what is missing or is no count.
    """

    def __init__(self, name: str, told: Mapping[str, Any]) -> None:
        inner = told.get("text_config")
        self.nested = isinstance(inner, dict)
        self.told = {**told, **inner} if isinstance(inner, dict) else told
        self.name = name
        self.type = str(self.told.get("model_type") or "")
        if self.type not in FAMILIES:
            raise SlipstickError(self._unknown)
        self.family: Family = FAMILIES[self.type]

    def _unknown(self) -> str:
        if not self.type:
            return f"{self.name} has no model_type: it is no configuration of a model"
        near = "slipstick new model writes a page to fill in instead"
        return f"{self.name}: model_type {quoted(self.type)} is none whose shape slipstick knows: {near}"

    def flag(self, key: str, otherwise: bool) -> bool:
        """Whether something is so."""
        found = self.told.get(key)
        return otherwise if found is None else bool(found)

    def maybe(self, what: str) -> float:
        """A count by one of its keys, or the family's usual one; 0 where it has none."""
        keys = KEYS.get(what, (what,))
        for key in (key for key in keys if self.told.get(key) is not None):
            value = self.told[key]
            if type(value) is not int or not 0 <= value <= MOST:
                raise SlipstickError(f"{self.name}: {key} = {quoted(value)}: expected a whole number from 0 to 10^9")
            return float(value)
        return float(next((self.family.usual[key] for key in keys if key in self.family.usual), 0))

    def count(self, what: str) -> float:
        """A count that there has to be."""
        found = self.maybe(what)
        if what == "layers" and found > LAYERS:
            raise SlipstickError(f"{self.name}: {found:g} layers: expected at most {LAYERS}")
        if found < 1:
            key = KEYS.get(what, (what,))[0]
            raise SlipstickError(f"{self.name} has no {key}, which the shape of a {self.type} model follows from")
        return found


def facts_of(name: str, told: Mapping[str, Any]) -> tuple[Facts, list[str]]:
    """The facts of a page by path, and its notes. name: of the file, for errors.

    Raises SlipstickError for a family that is not known, and for a value that is missing or cannot be.
    """
    config = Config(name, told)
    facts: Facts = {"architecture": config.type.replace("_", " ")}
    facts |= _model(config) | _attention(config) | _mlps(config)
    notes = ["The language model alone: what reads pictures or sound is not counted."] if config.nested else []
    return {path: value for path, value in facts.items() if value}, notes


def _model(config: Config) -> Facts:
    context = config.maybe("context")
    tied = config.flag("tie_word_embeddings", config.family.tied)
    width = config.count("width")
    if config.maybe("word_embed_proj_dim") not in (0.0, width):
        raise SlipstickError(f"{config.name}: word_embed_proj_dim: embeddings narrower than the model are not known")
    return {
        "model.layers": config.count("layers"),
        "model.hidden_size": width,
        "model.vocabulary": config.count("vocabulary"),
        "model.positions": context if _learned(config) else 0.0,
        "model.tied_embeddings": "yes" if tied else "no",
        "model.context": context,
        "model.dtype": _stored(config),
    }


def _learned(config: Config) -> bool:
    """Whether positions are learned: an MPT says so, unless they are told by ALiBi."""
    attention = config.told.get("attn_config")
    if config.type != "mpt" or not isinstance(attention, dict):
        return config.family.learned
    return config.flag("learned_pos_emb", False) and not attention.get("alibi", True)


def _stored(config: Config) -> str:
    """The format of the weights, as formats of weights are called; empty where nothing is said."""
    how = config.told.get("quantization_config")
    if not isinstance(how, dict):
        word = str(config.told.get("dtype") or config.told.get("torch_dtype") or "").removeprefix("torch.")
        return STORED.get(word, "")
    method, bits, group = str(how.get("quant_method")), how.get("bits"), how.get("group_size", 128)
    if method in ("gptq", "awq") and bits == 4 and group in (32, 128):
        return f"int4_g{group}"
    if method == "bitsandbytes" and how.get("load_in_4bit"):
        return "nf4_dq" if how.get("bnb_4bit_use_double_quant") else "nf4"
    known = {"fp8": "fp8", "fbgemm_fp8": "fp8", "mxfp4": "mxfp4", "bitsandbytes": "int8"}
    return known.get(method, "") or ("int8" if bits == 8 else f"{method[:20]}-{bits or ''}".strip("-"))


def _attention(config: Config) -> Facts:
    width, heads = config.count("width"), config.count("heads")
    head, kv_heads = config.maybe("head"), _kv_heads(config, heads)
    if latent := config.maybe("kv_lora_rank"):
        return {
            "attention.heads": heads,
            "attention.head_size": config.count("qk_nope_head_dim"),
            "attention.value_size": config.count("v_head_dim"),
            "attention.rope_size": config.count("qk_rope_head_dim"),
            "attention.q_rank": config.maybe("q_lora_rank"),
            "attention.kv_rank": latent,
        }
    if not head and width % heads:
        raise SlipstickError(f"{config.name} has no head_dim, and {width:g} elements are not shared by {heads:g} heads")
    if heads % kv_heads:
        raise SlipstickError(f"{config.name}: {kv_heads:g} heads of keys are not shared by {heads:g} heads")
    made: Facts = {"attention.heads": heads, "attention.kv_heads": kv_heads, "attention.head_size": head}
    window, windowed = _windows(config)
    return made | ({"attention.window": window, "attention.windowed_layers": windowed} if windowed else {})


def _kv_heads(config: Config, heads: float) -> float:
    """Heads of keys and values: one where a Falcon says multi_query, unless it is of the newer kind."""
    attention, found = config.told.get("attn_config"), config.maybe("kv_heads")
    if config.type == "mpt" and isinstance(attention, dict):
        said = attention.get("kv_n_heads")
        return float(said) if type(said) is int and said > 0 else heads
    newer = config.flag("new_decoder_architecture", found not in (0.0, heads))
    if config.type in FALCONS and config.flag("multi_query", True) and not newer:
        return 1.0
    return found or heads


def _windows(config: Config) -> tuple[float, float]:
    """The window in tokens, and how many layers have it."""
    layers, every = config.count("layers"), config.family.window
    window = config.maybe("sliding_window") if config.told.get("sliding_window", 1) is not None else 0.0
    if window >= (config.maybe("context") or window + 1):  # then it leaves nothing out
        return 0.0, 0.0
    if every is None or not window or not config.flag("use_sliding_window", not config.family.switched):
        return 0.0, 0.0
    types = config.told.get("layer_types")
    if isinstance(types, list):
        return window, float(min(types.count(WINDOWED), layers))
    if every == ALL:
        return window, max(layers - config.maybe("max_window_layers"), 0.0)
    every = int(config.maybe("sliding_window_pattern")) or every
    return window, layers - layers // every


def _mlps(config: Config) -> Facts:
    family, width = config.family, config.count("width")
    gated: Facts = {"feed_forward.gated": "yes" if family.gated else "no"}
    inner = config.maybe("inner") or (0.0 if family.gated else (config.maybe("expansion_ratio") or 4) * width)
    experts = config.maybe("experts")
    if experts > 1 and not family.expert:
        raise SlipstickError(
            f"{config.name}: it has {experts:g} experts, which no {config.type} model is known to have"
        )
    if not experts or not family.expert:
        return {**gated, "feed_forward.size": inner or config.count("inner")}
    dense = _dense_layers(config)
    size, chosen = config.count(family.expert), config.count("chosen")
    if chosen > experts:
        raise SlipstickError(f"{config.name}: a token is sent to {chosen:g} of {experts:g} experts")
    return {
        **gated,
        "feed_forward.size": (config.maybe("intermediate_size_mlp") or inner) if dense else 0.0,
        "experts.routed": experts,
        "experts.active": chosen,
        "experts.shared": config.maybe("n_shared_experts")
        or family.shared
        or config.maybe("shared_expert_intermediate_size") / size,
        "experts.size": size,
        "experts.dense_layers": dense,
    }


def _dense_layers(config: Config) -> float:
    """How many layers have no experts."""
    layers = int(config.count("layers"))
    if isinstance(having := config.told.get("moe_layers"), list):
        return float(layers - len(set(map(str, having))))
    plain = config.told.get("mlp_only_layers")
    step = int(config.maybe("decoder_sparse_step") or config.maybe("interleave_moe_layer_step") or 1)
    having = set(range(step - 1, layers, step)) - _whole(plain)
    return min(config.maybe("first_k_dense_replace"), layers) or float(layers - len(having))


def _whole(values: Any) -> set[int]:
    return {value for value in values if type(value) is int} if isinstance(values, Sequence) else set()
