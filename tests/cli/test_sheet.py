import subprocess
import sys

import pytest

from examples import run


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["latncy"], 2, "unknown sheet 'latncy': did you mean latency"),
        (["gpu", "a100"], 2, "the sheet gpu takes no parts: leave 'a100' out"),
        (["compare"], 2, "the sheet compare needs parts, such as: slipstick sheet compare a100 h100"),
        (["powers", "--on", "a100"], 2, "the sheet powers is not about one machine: leave --on out"),
        (["powers", "--human"], 2, "the sheet powers has no human scale: it has no column of times"),
        (["nowhere.yaml"], 2, "no such file: nowhere.yaml"),
        (["powers", "--pdf"], 2, "a PDF goes to a file: slipstick sheet powers --pdf -o powers.pdf"),
        (["powers", "-o", "x.doc"], 2, "cannot tell the form from x.doc"),
        (["powers", "-o", "/nowhere/at/all/x.md"], 1, "/nowhere/at/all/x.md cannot be written"),
        (["--html"], 2, "--html needs the NAME of a sheet"),
    ],
)
def test_wrong_questions_are_answered_in_one_line(words, code, problem, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "slipstick", "sheet", *words], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert problem in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_the_list_of_sheets_has_the_forms_of_a_table():
    first = {
        form: run(["sheet", *form.split()]).stdout.split("\n", 1)[0].split() for form in ("", "--csv", "--markdown")
    }
    assert first == {"": ["sheet", "title"], "--csv": ["sheet,title"], "--markdown": ["|", "sheet", "|", "title", "|"]}
