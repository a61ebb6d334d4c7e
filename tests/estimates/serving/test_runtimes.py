"""Runtimes: which fit answers for a part, and in which range."""

import re

import pytest

from slipstick import catalogue, infer
from slipstick.estimates.calibration import shipped_table
from slipstick.estimates.serving.runtimes import runtime_of

TABLE = shipped_table("infer")


def of(name: str, part: str, weights: str = "bf16"):
    return runtime_of(name, catalogue().spec(part), weights)


def test_a_part_that_a_runtime_was_measured_on_has_that_runtimes_range():
    found = of("vllm", "h100-sxm")
    fit = TABLE["fits"]["vllm"]["NVIDIA gpu"]
    assert found.ranges["step"] == tuple(fit["ranges"]["step"])
    assert found.basis.startswith(f"{fit['measurements']} measurements of vllm on ")
    assert "left out" not in found.basis


def test_another_part_of_the_kind_has_the_wider_range_of_parts_that_were_left_out():
    found = of("sglang", "b200")
    assert found.ranges["step"] == tuple(TABLE["stated"]["elsewhere"]["step"])
    assert found.basis.endswith("with the range of parts that were left out")
    assert found.layer == of("sglang", "h20").layer
    (low, high), (near, far) = found.ranges["step"], of("sglang", "h20").ranges["step"]
    assert high / low > far / near


def test_what_was_measured_on_no_such_device_is_related_and_what_nobody_measured_is_the_middle():
    assert of("gpt-fast", "mi300x").kind == "related"
    assert of("", "mi300x").ranges["step"] == (0.6, 2.0)
    assert of("", "h100-sxm", "q4_k_m").name == "llama.cpp"


@pytest.mark.parametrize("name", ["vllm-2024", "VLLM 2024", "vllm2024"])
def test_an_older_engine_has_a_name_of_its_own(name):
    assert of(name, "a100-sxm-80gb").name == "vllm-2024"
    assert of("vllm", "a100-sxm-80gb").layer < of(name, "a100-sxm-80gb").layer


def test_a_layer_with_experts_takes_longer():
    told = str(infer("gpt-oss-20b", on="gb10", weights="mxfp4", runtime="llama.cpp"))
    assert re.search(r"experts [\d.]+\s+(µs|ms)", told)
    assert "experts" not in str(infer("llama-3.1-8b", on="gb10", weights="q4_k_m"))
