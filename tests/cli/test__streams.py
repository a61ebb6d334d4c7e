import io
import os
import re
import subprocess
import sys

import pytest

from slipstick.cli import answered
from slipstick.cli._streams import Output, cleaned, guarded

ME = f"'{sys.executable}' -m slipstick"


def shell(command, folder, **environment):
    whole = {**os.environ, **environment}
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=folder, env=whole, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("command", ["calc 1+1", "--help", "show a100 --json", "sheet powers", "list gpu"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_under_the_answer_is_one_line(command, unbuffered, tmp_path):
    done = shell(f"{ME} {command} >/dev/full", tmp_path, PYTHONUNBUFFERED=unbuffered)
    assert done == (1, "", "slipstick: the answer cannot be written: No space left on device\n")


def test_a_closed_output_is_told_where_there_is_something_to_say(tmp_path):
    said = "slipstick: the answer cannot be written: Bad file descriptor\n"
    assert shell(f"{ME} calc 1+1 >&-", tmp_path) == (1, "", said)
    assert shell(f"{ME} sheet powers -o x.csv >&-", tmp_path) == (0, "", "wrote x.csv\n")
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").startswith("section,")


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full", "2>&- <&-"])
def test_an_error_that_nobody_can_read_still_has_its_code(closed, tmp_path):
    assert shell(f"{ME} matmull {closed}", tmp_path) == (2, "", "")
    assert shell(f"{ME} calc 1+1 --short {closed}", tmp_path) == (0, "2\n", "")


@pytest.mark.parametrize("command", ["repl", "drill numbers --json"])
def test_a_closed_input_is_an_empty_one(command, tmp_path):
    closed, empty = (
        shell(f"{ME} {command} {given}", tmp_path, SLIPSTICK_DATA=str(tmp_path)) for given in ("<&-", "</dev/null")
    )
    assert closed == empty
    assert closed[0] == 0


def test_input_that_is_not_text_is_refused_line_by_line(tmp_path):
    code, out, _ = shell(f"printf '\\x80\\xff\\n1+1\\n' | {ME} repl", tmp_path)
    assert (code, out.splitlines()[-1]) == (0, "1 + 1 = 2  [plain number]")


@pytest.mark.parametrize("command", ["sheet", "show", "calc", "check", "new gpu", "list", "number", "sheet powers -o"])
def test_an_argument_that_is_not_text_is_refused(command, tmp_path):
    code, out, error = shell(f"{ME} {command} $'\\x80.yaml'", tmp_path)
    assert (code, out, error) == (2, "", "slipstick: an argument is no text in UTF-8: '\\udc80.yaml'\n")
    assert list(tmp_path.iterdir()) == []


def test_a_locale_without_letters_reads_those_of_utf_8(tmp_path):
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert shell(f"{ME} calc '3 µs * 2' --short", tmp_path, **old) == (0, "6 us\n", "")


@pytest.mark.parametrize(
    "command",
    ["show $BAD", "$BAD", "show a100 --$BAD", "calc 1+$BAD", "check $BAD", "sheet $BAD.yaml", "run $BAD", "cards $BAD"],
)
def test_what_steers_a_terminal_is_echoed_in_plain_letters(command, tmp_path):
    code, out, error = shell(f"{ME} {command}", tmp_path, BAD="\x1b]0;x\x07\x1b[31m\x9b1m\u202e")
    assert code in (1, 2)
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out + error) is None


@pytest.mark.parametrize(
    "command",
    ["show", "", "matmul 1 1 1 --on", "matmul 1 1 1 --on a100 --", "check", "new gpu", "run", "calc", "plot ladder"],
)
def test_an_error_does_not_repeat_a_long_argument(command, capsys):
    code = answered([*command.split(), "x" * 100_000 + ".yaml"])
    assert code in (1, 2)
    assert len(capsys.readouterr().err) < 1000


def test_a_folder_that_is_gone_is_one_line(tmp_path):
    gone = f"mkdir gone; cd gone; rmdir ../gone; {ME}"
    assert shell(f"{gone} calc 1+1 --short", tmp_path) == (0, "2\n", "")
    for command in ("sheet powers -o x.html", "new gpu x.yaml", "show a100 --specs x.yaml", "check ."):
        code, out, error = shell(f"{gone} {command}", tmp_path)
        assert (code in (1, 2), out) == (True, "")
        assert re.fullmatch(r"slipstick: [^\n]+\n", error)


def test_only_the_styles_of_a_sheet_pass():
    stream = io.StringIO()
    Output(stream).write_styled("\x1b[1mbold\x1b[0m \x1b[31mred\x1b]0;title\x07")
    assert stream.getvalue() == "\x1b[1mbold\x1b[0m \\u001b[31mred\\u001b]0;title\\u0007\n"
    assert cleaned("a\tb\nc µ é 漢") == "a\tb\nc µ é 漢"


def test_signs_have_forms_in_ascii():
    with guarded():
        told = "5 µs × 3 − 1 ≈ 2² │●─█▌ “é” 漢".encode("ascii", "slipstick").decode()
    assert told == '5 us x 3 - 1 ~ 2^2 |o-#= "e" ?'
