import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["rofline", "a100"], 2, "unknown plot 'rofline': did you mean roofline?"),
        (["roofline"], 2, "Missing argument"),
        (["roofline", "a10000"], 2, "unknown device 'a10000'"),
        (["roofline", "a100", "--dtype", "bf61"], 2, "did you mean bf16"),
        (["roofline", "a100", "--dtype", "fp8"], 1, "has no fp8: it has fp64"),
        (["roofline", "a100", "--matmul", "4096x0x1"], 2, "expected sizes such as 4096x4096x4096"),
        (["roofline", "v100"], 1, "has no bf16: it has fp64, fp32, fp16"),
        (["roofline", "t4", "--dtype", "fp16", "--measured"], 1, "no measurements of t4 in fp16"),
        (["ladder", "powers"], 2, "the sheet powers has no values that compare"),
        (["ladder", "latenzy"], 2, "did you mean latency"),
        (["sweep", "amdahl(0.9, x)", "y=1..2"], 2, "does not use y"),
        (["sweep", "amdahl(0.9, x)", "x=1"], 2, "expected a variable and its ends"),
        (["sweep", "amdahl(0.9, x)", "x=9..2"], 2, "the first end has to be the smaller one"),
        (["sweep", "x / (1 s)", "x=1 B..2 s"], 2, "one end is a size (B), the other a time (s)"),
        (["sweep", "x / (1 s)", "x=[1, 2]..2 GB"], 2, "each end is one value"),
        (["matmul", "1", "2", "3", "--on", "a100", "--vary", "q=1..3"], 2, "--vary 'q=1..3'"),
        (["matmul", "1", "2", "3", "--on", "a100", "--vary", "m=0..3"], 2, "a side is at least 1"),
        (["matmul", "1", "2", "3", "--on", "a100"], 2, "Missing option '--vary'"),
        (["validation", "t4"], 1, "no measurements of t4 are at hand"),
        (["ladder", "-o", "x.bmp"], 2, "cannot draw into x.bmp: expected an ending such as .svg, .png, .pdf"),
        (["ladder", "-o", "nowhere/x.svg"], 1, "nowhere/x.svg cannot be written: there is no such folder"),
    ],
)
def test_wrong_questions_are_answered_in_one_line(words, code, problem, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "slipstick", "plot", *words], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_drawing_without_matplotlib_says_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import sys; from slipstick.cli import answered; sys.exit(answered(['plot', 'ladder', '-o', 'x.svg']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stderr == "slipstick: drawing needs one more package: pip install 'slipstick[plot]'\n"
