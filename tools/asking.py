"""Whether a test notices a mutant: a copy of the checkout has it, and the tests near its file are asked.

Each mutant is tried in a process forked from one that has read the other packages already. A test hangs that takes the
processor for so many times longer than any should: on the clock a busy machine would make mutants of sound code.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

import pytest

from neighbours import near

TOP = Path(__file__).parents[1]
SRC = Path("src", "slipstick")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".*_cache", "compiled.db")
CONFINED = """mount --make-rprivate /; mount --bind "$1" "$1"
for each in / /dev; do mount -o remount,bind,ro $each; done"""
SLOW = 120.0  # seconds of the processor for one test: then a mutant hangs
LONGEST = 3600.0  # seconds on the clock for all that is asked at once: then it waits for ever


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

    def noticed_by(self, mutant: Mutant, tests: list[str]) -> str:
        """The first of the tests that fails, or hangs, with the mutant in place; empty where none does."""
        place = self.top / mutant.path.relative_to(TOP)
        whole, times = place.read_bytes(), place.stat()
        place.write_text(mutant.applied(), encoding="utf-8")
        try:
            return self.failing(tests)
        finally:
            place.write_bytes(whole)
            os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))

    def failing(self, tests: list[str]) -> str:
        """The first of the tests that fails, or what the process ended with; empty where all pass."""
        said = self.scratch / "failed"
        said.unlink(missing_ok=True)
        child = os.fork()
        if not child:
            self._ask(tests)
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                code = os.waitstatus_to_exitcode(status)
                told = said.read_text(encoding="utf-8") if said.exists() else f"pytest ended with {code}"
                return "" if code in (0, pytest.ExitCode.NO_TESTS_COLLECTED) else told
            time.sleep(0.02)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return "waits for ever"

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
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests], plugins=[Watch(self.scratch / "failed")]))


class Watch:
    """A plugin of pytest that ends the process when one test hangs, and writes down which one failed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, SLOW)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.path.write_text(report.nodeid, encoding="utf-8")


def outcomes(mutants: list[Mutant], *, stages: int, processes: int = 1) -> Iterator[tuple[Mutant, str]]:
    """Each mutant, and which test of so many stages notices it; those that live are printed as they are found.

    Raises SystemExit at the end, naming them, where tests that did fail without a mutant too.
    """
    plans = [near(mutant.path.relative_to(TOP / SRC))[:stages] for mutant in mutants]
    folder, asked = tempfile.mkdtemp(), set[str]()
    with ProcessPoolExecutor(processes, get_context("fork"), _start, (folder,)) as pool:
        for number, (mutant, noticed) in enumerate(zip(mutants, pool.map(_try, mutants, plans), strict=True), 1):
            if not noticed:
                print(f"{number} of {len(mutants)} survives: {mutant}", flush=True)
            yield mutant, noticed
            asked |= {noticed} if "::" in noticed else set()
        if failing := pool.submit(_sound, sorted(asked)).result():
            raise SystemExit(f"these fail as the code stands, so what was counted says little: {failing}")
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


def _try(mutant: Mutant, stages: list[list[str]]) -> str:
    return next(filter(None, (copy.noticed_by(mutant, tests) for tests in stages)), "")


def _sound(tests: list[str]) -> str:
    return ", ".join(filter(None, (copy.failing([test]) for test in tests)))
