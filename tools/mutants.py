"""Break the code outside formulas in simple ways, one at a time, and see whether a test notices.

    python tools/mutants.py [--count 150] [--seed 1]

A mutant has one operator, comparison, word or number changed, drawn at random. The tests of its room are asked first,
then those of its package, then all. Prints the mutants that survive; those of EQUIVALENT behave as the code does.
"""

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).parents[1]
SRC = TOP / "src" / "slipstick"
NOT_COPIED = (".git", ".venv", "build", "dist", "__pycache__", ".*_cache")
LEFT_OUT = ("formulas", "typed.py")  # formulas have tools/mutation.py
SWAPPED = {
    **{ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "/", ast.Pow: "*", ast.Mod: "*"},
    **{ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "=="},
    **{ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in", ast.And: "or", ast.Or: "and"},
}
WRITTEN = {
    **{ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Pow: "**", ast.Mod: "%"},
    **{ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="},
    **{ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in", ast.And: "and", ast.Or: "or"},
}
# Mutants that behave as the code does, by file and line as it reads, with the reason.
EQUIVALENT: dict[tuple[str, str], str] = {}


class Mutant(NamedTuple):
    """A change of a file: what stands at a place, and what is put there."""

    path: Path
    line: int
    start: int
    end: int
    before: str
    after: str

    def applied(self) -> str:
        lines = self.path.read_bytes().splitlines(keepends=True)
        line = lines[self.line - 1]
        lines[self.line - 1] = line[: self.start] + self.after.encode() + line[self.end :]
        return b"".join(lines).decode()

    def __str__(self) -> str:
        line = self.path.read_text(encoding="utf-8").splitlines()[self.line - 1].strip()
        return f"{self.path.relative_to(TOP)}:{self.line}: {self.before} -> {self.after}  in  {line}"


def every_mutant() -> list[Mutant]:
    """Every mutant of the package, in order."""
    paths = sorted(path for path in SRC.rglob("*.py") if not {*path.relative_to(SRC).parts} & {*LEFT_OUT})
    return [mutant for path in paths for mutant in _mutants(path)]


def _mutants(path: Path) -> Iterator[Mutant]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = path.read_bytes().splitlines()
    for node in _code(tree):
        if isinstance(node, ast.BinOp | ast.BoolOp | ast.Compare):
            yield from _operators(path, lines, node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            yield _of(path, node, str(node.value), str(not node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            text = ast.get_source_segment(path.read_text(encoding="utf-8"), node) or ""
            yield _of(path, node, text, f"({text} + 1)")
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield Mutant(path, node.lineno, node.col_offset, node.col_offset + len("not "), "not ", "")


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run: without annotations."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.arg) or (isinstance(node, ast.AnnAssign) and node.value is None):
            continue
        yield node
        if isinstance(node, ast.AnnAssign):
            yield from _code(ast.Expression(node.value))
        elif isinstance(node, ast.FunctionDef):
            for part in (*node.body, *node.args.defaults, *filter(None, node.args.kw_defaults)):
                yield part
                yield from _code(part)
        else:
            yield from _code(node)


def _of(path: Path, node: ast.expr, before: str, after: str) -> Mutant:
    return Mutant(path, node.lineno, node.col_offset, node.col_offset + len(before.encode()), before, after)


def _operators(path: Path, lines: list[bytes], node: ast.BinOp | ast.BoolOp | ast.Compare) -> Iterator[Mutant]:
    """Each operator of a node, where it stands between its operands on one line."""
    if isinstance(node, ast.BinOp):
        sides, operators = [node.left, node.right], [node.op]
    elif isinstance(node, ast.BoolOp):
        sides, operators = node.values, [node.op] * (len(node.values) - 1)
    else:
        sides, operators = [node.left, *node.comparators], node.ops
    for left, right, operator in zip(sides, sides[1:], operators, strict=False):
        if type(operator) not in SWAPPED or left.end_lineno != right.lineno:
            continue
        between = lines[right.lineno - 1][left.end_col_offset : right.col_offset]
        sign = WRITTEN[type(operator)].encode()
        if (place := between.find(sign)) >= 0:
            start = left.end_col_offset + place
            yield Mutant(path, right.lineno, start, start + len(sign), sign.decode(), SWAPPED[type(operator)])


def tests_of(path: Path) -> list[list[str]]:
    """The tests to ask, the nearest first: of the room, of its package, all."""
    room = path.relative_to(SRC)
    own = Path("tests", room.parent, f"test_{room.name}")
    package = Path("tests", room.parts[0]) if len(room.parts) > 1 else Path("tests")
    near = [str(each) for each in (own, Path("src/slipstick", room)) if (TOP / each).exists()]
    return [near, [str(package)] if (TOP / package).is_dir() else [], ["tests", "src", "README.md"]]


def noticed(mutant: Mutant, copy: Path) -> str:
    """Which tests notice a mutant: "room", "package", "all", or an empty text."""
    place = copy / mutant.path.relative_to(TOP)
    whole = place.read_text(encoding="utf-8")
    place.write_text(mutant.applied(), encoding="utf-8")
    try:
        for name, asked in zip(("room", "package", "all"), tests_of(mutant.path), strict=True):
            if asked and not _pass(asked, copy):
                return name
        return ""
    finally:
        place.write_text(whole, encoding="utf-8")


def _pass(asked: list[str], copy: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *asked]
    environment = {
        "PYTHONPATH": f"{copy / 'src'}:{copy / 'tests'}:{copy / 'tools'}",
        "HOME": str(copy),
        "PATH": "/usr/bin:/bin",
    }
    try:
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=900, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode in (0, 5)  # 5: there was no test


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    drawn = random.Random(given.seed).sample(every_mutant(), given.count)
    found = {"room": 0, "package": 0, "all": 0, "": 0}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        shutil.copytree(
            TOP, copy, ignore=shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".*_cache")
        )
        for mutant in drawn:
            line = mutant.path.read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
            if (mutant.path.name, line) in EQUIVALENT:
                continue
            by = noticed(mutant, copy)
            found[by] += 1
            if not by:
                print(f"survives: {mutant}", flush=True)
    asked = sum(found.values())
    print(f"{asked} mutants, {asked - found['']} noticed ({found['room']} by the tests of their room)")
    return bool(found[""])


if __name__ == "__main__":
    sys.exit(main())
