import pytest

from slipstick.cli import main
from slipstick.cli._complete import candidates
from slipstick.formulas import formulas, named_in_sources


def values(line, bash=False):
    return [value for value, _ in candidates(main, line, bash)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("slipstick matm", ["matmul"]),
        ("slipstick completion f", ["fish"]),
        ("slipstick list ac", ["accelerator"]),
        ("slipstick matmul --dt", ["--dtype"]),
        ("slipstick matmul 4 --dtype tf", ["tf32"]),
        ("slipstick run softm", ["softmax"]),
        ("slipstick run softmax ro", ["rows="]),
        ("slipstick run softmax rows=4 ro", []),
        ("slipstick sweep run softm", ["softmax"]),
        ("slipstick collective all-r", ["all-reduce"]),
        ("slipstick infer llama-3.1-8b --on rtx-4090-l", ["rtx-4090-laptop"]),
        ("slipstick matmul 4 --on t4,8xrtx-4090-l", ["t4,8xrtx-4090-laptop"]),
        ("slipstick matmul 4 --on=rtx-4090-l", ["--on=rtx-4090-laptop"]),
        ("slipstick matmul 4 --on llama-3.1", []),
        ("slipstick show llama-3.1-8b.attention.kv", ["llama-3.1-8b.attention.kv_heads"]),
        ("slipstick formula amdahl_l", ["amdahl_limit"]),
        ("slipstick formula amdahl ", ["fraction=", "processors="]),
        ("slipstick formula amdahl fraction=0.5 ", ["processors="]),
        ("slipstick number latency.l2-h", ["latency.l2-hit"]),
        ("slipstick sheet late", ["latency"]),
        ("slipstick 'lis", ["list"]),
        ("slipstick nothing ", []),
    ],
)
def test_what_may_come_next(line, told):
    assert values(line) == told


def test_models_are_offered_where_one_belongs():
    assert values("slipstick fit llama-3.1") == ["llama-3.1-405b", "llama-3.1-70b", "llama-3.1-8b"]
    assert "llama-3-1-8b" in values("slipstick fit llama-3")
    assert values("slipstick infer llama-3-8b --draft llama-3-2-1") == ["llama-3-2-1b"]


def test_commands_have_their_help_and_none_is_left_out():
    told = dict(candidates(main, "slipstick "))
    assert {"matmul", "infer", "list", "completion"} <= {*told}
    assert told["list"] == "Which parts, models and datasets are known?"


def test_bash_replaces_what_is_behind_an_equals_sign():
    assert values("slipstick matmul 4 --on=rtx-4090-l", bash=True) == ["rtx-4090-laptop"]
    assert values("slipstick run softmax ro", bash=True) == ["rows="]


def test_the_names_in_the_sources_are_all_there_are():
    assert sorted(named_in_sources()) == sorted(formulas())
