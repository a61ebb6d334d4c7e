import os
import pty
import subprocess
import sys
from fcntl import ioctl
from struct import pack
from termios import TIOCSWINSZ

import pytest

import slipstick
from examples import run
from slipstick.cli import answered

ASKED = ["run", "attention", "batch=4", "heads=16", "kv_heads=16", "queries=4096", "keys=4096", "--on", "a100"]
ANSWER = slipstick.run("attention", batch=4, heads=16, kv_heads=16, queries=4096, keys=4096, on="a100")


def shown(arguments, columns, **environment):
    """What a terminal so wide shows of a command; 0 columns: it does not know."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, pack("HHHH", 24, columns, 0, 0))
    own = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    command = [sys.executable, "-m", "slipstick", *arguments]
    own |= {"NO_COLOR": "1", "PAGER": "cat", **environment}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=own) as started:
        os.close(theirs)
        text = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert started.returncode == 0
    return text.decode().replace("\r\n", "\n")


def _read(end):
    try:
        return os.read(end, 65536)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.parametrize(
    ("columns", "told", "width"),
    [
        (80, None, 80),
        (132, None, 132),
        (40, None, 60),
        (300, None, 160),
        (0, None, 79),
        (80, "100", 100),
        (80, "20", 60),
        (80, "1000", 160),
        (90, "0", 90),
        (90, "-5", 90),
        (90, "wide", 90),
        (90, "", 90),
    ],
)
def test_an_answer_is_as_wide_as_the_terminal(columns, told, width):
    environment = {} if told is None else {"COLUMNS": told}
    assert shown(ASKED, columns, **environment) == ANSWER.text(width) + "\n"


def test_a_terminal_without_utf_8_is_shown_none():
    told = shown(ASKED, 80, LC_ALL="C")
    assert told == ANSWER.text(80).replace("−", "-").replace("µ", "u") + "\n"
    assert told.isascii() > ANSWER.text(80).isascii()


def test_the_whole_work_is_as_wide_as_the_terminal_too():
    assert shown([*ASKED, "--explain"], 120) == ANSWER.explain(120) + "\n"


def test_what_goes_into_a_pipe_does_not_depend_on_the_window():
    done = run(ASKED, env={**os.environ, "COLUMNS": "140"})
    assert done.stdout == ANSWER.text() + "\n" == ANSWER.text(79) + "\n"
    assert ANSWER.text(79) != ANSWER.text(140)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["check", "", "mychip.yaml"], "paths = '': expected a path"),
        (["check", "--against", ""], "against = '': expected a file"),
        (["validate", ""], "files = '': expected a file"),
        (["calibrate", ""], "files = '': expected a file"),
        (["plot", "roofline", "a100", "--points", ""], "points = '': expected a file"),
        (["list", "gpu", "--specs", ""], "specs = '': expected a path"),
        (["sheet", "latency", "-o", ""], "output = '': expected a file"),
    ],
)
def test_an_empty_text_is_no_file(typed, said, capsys):
    assert answered(typed) == 2
    assert capsys.readouterr().err == f"slipstick: {said}\n"
