"""``slipstick site``: what it says it wrote, and the end of serving."""

import pytest

from slipstick.cli import answered
from slipstick.site import make as making
from slipstick.site import serve


@pytest.fixture(autouse=True)
def small(monkeypatch, tmp_path):
    monkeypatch.setattr(making, "files", lambda specs: iter([("index.html", "x" * 120_000)]))
    monkeypatch.chdir(tmp_path)


def test_it_says_what_it_wrote_and_how_large_it_is(capsys):
    assert answered(["site", "pages/"]) == 0
    assert capsys.readouterr().out == "wrote pages/: 1 files, 0.1 MB; open pages/index.html\n"


def test_a_folder_of_something_else_is_refused_in_one_line(capsys, tmp_path):
    (tmp_path / "mine.txt").touch()
    assert answered(["site", "."]) == 2
    assert capsys.readouterr().err == (
        "slipstick: . holds mine.txt, which is no page of a site: expected a new or empty folder\n"
    )


def test_serving_ends_with_control_c_and_no_error(capsys, monkeypatch):
    class Stopped(serve.ThreadingHTTPServer):
        def serve_forever(self, poll_interval=0.5):
            raise KeyboardInterrupt

    monkeypatch.setattr(serve, "ThreadingHTTPServer", Stopped)
    assert answered(["site", "pages", "--serve", "--port", "0"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("serving http://127.0.0.1:")
    assert said[1] == "stopped"


def test_a_port_that_is_none_is_refused(capsys):
    assert answered(["site", "pages", "--serve", "--port", "70000"]) == 2
    assert "70000" in capsys.readouterr().err
