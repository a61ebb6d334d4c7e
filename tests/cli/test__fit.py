import re
import shlex

import pytest

from slipstick.cli import answered
from slipstick.cli._fit import fitted
from slipstick.layout import table

WIDTHS = (60, 80, 120, 160)
CELLS = (["part", "peak", "what it is said to be", "price"], [["t4", "65 TFLOP/s", "an older one", "0.35 USD/h"]] * 2)
ASKED = [
    "list node",
    "list gpu --sort peak.bf16",
    "list dataset",
    "list numbers",
    "show a100 --sources",
    "show llama-3-70b",
    "compare a100 h100 b200 mi300x",
    "number",
    "number l2",
    "formula",
    "formula amdahl",
    "sheet",
    "run",
    "run matmul",
    "matmul 4096 --on a100 --explain",
    "infer llama-3.1-8b --on h100,a100",
    "sweep infer llama-3.1-8b --on h100,a100 --batch 1..64*2",
    "calc '1..2 GB / 2 TB/s' --explain",
    "sweep --help",
    "infer --help",
]


def lines(text, width, asked=()):
    return [line.text for line in fitted(text, width, asked)]


@pytest.mark.parametrize("typed", ASKED)
def test_no_line_is_wider_than_the_terminal(typed, capsys):
    assert answered(shlex.split(typed)) == 0
    text = capsys.readouterr().out.rstrip("\n")
    assert text
    for width in WIDTHS:
        long = [line for line in lines(text, width) if len(line) > width]
        assert all(re.fullmatch(r"\s*\S*://\S*", line) for line in long), long  # an address stays in one piece


def test_what_fits_is_as_it_was():
    text = f"Parts\n\n{table(*CELLS)}\nand 3 more"
    assert "\n".join(lines(text, 60)) == text


def test_columns_without_room_are_named():
    head, _, *rows, note, more = lines(table(*CELLS), 38)
    assert (head, rows) == ("part  peak        price", ["t4    65 TFLOP/s  0.35 USD/h"] * 2)
    assert [note, more] == ["left out: what it is said to be (51", "  columns or a pipe show them)"]
    assert lines(table(*CELLS), 50)[-1] == "left out: price (51 columns or a pipe show them)"


def test_a_column_asked_for_by_name_stays():
    assert lines(table(*CELLS), 22, {"price"})[0] == "part  price"
    assert lines(table(*CELLS), 22)[0] == "part  peak"


def test_a_last_column_of_words_wraps():
    told = lines(table(["kernel", "what"], [["add", "How long does adding two arrays of numbers take?"]]), 38)
    assert told == [
        "kernel  what",
        "------  ------------------------------",
        "add     How long does adding two",
        "        arrays of numbers take?",
    ]


def test_columns_of_equal_right_are_stacked():
    told = lines(table(["", "a100", "h100"], [["peak.bf16", "312 TFLOP/s", "989 TFLOP/s"]]), 24)
    assert told == [
        "           a100",
        "---------  -----------",
        "peak.bf16  312 TFLOP/s",
        "",
        "           h100",
        "---------  -----------",
        "peak.bf16  989 TFLOP/s",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  why   it is bound by memory", ["  why   it is bound", "        by memory"]),
        ("a text without any label", ["a text without any", "  label"]),
        ("  slipstick run add n=4 --on a", ["  slipstick run \\", "      add n=4 \\", "      --on a"]),
        ("see https://example.org/a/b/c", ["see", "  https://example.org/a/b/c"]),
        ("aaaaaaaaaaaaaaaaaaaaaaaaa", ["aaaaaaaaaaaaaaaaaaaa", "  aaaaa"]),
        ("L1 cache of a chip  4 ns  ──●──", ["L1 cache of a chip  4 ns  ──●──"]),
    ],
)
def test_a_long_line_is_broken_at_words(line, told):
    assert lines(line, 20) == told
