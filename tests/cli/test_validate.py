import json
import re
from types import SimpleNamespace

import pytest

from slipstick.cli import answered
from slipstick.cli.validate import _left_out, _skipped


@pytest.mark.parametrize(("count", "more"), [(8, []), (9, ["  and 1 more reasons"]), (12, ["  and 4 more reasons"])])
def test_eight_reasons_are_told_and_how_many_more(count, more):
    found = SimpleNamespace(skipped={f"reason {number}": 10 * number for number in range(count)})
    first, *lines = _skipped(found)
    assert first == f"{sum(range(count)) * 10} measurements were skipped"
    assert lines[:8] == [f"  {10 * number:>5}  reason {number}" for number in range(8)]
    assert lines[8:] == more


def test_nothing_is_said_where_nothing_was_skipped_and_a_long_reason_is_cut():
    assert _skipped(SimpleNamespace(skipped={})) == []
    [_, line] = _skipped(SimpleNamespace(skipped={"word " * 20: 3}))
    assert line == "      3  " + " ".join(["word"] * 13) + "..."


def test_rows_left_out_are_told_by_kernel_and_how_they_were_run():
    score = {"count": 40, "median": 0.1234, "p90": 0.4, "inside": 0.9, "width": 1.5}
    few = {"count": 7, "median": 0.05, "p90": None, "inside": 1, "width": 2}
    kinds = {
        "part with a best rate": {"bf16": score, "fp8 vllm": few},
        "part with a best rate over 100 µs": {"bf16": few},
    }
    lines = [re.split(r"\s{2,}", line) for line in _left_out({"matmul": kinds}).splitlines()]
    assert lines[0] == ["kernel", "run as", "left out", "rows", "median", ">100 µs", "p90", "inside", "width"]
    assert lines[2] == ["matmul", "bf16", "part, best rate", "40", "12.3%", "5.0%", "40.0%", "90%", "1.50"]
    assert lines[3] == [
        "matmul",
        "fp8 vllm",
        "part, best rate",
        "7",
        "5.0%",
        "100%",
        "2.00",
    ]  # what is too few is empty
    assert len(lines) == 4


def asked(capsys, *words):
    """What a command prints, its complaint, and its exit code."""
    code = answered(["validate", *words])
    return code, *capsys.readouterr()


def test_rows_left_out_are_told_by_kernel_and_part_by_any_of_its_names(capsys):
    code, told, _ = asked(capsys, "--left-out", "--by", "part", "--only", "attention")
    lines = [re.split(r"\s{2,}", line) for line in told.splitlines()]
    assert code == 0
    assert lines[0] == ["kernel", "machine", "left out", "rows", "median", ">100 µs", "p90", "inside", "width"]
    assert [line[:4] for line in lines[2:4]] == [
        ["run attention", "a100-sxm-80gb", "part", "529"],
        ["run attention", "a100-sxm-80gb", "shape", "264"],
    ]
    assert {line[0] for line in lines[2:]} == {"run attention"}
    assert asked(capsys, "--left-out", "--by", "devices", "--only", "run attention") == (0, told, "")


def test_rows_left_out_are_told_for_programs(capsys):
    _, told, _ = asked(capsys, "--left-out", "--by", "library", "--json")
    found = json.loads(told)["libraries"]
    assert {"trtllm", "vllm", "sglang"} <= found["run attention"]["shape"].keys()
    assert found["run attention"]["shape"]["vllm"]["count"] == 348


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--by", "parst"], "--by 'parst': did you mean part"),
        (["--left-out", "mine.csv"], "--left-out is of the calibrations that ship: leave the files out"),
        (["--left-out", "--only", "sofmax", "--by", "part"], "no row is of 'sofmax': did you mean"),
        (["--worst", "0"], "Invalid value for '--worst'"),
        (["--left-out", "-o", "x.bmp"], "cannot draw into x.bmp"),
    ],
)
def test_a_wrong_question_is_told_in_one_line(capsys, words, problem):
    code, told, complaint = asked(capsys, *words)
    assert (code, told) == (2, "")
    assert problem in complaint


def test_the_worst_rows_are_told_with_reasons(capsys):
    _, told, _ = asked(capsys, "--left-out", "--worst", "2", "--only", "matmul")
    blocks = told.split("\n\n")
    assert len(blocks) == 2
    assert re.search(r"question +matmul \d+ x \d+ x \d+ in \w+ on ", blocks[0])
    assert re.search(r"measured +.*, expected .* \(.* to .*\): .* times (above|below) the range", blocks[0])
    assert re.search(r"why +\w", blocks[0])
    _, listed, _ = asked(capsys, "--left-out", "--worst", "2", "--only", "matmul", "--json")
    first, second = json.loads(listed)
    assert first["outside"] >= second["outside"] > 1
    assert first["reasons"]
    _, cells, _ = asked(capsys, "--left-out", "--worst", "2", "--only", "matmul", "--csv")
    assert cells.splitlines()[0] == "kernel,question,on,dtype,library,left out,measured,expected,range,where,why"


def test_ones_own_rows_are_drawn_and_those_of_a_calibration_are_not(capsys, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("command,m,n,k,on,time [us]\nmatmul,4096,4096,4096,a100,600\n")
    plot = tmp_path / "mine.svg"
    code, _, wrote = asked(capsys, str(path), "-o", str(plot))
    assert (code, wrote) == (0, f"wrote {plot}\n")
    assert plot.read_text().startswith("<?xml")
    path.write_text("command,m,n,k,on,source,time [us]\nmatmul,4096,4096,4096,a100,aiconfigurator,600\n")
    code, _, problem = asked(capsys, str(path), "-o", str(plot))
    assert (code, problem) == (
        1,
        "slipstick: a calibration was made from each of these rows: there is none that shows how good it is\n",
    )


def test_a_family_goes_by_the_name_that_the_table_has(capsys):
    code, told, _ = asked(capsys, "--left-out", "--only", "cpu")
    assert code == 0
    assert {line.split()[0] for line in told.splitlines()[2:]} == {"cpu"}
    assert asked(capsys, "--left-out", "--only", "cores") == (0, told, "")
    _, both, _ = asked(capsys, "--left-out", "--only", "cpu", "--only", "train", "--by", "commands")
    assert {line.split()[0] for line in both.splitlines()[2:]} == {"cpu", "train"}
    _, parts, _ = asked(capsys, "--left-out", "--only", "cpu", "--by", "part")
    assert "epyc-7763" in parts
    assert "a100" not in parts
    assert asked(capsys, "--left-out", "--only", "cpuu")[2] == "slipstick: no row is of 'cpuu': did you mean cpu?\n"
