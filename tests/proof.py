"""What a formula has to survive: the dimension proof and its own worked examples. And its mutants, which must not."""

import ast
import copy
import doctest
import inspect
import textwrap

from slipstick import Formula, show
from slipstick.errors import SlipstickError
from slipstick.formulas import formulas
from slipstick.quantities import constants, make


def proven(formula: Formula) -> bool:
    """Whether the rule, run on Quantities of its declared types, gives a Quantity of its declared dimension."""

    def real(nested):
        return nested.bind(real, constants())

    inputs = {name: make(1.5 + place, dim.unit) for place, (name, dim) in enumerate(formula.parameters.items())}
    try:
        result = real(formula)(**inputs)
    except SlipstickError:
        return False
    return _dimension(result) == _dimension(make(1.0, formula.result.unit))


def _dimension(value):
    return dict(value.dimensionality) if hasattr(value, "dimensionality") else {}


def works(formula: Formula) -> bool:
    """Whether every example in the formula's docstring gives the answer printed there."""
    names = {**formulas(), "show": show, formula.name: formula}
    test = doctest.DocTestParser().get_doctest(formula.__doc__, names, formula.name, None, 0)
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(test, out=lambda text: None)
    return runner.failures == 0


def examples(formula: Formula) -> int:
    return len(doctest.DocTestParser().get_examples(formula.__doc__ or ""))


def mutants(formula: Formula):
    """The formula with one thing wrong in it, every such way, as (what was done, formula)."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(formula.function)))
    places = list(ast.walk(tree.body[0].body[-1]))
    for index, node in enumerate(places):
        for name, change in _changes(node):
            wrong = copy.deepcopy(tree)
            target = list(ast.walk(wrong.body[0].body[-1]))[index]
            new = change(target)
            _Swap(target, new).visit(wrong)
            yield f"{name}: {ast.unparse(wrong.body[0].body[-1])}", _made(formula, wrong)


def _changes(node):
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("minimum", "maximum"):
        other = "maximum" if node.func.id == "minimum" else "minimum"
        yield "sum for " + node.func.id, lambda n: ast.BinOp(n.args[0], ast.Add(), n.args[1])
        yield other, lambda n: ast.Call(ast.Name(other, ast.Load()), n.args, [])
        yield "first only", lambda n: n.args[0]
        yield "second only", lambda n: n.args[1]
    if isinstance(node, ast.BinOp):
        yield "left dropped", lambda n: n.right
        yield "right dropped", lambda n: n.left
        if isinstance(node.op, ast.Div):
            yield "ratio inverted", lambda n: ast.BinOp(n.right, n.op, n.left)
        if isinstance(node.op, ast.Add):
            yield "difference", lambda n: ast.BinOp(n.left, ast.Sub(), n.right)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield "another number", lambda n: ast.Constant(n.value + 1)


class _Swap(ast.NodeTransformer):
    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else super().generic_visit(node)


def _made(formula: Formula, tree: ast.Module) -> Formula:
    tree.body[0].decorator_list = []
    scope = dict(formula.function.__globals__)
    exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), scope)
    function = scope[formula.name]
    function.__doc__ = formula.__doc__
    return Formula(function, formula.source)
