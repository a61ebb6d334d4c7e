"""Families of models as configurations of a hub name them: what a configuration leaves to its family's code."""

from collections.abc import Mapping
from typing import NamedTuple

ALL = 0  # every layer has the window that is named


class Family(NamedTuple):
    """What is known of a model by its ``model_type``.

    gated: whether MLPs have three matrices. tied: whether input and output share a table where nothing is said.
    learned: whether positions are. window: of how many layers one has no window, ``ALL`` where each has it, None where
    the code knows none. switched: whether a window has to be switched on. expert: the key of an expert's width; empty
    where there are no experts. shared: experts that each token uses, where the code has them fixed. usual: values of
    keys that a configuration may leave out.
    """

    gated: bool = True
    tied: bool = False
    learned: bool = False
    window: int | None = None
    switched: bool = False
    expert: str = ""
    shared: float = 0.0
    usual: Mapping[str, int] = {}


INNER = "intermediate_size"
MOE = "moe_intermediate_size"
OF_128 = {"head_dim": 128}
OF_256 = {"head_dim": 256}
GEMMA_3 = {
    **{"num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256, "vocab_size": 262208},
    **{"hidden_size": 2304, INNER: 9216, "num_hidden_layers": 26, "sliding_window": 4096},
    "max_position_embeddings": 131072,
}
GROUPED = {"num_key_value_heads": 8}
LATENT = Family(expert=MOE)
QWEN = Family(window=ALL, switched=True)
PLAIN = Family()
# As the classes of transformers 5.24.0 have it: the defaults of a configuration, and the code that reads it.
FAMILIES: dict[str, Family] = {
    **dict.fromkeys(("llama", "granite", "stablelm", "olmo", "olmo2", "internlm2", "hunyuan_v1_dense"), PLAIN),
    "mistral": Family(window=ALL, usual={**GROUPED, "sliding_window": 4096}),
    "mixtral": Family(window=ALL, expert=INNER, usual=GROUPED),
    "ministral": Family(window=ALL, usual={**GROUPED, "sliding_window": 4096}),
    **dict.fromkeys(("qwen2", "qwen2_vl", "qwen2_vl_text", "qwen2_5_vl", "qwen2_5_vl_text"), QWEN),
    "qwen3": QWEN._replace(usual=OF_128),
    "qwen2_moe": QWEN._replace(expert=MOE),
    "qwen3_moe": QWEN._replace(expert=MOE),
    "gemma": Family(tied=True, usual=OF_256),
    "gemma2": Family(tied=True, window=2, usual={**OF_256, "sliding_window": 4096}),
    "gemma3_text": Family(tied=True, window=6, usual=GEMMA_3),
    "phi": Family(gated=False),
    "phi3": Family(window=ALL),
    "phimoe": Family(window=ALL, expert=INNER, usual=GROUPED),
    "gpt2": Family(gated=False, tied=True, learned=True),
    "gptj": Family(gated=False),
    "gpt_neox": Family(gated=False),
    "falcon": Family(gated=False, tied=True),
    "RefinedWeb": Family(gated=False, tied=True),
    "RefinedWebModel": Family(gated=False, tied=True),
    "bloom": Family(gated=False, tied=True),
    "opt": Family(gated=False, tied=True, learned=True),
    "mpt": Family(gated=False, tied=True),
    "starcoder2": Family(gated=False, tied=True, window=ALL),
    "olmo3": Family(window=4, usual={"sliding_window": 4096}),
    "olmoe": Family(expert=INNER),
    "deepseek_v2": LATENT,
    "deepseek_v3": LATENT,
    "kimi_k2": LATENT,
    "dots1": Family(expert=MOE, window=ALL, switched=True),
    "minimax_m2": Family(expert=INNER, usual={**OF_128, **GROUPED}),
    "gpt_oss": Family(window=2, expert=INNER, usual={"head_dim": 64, "sliding_window": 128}),
    "glm": Family(usual=OF_128),
    "glm4": Family(usual=OF_128),
    "glm4_moe": Family(expert=MOE, usual=GROUPED),
    "llama4_text": Family(expert=INNER, shared=1.0, usual={"head_dim": 128, **GROUPED}),
    "cohere": Family(tied=True),
    "cohere2": Family(tied=True, window=4, usual={"sliding_window": 4096}),
    "smollm3": Family(tied=True, window=ALL, switched=True, usual={"num_key_value_heads": 4}),
    "exaone4": Family(window=4, usual={"sliding_window": 4096}),
    "seed_oss": Family(usual={**OF_128, **GROUPED}),
}
