import json
import re
import subprocess
import sys

import pytest

from examples import run
from slipstick import numbers


def test_the_command_prints_the_best_and_lists_the_others():
    done = run(["number", "l2", "latency"])
    assert (done.returncode, done.stderr) == (0, "")
    first = str(numbers("l2 latency")[0])
    assert done.stdout.startswith(first + "\n\nalso ")
    assert first.startswith("L2 cache hit (latency.l2-hit)\n\n  4 ns (3.1 ns to 7.1 ns), 2023\n\n  14 cycles for")
    assert "\n  estimate  14 cycle / 3.6 GHz = 3.89 ns, 0.97 of the value\n" in first
    assert "(InstLatx64), seen 2026-11-23\n" in first
    assert re.search(r"^latency\.gpu-l2-hit +145 ns +GPU L2 cache hit$", done.stdout, re.MULTILINE)
    assert " USD/h, " in str(numbers("cost.gpu-hour-h100")[0])


def test_all_lists_what_is_left_out():
    brief, whole = run(["number", "napkin"]).stdout, run(["number", "napkin", "--all"]).stdout
    count = len(numbers("napkin"))
    assert brief.endswith(f"and {count - 11} more: --all\n")
    assert len(re.findall(r"^napkin-math\.\S+ ", whole, re.MULTILINE)) == count - 1


def test_json_is_the_librarys():
    done = run(["number", "gpu", "latency", "--json"])
    assert json.loads(done.stdout) == [number.as_dict() for number in numbers("gpu latency")]
    told = json.loads(run(["number", "latency.l2-hit", "--json"]).stdout)[0]
    assert (told["typical"], told["low"], told["unit"]) == (4e-9, pytest.approx(3.1e-9), "s")
    assert told["estimate"]["value"] == pytest.approx(14 / 3.6e9)
    assert told["sources"]["arm-memory-learning-path"]["publisher"] == "Arm"
    pages = {page["page"]: page["numbers"] for page in json.loads(run(["number", "--json"]).stdout)}
    assert sum(pages.values()) == len(numbers())
    assert pages["dean-2009"] == 13


@pytest.mark.parametrize("question", [[], ["  "]])
def test_no_question_lists_the_pages(question):
    shown = run(["number", *question]).stdout
    assert re.search(r"^dean-2009 +13 +Numbers everyone should know", shown, re.MULTILINE)
    assert f"\n{len(numbers())} numbers: " in shown


def test_the_question_imports_no_heavy_package():
    assert run(["number", "l2", "latency"]).returncode == 0  # compiled from now on
    code = (
        "import sys\nsys.argv = ['slipstick', 'number', 'l2', 'latency']\nfrom slipstick.cli import answered\n"
        "answered()\n"
        "print(sorted({'pint', 'numpy', 'yaml', 'tabulate', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")
