"""A configuration of a hub makes the parameters of the page of its model, and says in a line what it lacks."""

import pytest

from slipstick.errors import SlipstickError
from slipstick.files.derivations import derive
from slipstick.files.hubconfig import facts_of
from slipstick.specs.catalogue import load
from slipstick.specs.derived import said


def shaped(type, width, layers, heads, inner, vocabulary, kv=None, **more):
    made = {"model_type": type, "hidden_size": width, "num_hidden_layers": layers, "num_attention_heads": heads}
    made |= {"intermediate_size": inner, "vocab_size": vocabulary, "num_key_value_heads": kv}
    return made | more


LATENT = {"kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128}
# As the makers publish them, beside weights of the models that the pages are of.
PUBLISHED = {
    "llama-2-70b": shaped("llama", 8192, 80, 64, 28672, 32000, 8, max_position_embeddings=4096),
    "mistral-7b": shaped("mistral", 4096, 32, 32, 14336, 32000, 8, sliding_window=4096),
    "mixtral-8x7b": shaped(
        "mixtral", 4096, 32, 32, 14336, 32000, 8, num_local_experts=8, num_experts_per_tok=2, sliding_window=None
    ),
    "qwen2-5-7b": shaped(
        "qwen2", 3584, 28, 28, 18944, 152064, 4, use_sliding_window=False, sliding_window=131072, max_window_layers=28
    ),
    "qwen3-8b": shaped("qwen3", 4096, 36, 32, 12288, 151936, 8, head_dim=128),
    "qwen3-30b-a3b": shaped(
        *("qwen3_moe", 2048, 48, 32, 6144, 151936, 4),
        **{"head_dim": 128, "moe_intermediate_size": 768, "num_experts": 128, "num_experts_per_tok": 8},
        **{"decoder_sparse_step": 1, "mlp_only_layers": [], "sliding_window": None, "use_sliding_window": False},
    ),
    "gemma-7b": shaped("gemma", 3072, 28, 16, 24576, 256000, 16, head_dim=256),
    "gemma-2-9b": shaped("gemma2", 3584, 42, 16, 14336, 256000, 8, head_dim=256, sliding_window=4096),
    "gemma-3-4b": {
        "model_type": "gemma3",
        "text_config": {
            **{"hidden_size": 2560, "intermediate_size": 10240, "model_type": "gemma3_text"},
            **{"num_hidden_layers": 34, "sliding_window": 1024},
        },
        "vision_config": {"hidden_size": 1152, "num_hidden_layers": 27},
    },
    "phi-2": shaped("phi", 2560, 32, 32, 10240, 51200, 32),
    "phi-3-mini": shaped("phi3", 3072, 32, 32, 8192, 32064, 32, sliding_window=2047, max_position_embeddings=4096),
    "gpt-2-124m": {
        **{"model_type": "gpt2", "n_ctx": 1024, "n_embd": 768, "n_head": 12, "n_layer": 12, "n_positions": 1024},
        "vocab_size": 50257,
    },
    "pythia-6-9b": shaped("gpt_neox", 4096, 32, 32, 16384, 50432),
    "falcon-7b": {
        **{"model_type": "falcon", "hidden_size": 4544, "num_attention_heads": 71, "num_hidden_layers": 32},
        **{"num_kv_heads": 71, "multi_query": True, "new_decoder_architecture": False, "vocab_size": 65024},
    },
    "falcon-40b": {
        **{"model_type": "falcon", "hidden_size": 8192, "num_attention_heads": 128, "num_hidden_layers": 60},
        **{"num_kv_heads": 8, "multi_query": True, "new_decoder_architecture": True, "vocab_size": 65024},
    },
    "bloom-176b": {
        **{"model_type": "bloom", "n_embed": 14336, "n_layer": 70, "num_attention_heads": 112},
        **{"vocab_size": 250880, "seq_length": 2048},
    },
    "opt-6-7b": {
        **{"model_type": "opt", "hidden_size": 4096, "ffn_dim": 16384, "num_attention_heads": 32},
        **{"num_hidden_layers": 32, "vocab_size": 50272, "max_position_embeddings": 2048, "word_embed_proj_dim": 4096},
    },
    "mpt-7b": {
        **{"model_type": "mpt", "d_model": 4096, "n_heads": 32, "n_layers": 32, "expansion_ratio": 4},
        **{
            "vocab_size": 50432,
            "max_seq_len": 2048,
            "attn_config": {"alibi": True, "attn_type": "multihead_attention"},
        },
    },
    "olmo-2-7b": shaped("olmo2", 4096, 32, 32, 11008, 100352, 32),
    "deepseek-v2-lite": shaped(
        *("deepseek_v2", 2048, 27, 16, 10944, 102400, 16),
        **{**LATENT, "q_lora_rank": None, "n_routed_experts": 64, "n_shared_experts": 2, "num_experts_per_tok": 6},
        **{"moe_intermediate_size": 1408, "first_k_dense_replace": 1, "moe_layer_freq": 1},
    ),
    "deepseek-v3": shaped(
        *("deepseek_v3", 7168, 61, 128, 18432, 129280, 128),
        **{**LATENT, "q_lora_rank": 1536, "n_routed_experts": 256, "n_shared_experts": 1, "num_experts_per_tok": 8},
        **{"moe_intermediate_size": 2048, "first_k_dense_replace": 3, "num_nextn_predict_layers": 1},
        quantization_config={"quant_method": "fp8", "fmt": "e4m3", "weight_block_size": [128, 128]},
    ),
    "gpt-oss-20b": shaped(
        *("gpt_oss", 2880, 24, 64, 2880, 201088, 8),
        **{"head_dim": 64, "num_local_experts": 32, "num_experts_per_tok": 4, "sliding_window": 128},
        **{"layer_types": ["sliding_attention", "full_attention"] * 12, "tie_word_embeddings": False},
    ),
    "glm-4-5": shaped(
        *("glm4_moe", 5120, 92, 96, 12288, 151552, 8),
        **{"head_dim": 128, "n_routed_experts": 160, "n_shared_experts": 1, "num_experts_per_tok": 8},
        **{"moe_intermediate_size": 1536, "first_k_dense_replace": 3},
    ),
    "dots-llm1": shaped(
        *("dots1", 4096, 62, 32, 10944, 152064, 32),
        **{"n_routed_experts": 128, "n_shared_experts": 2, "num_experts_per_tok": 6, "moe_intermediate_size": 1408},
        **{"first_k_dense_replace": 1, "sliding_window": None, "use_sliding_window": False},
    ),
    "minimax-m2-1": shaped(
        "minimax_m2", 3072, 62, 48, 1536, 200064, 8, head_dim=128, num_local_experts=256, num_experts_per_tok=8
    ),
    "deepseek-coder-33b": shaped("llama", 7168, 62, 56, 19200, 32256, 8, max_position_embeddings=16384),
    "llama-4-maverick": {
        "model_type": "llama4",
        "text_config": shaped(
            *("llama4_text", 5120, 48, 40, 8192, 202048, 8),
            **{"head_dim": 128, "intermediate_size_mlp": 16384, "interleave_moe_layer_step": 2},
            **{"num_local_experts": 128, "num_experts_per_tok": 1, "attention_chunk_size": 8192},
        ),
    },
}


def derived(facts, path):
    made = facts.get(path) or derive(path, {**facts, "kind": "model"}.get)
    return float(getattr(made, "value", made))


@pytest.mark.parametrize("handle", PUBLISHED)
def test_a_published_configuration_makes_the_shape_of_its_page(handle):
    page, (facts, _) = load(handle), facts_of("config.json", PUBLISHED[handle])
    for path in ("model.parameters", "work.forward"):
        assert derived(facts, path) == pytest.approx(said(page, path).value, rel=0.005), path
    for path in ("kv_cache.token", "feed_forward.down_parameters"):
        assert derived(facts, path) == said(page, path).value, path
    for path in ("attention.windowed_layers", "model.tied_embeddings", "experts.shared"):
        assert facts.get(path) == (said(page, path).value if path in page else None), path


def test_positions_are_learned_by_some_families_only():
    learned = {handle: facts_of("config.json", told)[0].get("model.positions") for handle, told in PUBLISHED.items()}
    assert learned["gpt-2-124m"] == 1024
    assert learned["opt-6-7b"] == 2048
    assert [learned[each] for each in ("llama-2-70b", "bloom-176b", "mpt-7b", "pythia-6-9b")] == [None] * 4
    mpt = PUBLISHED["mpt-7b"] | {"attn_config": {"alibi": False}, "learned_pos_emb": True}
    assert facts_of("config.json", mpt)[0]["model.positions"] == 2048


def test_a_shape_without_experts_at_work_is_as_its_page_says():
    facts, _ = facts_of("config.json", PUBLISHED["qwen3-30b-a3b"])
    assert derived(facts, "model.active_parameters") == said(load("qwen3-30b-a3b"), "model.active_parameters").value


@pytest.mark.parametrize(
    ("stored", "format"),
    [
        ({"torch_dtype": "float16"}, "fp16"),
        ({"dtype": "torch.bfloat16"}, "bf16"),
        ({"quantization_config": {"quant_method": "awq", "bits": 4, "group_size": 128}}, "int4_g128"),
        ({"quantization_config": {"quant_method": "gptq", "bits": 8}}, "int8"),
        ({"quantization_config": {"quant_method": "bitsandbytes", "load_in_4bit": True}}, "nf4"),
        ({"quantization_config": {"quant_method": "fp8"}, "torch_dtype": "bfloat16"}, "fp8"),
        ({"quantization_config": {"quant_method": "strange", "bits": 3}}, "strange-3"),
    ],
)
def test_the_format_of_the_weights_is_what_the_configuration_says(stored, format):
    facts, _ = facts_of("config.json", PUBLISHED["llama-2-70b"] | stored)
    assert facts["model.dtype"] == format


def test_windows_of_all_layers_of_some_and_of_none():
    def windowed(**more):
        facts, _ = facts_of("config.json", PUBLISHED["qwen2-5-7b"] | more)
        return facts.get("attention.windowed_layers")

    assert windowed() is None
    assert windowed(use_sliding_window=True, sliding_window=4096, max_window_layers=20) == 8
    assert windowed(use_sliding_window=True, sliding_window=4096, max_window_layers=0) == 28
    assert windowed(use_sliding_window=True, sliding_window=4096, max_position_embeddings=4096) is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"model_type": None}, "no model_type"),
        ({"model_type": "mamba9"}, "'mamba9'"),
        ({"num_hidden_layers": None}, "no num_hidden_layers"),
        ({"num_hidden_layers": 10**9}, "at most 10000"),
        ({"num_hidden_layers": -1}, "'-1'"),
        ({"hidden_size": 10**400}, "hidden_size"),
        ({"hidden_size": "big"}, "'big'"),
        ({"hidden_size": True}, "'True'"),
        ({"vocab_size": 1.5}, "'1.5'"),
        ({"num_attention_heads": 63}, "head_dim"),
        ({"num_key_value_heads": 7}, "not shared by 64"),
        ({"intermediate_size": 0}, "no intermediate_size"),
        ({"num_experts": 16}, "16 experts"),
    ],
)
def test_what_is_missing_or_cannot_be_is_named_in_one_line(change, told):
    with pytest.raises(SlipstickError) as error:
        facts_of("'config.json'", PUBLISHED["llama-2-70b"] | change)
    assert told in str(error.value)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 200


def test_a_token_is_not_sent_to_more_experts_than_there_are():
    with pytest.raises(SlipstickError, match="9 of 8 experts"):
        facts_of("config.json", PUBLISHED["mixtral-8x7b"] | {"num_experts_per_tok": 9})
    with pytest.raises(SlipstickError, match="narrower than the model"):
        facts_of("config.json", PUBLISHED["opt-6-7b"] | {"word_embed_proj_dim": 512})
