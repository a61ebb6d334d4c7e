import shutil
import subprocess
import sys

import pytest

from slipstick.cli import answered
from slipstick.cli.completion import SCRIPTS

ASKED = """
try() { COMP_LINE=$1 COMP_POINT=${#1}; _slipstick_complete "$me"; echo "${COMPREPLY[*]}"; }
try "slipstick matm"
try "slipstick run softmax ro"
"""


@pytest.mark.parametrize("shell", SCRIPTS)
def test_each_shell_has_a_script_that_asks_for_itself(shell, capsys):
    assert answered(["completion", shell]) == 0
    assert f"completion {shell} --line" in capsys.readouterr().out
    assert answered(["completion", shell, "--line", "slipstick matm"]) == 0
    help = "" if shell == "bash" else "\tHow long does a matrix multiplication take?"
    assert capsys.readouterr().out == f"matmul{help}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_reads_its_script(shell):
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"no {shell} here")
    done = subprocess.run([path, "-n"], input=SCRIPTS[shell], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_completes(tmp_path):
    me = tmp_path / "slipstick"
    me.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m slipstick "$@"\n')
    me.chmod(0o755)
    script = f"me={me}\n{SCRIPTS['bash']}{ASKED}"
    done = subprocess.run(["bash", "--norc"], input=script, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["matmul", "rows="]


def test_another_shell_is_refused(capsys):
    assert answered(["completion", "tcsh"]) == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish', 'powershell'" in capsys.readouterr().err
