"""Runtimes: which fit answers for a part, and in which range."""

import re

import pytest

from slipstick import UsageError, catalogue, infer
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
    assert found.layer == TABLE["fits"]["sglang"]["NVIDIA gpu"]["layer"]
    (low, high), (near, far) = found.ranges["step"], of("sglang", "h20").ranges["step"]
    assert high / low > far / near


def test_what_was_measured_on_no_such_device_is_related_and_what_nobody_measured_is_the_middle():
    assert of("gpt-fast", "mi300x").kind == "related"
    assert of("", "mi300x").ranges["step"] == tuple(TABLE["stated"]["prior"]["step"])
    assert of("", "h100-sxm", "q4_k_m").name == "llama.cpp"


@pytest.mark.parametrize("name", ["server", "local", "eager"])
def test_a_class_of_runtimes_stands_for_one_that_nobody_measured(name):
    found = of(name, "h100-sxm")
    assert (found.name, found.kind, found.measurements) == ("", "prior", 0)
    assert found.basis.startswith(f"what {name} runtimes do on NVIDIA gpus: ")
    assert found.layer == TABLE["priors"]["NVIDIA gpu"][name]["layer"]
    assert of(name, "gaudi3").basis.startswith(f"what {name} runtimes do on any device")


def test_kernels_that_wait_for_the_host_take_longest_a_layer():
    assert of("eager", "h100-sxm").layer > 2 * of("server", "h100-sxm").layer


def test_a_name_that_nobody_measured_is_told_of_the_classes():
    with pytest.raises(UsageError, match=r"runtime = 'tgi': .*one that nobody measured is a server, local or eager"):
        of("tgi", "h100-sxm")


def test_a_part_with_enough_runs_has_numbers_of_its_own_held_to_those_of_its_kind():
    fit = TABLE["fits"]["llama.cpp"]["NVIDIA gpu"]
    own = fit["on"]["gb10"]
    found = of("llama.cpp", "gb10")
    assert found.compute == own["compute"] != fit["compute"]
    assert found.basis.endswith(f"of which {own['measurements']} on this one count most")
    assert of("llama.cpp", "rtx-5080").compute == fit["compute"]


@pytest.mark.parametrize("name", ["vllm-2024", "VLLM 2024", "vllm2024"])
def test_an_older_engine_has_a_name_of_its_own(name):
    assert of(name, "a100-sxm-80gb").name == "vllm-2024"
    assert of("vllm", "a100-sxm-80gb").layer < of(name, "a100-sxm-80gb").layer


def test_a_layer_with_experts_takes_longer():
    told = str(infer("gpt-oss-20b", on="rtx-4090", weights="mxfp4", runtime="llama.cpp"))
    assert re.search(r"experts [\d.]+\s+(µs|ms)", told)
    assert "experts" not in str(infer("llama-3.1-8b", on="rtx-4090", weights="q4_k_m"))
