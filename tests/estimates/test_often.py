"""Models that are asked often give the same numbers sooner."""

import random

import pytest

from asked import EXAMPLES, KERNELS
from slipstick import SlipstickError, UsageError, load
from slipstick.estimates import often
from slipstick.estimates.questions import find

ON = ("a100", "mi300x", "h100-pcie", "epyc-9654", "tpu-v5e")


def by_itself(formula, **inputs):
    """Calls formulas as they are, so that the model runs."""
    return formula.rule(**inputs)


def drawn(question, values, rng):
    """Values near an example, which go together."""
    known = question.values(values)
    for parameter in question.parameters:
        if parameter.lever and parameter.words is None and not isinstance(known[parameter.name], str):
            known[parameter.name] = float(max(known[parameter.name] * rng.choice([0.02, 0.3, 1, 2, 3, 9.5]) // 1, 1))
    return known


def answers(name, values, on, rng):
    """Answers to one question about other values, as far as there are."""
    for _ in range(8):
        try:
            yield find(name).ask({}, on, checked=drawn(find(name), values, rng))
        except (UsageError, SlipstickError):  # values that do not go together, or a part without the rate
            continue


@pytest.mark.parametrize("on", ON)
def test_what_is_written_out_gives_the_very_same_numbers(on, monkeypatch):
    monkeypatch.setattr(often, "OFTEN", 0)
    rng, count = random.Random(5), 0
    for name, values in EXAMPLES:
        for answer in answers(name, values, on, rng):
            count += 1
            assert answer.outcome == answer.model(by_itself, ""), answer.title
    assert count > 60


@pytest.mark.parametrize(
    ("on", "dtype", "picked"),
    [
        ("h100", "fp8", {"library": "vllm"}),
        ("a100", "fp16", {"tile": "64x64"}),
        ("a100", "fp32", {}),
        ("epyc-9654", "fp32", {"threads": 7}),
        ("2xepyc-9654", "fp32", {"threads": 7}),
    ],
)
def test_with_what_is_picked_too(on, dtype, picked, monkeypatch):
    monkeypatch.setattr(often, "OFTEN", 0)
    rng = random.Random(7)
    for _ in range(8):
        answer = find("matmul").ask(picked, on, dtype, checked=drawn(find("matmul"), {"m": 1000}, rng))
        assert answer.outcome == answer.model(by_itself, "")


def test_a_part_that_is_asked_often_is_answered_by_functions(monkeypatch):
    monkeypatch.setattr(often, "OFTEN", 1)
    part, rng = load("rtx-4090"), random.Random(5)
    for name, values in EXAMPLES:
        for answer in answers(name, values, part, rng):
            answer.outcome  # noqa: B018
    kept = [(key[1][0][0].name, each) for key, each in part.memo.items() if isinstance(each, often.Often)]
    assert {name for name, _ in kept} == set(KERNELS)
    assert {name for name, each in kept if each.functions} == set(KERNELS) - {"sgemm"}  # which tries each of its steps


def test_what_is_asked_a_few_times_is_not_written_out():
    part = load("l40s")
    part.memo.clear()
    for m in range(1, often.OFTEN + 2):
        assert not [each for each in part.memo.values() if isinstance(each, often.Often) and each.functions]
        find("matmul").ask({"m": m}, part).outcome  # noqa: B018
    assert [each for each in part.memo.values() if isinstance(each, often.Often) and each.functions]


@pytest.mark.parametrize("on", ["8xh100", "2xdgx-h100", "4xrtx-4090+pcie-4", "64xtpu-v4"])
def test_so_it_is_with_collectives(on, monkeypatch):
    monkeypatch.setattr(often, "OFTEN", 0)
    written = 0
    for op in ("all-reduce", "all-gather", "all-to-all", "broadcast", "send"):
        for size in (1e3, 8e3, 1e5, 2e6, 1e8, 3e8, 4e10):
            answer = find("collective").ask({"op": op}, on, checked={"size": size})
            found, right = answer.outcome, answer.model(by_itself, "")
            assert found._replace(because=None) == right._replace(because=None)
            assert found.because() == right.because()
            written += bool(answer.model.func.__self__.functions)
    assert written > 20
