import json
import os
import re
import shlex
import subprocess
import sys

import pytest

import slipstick
from asked import EVERY
from examples import run
from slipstick.cli import answered
from slipstick.estimates.listing import listed
from slipstick.estimates.parameter import shown
from slipstick.estimates.questions import find
from slipstick.estimates.shelf import every as names

SOFTMAX = ["run", "softmax", "rows=8192", "columns=2048", "--on", "a100"]


def test_alone_it_lists_the_kernels():
    done = run(["run"])
    assert (done.returncode, done.stderr) == (0, "")
    for name, entry in listed().items():
        assert re.search(rf"^{name} +{re.escape(entry.help)}$", done.stdout, re.MULTILINE)
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert [each["name"] for each in json.loads(run(["run", "--json"]).stdout)] == names()


@pytest.mark.parametrize("name", names())
def test_with_a_kernel_alone_it_shows_its_parameters(name):
    done = run(["run", name])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(find(name).help)
    for each in find(name).parameters:
        plain = isinstance(each.default, str) or each.default is None
        default = each.default or "" if plain else shown(each.default, each.dim.unit)
        assert re.search(rf"^{each.name} +{default} +{re.escape(each.help)}$", done.stdout, re.MULTILINE)
    assert max(map(len, done.stdout.splitlines())) <= 80, name


@pytest.mark.parametrize("name", names())
def test_the_examples_it_shows_are_answered(name):
    text = run(["run", name]).stdout.replace(" \\\n", " ")
    shown = [line.strip() for line in text.splitlines() if line.startswith("  slipstick ")]
    given = [values for named, values in EVERY if named == name]
    assert len(shown) == len(given)
    for command, values in zip(shown, given, strict=True):
        done = run(shlex.split(command)[1:])
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == find(name).ask(values, find(name).device or None).text() + "\n"


@pytest.mark.parametrize("form", ["", "--json", "--explain", "--short"])
def test_the_forms_are_the_librarys(form):
    answer = slipstick.kernels.softmax(8192, 2048, on="8xh100", dtype="fp8")
    expected = {"": answer.text(), "--json": answer.as_dict(), "--explain": answer.explain(), "--short": answer.short}
    done = run(["run", "softmax", "rows=8192", "columns=2048", "--on", "8xh100", "--dtype", "fp8", *form.split()])
    assert (json.loads(done.stdout) if form == "--json" else done.stdout.rstrip("\n")) == expected[form]


@pytest.mark.parametrize("values", [["rows=8000", "columns= 2048"], ["rows =8e3", "columns=2048.0"]])
def test_a_value_is_read_as_a_person_writes_it(values):
    done = run(["run", "softmax", *values, "--on", "a100", "--short"])
    assert done.stdout == slipstick.kernels.softmax(8000, 2048, on="a100").short + "\n"


def test_a_name_may_have_a_dash_for_its_underscore():
    options = "batch=1 heads=8 queries=64 keys=64 --on a100 --short"
    dashed, plain = (run(["run", "attention", f"{name}=2", *options.split()]) for name in ("kv-heads", "kv_heads"))
    assert dashed.stdout == plain.stdout != ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("run sofmax rows=1 columns=1 --on a100", 2, "unknown kernel 'sofmax': did you mean softmax?"),
        ("run sofmax", 2, "unknown kernel 'sofmax': did you mean softmax?"),
        ("run '' --on a100", 2, "unknown kernel '': slipstick run lists them"),
        ("run softmax rows=1 columns=1", 2, "run softmax needs --on DEVICE, such as --on a100"),
        ("run softmax rows=1 --on a100", 2, "softmax needs columns: elements of a row"),
        ("run softmax --on a100", 2, "softmax needs rows: rows, each with a sum of its own"),
        ("run softmax rows=1 columns=1 depth=2 --on a100", 2, "softmax has no 'depth': expected one of rows, columns"),
        ("run softmax row=1 columns=1 --on a100", 2, "softmax has no 'row': did you mean rows?"),
        ("run softmax 8192 2048 --on a100", 2, "cannot read '8192': write NAME=VALUE, such as rows=8192"),
        ("run matmul 4096 --on a100", 2, "cannot read '4096': write NAME=VALUE, such as m=4096"),
        ("run copy 6GB --on a100", 2, "cannot read '6GB': write NAME=VALUE, such as size=6 GB"),
        ("run softmax rows=1 columns=1 on=a100", 2, "on is an option: write --on a100"),
        ("run softmax rows=1 columns=1 dtype=fp8 --on a100", 2, "dtype is an option: write --dtype fp8"),
        ("run softmax rows=1 columns=1 --on a100 --on h100", 2, "--on is given twice: write a list, --on a100,h100"),
        ("run softmax rows=1 columns=1 --on a100 --dtype fp8 --dtype fp8", 2, "--dtype is given twice"),
        ("matmul 1 1 1 --on a100 --batch 2 --batch 3", 2, "--batch is given twice: write a list, --batch 2,3"),
        ("softmax rows=1 columns=1 --on a100", 2, "unknown command 'softmax': did you mean run softmax?"),
        ("naive_attention --on a100", 2, "unknown command 'naive_attention': did you mean run naive-attention?"),
        ("run softmax =8192 --on a100", 2, "cannot read '=8192': write NAME=VALUE"),
        ("run softmax rows=0 columns=1 --on a100", 2, "rows = 0 is out of range: expected a whole number of elements"),
        ("run softmax rows=-5 columns=1 --on a100", 2, "rows = -5 is out of range"),
        (
            "run softmax rows=1.5 columns=1 --on a100",
            2,
            "rows = 1.5 is a fraction: expected a whole number",
        ),
        ("run softmax rows=many columns=1 --on a100", 2, "rows = 'many': it is not a number"),
        ("run softmax rows= columns=1 --on a100", 2, "rows = '': "),
        ("run softmax rows=1e30 columns=1 --on a100", 2, "rows = 1e30 is out of range"),
        ("run softmax rows=1" + "0" * 5000 + " columns=1 --on a100", 2, "rows = '1000"),
        ("run softmax 'rows=8 GB' columns=1 --on a100", 2, "rows is a size (B), but a plain number belongs there"),
        ("run softmax rows=9**9**9 columns=1 --on a100", 2, "rows = '9**9**9': it is not a number"),
        ("run softmax rows=1 rows=2 columns=1 --on a100", 2, "rows is given twice: as '1' and as '2'"),
        ("run attention kv-heads=1 kv_heads=2 --on a100", 2, "kv_heads is given twice: as '1' and as '2'"),
        ("run copy size=6 --on a100", 2, "size = 6 has no unit: a size belongs there, such as '6 B'"),
        ("run copy size=6s --on a100", 2, "size is a time (s), but a size (B) belongs there"),
        ("run copy size=-6GB --on a100", 2, "size = -6 GB is out of range: a size cannot be negative"),
        ("run copy size=0B --on a100", 2, "copy: size has to be more than 0 B"),
        ("run copy size=6gb5 --on a100", 2, "size = '6gb5'"),
        ("run kernel work=3GB traffic=3GB --on a100", 2, "work is a size (B), but an amount of work (FLOP)"),
        ("run softmax rows=1 columns=1 --on a1000", 2, "unknown device 'a1000': did you mean a100"),
        ("run softmax rows=1 columns=1 --on 0xa100", 2, "'0xa100' has 0 devices"),
        ("run softmax rows=1 columns=1 --on pcie-4", 2, "pcie-4 (link) computes nothing"),
        ("run softmax rows=1 columns=1 --on ''", 2, "unknown device ''"),
        ("run softmax rows=1 columns=1 --on a100 --dtype bf15", 2, "unknown dtype 'bf15': did you mean bf16"),
        ("run softmax rows=1 columns=1 --on tpu-v5e", 1, "tpu-v5e (Google Cloud TPU v5e) has no vector.fp32"),
        ("run kernel work=1FLOP traffic=1B --on t4 --dtype bf16", 1, "t4 (NVIDIA Tesla T4) has no bf16: it has"),
        ("run conv2d batch=1 channels=1 rows=1 columns=1 filters=1 --on a100", 2, "conv2d: the filter is larger than"),
    ],
)
def test_an_error_is_one_line_with_the_right_code(arguments, code, said):
    done = run(shlex.split(arguments))
    assert done.stdout == ""
    assert done.returncode == code
    assert re.fullmatch(r"slipstick: [^\n]{1,300}\n", done.stderr), done.stderr
    assert done.stderr.startswith(f"slipstick: {said}")


def test_the_last_form_counts():
    assert run([*SOFTMAX, "--json", "--short"]).stdout == slipstick.kernels.softmax(8192, 2048, on="a100").short + "\n"


def test_a_program_gets_the_parameters_of_a_kernel():
    assert json.loads(run(["run", "conv2d", "--json"]).stdout) == listed()["conv2d"]._asdict()


def test_a_file_that_is_no_kernel_breaks_no_list(tmp_path):
    (tmp_path / "mine.py").write_text("import nothing_there")
    environment = {**os.environ, "SLIPSTICK_KERNELS": str(tmp_path)}
    said = f"{tmp_path}/mine.py:1: No module named 'nothing_there'"
    assert re.search(rf"^mine +{re.escape(said)}$", run(["run"], env=environment).stdout, re.MULTILINE)
    assert run(["--help"], env=environment).returncode == 0
    assert run(["run", "mine"], env=environment).stderr == f"slipstick: {said}\n"


def test_a_machine_of_several_devices_says_one_of_them_runs_it():
    text = run([*SOFTMAX[:-1], "8xh100"]).stdout
    assert "(h100-sxm),\none of 8\n" in text
    assert "one device of 8xh100-sxm runs it: the others do not share it" in " ".join(text.split())


def test_a_choice_can_be_set_by_its_name():
    layer = "batch=32 channels=64 rows=56 columns=56 filters=64 padding=1"
    done = run(["run", "conv2d", *layer.split(), "algorithm=direct", "--on", "a100", "--dtype", "fp32"])
    assert "picked by you: algorithm direct" in done.stdout
    wrong = run(["run", "conv2d", *layer.split(), "algorithm=fft", "--on", "a100", "--dtype", "fp32"])
    assert wrong.stderr == "slipstick: algorithm = 'fft': expected one of direct, winograd\n"


def test_the_command_line_can_start_again_in_one_process():
    start = "cli.answered(['run', '--json'])\n"
    code = f"from slipstick import cli\n{start}{start}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.count('"name": "softmax"') == 2


def test_adapters_have_a_usual_rank():
    alone, said = (
        run(["train", "llama-3.1-8b", "--lora", *rank, "--weights", "nf4", "--on", "a100"]) for rank in ([], ["16"])
    )
    assert (alone.returncode, alone.stderr) == (0, "")
    assert alone.stdout == said.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["softmax", "--rows", "8", "--on", "h100"], "--rows is a parameter: write rows=VALUE, without dashes"),
        (["--variant", "naive", "sgemm", "m=64"], "--variant is a parameter: write variant=VALUE, without dashes"),
        (["softmax", "--rowz", "8"], "No such option '--rowz'. (Did you mean one of: '--markdown', '--on'?)"),
        (["--rows", "8"], "No such option '--rows'. (Did you mean one of: '--markdown', '--on'?)"),
    ],
)
def test_a_parameter_that_is_written_as_an_option_is_told_how(capsys, words, said):
    assert answered(["run", *words]) == 2
    assert capsys.readouterr().err == f"slipstick: {said}\n"
