import subprocess
import sys

import pytest

ON = ("--on", "a100")
ATTENTION = ("attention", "batch=1", "kv_heads=8", "queries=64", "keys=64")


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
        (["roofline", "a100", "--kernel", "sofmax rows=8"], 2, "unknown kernel 'sofmax': did you mean softmax?"),
        (["roofline", "a100", "--kernel", "softmax rows=8"], 2, "softmax needs columns: elements of a row"),
        (["roofline", "a100", "--kernel", "softmax rows 8"], 2, "cannot read 'rows': write NAME=VALUE"),
        (
            ["roofline", "a100", "--kernel", "copy size='6 GB"],
            2,
            "write a kernel and its values, such as copy size=6GB",
        ),
        (["roofline", "a100", "--kernel", ""], 2, "cannot read '': write a kernel and its values"),
        (["roofline", "a100", "--kernel", "copy size=6GB"], 2, "'copy size=6GB' has no place on a roofline"),
        (["roofline", "a100", "--kernel", "kernel work=0FLOP traffic=1B"], 2, "it has not both work and traffic"),
        (["roofline", "a100", "--kernel", "kernel work=1FLOP traffic=0B"], 2, "it has not both work and traffic"),
        (["ladder", "powers"], 2, "the sheet powers has no values that compare"),
        (["ladder", "latenzy"], 2, "did you mean latency"),
        (["sweep", "amdahl(0.9, x)", "y=1..2"], 2, "does not use y"),
        (["sweep", "amdahl(0.9, x)", "x=1"], 2, "expected a variable and its ends"),
        (["sweep", "amdahl(0.9, x)", "x=9..2"], 2, "the first end has to be the smaller one"),
        (["sweep", "x / (1 s)", "x=1 B..2 s"], 2, "one end is a size (B), the other a time (s)"),
        (["sweep", "x / (1 s)", "x=[1, 2]..2 GB"], 2, "each end is one value"),
        (
            ["sweep", "sofmax", "rows=1..8", "columns=8", "--on", "a100"],
            2,
            "unknown kernel 'sofmax': did you mean softmax",
        ),
        (["sweep", "amdahl(0.9, x)", "x=1..8", "--rate"], 2, "unknown kernel 'amdahl(0.9, x)'"),
        (["sweep", "softmax", "rows=1..8", "columns=8"], 2, "plot sweep softmax needs --on DEVICE"),
        (
            ["sweep", "softmax", "rows=1..8", "columns=1..8", *ON],
            2,
            "one parameter that is a range, not rows and columns",
        ),
        (["sweep", "softmax", "rows=8", "columns=8", *ON], 2, "that is a range, such as rows=LOW..HIGH"),
        (["sweep", "softmax", "row=1..8", "columns=8", *ON], 2, "softmax has no 'row': did you mean rows?"),
        (["sweep", "softmax", "rows=1..8", "rows=8", *ON], 2, "rows is given twice: as '1..8' and as '8'"),
        (["sweep", "softmax", "rows=1..8", *ON], 2, "softmax needs columns"),
        (["sweep", "softmax", "rows=0..8", "columns=8", *ON], 2, "rows = 0 is out of range"),
        (["sweep", "copy", "size=1..8", *ON], 2, "size = 1.0 has no unit: a size belongs there"),
        (["sweep", "copy", "size=1s..8s", *ON], 2, "size is a time (s), but a size (B) belongs there"),
        (["sweep", "copy", "size=1kB..8kB", "--on", "a100,zz"], 2, "unknown device 'zz'"),
        (["sweep", *ATTENTION, "heads=1..7", *ON], 2, "heads has to be a multiple of kv_heads"),
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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["matmul", "m=1..64", "n=4096", "k=4096", "--on", "h100, a100"], ["(h100-sxm)", "(a100-sxm-80gb)"]),
        (
            ["softmax", "rows=1..64", "columns=64", "--on", "v100", "--dtype", "fp16", "--rate"],
            ["fp16 softmax", "rate"],
        ),
        (["copy", "size=1 kB..1 GB", "--on", "a100", "--rate"], ["bandwidth", "1 GB", "TB/s"]),
    ],
)
def test_a_kernel_is_swept_by_name(words, told):
    command = [sys.executable, "-m", "slipstick", "plot", "sweep", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(word in done.stdout for word in told)


def test_drawing_without_matplotlib_says_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import sys; from slipstick.cli import answered; sys.exit(answered(['plot', 'ladder', '-o', 'x.svg']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stderr == "slipstick: drawing needs one more package: pip install 'slipstick[plot]'\n"
