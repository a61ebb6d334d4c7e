"""``slipstick mcp``: what stands in its way is told before anybody waits."""

import io
import sys

from slipstick.cli import answered


def test_a_missing_package_is_named(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "mcp.server.lowlevel", None)
    monkeypatch.delitem(sys.modules, "slipstick.mcp.server", raising=False)
    assert answered(["mcp"]) == 1
    assert capsys.readouterr().err == "slipstick: a tool server needs the package mcp: pip install 'slipstick[mcp]'\n"


def test_a_closed_stream_is_named(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert answered(["mcp"]) == 1
    assert capsys.readouterr().err == (
        "slipstick: a tool server speaks over standard input and output, and one of them is closed\n"
    )


def test_specs_that_are_not_there_are_named(capsys):
    assert answered(["mcp", "--specs", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
