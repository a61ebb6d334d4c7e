import pytest

from slipstick import infer


def matrix(on: str, **given) -> float:
    """The rate that the arithmetic of a prompt goes by, in TFLOP/s."""
    step = next(step for step in infer("llama-3.1-8b", on=on, **given).steps if step.formula.name == "prefill_time")
    return step.inputs["peak"] / 1e12


@pytest.mark.parametrize(
    ("on", "given", "rate"),
    [
        ("rtx-4090", {"weights": "bf16"}, 165.2),
        ("rtx-4090", {"weights": "bf16", "runtime": "exllama"}, 330.3),  # adds up in fp16
        ("rtx-4090", {"weights": "q4_k_m"}, 660.6),  # int8
        ("rtx-4090", {"weights": "q4_k_m", "runtime": "vllm"}, 165.2),
        ("arc-b580", {"weights": "q4_k_m"}, 116.7),
        ("gb10", {"weights": "bf16"}, 213),  # its 16 bits are not in print
    ],
)
def test_a_runtime_multiplies_at_the_rate_of_its_own_way(on, given, rate):
    assert matrix(on, **given) == pytest.approx(rate, rel=0.01)


def test_a_processor_multiplies_narrower_numbers_more_at_once():
    told = infer("llama-3.1-8b", weights="q8_0", on="apple-m2-max-cpu")
    assert any("twice as many numbers of 16 bits" in line for line in told.assumptions)
    floor = told.answers["first token"].floor
    assert floor < 3.9  # which it was measured at, in fp32 it would take 7.8
