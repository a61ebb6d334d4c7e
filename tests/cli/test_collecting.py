"""The process of one question never collects; commands that go on do."""

import os
import subprocess
import sys

import pytest

ASK = """
import atexit, gc, sys
atexit.register(lambda: print("collects" if gc.isenabled() else "never collects"))
from slipstick.__main__ import run
run(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["calc", "1 GB / 1 s"], "never collects"),
        (["repl"], "collects"),
        (["drill", "latency"], "collects"),
    ],
)
def test_only_commands_that_go_on_collect(tmp_path, words, told):
    command = [sys.executable, "-c", ASK, *words]
    environment = {**os.environ, "SLIPSTICK_DATA": str(tmp_path)}
    done = subprocess.run(command, input="", capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.splitlines()[-1] == told
