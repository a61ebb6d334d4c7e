import json
import subprocess
import sys

import pytest

from examples import run


def test_each_statement_is_answered():
    assert run(["calc", "x = 5 GB; y = 3 s; x / y; x * 2"]).stdout.splitlines() == [
        "x = 5 GB  [size]",
        "y = 3 s  [time]",
        "x / y = 1.66667 GB/s  [bandwidth]",
        "x × 2 = 10 GB  [size]",
    ]
    assert run(["calc", "x = 5 GB; x * 2; x * 3", "--short"]).stdout == "10 GB\n15 GB\n"
    assert '"statements"' in run(["calc", "x = 5 GB; x * 2", "--json"]).stdout


def test_what_each_range_does_is_told_once():
    assert run(["calc", "2..4 GB / 2 s"]).stdout.count("alone moves it") == 0
    assert run(["calc", "--explain", "2..4 GB / 2 s"]).stdout.count("alone moves it") == 1
    assert run(["calc", "--explain", "2..4 GB / 1..2 s"]).stdout.count("alone moves it") == 2


def test_more_digits_can_be_asked_for():
    assert run(["calc", "765537710299 / 500", "--digits", "13", "--short"]).stdout == "1531075420.598\n"
    assert run(["calc", "1 GB / 3", "--digits", "9", "--short"]).stdout == "333.333333 MB\n"
    assert run(["calc", "2 GB / 3 in MB", "--digits", "4", "--short"]).stdout == "666.7 MB\n"
    assert run(["calc", "1", "--digits", "0"]).returncode == 2


def test_statements_are_read_from_the_standard_input():
    text = "x = 3 GB\n# what a disk holds\nx * 2  # twice\n"
    done = subprocess.run([sys.executable, "-m", "slipstick", "calc", "-"], input=text, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["x = 3 GB  [size]", "x × 2 = 6 GB  [size]"]


@pytest.mark.parametrize(
    ("text", "out", "error", "code"),
    [
        (
            "x = 3 GB\n1 GB + 1 s\n\nx * 2\n",
            ["x = 3 GB  [size]", "x × 2 = 6 GB  [size]"],
            ["line 2: a size (B) cannot be added"],
            2,
        ),
        (
            "1; 1/0\n# note\n2",
            ["1  [plain number]", "2  [plain number]"],
            ["line 1: nothing can be divided by zero"],
            2,
        ),
        ("a100.nonsense\n2", ["2  [plain number]"], ["line 1: a100-sxm-80gb has no nonsense"], 1),
        ("a100.nonsense\n(1\n2", ["2  [plain number]"], ["line 1: a100", "line 2: this bracket is not closed"], 2),
        (" ; # nothing\n\n", [], ["nothing to calculate"], 2),
        ("", [], ["nothing to calculate"], 2),
    ],
)
def test_a_line_that_cannot_be_answered_stops_no_other(text, out, error, code):
    done = subprocess.run([sys.executable, "-m", "slipstick", "calc", "-"], input=text, capture_output=True, text=True)
    assert (done.stdout.splitlines(), done.returncode) == (out, code)
    said = [line for line in done.stderr.splitlines() if line.startswith("slipstick: ")]
    assert [line.startswith(f"slipstick: {start}") for line, start in zip(said, error, strict=True)] == [True] * len(
        error
    )


@pytest.mark.parametrize(("form", "out"), [("--short", "1\n2\n"), ("--json", None)])
def test_lines_that_are_answered_are_all_that_a_program_sees(form, out):
    told = [sys.executable, "-m", "slipstick", "calc", form, "-"]
    done = subprocess.run(told, input="1\n(\n2", capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == out or [each["answer"]["value"] for each in json.loads(done.stdout)["statements"]] == [1, 2]
    done = subprocess.run(told, input="(", capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("", 2)


def test_an_arrow_that_the_shell_took_is_told():
    done = run(["calc", "1", "GB", "-"])
    assert done.returncode == 2
    assert "quote it" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-(3 s)"], "-3 s\n"),
        (["-sqrt(4)"], "-2\n"),
        (["-[1,2]"], "[-1, -2]\n"),
        (["-pi", "--digits", "3"], "-3.14\n"),
        (["- 3"], "-3\n"),
        (["x = 3;", "-x"], "-3\n"),
    ],
)
def test_an_expression_may_begin_with_a_minus(words, said):
    assert run(["calc", "--short", *words]).stdout == said
    assert "Usage" in run(["calc", "-h"]).stdout
