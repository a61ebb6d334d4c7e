"""Which tests are near a file of the package, by who imports whom: found in a second, where a map takes a run of all.

Nearest are the tests of its own room; then those that import it, and the transcript of its package; then those that
import what imports it, and every transcript; then the others of its package; and last the whole suite.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

TOP = Path(__file__).parents[1]
SRC, TESTS = Path("src", "slipstick"), Path("tests")


def near(room: Path) -> list[list[str]]:
    """The files of tests to ask about a file below src/slipstick, in five stages, each once."""
    importers = _importers()
    direct = importers.get(_module(SRC / room), set()) | importers.get(f"slipstick.{room.stem}", set())
    around = set().union(*(importers.get(_module(path), set()) for path in direct if path.is_relative_to(SRC)))
    package = TESTS / room.parts[0]
    stages = [
        {*_tests_of(room), SRC / room},
        {*_tests(direct), package / "test_transcript.py"},
        {*_tests(around), *_below(TESTS, "*/test_transcript.py")},
        _below(package, "**/test_*.py"),
        _below(TESTS, "**/test_*.py"),
    ]
    made: list[list[str]] = []
    for stage in stages:
        new = {str(path) for path in stage if (TOP / path).exists()} - set().union(*made)
        made.append(sorted(new, key=lambda path: (not path.startswith(str(package)), path)))
    return [stage for stage in made if stage]


def _tests_of(room: Path) -> set[Path]:
    """The tests of a room: of its name, or else of those that share its first word."""
    folder, stem = TOP / TESTS / room.parent, room.stem.strip("_")
    own = {*folder.glob(f"test_{stem}.py"), *folder.glob(f"test__{stem}.py"), *folder.glob(f"test_{stem}_*.py")}
    family = {*folder.glob(f"test_{stem.partition('_')[0]}*.py")} if "_" in stem else set()
    return {path.relative_to(TOP) for path in own or family}


def _below(folder: Path, pattern: str) -> set[Path]:
    return {path.relative_to(TOP) for path in (TOP / folder).glob(pattern)}


def _tests(paths: set[Path]) -> Iterator[Path]:
    return (path for path in paths if path.is_relative_to(TESTS) and path.name.startswith("test_"))


@cache
def _importers() -> dict[str, set[Path]]:
    """Of each module of the package, the files of package and tests that import it, wherever they do."""
    found: dict[str, set[Path]] = {}
    for path in (*(TOP / SRC).rglob("*.py"), *(TOP / TESTS).rglob("*.py")):
        for name in _imported(path.relative_to(TOP)):
            found.setdefault(name, set()).add(path.relative_to(TOP))
    return found


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse((TOP / path).read_bytes())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = _module(path).split(".")[: -node.level] if node.level else []
            whole = ".".join([*start, *filter(None, [node.module])])
            yield whole
            yield from (f"{whole}.{each.name}" for each in node.names)


def _module(path: Path) -> str:
    """The name of a file as a module; a package's own file is called __init__ here, so that dots count from it."""
    parts = path.with_suffix("").parts
    return ".".join(parts[1:] if parts[0] == "src" else parts)
