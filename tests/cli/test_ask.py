"""``slipstick ask``: the command that was understood first, then its answer."""

import json

import pytest

from slipstick.cli import answered


def test_the_reading_comes_first(capsys):
    assert answered(["ask", "how", "long", "does", "a", "4096", "matmul", "take", "on", "an", "A100"]) == 0
    assert capsys.readouterr().out.startswith("slipstick matmul 4096 --on a100-sxm-80gb\n\nmatmul 4096 x 4096 x 4096")


def test_json_carries_the_reading(capsys):
    assert answered(["ask", "memory bandwidth of an H100", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["reading"]["command"] == "slipstick show h100-sxm.memory.HBM.bandwidth"
    assert {"words": "memory bandwidth", "gave": "memory.HBM.bandwidth"} in found["reading"]["why"]
    assert found["answer"]


def test_explain_says_which_words_gave_what(capsys):
    assert answered(["ask", "4k matmul in half precision on a T4", "--explain", "--dry"]) == 0
    assert capsys.readouterr().out == (
        "slipstick matmul 4k --on t4 --dtype fp16\n  4k: m 4k\n  matmul: matmul\n  half: dtype fp16\n  T4: on t4\n"
    )


def test_what_is_not_understood_is_told_on_one_line(capsys):
    assert answered(["ask", "how", "loud", "is", "an", "A100"]) == 2
    assert "'loud'" in capsys.readouterr().err


def test_what_the_command_refuses_is_refused(capsys):
    assert answered(["ask", "convert 10 GB to GB/s"]) == 2
    assert capsys.readouterr().err.startswith("slipstick: ")


@pytest.mark.parametrize("form", ["--short", "--json"])
def test_forms_reach_the_command(form, capsys):
    assert answered(["ask", "80 GB / 2 TB/s", form]) == 0
    assert "40 ms" in capsys.readouterr().out
