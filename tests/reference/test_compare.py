import json

import pytest

from examples import run
from slipstick import UsageError, compare


def test_a_comparison_has_ratios_to_the_first_and_the_balance():
    answer = compare("a100", "h100", "mi300x")
    rows = {row.path: row for row in answer.rows}
    assert rows["peak.bf16"].ratios == pytest.approx((1, 989.4 / 312, 1307.4 / 312))
    assert rows["memory.bandwidth"].ratios == pytest.approx((1, 3350 / 2039, 5325 / 2039))
    assert rows["ridge.bf16"].cells[1].value == pytest.approx(989.4e12 / 3350e9)
    assert rows["peak.fp8"].ratios == (None, None, None)
    assert "3.17x" in str(answer)
    assert set(rows) < {row.path for row in compare("a100", "h100", "mi300x", everything=True).rows}
    done = run(["compare", "a100", "h100", "mi300x", "--json"])
    assert json.loads(done.stdout) == answer.as_dict()
    assert run(["compare", "a100", "h100", "mi300x"]).stdout == str(answer) + "\n"
    assert ">NVIDIA H100 SXM5 80GB</th>" in answer._repr_html_()


def test_a_comparison_of_different_memories_meets():
    rows = {row.path: row for row in compare("rtx-4090", "h100").rows}
    assert rows["memory.bandwidth"].ratios[1] == pytest.approx(3350 / 1008)


def test_a_comparison_needs_two():
    with pytest.raises(UsageError, match="compare takes two parts or more"):
        compare("a100")


def test_models_are_compared_by_their_architecture_and_what_follows():
    rows = {row.path: row for row in compare("llama-3.1-8b", "gemma-3-27b").rows}
    assert rows["attention.kv_heads"].ratios == (1, 2)
    assert rows["kv_cache.token"].ratios == pytest.approx((1, 62 * 16 / (32 * 8)))
    assert {"parameters", "model.tied_embeddings", "weights.size", "training.tokens"} <= set(rows)
    assert "licence" not in rows
    assert "131072 token" in str(compare("llama-3.1-8b", "gemma-3-27b"))
