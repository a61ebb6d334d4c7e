"""A configuration, a GGUF or a safetensors file, or a folder with one, stands in for the name of a model."""

import json
import os

import pytest

import slipstick
from ggufs import gguf, llama
from slipstick.errors import SlipstickError, UsageError
from slipstick.specs.catalogue import catalogue, load
from slipstick.specs.derived import look_up

LLAMA_3 = {
    **{"model_type": "llama", "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32},
    **{"intermediate_size": 14336, "vocab_size": 128256, "num_key_value_heads": 8, "torch_dtype": "bfloat16"},
    **{"max_position_embeddings": 8192, "tie_word_embeddings": False},
}


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "Llama-3-8B"
    place.mkdir()
    (place / "config.json").write_text(json.dumps(LLAMA_3))
    return place


def safetensors(path, size):
    head = json.dumps({"a": {"data_offsets": [0, size]}}).encode()
    path.write_bytes(len(head).to_bytes(8, "little") + head)


def answer(question, model, **asked):
    return getattr(slipstick, question)(model=str(model), **asked).outcome.value


@pytest.mark.parametrize("name", ["", "config.json"])
def test_a_configuration_is_answered_as_the_page_of_its_model(folder, name):
    for asked in ({"on": "a100"}, {"on": "2xa100", "context": 4096}, {"on": "rtx-4090", "weights": "q4_k_m"}):
        assert answer("fit", folder / name, **asked) == answer("fit", "llama-3-8b", **asked)
    assert answer("infer", folder / name, on="a100") == answer("infer", "llama-3-8b", on="a100")
    asked = {"on": "8xh100", "tokens": 1e9}
    assert answer("train", folder / name, **asked) == answer("train", "llama-3-8b", **asked)


def test_its_facts_are_looked_up_as_those_of_a_page(folder):
    assert look_up(f"{folder}/config.json.model.layers") == 32
    assert look_up(f"{folder}/config.json.kv_per_token") == look_up("llama-3-8b.kv_per_token")
    found = load(str(folder))
    assert (found.name, found.kind, found.sources[found.fact("model.layers").source]["address"]) == (
        *("Llama-3-8B", "model"),
        str(folder / "config.json"),
    )


def test_weights_beside_a_configuration_are_counted_to_the_byte(folder):
    safetensors(folder / "model.safetensors", 12345678)
    for name in ("", "config.json", "model.safetensors"):
        assert load(str(folder / name)).number("weights.size") == 12345678
    index = {"metadata": {"total_size": 2.5e9}, "weight_map": {}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    for name in ("", "model.safetensors.index.json"):
        assert load(str(folder / name)).number("weights.bf16") == 2.5e9
    assert answer("fit", folder, context=1) == 2.5e9 + 131072
    (folder / "model.safetensors.index.json").write_text("{}")
    with pytest.raises(SlipstickError, match=r"no metadata.total_size"):
        load(str(folder))


def test_weights_in_fewer_bits_are_as_large_as_their_format_makes_them(folder):
    stored = {"quantization_config": {"quant_method": "awq", "bits": 4, "group_size": 128}}
    (folder / "config.json").write_text(json.dumps(LLAMA_3 | stored))
    assert answer("fit", folder, context=1) == answer("fit", "llama-3-8b", context=1, weights="awq")
    stored = {"quantization_config": {"quant_method": "strange"}}
    (folder / "config.json").write_text(json.dumps(LLAMA_3 | stored))
    with pytest.raises(SlipstickError, match="in strange: name a format"):
        answer("fit", folder, context=1)
    assert answer("fit", folder, context=1, weights="fp8") == answer("fit", "llama-3-8b", context=1, weights="fp8")


def test_weights_without_a_shape_say_what_is_missing(tmp_path):
    safetensors(tmp_path / "model.safetensors", 2 * 10**9)
    with pytest.raises(SlipstickError, match=r"has 2 GB of weights and no shape: put its config.json beside it"):
        load(str(tmp_path / "model.safetensors"))


def test_a_gguf_file_is_read_whatever_its_name_and_alone_in_a_folder(tmp_path):
    (tmp_path / "small.gguf").write_bytes(gguf(*llama()))
    found = load(str(tmp_path / "small.gguf"))
    size = found.number("weights.q4_k_m")
    assert answer("fit", tmp_path / "small.gguf", context=1) == size + 2 * 2 * 2 * 64 * 2
    assert answer("fit", tmp_path, context=1) == answer("fit", tmp_path / "small.gguf", context=1)
    assert slipstick.infer(model=str(tmp_path / "small.gguf"), on="rtx-4090").outcome.value > 0
    os.rename(tmp_path / "small.gguf", tmp_path / "blob.json")
    assert load(str(tmp_path / "blob.json")).name == "Small Llama"
    with pytest.raises(UsageError, match="a folder with 0 GGUF files"):
        load(str(tmp_path))


def test_a_shape_that_misses_its_tensors_is_not_taken(tmp_path):
    values, tensors = llama()
    (tmp_path / "odd.gguf").write_bytes(gguf(values, [*tensors, ("blk.0.ssm.weight", (256, 4096), 12)]))
    with pytest.raises(SlipstickError, match=r"its tensors have 2.38e6: llama is not known"):
        load(str(tmp_path / "odd.gguf"))


def test_a_file_that_changes_is_read_again(folder):
    known, path = catalogue(), folder / "config.json"
    assert known.find(str(path)).number("model.layers") == 32
    path.write_text(json.dumps(LLAMA_3 | {"num_hidden_layers": 16}))
    os.utime(path, ns=(1, 1))
    assert known.find(str(path)).number("model.layers") == 16


def test_names_that_steer_a_terminal_are_written_out(tmp_path):
    values, tensors = llama(**{"general.name": "red \x1b[31m\nmodel\t"})
    path = tmp_path / "a\x1b[31m.gguf"
    path.write_bytes(gguf(values, tensors))
    found = load(str(path))
    assert "\x1b" not in found.handle
    assert found.number("model.layers") == 2
    assert "\n" not in found.name
    with pytest.raises(UsageError) as error:
        load(str(tmp_path / "b\n\x1b.gguf"))
    assert "\n" not in str(error.value)
