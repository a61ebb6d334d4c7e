"""``slipstick sweep``: a question is typed as without it."""

import csv
import json

import pytest

from slipstick import sweep
from slipstick.cli import answered
from slipstick.cli.sweep import PATIENCE, progress
from slipstick.estimates.sweep import ROWS

INFER = ["sweep", "infer", "llama-3.1-8b", "--on", "l40s"]
KERNEL = ["sweep", "run", "softmax", "rows=1..65536*4", "columns=2048", "--on", "a100,h100"]


def told(capsys, *words):
    code = answered([*words])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_a_row_for_every_batch(capsys):
    code, out, _ = told(capsys, *INFER, "--batch", "1..256*2")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split() == ["batch", "expected", "low", "high", "throughput", "bound", "by"]
    assert [line.split()[0] for line in lines[2:]] == [str(2**power) for power in range(9)]


def test_the_best_and_what_is_not_beaten(capsys):
    words = [*INFER, "--batch", "1..64*4", "--rent", "1USD/h"]
    assert told(capsys, *words, "--best", "throughput")[1].splitlines()[2].split()[0] == "64"
    out = told(capsys, *words, "--pareto", "expected,cost")[1]
    assert "cost" in out.splitlines()[0]
    assert len(out.splitlines()) == 6
    out = told(capsys, *words, "--where", "batch > 4", "--where", "cost < 1 USD/Mtoken")[1]
    assert [line.split()[0] for line in out.splitlines()[2:]] == ["16", "64"]


def test_a_kernel_is_swept_by_the_names_of_its_parameters(capsys):
    code, out, _ = told(capsys, *KERNEL)
    assert code == 0
    assert len(out.splitlines()) == 2 + 2 * 9


def test_every_form_has_every_row(capsys, tmp_path):
    rows = sweep("softmax", rows="1..65536*4", columns="2048", on="a100,h100")
    heads, cells = rows.table()
    assert [*csv.reader(told(capsys, *KERNEL, "--csv")[1].splitlines())] == [heads, *cells]
    assert json.loads(told(capsys, *KERNEL, "--json")[1]) == [row.as_dict() for row in rows]
    for name in ("rows.csv", "rows.json", "rows.jsonl"):
        path = tmp_path / name
        assert told(capsys, *KERNEL, "-o", str(path)) == (0, "", f"wrote {path}\n")
    assert [*csv.reader((tmp_path / "rows.csv").read_text().splitlines())] == [heads, *cells]
    assert json.loads((tmp_path / "rows.json").read_text()) == [row.as_dict() for row in rows]
    assert [*map(json.loads, (tmp_path / "rows.jsonl").read_text().splitlines())] == [row.as_dict() for row in rows]


def test_a_screen_has_the_first_rows_and_says_how_many_more_there_are(capsys):
    out = told(capsys, "sweep", "matmul", "1..100+1", "--on", "a100")[1].splitlines()
    assert len(out) == 2 + ROWS + 1
    assert out[-1] == f"and {100 - ROWS} more: --csv prints them all, -o FILE writes them"


def test_a_narrow_screen_goes_without_the_lesser_columns(capsys):
    words = ["sweep", "infer", "llama-3.3-70b", "--on", "4xh100", "--tp", "2,8", "--rent", "2USD/h", "--best=cost"]
    out = told(capsys, *words)[1]
    assert max(map(len, out.splitlines())) <= 79
    words[4] = "4xh100,8xmi300x"
    wide = told(capsys, *words[:-1], "--where", "tp > 1", "--pareto", "cost,energy,answer")[1].splitlines()[0].split()
    assert "low" not in wide
    assert "high" not in wide
    assert "cost" in wide


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("sweep", "softmax"), 2, "unknown question 'softmax': did you mean run softmax?"),
        (("sweep", "infr"), 2, "unknown question 'infr': did you mean infer?"),
        ((*KERNEL, "rent=1USD/h", "--rent", "2USD/h"), 2, "rent is given twice: as 1USD/h and as --rent 2USD/h"),
        ((*KERNEL, "dtype=fp16"), 2, "dtype is an option: write --dtype fp16"),
        ((*KERNEL[:3], "--rows", "4"), 2, "--rows is a parameter: write rows=VALUE, without dashes"),
        ((*INFER,), 2, "nothing to sweep: give a list"),
        ((*INFER, "--batch", "1,2", "-o", "rows.txt"), 2, "expected a file that ends in .csv, .json, .jsonl"),
        ((*INFER, "--batch", "1,2", "--best", "thrughput"), 2, "did you mean throughput?"),
        ((*INFER, "--batch", "1,2", "-o", "no/where/rows.csv"), 1, "no/where"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(capsys, words, code, message):
    found = told(capsys, *words)
    assert found[0] == code
    assert message in found[2]
    assert len(found[2].splitlines()) == 1


def test_no_row_left_is_said(capsys):
    words = [*INFER, "--batch", "1,2", "--where", "expected < 1 ns"]
    assert told(capsys, *words) == (0, "", "no row is left\n")
    assert told(capsys, *words, "--json") == (0, "[]\n", "no row is left\n")


def test_without_a_question_the_help_names_them(capsys):
    out = told(capsys, "sweep")[1]
    assert "infer" in out
    assert "A kernel of slipstick run." in out


def test_progress_is_told_on_a_terminal_after_a_while(monkeypatch, capsys):
    now = iter([0.0, 0.0, 0.5 * PATIENCE, 2 * PATIENCE, 3 * PATIENCE + 0.1])
    monkeypatch.setattr("slipstick.cli.sweep.monotonic", lambda: next(now))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    step = progress()
    step(1, 4)
    step(2, 4)
    step(4, 4)
    assert capsys.readouterr().err == "\r2 of 4, 2 s left \r4 of 4, 0 s left \n"
