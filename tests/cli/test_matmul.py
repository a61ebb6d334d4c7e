import json
import subprocess
import sys

import pytest

import slipstick
from examples import run

MAIN = ["matmul", "4096", "4096", "4096", "--on", "a100"]


def test_the_main_question():
    done = run(MAIN)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == slipstick.matmul(4096, 4096, 4096, on="a100").text() + "\n"
    assert "NVIDIA A100 SXM4 80GB (a100-sxm-80gb)" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("form", ["--json", "--explain", "--short"])
def test_the_forms_are_the_librarys(form):
    answer = slipstick.matmul(4096, 4096, 4096, on="a100", dtype="fp16", batch=2)
    expected = {"--json": answer.as_dict(), "--explain": answer.explain(), "--short": answer.short}[form]
    done = run([*MAIN, "--dtype", "fp16", "--batch", "2", form])
    assert (json.loads(done.stdout) if form == "--json" else done.stdout.rstrip("\n")) == expected


@pytest.mark.parametrize(
    ("sizes", "m", "n", "k"),
    [
        (["2048"], 2048, 2048, 2048),
        (["4k"], 4096, 4096, 4096),
        (["10k", "1k", "64"], 10_000, 1024, 64),
        (["1x4kx11008"], 1, 4096, 11008),
    ],
)
def test_sizes_are_written_short(sizes, m, n, k):
    done = run(["matmul", *sizes, "--on", "a100"])
    assert done.stdout == slipstick.matmul(m, n, k, on="a100").text() + "\n"


def test_a_table_says_what_its_rows_have_in_common_alone():
    assert run(["matmul", "1k,2k", "--on", "a100"]).stdout.startswith("matmul by m: batch 1, on a100-sxm-80gb, dtype")


def test_the_hot_path_imports_no_heavy_package():
    assert run(MAIN).returncode == 0  # compiled from now on
    code = (
        "import sys\n"
        f"sys.argv = ['slipstick', *{MAIN!r}]\n"
        "from slipstick.cli import answered\n"
        "answered()\n"
        "print(sorted({'pint', 'numpy', 'yaml', 'tabulate', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")
