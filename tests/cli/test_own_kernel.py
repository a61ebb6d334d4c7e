"""A kernel of one's own: one file of ten lines is a command, a function, a plot and a subject of the drill."""

import json
import os
import re
import subprocess
import sys

import pytest

import slipstick
from examples import TOP
from slipstick.estimates.choice import SETTINGS

LERP = """\
from slipstick import Kernel, asks, formula, side
from slipstick.units import FLOP, Count, Size, Work
@formula(source="stream-write-allocate")
def lerp_work(n: Count) -> Work:
    return 3 * FLOP * n
@formula(source="stream-write-allocate")
def lerp_traffic(n: Count, width: Size) -> Size:
    return 3 * width * n
PHASE, N = asks(vector=lerp_work, memory=lerp_traffic), side("n", "elements of each array")
LERP = Kernel("lerp", "How long does a lerp take?", (N,), phases=(PHASE,), examples=({"n": 10**9},))
"""
CHOICE = """\
from slipstick.estimates.choice import Choice
NONE = {"block": Choice(("size",), lambda part, values, dtype: {})}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of one's own kernels, with a lerp."""
    monkeypatch.setenv("SLIPSTICK_KERNELS", str(tmp_path))
    (tmp_path / "lerp.py").write_text(LERP)
    return tmp_path


def run(*words, **environment):
    command = [sys.executable, "-m", "slipstick", *words]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


def told(*words, **environment):
    done = run(*words, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def completed(line):
    words = line.split(" ")
    place = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_SLIPSTICK_COMPLETE": "bash_complete"}
    return told(**place).split()


def test_a_file_of_ten_lines_is_a_command(folder):
    assert len(LERP.splitlines()) == 10
    page = (TOP / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Add a kernel")[2]
    shown = page.split("```python\n")[1].partition("```")[0]
    assert [line for line in shown.splitlines() if line] == LERP.splitlines()
    text = told("run", "lerp", "n=1e9", "--on", "a100")
    assert "memory-bound" in text
    answer = json.loads(told("run", "lerp", "n=1e9", "--on", "a100", "--json"))
    assert answer["question"] == {
        **{"command": "run", "kernel": "lerp", "n": 10**9},
        **{"on": "a100-sxm-80gb", "dtype": "bf16"},
    }
    assert answer["quantities"]["work"]["value"] == 3e9
    assert answer["quantities"]["traffic"]["value"] == 6e9
    assert answer["floor"]["value"] == pytest.approx(6e9 / slipstick.load("a100").number("memory.HBM.bandwidth"))


def test_it_is_a_function_too(folder):
    answer = slipstick.run("lerp", n=10**9, on="a100")
    assert answer.bound_by == "memory"
    printed = json.loads(told("run", "lerp", "n=1e9", "--on", "a100", "--json"))
    assert answer.outcome.value == printed["answer"]["value"]


def test_its_help_and_its_place_in_the_list_come_from_the_file(folder):
    text = told("run", "lerp")
    assert text.startswith("How long does a lerp take?")
    assert re.search(r"^n +elements of each array$", text, re.MULTILINE)
    assert "slipstick run lerp n=1000000000 --on a100" in text
    assert re.search(r"^lerp +How long does a lerp take\?$", told("run"), re.MULTILINE)
    (folder / "lerp.py").write_text(LERP.replace(", examples=({", ", drilled=({").replace("lerp take", "STREAM take"))
    text = told("run", "lerp")  # made again where the file has changed
    assert text.startswith("How long does a STREAM take?")
    assert "Examples" not in text
    assert "How long does a STREAM take?" in told("run")


def test_its_name_and_parameters_are_completed(folder):
    assert completed("slipstick run ler") == ["plain,lerp"]
    assert completed("slipstick run lerp ") == ["plain,n=", "plain,library=", *(f"plain,{name}=" for name in SETTINGS)]
    assert completed("slipstick plot sweep ler") == ["plain,lerp"]
    assert completed("slipstick plot sweep lerp n") == ["plain,n=", "plain,numa="]


def test_it_is_swept_drawn_and_drilled(folder):
    text = told("plot", "sweep", "lerp", "n=1..1e9", "--on", "a100,h100", "--rate")
    assert "bf16 lerp n 1..1e9" in text
    assert all(handle in text for handle in ("(a100-sxm-80gb)", "(h100-sxm)"))
    assert "lerp n=1e9: 855 GFLOP/s at 0.5 FLOP/B" in told("plot", "roofline", "a100", "--kernel", "lerp n=1e9")
    assert "How long does a lerp take? For n 1000000000 in bf16 on a100." in told(
        "drill", "lerp", "--list", SLIPSTICK_DATA=str(folder)
    )


@pytest.mark.parametrize(
    ("old", "new", "on", "problem"),
    [
        ('side("n"', 'side("on"', "a100", "{file}:10: lerp: a parameter cannot be called on: every question has that"),
        ('side("n"', 'side("dtype"', "a100", "{file}:10: lerp: a parameter cannot be called dtype: every question"),
        ('side("n"', 'side("specs"', "a100", "{file}:10: lerp: a parameter cannot be called specs: every question"),
        ("vector=", "issue=", "mi300x", "mi300x (AMD Instinct MI300X) has no compute.load_store, from which its rate"),
        (
            "vector=",
            "vectr=",
            "a100",
            "a100-sxm-80gb (NVIDIA A100 SXM4 80GB) has no rate called 'vectr', which lerp asks for: did you mean vec",
        ),
        ("* n", "* rows", "a100", "{file}:3: lerp_work needs rows, which is no parameter of it: expected n"),
        ('side("n"', 'side("m"', "a100", "{file}:10: lerp: vector needs n, which is no parameter of it: expected one"),
        ("n: Count) ->", "n) ->", "a100", "{file}:3: lerp_work: n needs a dimension for its type"),
        ("3 * width", "3 width", "a100", "{file}:8: invalid syntax"),
        ('"lerp", ', '"lrep", ', "a100", "{file} declares no question called lerp, only lrep"),
        ("LERP = Kernel", "LERP = dict", "a100", "{file}:10: dict expected at most 1 argument"),
        (
            "LERP = Kernel(",
            "KERNEL = print(",
            "a100",
            "{file}:10: 'phases' is an invalid keyword argument for print()",
        ),
        ("FLOP, Count", "FLOPS, Count", "a100", "{file}:2: cannot import name 'FLOPS'"),
        ("LERP = K", "1 / 0; LERP = K", "a100", "{file}:10: ZeroDivisionError: division by zero"),
        ("vector=lerp_work, memory=lerp_traffic", "", "a100", "{file}:10: lerp: a phase asks nothing"),
        ("(PHASE,),", "(PHASE,), choices=NONE,", "a100", "there is no block to choose from on a100-sxm-80gb in bf16"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_one_line(folder, old, new, on, problem):
    path = folder / "lerp.py"
    path.write_text((CHOICE if "NONE" in new else "") + LERP.replace(old, new, 1))
    done = run("run", "lerp", "n=5", "--on", on)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"slipstick: {problem.format(file=path)}")
    assert done.stderr.count("\n") == 1


def test_a_formula_without_a_value_is_named(folder):
    (folder / "lerp.py").write_text(LERP.replace("FLOP * n", "FLOP * n / (n - 1)"))
    assert told("run", "lerp", "n=2", "--on", "a100")
    done = run("run", "lerp", "n=1", "--on", "a100")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "slipstick: lerp_work has no value there: float division by zero\n"


def test_a_broken_file_is_told_where_it_is_listed_and_breaks_nothing_else(folder):
    (folder / "lerp.py").write_text("LERP = (\n")
    assert re.search(rf"^lerp +{folder}/lerp\.py:1: '\(' was never closed$", told("run"), re.MULTILINE)
    assert "slipstick matmul" in told("--help")
    assert told("run", "softmax", "rows=1", "columns=8", "--on", "a100", "--short")
    (folder / "lerp.py").write_bytes(b"\xff\xfe")
    assert f"slipstick: {folder}/lerp.py: UnicodeDecodeError" in run("run", "lerp").stderr


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    done = run("run", "lerp", SLIPSTICK_KERNELS=str(tmp_path / "none"))
    assert done.returncode == 2
    assert "there is no such folder" in done.stderr


def test_a_shipped_kernel_is_never_taken_over(folder):
    (folder / "copy.py").write_text(LERP.replace('"lerp"', '"copy"'))
    assert told("run", "copy").startswith("How long does a copy")


def test_it_is_held_to_measurements(folder):
    (folder / "measured.csv").write_text(
        "command,kernel,n,on,time [us]\nrun,lerp,1e9,a100,3600\nrun,lerp,1e8,a100,400\n"
    )
    answer = json.loads(told("validate", str(folder / "measured.csv"), "--json"))
    assert answer["commands"]["run lerp"]["count"] == 2
    assert answer["devices"]["a100-sxm-80gb"]["median"] < 0.3
    assert "run lerp" in told("validate", str(folder / "measured.csv"), "--by", "commands")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded"),
        ("a\0b", "source code string cannot contain null bytes"),
        ("raise ValueError('a\\nb\\x1b[31m ' * 1000)", "ValueError: a b"),
        ("(" * 2000, "too many nested parentheses"),
    ],
)
def test_a_file_that_ends_everything_ends_in_one_line(folder, text, problem):
    (folder / "lerp.py").write_text(text)
    for words in (["run", "lerp"], ["run", "lerp", "n=1", "--on", "a100"]):
        done = run(*words)
        assert (done.returncode, done.stdout) == (1, "")
        assert re.fullmatch(rf"slipstick: {folder}/lerp\.py:\d: {problem}[^\n\x1b]{{0,600}}\n", done.stderr)
    assert run("run").returncode == 0
