import json
import os
import re
import shlex
import subprocess
import sys

import pytest

import slipstick
import slipstick.cli
from examples import in_help, place, run

MAIN = ["matmul", "4096", "4096", "4096", "--on", "a100"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("matmul 1 1 1 --on a1000", 2, "unknown device 'a1000': did you mean a100 or"),
        ("matmul 1 1 1 --on a100-sxm", 2, "'a100-sxm' is ambiguous: it could be a100-sxm-40gb, a100-sxm-80gb"),
        ("matmul 1 1 1 --on ''", 2, "unknown device ''"),
        (
            "matmul 1 1 1 --on t4 --dtype bf16",
            1,
            "t4 (NVIDIA Tesla T4) has no bf16: it has fp64, fp32, fp16, int8, int4",
        ),
        ("matmul 1 1 1 --on pcie-4", 2, "pcie-4 (link) computes nothing: a machine is of a gpu, accelerator, cpu"),
        ("matmul 1 1 1 --on a100 --dtype bf15", 2, "unknown dtype 'bf15': did you mean bf16"),
        ("matmul 0 1 1 --on a100", 2, "m = 0 is out of range: expected a whole number of elements from 1 to 1e12"),
        ("matmul 1 -4 1 --on a100", 2, "n = -4 is out of range"),
        ("matmul 1 1 1.5 --on a100", 2, "k = 1.5 is a fraction: expected a whole number of elements"),
        ("matmul 1" + "0" * 30 + " 1 1 --on a100", 2, "m = 1e30 is out of range"),
        ("matmul 1" + "0" * 300 + " 1 1 --on a100", 2, "m = 1e300 is out of range"),
        ("matmul 1" + "0" * 5000 + " 1 1 --on a100", 2, "m = '10000"),
        ("matmul abc 1 1 --on a100", 2, "m = 'abc': it is not a number: expected a whole number of elements"),
        ("matmul 5GB 1 1 --on a100", 2, "m is a size (B), but a plain number belongs there"),
        ("matmul 9**9**9 1 1 --on a100", 2, "m = '9**9**9': it is not a number"),
        ("matmul 1 1 1 --on a100 --batch 0", 2, "batch = 0 is out of range"),
        ("matmul 1 1 1", 2, "Missing option '--on'. Try 'slipstick matmul --help'."),
        ("matmul --on a100", 2, "Missing argument 'M'. Try 'slipstick matmul --help'."),
        ("matmul 1 1 1 --on a100 --dtyp bf16", 2, "No such option"),
        ("matmul 1 1 1 --on a100 --specs /nowhere", 2, "no such file or folder: /nowhere"),
        ("matmull 1 1 1", 2, "unknown command 'matmull': did you mean matmul?"),
        ("show zz", 2, "unknown device 'zz': slipstick list shows what there is"),
        (
            "show a100.memory.L2.bandwith",
            1,
            "a100-sxm-80gb has no memory.L2.bandwith: did you mean memory.L2.bandwidth",
        ),
        ("list gpus", 2, "unknown kind 'gpus': did you mean gpu?"),
        ("list gpu --where 'peak.bf16 > 1 TB/s'", 2, "peak.bf16 is a bandwidth (B/s), but a compute rate (FLOP/s)"),
        ("list gpu --sort nothing", 2, "no spec has 'nothing'"),
        ("compare a100", 2, "compare takes two parts or more, such as: compare a100 h100"),
        ("compare a100 h1000", 2, "unknown device 'h1000': did you mean h100"),
        ("new gpuu x.yaml", 2, "unknown kind 'gpuu': did you mean gpu?"),
        ("new gpu x.txt", 2, "x.txt: a spec's file ends in .yaml"),
        ("new gpu /nowhere/x.yaml", 1, "/nowhere/x.yaml cannot be written: No such file or directory"),
        ("check /nowhere", 2, "no such file or folder: /nowhere"),
    ],
)
def test_an_error_is_one_line_with_the_right_code(arguments, code, said):
    done = run(shlex.split(arguments))
    assert done.stdout == ""
    assert done.returncode == code
    assert re.fullmatch(r"slipstick: [^\n]{1,400}\n", done.stderr), done.stderr
    assert done.stderr.startswith(f"slipstick: {said}")


def test_help_shows_the_questions_and_every_command_an_example():
    text = run(["--help"]).stdout
    for name in ("matmul", "show", "list", "compare", "new", "check"):
        assert re.search(rf"^  {name} +\S+", text, re.MULTILINE)
        assert f"  slipstick {name}" in run([name, "--help"]).stdout
    assert run([]).stdout == text


def test_help_imports_no_command_and_says_what_each_says_of_itself():
    told = (
        "import json, sys; from importlib import import_module; from slipstick.cli import _own, main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(json.dumps([name for name in _own() if f'slipstick.cli.{name}' in sys.modules]))\n"
        "print(json.dumps({name: import_module(f'slipstick.cli.{name}').command.short_help for name in _own()}))"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    *_, imported, said = done.stdout.splitlines()
    assert json.loads(imported) == []
    for name, short in json.loads(said).items():
        assert re.search(rf"^  {name} +{re.escape(short)}$", done.stdout, re.MULTILINE), name


@pytest.mark.parametrize("command", in_help())
def test_the_examples_of_help_run(command):
    own = {**os.environ, "XDG_CONFIG_HOME": place()}
    done = run(shlex.split(command)[1:], env=own)
    assert (done.returncode, re.sub(r"^wrote .*\n", "", done.stderr)) == (0, "")


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_COLOR": "1"}])
def test_no_setting_puts_escapes_into_the_answer(setting):
    assert "\x1b" not in run(MAIN, env={**os.environ, **setting}).stdout


def test_a_terminal_without_unicode_gets_plain_letters():
    done = run([*MAIN, "--explain"], env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "440.51 us = 137.44 GFLOP / 312 TFLOP/s" in done.stdout
    assert "?" not in done.stdout


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("form", ["matmul 1 1 1 --on a100 --explain", "show a100 --json", "--help"])
def test_a_reader_that_stops_early_is_no_error(form, unbuffered):
    command = f"{shlex.quote(sys.executable)} -m slipstick {form} | (exec 0<&-; sleep 0.3)"
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    command = ["bash", "-o", "pipefail", "-c", command]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_version_is_told():
    assert run(["--version"]).stdout == f"slipstick {slipstick.__version__}\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a" * 499, "a" * 499),
        ("a" * 500, f"{'a' * 60}...{'a' * 40}"),
        ("b " * 1000, "b " * 1000),
        ("b " * 1000 + "c", ("b " * 1000)[:1997] + "..."),
    ],
)
def test_an_error_repeats_no_more_of_a_question_than_somebody_reads(line, said):
    assert slipstick.cli._short(line) == said


def test_an_argument_in_bytes_that_are_no_text_is_refused():
    assert slipstick.cli._utf8("µ".encode().decode("ascii", "surrogateescape")) == "µ"
    assert slipstick.cli._utf8("µs") == "µs"
    with pytest.raises(slipstick.UsageError, match=r"^an argument is no text in UTF-8: '\\udcff\\udcff'$"):
        slipstick.cli._utf8("\udcff\udcff")
    with pytest.raises(slipstick.UsageError, match=f"UTF-8: '{'a' * 40}'$"):
        slipstick.cli._utf8("a" * 41 + "\udcff")


@pytest.mark.parametrize("words", ["matmul", "run", "calc", "plot sweep", "plot roofline", "show", "sheet", "list"])
def test_help_is_given_before_anything_is_missed(words, capsys):
    for option in ("--help", "-h"):
        assert slipstick.cli.answered([*words.split(), option]) == 0
        said = capsys.readouterr()
        assert said.out.startswith(f"Usage: slipstick {words} ")
        assert said.err == ""
