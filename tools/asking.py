"""Whether a test notices a mutant: a copy of the checkout has it, and the tests that enter its function are asked.

Each mutant is tried in a process forked from one that has read the other packages already. The map of which test enters
which function (``reached``) says what to ask: what a function reads when it is imported, all that enter its file.
"""

import ast
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

import pytest

from reached import PATH, Reach, reached

TOP = Path(__file__).parents[1]
SRC = Path("src", "slipstick")
MAP = TOP / "build" / "reached.json"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".*_cache", "compiled.db")
CONFINED = """mount --make-rprivate /; mount --bind "$1" "$1"
for each in / /dev; do mount -o remount,bind,ro $each; done"""
SLOW = 30.0, 6.0  # seconds to start in, and how many times longer than usual tests may take: then a mutant hangs


class Mutant(Protocol):
    """A change of a file."""

    path: Path
    line: int

    def applied(self) -> str: ...


class Copy:
    """A copy of the checkout that mutants are tried in, one after the other."""

    def __init__(self, folder: str) -> None:
        self.top, self.scratch = Path(folder, "copy"), Path(folder, "tmp")
        self.scratch.mkdir()
        shutil.copytree(TOP, self.top, ignore=LEFT_OUT)

    def environment(self) -> dict[str, str]:
        paths = os.pathsep.join(str(self.top / name) for name in ("src", "tests", "tools"))
        return {**os.environ, "PYTHONPATH": paths, "HOME": str(self.top), "TMPDIR": str(self.scratch)}

    def notices(self, mutant: Mutant, tests: list[str], seconds: float) -> bool:
        """Whether one of the tests fails, or hangs, with the mutant in place."""
        place = self.top / mutant.path.relative_to(TOP)
        whole, times = place.read_bytes(), place.stat()
        place.write_text(mutant.applied(), encoding="utf-8")
        try:
            return bool(tests) and not self.passes(tests, seconds)
        finally:
            place.write_bytes(whole)
            os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))

    def passes(self, tests: list[str], seconds: float) -> bool:
        child = os.fork()
        if not child:
            self._ask(tests)
        until = time.monotonic() + SLOW[0] + SLOW[1] * seconds
        while time.monotonic() < until:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status) == 0
            time.sleep(0.02)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return False

    def _ask(self, tests: list[str]) -> None:
        """Never returns: the process ends with pytest's exit code."""
        os.setsid()
        os.chdir(self.top)
        os.environ.update(self.environment())
        sys.path[:0] = [str(self.top / name) for name in ("src", "tests", "tools")]
        sys.dont_write_bytecode, tempfile.tempdir = True, None
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *files], plugins=[Only(tests)]))


class Only:
    """A plugin of pytest that runs the named tests alone, in their order."""

    def __init__(self, tests: Iterable[str]) -> None:
        self.order = {test: number for number, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        found = [item for item in items if item.nodeid in self.order]
        items[:] = sorted(found, key=lambda item: self.order[item.nodeid])


def outcomes(
    mutants: list[Mutant], tests: dict[str, Reach], *, near: bool, processes: int = 1
) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, and whether a test notices it; those that live are printed as they are found."""
    plans = [plan(mutant, tests, near=near) for mutant in mutants]
    folder = tempfile.mkdtemp()
    with ProcessPoolExecutor(processes, get_context("fork"), _start, (folder,)) as pool:
        for number, (mutant, noticed) in enumerate(zip(mutants, pool.map(_try, mutants, plans), strict=True), 1):
            if not noticed:
                print(f"{number} of {len(mutants)} survives: {mutant}", flush=True)
            yield mutant, noticed
    shutil.rmtree(folder, ignore_errors=True)


def _start(folder: str) -> None:
    """A process with a copy of its own, and what the tests import besides the package."""
    global copy
    import click  # noqa: F401

    if not os.geteuid():
        _confine(folder)
    copy = Copy(tempfile.mkdtemp(dir=folder))


def _confine(folder: str) -> None:
    """Let root write to one folder alone, in this process and its children: a mutant could put a file over /dev/null.

    Raises SystemExit where the system does not let it.
    """
    alone = ctypes.CDLL(None).unshare(0x00020000) == 0  # CLONE_NEWNS: mounts of its own
    if not alone or subprocess.run(["sh", "-ec", CONFINED, "sh", folder], check=False).returncode:
        raise SystemExit("mutants write where they should not: run this as another user than root")


def _try(mutant: Mutant, stages: list[tuple[list[str], float]]) -> bool:
    return any(copy.notices(mutant, tests, seconds) for tests, seconds in stages)


def plan(mutant: Mutant, tests: dict[str, Reach], *, near: bool) -> list[tuple[list[str], float]]:
    """The tests to ask with their seconds, quick ones first: of its package those that enter it or its file, others."""
    room = mutant.path.relative_to(TOP / SRC)
    place, around = f"{room}:{first_line(mutant.path, mutant.line)}", f"{room}:"
    starts = tuple(f"{top}/{room.parts[0]}" for top in ("tests", SRC)) if len(room.parts) > 1 else ("tests/test_",)
    parts: list[list[str]] = [[], [], []]
    for test in sorted(tests, key=lambda test: tests[test].seconds):
        entered = place in tests[test].places
        if test.startswith(starts) and (entered or any(each.startswith(around) for each in tests[test].places)):
            parts[0 if entered else 1].append(test)  # what is remembered shows in tests that do not enter it
        elif entered or place.endswith(":0"):
            parts[2].append(test)
    return [(part, sum(tests[test].seconds for test in part)) for part in parts[: 2 if near else 3] if part]


def first_line(path: Path, line: int) -> int:
    """Where the innermost function around a line begins, its decorators included; 0 for what runs at import."""
    return max((start for start, body, end in functions(path) if body <= line <= end), default=0)


@cache
def functions(path: Path) -> list[tuple[int, int, int]]:
    """Of each function of a file: its first line, the first of its body, and its last."""
    nodes = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.FunctionDef)]
    starts = [min([node.lineno, *(each.lineno for each in node.decorator_list)]) for node in nodes]
    return [(start, node.body[0].lineno, node.end_lineno or 0) for start, node in zip(starts, nodes, strict=True)]


def map_of_tests() -> dict[str, Reach]:
    """Which test enters what, from the file it is kept in, or found by running every test."""
    changed = max(path.stat().st_mtime for top in ("src", "tests") for path in (TOP / top).rglob("*.py"))
    if not MAP.exists() or MAP.stat().st_mtime < changed:
        make_map(["tests", "src", "README.md"], MAP)
    return reached(MAP)


def make_map(asked: list[str], path: Path) -> None:
    """Run tests in a copy and write which of them enters what. Raises CalledProcessError where one fails."""
    path.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = Copy(folder)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "reached", "-p", "no:cacheprovider", *asked]
        subprocess.run(command, cwd=made.top, env={**made.environment(), PATH: str(path)}, check=True)
