"""Break the code outside formulas in simple ways, one at a time, and see whether a test notices.

    python tools/mutants.py [--count 150] [--seed 1] [--in plots] [--stages 5] [--processes 1]

A mutant has one operator, comparison, word or number changed, drawn at random. Asked are the tests of its room first,
then those that import it, then those that import what imports it, then its package's, then the whole suite
(tools/neighbours.py); ``--stages 1`` asks the first alone. Prints the mutants that survive; those in
tools/equivalent.txt behave as the code does.
"""

import argparse
import ast
import random
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import asking

TOP = Path(__file__).parents[1]
SRC = TOP / "src" / "slipstick"
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

    def text(self) -> str:
        """The line as it reads."""
        return self.path.read_text(encoding="utf-8").splitlines()[self.line - 1].strip()

    def changed(self) -> str:
        """The line as it reads then."""
        return self.applied().splitlines()[self.line - 1].strip()

    def __str__(self) -> str:
        place = f"{self.path.relative_to(TOP)}:{self.line}"
        return f"{place}: {self.before} -> {self.after}  in  {self.text()}  gives  {self.changed()}"


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
            if node.value + 1 != node.value:  # which 1e18 is
                yield _of(path, node, text, f"({text} + 1)")
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield Mutant(path, node.lineno, node.col_offset, node.col_offset + len("not "), "not ", "")


def _code(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run: without annotations, and a zip's ``strict``, which says of lists what is so."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.arg) or (isinstance(node, ast.AnnAssign) and node.value is None):
            continue
        if isinstance(node, ast.keyword) and node.arg == "strict":
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


def is_equivalent(mutant: Mutant) -> bool:
    """Whether a mutant is known to behave as the code does."""
    return f"{mutant.path.relative_to(SRC)}: {mutant.changed()}" in _equivalent()


@cache
def _equivalent() -> set[str]:
    return set((TOP / "tools" / "equivalent.txt").read_text(encoding="utf-8").splitlines())


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--in", dest="where", default="", help="a package, or the start of a path in it")
    parser.add_argument("--stages", type=int, default=5, help="how far around its room tests are asked")
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()
    every = [mutant for mutant in every_mutant() if str(mutant.path.relative_to(SRC)).startswith(given.where)]
    drawn = random.Random(given.seed).sample(every, min(given.count, len(every)))
    asked = [mutant for mutant in drawn if not is_equivalent(mutant)]
    found = asking.outcomes(asked, stages=given.stages, processes=given.processes)
    lived = [mutant for mutant, noticed in found if not noticed]
    print(f"{len(asked)} mutants, {len(asked) - len(lived)} noticed: {1 - len(lived) / max(len(asked), 1):.1%}")
    return bool(lived)


if __name__ == "__main__":
    sys.exit(main())
