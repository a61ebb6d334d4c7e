"""What a formula has to survive: the dimension proof and its own worked examples. And its mutants, which must not."""

import ast
import copy
import doctest
import inspect
import textwrap

import pint

from slipstick import Formula, show
from slipstick.errors import DimensionError, SlipstickError
from slipstick.formulas import formulas
from slipstick.units import Bandwidth, Cycles, Time, dim_of
from slipstick.units.quantity import constants, make

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
TWINS = (("minimum", "maximum"), ("ceil", "floor"), ("log", "log2"), ("total", "product"), ("lowest", "highest"))
WRONG = (SlipstickError, pint.PintError, ArithmeticError, TypeError, ValueError, AttributeError)


def proven(formula: Formula) -> bool:
    """Whether the rule, run on Quantities of its declared types, gives a Quantity of its declared dimension.

    A formula of any dimension has to do so in each of three, and so have those that it calls.
    """
    if formula.generic:
        return all(proven(formula.of(dim_of(dim))) for dim in (Time, Cycles, Bandwidth))

    def real(nested):
        rule = nested.bind(real, constants())
        return _held_to_types(nested, rule) if nested.fixed else rule

    units = constants()
    found = [_dimension_found(real(formula), formula, spread, units) for spread in (1.0, 0.1, 10.0)]
    return next((each for each in found if each is not None), {"none": 1}) == _dimension(make(1.0, formula.result.unit))


def _held_to_types(formula, rule):
    """A rule whose arguments have to have the dimensions of its parameters: nothing else says so of a nested one."""

    def held(*args, **kwargs):
        given = dict(zip(formula.parameters, args, strict=False)) | kwargs
        for name, dim in formula.parameters.items():
            values = given[name] if dim.many else (given[name],)
            if any(_dimension(value) != _dimension(make(1.0, dim.unit)) for value in values):
                raise DimensionError(f"{formula.name}: {name} is not {dim.name}")
        return rule(**given)

    return held


def _dimension_found(rule, formula, spread, units):
    """The dimension of the rule's value; None where it has none at these numbers (a logarithm of a negative one)."""
    inputs = {}
    for place, (name, dim) in enumerate(formula.parameters.items()):
        most = 0.9 if dim.high == 1 else 1.5 + 2 * place
        size = (place + 2.0) if dim.whole else max(most * spread / (1 + place * (dim.high == 1)), dim.low)
        size = min(size, dim.high)
        inputs[name] = tuple(make(size / each, dim.unit) for each in (1, 2, 3)) if dim.many else make(size, dim.unit)
    try:
        return _dimension(rule(**inputs))
    except (pint.PintError, SlipstickError):
        return {"wrong": 1}
    except (ArithmeticError, TypeError, ValueError, AttributeError):
        return None


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
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        for one, other in (*TWINS, *((b, a) for a, b in TWINS)):
            if node.func.id == one:
                yield f"{other} for {one}", lambda n, other=other: ast.Call(ast.Name(other, ast.Load()), n.args, [])
        if node.func.id in ("minimum", "maximum"):
            yield "sum for " + node.func.id, lambda n: ast.BinOp(n.args[0], ast.Add(), n.args[1])
            yield "first only", lambda n: n.args[0]
            yield "second only", lambda n: n.args[1]
        if node.func.id in ("ceil", "floor", "sqrt", "exp", "log", "log2"):
            yield "without " + node.func.id, lambda n: n.args[0]
    if isinstance(node, ast.BinOp):
        yield "left dropped", lambda n: n.right
        yield "right dropped", lambda n: n.left
        if isinstance(node.op, ast.Div | ast.Sub | ast.Pow):
            yield "sides exchanged", lambda n: ast.BinOp(n.right, n.op, n.left)
        for operator, sign in OPERATORS.items():
            if not isinstance(node.op, operator):
                yield f"{sign} for {OPERATORS[type(node.op)]}", lambda n, o=operator: ast.BinOp(n.left, o(), n.right)
    if isinstance(node, ast.UnaryOp):
        yield "sign dropped", lambda n: n.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield "another number", lambda n: ast.Constant(n.value + 1)


class _Swap(ast.NodeTransformer):
    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else super().generic_visit(node)


def _made(formula: Formula, tree: ast.Module) -> Formula:
    import slipstick.units.maths as maths

    tree.body[0].decorator_list = []
    helpers = {name: getattr(maths, name) for pair in TWINS for name in pair}
    scope = helpers | dict(formula.function.__globals__)
    exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), scope)
    function = scope[formula.name]
    function.__doc__ = formula.__doc__
    return Formula(function, formula.source)


def survivors(formula: Formula) -> tuple[int, list[str]]:
    """How many mutants a formula has, and what was done to those that neither proof nor examples notice."""
    tried = list(mutants(formula))
    return len(tried), [what for what, mutant in tried if proven(mutant) and works(mutant)]
