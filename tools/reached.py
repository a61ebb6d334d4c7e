"""Which functions each test enters: a map from tests to places in the package, made by running them once.

A place is a file below src/slipstick and the first line of a function of it, such as ``units/show.py:12``.
"""

import json
import os
import sys
import time
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple

import pytest

INSIDE = "/src/slipstick/"
PATH = "REACHED"  # the environment's name of the file that the map is written to


class Reach(NamedTuple):
    """A test: how many seconds it takes, and the places it enters."""

    seconds: float
    places: frozenset[str]


class Recorder:
    """A plugin of pytest that writes the map of the tests it ran, as JSON."""

    def __init__(self) -> None:
        self.entered: set[CodeType] = set()
        self.found: dict[str, tuple[float, list[str]]] = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):  # type: ignore[no-untyped-def]
        self.entered.clear()
        start = time.perf_counter()
        sys.settrace(self._enter)
        yield
        sys.settrace(None)
        self.found[item.nodeid] = (round(time.perf_counter() - start, 3), self._places())

    def pytest_sessionfinish(self) -> None:
        Path(os.environ[PATH]).write_text(json.dumps(self.found), encoding="utf-8")

    def _enter(self, frame: FrameType, event: str, arg: object) -> None:
        """Called at each call of a function; returning nothing keeps it from being called for each line."""
        self.entered.add(frame.f_code)

    def _places(self) -> list[str]:
        ours = [code for code in self.entered if INSIDE in code.co_filename]
        return sorted({f"{code.co_filename.partition(INSIDE)[2]}:{code.co_firstlineno}" for code in ours})


def reached(path: Path) -> dict[str, Reach]:
    """The map that was written to a file."""
    return {
        test: Reach(seconds, frozenset(places))
        for test, (seconds, places) in json.loads(path.read_text(encoding="utf-8")).items()
    }


def pytest_configure(config: pytest.Config) -> None:
    """Record where the map is asked for: ``REACHED=FILE pytest -p reached``."""
    if PATH in os.environ:
        config.pluginmanager.register(Recorder())
