"""The header of a GGUF file makes a page: the shape, exact bytes, and the mix of formats it is stored in."""

import pytest

from ggufs import F16, gguf, llama
from slipstick.errors import SlipstickError, UsageError
from slipstick.files.ggufshape import facts_of


def told(folder, values, tensors, name="model.gguf"):
    path = folder / name
    path.write_bytes(gguf(values, tensors))
    return facts_of(str(path))


def test_a_llama_has_its_shape_and_its_bytes(tmp_path):
    name, facts, notes = told(tmp_path, *llama())
    assert name == "Small Llama"
    embedding, layer = 256 * 300, 2 * 256 * 256 + 2 * 256 * 128 + 3 * 256 * 512
    six = embedding + 2 * (256 * 128 + 256 * 512)
    four = 2 * embedding + 2 * layer - six
    size = four / 256 * 144 + six / 256 * 210 + 2 * 256 * 4
    assert facts["weights.size"] == facts["weights.q4_k_m"] == size
    assert facts["parameters"] == 2 * embedding + 2 * layer + 2 * 256
    shape = {"model.layers": 2, "model.vocabulary": 300, "attention.kv_heads": 2, "feed_forward.size": 512}
    assert facts | shape | {"model.tied_embeddings": "no", "feed_forward.gated": "yes"} == facts
    assert "bits a weight" in notes[0]
    assert "q4_k" in notes[0]


def test_without_a_table_of_its_own_the_output_shares_that_of_the_input(tmp_path):
    values, tensors = llama()
    _, facts, _ = told(tmp_path, values, [each for each in tensors if each[0] != "output.weight"])
    assert facts["model.tied_embeddings"] == "yes"


def test_where_the_mix_has_no_name_it_is_called_by_most_of_its_bytes(tmp_path):
    _, facts, _ = told(tmp_path, *llama(mix=1024))
    assert facts["weights.q4_k"] == facts["weights.size"]


def test_all_parts_of_a_file_are_read_and_one_that_is_missing_is_named(tmp_path):
    values, tensors = llama()
    whole = told(tmp_path, values, tensors)[1]
    (tmp_path / "m-00001-of-00002.gguf").write_bytes(gguf(values, tensors[:5]))
    told(tmp_path, {"split.no": 1}, tensors[5:], "m-00002-of-00002.gguf")
    assert told(tmp_path, values, tensors[:5], "m-00001-of-00002.gguf")[1] == whole
    assert facts_of(str(tmp_path / "m-00002-of-00002.gguf"))[1] == whole
    (tmp_path / "m-00002-of-00002.gguf").unlink()
    with pytest.raises(UsageError, match=r"m-00002-of-00002\.gguf' cannot be read"):
        facts_of(str(tmp_path / "m-00001-of-00002.gguf"))


def test_experts_latent_attention_and_further_tokens_are_those_of_a_deepseek(tmp_path):
    shape = {
        **{"block_count": 4, "nextn_predict_layers": 1, "embedding_length": 64, "feed_forward_length": 96},
        **{"attention.head_count": 4, "attention.head_count_kv": 1, "attention.key_length": 40, "context_length": 9},
        **{"attention.key_length_mla": 24, "attention.value_length_mla": 16, "attention.kv_lora_rank": 32},
        **{"attention.q_lora_rank": 48, "rope.dimension_count": 8, "leading_dense_block_count": 1, "vocab_size": 10},
        **{"expert_count": 8, "expert_used_count": 2, "expert_shared_count": 1, "expert_feed_forward_length": 32},
    }
    values = {"general.architecture": "deepseek2", **{f"deepseek2.{key}": each for key, each in shape.items()}}
    tensors = [("blk.0.ffn_gate.weight", (64, 96), F16), ("blk.3.nextn.weight", (64, 64), F16)]
    _, facts, _ = told(tmp_path, values, tensors)
    expected = {
        **{"model.layers": 3, "model.vocabulary": 10, "attention.head_size": 16, "attention.value_size": 16},
        **{"attention.rope_size": 8, "attention.kv_rank": 32, "attention.q_rank": 48, "experts.routed": 8},
        **{"experts.active": 2, "experts.shared": 1, "experts.size": 32, "experts.dense_layers": 1},
        **{"feed_forward.size": 96, "parameters": 64 * 96, "weights.fp16": 2 * 64 * 96},
    }
    assert facts | expected == facts


def test_layers_with_a_window_are_those_of_the_architecture_or_of_the_list(tmp_path):
    values, tensors = llama(layers=6)
    named = {key.replace("llama.", "gemma3."): each for key, each in values.items()} | {
        "general.architecture": "gemma3"
    }
    named["gemma3.attention.sliding_window"] = 512
    assert told(tmp_path, named, tensors)[1]["attention.windowed_layers"] == 5
    named["gemma3.attention.sliding_window_pattern"] = [True, False, True, False, True, False]
    assert told(tmp_path, named, tensors)[1]["attention.windowed_layers"] == 3


def test_gate_and_up_may_lie_in_one_matrix(tmp_path):
    values, tensors = llama()
    fused = [(name, (256, 1024), kind) if "ffn_up" in name else (name, sides, kind) for name, sides, kind in tensors]
    gated = told(tmp_path, values, [each for each in fused if "ffn_gate" not in each[0]])[1]["feed_forward.gated"]
    plain = told(tmp_path, values, [each for each in tensors if "ffn_gate" not in each[0]])[1]["feed_forward.gated"]
    assert (gated, plain) == ("yes", "no")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"general.architecture": ""}, "no general.architecture"),
        ({"llama.block_count": 0}, "no llama.block_count"),
        ({"llama.block_count": 20000}, "at most 10000"),
        ({"llama.attention.head_count": "many"}, "attention.head_count = 'many'"),
        ({"llama.attention.head_count": [4, 2]}, "differs from layer to layer"),
        ({"llama.attention.head_count": 3}, "do not share"),
        ({"llama.attention.head_count_kv": 3}, "do not share"),
        ({"llama.feed_forward_length": 0}, "no llama.feed_forward_length"),
    ],
)
def test_what_is_missing_or_cannot_be_is_named(tmp_path, change, message):
    values, tensors = llama()
    with pytest.raises(SlipstickError, match=message):
        told(tmp_path, values | change, tensors)


def test_a_file_without_tensors_says_so(tmp_path):
    with pytest.raises(SlipstickError, match="has no tensors"):
        told(tmp_path, llama()[0], [])
