import io
import re
import sys

import pytest

from slipstick.cli import answered

STYLE = re.compile("\x1b\\[[0-9;]*m")
MATMUL = ["matmul", "4096", "--on", "a100"]


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.fixture
def told(monkeypatch):
    """What a terminal shows of a command; and what goes through its pager."""
    for name in ("NO_COLOR", "SLIPSTICK_PAGER"):
        monkeypatch.delenv(name, raising=False)
    settings = {"TERM": "xterm", "COLUMNS": "80", "LINES": "24", "PAGER": "cat"}

    def asked(*arguments, code=0, **environment):
        for name, value in {**settings, **environment}.items():
            monkeypatch.setenv(name, value)
        ours = Terminal()
        monkeypatch.setattr(sys, "stdout", ours)
        monkeypatch.setattr(sys, "stdin", Terminal())
        assert answered([*arguments]) == code
        return ours.getvalue()

    return asked


def test_the_answer_is_bold_labels_are_faint_and_the_bound_is_coloured(told):
    title, _, value, floor, *_ = told(*MATMUL).splitlines()
    assert title.startswith("\x1b[1mmatmul 4096 x 4096 x 4096")
    assert value.startswith("\x1b[2m  expected   \x1b[0m\x1b[1m503 µs\x1b[0m (")
    assert floor.endswith("\x1b[35mcompute-bound\x1b[0m")
    assert "\x1b[2m  if doubled \x1b[0mpeak" in told(*MATMUL)
    assert told("calc", "80 GB / (2 TB/s)") == "80 GB / (2 TB/s) = \x1b[1m40 ms\x1b[0m  [time]\n"
    command, _, title, _, value, *_ = told("ask", "how long does a 4096 matmul take on an a100").splitlines()
    assert command == "slipstick matmul 4096 --on a100-sxm-80gb"
    assert title.startswith("\x1b[1mmatmul")
    assert "\x1b[1m503 µs\x1b[0m" in value
    head, rule, *_ = told("list", "dataset").splitlines()
    assert head.startswith("\x1b[1mhandle")
    assert rule.startswith("\x1b[2m----")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colour_gets_none(told, name, value):
    plain = STYLE.sub("", told(*MATMUL))
    assert told(*MATMUL, **{name: value}) == plain
    assert "\x1b" not in told("sheet", "latency", **{name: value})


def test_the_column_that_is_sorted_by_stays(told):
    assert "bandwidth" in told("list", "gpu", "--sort", "memory.*.bandwidth", COLUMNS="60").splitlines()[0]
    assert "peak.fp8" in told("list", "gpu", "--sort", "peak.fp8", COLUMNS="60").splitlines()[0]
    assert "peak.fp8" not in told("list", "gpu", COLUMNS="60").splitlines()[0]


@pytest.mark.parametrize("form", ["--json", "--csv", "--markdown"])
def test_a_form_for_programs_is_neither_styled_nor_cut(told, capsys, form):
    shown = told("list", "node", form)
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) > 80 or form == "--json"


def test_what_a_page_says_steers_no_terminal(told):
    assert told("calc", "1 \x1b[31m", code=2) == ""


def paged(told, tmp_path, *arguments, **environment):
    kept = tmp_path / "paged"
    kept.write_text("")
    script = tmp_path / "pager"
    script.write_text(f"#!/bin/sh\ncat > {kept}\n")
    script.chmod(0o755)
    shown = told(*arguments, **{"PAGER": str(script), **environment})
    return shown, kept.read_text()


def test_what_is_longer_than_the_screen_goes_through_the_pager(told, tmp_path):
    shown, page = paged(told, tmp_path, "list", "gpu")
    assert (shown, len(page.splitlines()) > 100) == ("", True)
    assert paged(told, tmp_path, *MATMUL)[1] == ""
    shown, page = paged(told, tmp_path, "list", "gpu", "--no-pager")
    assert (len(shown.splitlines()) > 100, page) == (True, "")
    assert paged(told, tmp_path, "--no-pager", "list", "gpu")[1] == ""
    assert paged(told, tmp_path, "list", "gpu", SLIPSTICK_PAGER="cat")[1] == ""
    assert paged(told, tmp_path, "list", "gpu", PAGER="/nowhere/at/all")[0].count("\n") > 100


def test_a_pager_that_is_closed_is_no_error(told):
    assert told("list", "gpu", PAGER="true") == ""
