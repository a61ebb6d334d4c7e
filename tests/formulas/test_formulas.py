import ast
import inspect
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import slipstick
from proof import examples, mutants, proven, survivors, works
from properties import properties
from properties.kinds import inputs
from slipstick import DimensionError, UsageError, formula
from slipstick.formulas import chapters, formulas
from slipstick.formulas.core.steps import Recorder
from slipstick.formulas.matmul import matmul_intensity, matmul_work
from slipstick.formulas.roofline import attainable, ridge
from slipstick.units import Bandwidth, Size, Time

EVERY = list(formulas().values())
# Mutants that are the same formula written differently, each with its reason.
EQUIVALENT: dict[str, list[str]] = {
    # the difference is squared
    "murphy_yield": [
        "sides exchanged: return ((poisson_yield(defects, die_area) - 1) / (defects * die_area)) ** 2",
    ],
}


@pytest.mark.parametrize("each", EVERY, ids=lambda f: f.name)
def test_a_formula_is_proven_explained_and_sourced(each):
    assert proven(each)
    assert examples(each) >= 1
    assert works(each)
    assert each.source in slipstick.catalogue().sources
    statements = ast.parse(textwrap.dedent(inspect.getsource(each.function))).body[0].body
    assert [type(s) for s in statements] == [ast.Expr, ast.Return]


@pytest.mark.parametrize("each", EVERY, ids=lambda f: f.name)
def test_no_mutant_survives(each):
    tried, alive = survivors(each)
    assert tried or not any(isinstance(n, ast.BinOp) for n in ast.walk(ast.parse(inspect.getsource(each.function))))
    assert alive == EQUIVALENT.get(each.name, [])


@pytest.mark.parametrize("each", EVERY, ids=lambda f: f.name)
def test_what_is_true_of_a_formula_is_true_of_any_numbers(each):
    said = properties().get(each.name, [])
    assert said, f"{each.name} needs a property in tests/properties"
    for one in said:
        _hold(each, one)


def _hold(each, one):
    @settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def holds(data):
        assert one.holds(each, data.draw(inputs(each, one.ranges)), data.draw), f"{each.name}: not that it {one.said}"

    holds()


def test_every_property_belongs_to_a_formula():
    assert set(properties()) <= set(formulas())


@pytest.mark.parametrize("each", EVERY, ids=lambda f: f.name)
def test_a_rule_takes_arrays(each):
    np = pytest.importorskip("numpy")
    rng = np.random.default_rng(7)
    columns = {}
    for name, dim in each.parameters.items():
        high = min(dim.high, 9.0)
        values = rng.uniform(max(dim.low, 0.1 * high), high, (3, 4))
        values = np.floor(values) + 1 if dim.whole else values
        columns[name] = tuple(values) if dim.many else values[0]
    with np.errstate(all="ignore"):
        together = np.broadcast_to(each.rule(**columns), (4,))
    for place in range(4):
        one = {
            name: tuple(float(v[place]) for v in value) if isinstance(value, tuple) else float(value[place])
            for name, value in columns.items()
        }
        try:
            alone = each.rule(**one)
        except (ValueError, ArithmeticError):
            alone = np.nan
        if isinstance(alone, complex):
            alone = np.nan
        assert np.isclose(together[place], alone, equal_nan=True) or not np.isfinite(alone)


def test_mutants_are_made_of_every_kind():
    done = {what.split(":")[0] for each in EVERY for what, _ in mutants(each)}
    assert {"sum for minimum", "sum for maximum", "sides exchanged", "left dropped", "- for +"} <= done


def test_chapters_stand_in_reading_order():
    order = (
        "speedup processor pipeline memory caches dram datalevel roofline multiprocessor reliability queueing "
        "storage network topology collectives energy silicon money matmul transformers training scaling"
    )
    assert [c.__name__.split(".")[-1] for c in chapters()] == order.split()
    assert {path.stem for path in Path(slipstick.formulas.__file__).parent.glob("[a-z]*.py")} == set(order.split())


def test_the_checked_call_takes_text_quantities_and_numbers():
    answer = attainable("312 TFLOP/s", slipstick.quantity("2039 GB/s"), intensity="100 FLOP/B")
    assert slipstick.show(answer) == "204 TFLOP/s"


def test_every_bad_argument_is_named():
    with pytest.raises(DimensionError) as error:
        attainable("2 TB/s", "312 TFLOP/s", 3)
    assert str(error.value) == (
        "attainable: peak is a bandwidth (B/s), but a compute rate (FLOP/s) belongs there "
        "(multiply a bandwidth (B/s) by an intensity in FLOP/B); "
        "bandwidth is a compute rate (FLOP/s), but a bandwidth (B/s) belongs there "
        "(divide a compute rate (FLOP/s) by an intensity in FLOP/B); "
        "intensity = 3 has no unit: an intensity belongs there, such as '3 FLOP/B'"
    )


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        (("1 FLOP/s",), {}, "attainable needs bandwidth, intensity"),
        (("1 FLOP/s",), {"peek": 1}, "attainable has no 'peek': did you mean peak?"),
        (("1 FLOP/s", "1 B/s", "1 FLOP/B", "2"), {}, "attainable takes peak, bandwidth, intensity, each once"),
        (("1 FLOP/s", "1 B/s", "1 FLOP/B"), {"peak": 1}, "attainable takes peak, bandwidth, intensity, each once"),
    ],
)
def test_wrong_arguments_are_refused(arguments, options, said):
    with pytest.raises(UsageError) as error:
        attainable(*arguments, **options)
    assert str(error.value) == said


def test_rules_work_on_arrays():
    np = pytest.importorskip("numpy")
    rates = attainable.rule(312e12, 2e12, np.array([1.0, 1000.0]))
    assert rates.tolist() == [2e12, 312e12]


def test_nested_formulas_are_recorded_as_steps_and_written_with_their_values():
    run = Recorder()
    run(matmul_intensity, batch=1.0, m=8192.0, n=128.0, k=8192.0, width=2.0, result_width=2.0)
    names = [step.formula.name for step in run.steps]
    assert names == ["matmul_work", "matmul_traffic", "intensity", "matmul_intensity"]
    assert run.steps[-1].with_numbers == "intensity(17.18 GFLOP, 138.41 MB)"
    assert run.steps[2].with_numbers == "17.18 GFLOP / 138.41 MB"
    assert run.steps[2].result == "124.12 FLOP/B"


def test_the_work_is_written_from_the_expression():
    run = Recorder()
    run(matmul_work, batch=1.0, m=2.0, n=3.0, k=4.0)
    assert run.steps[0].expression == "2 FLOP × batch × m × n × k"
    assert run.steps[0].with_numbers == "2 FLOP × 1 × 2 × 3 × 4"


def test_a_formula_over_several_lines_is_written_too():
    @formula(source="x")
    def total(first: Time, second: Time, size: Size, bandwidth: Bandwidth) -> Time:
        """Sum."""
        return (
            first
            + second * 2
            + size / bandwidth
        )  # fmt: skip

    run = Recorder()
    run(total, first=1.0, second=2.0, size=3.0, bandwidth=4.0)
    assert run.steps[0].with_numbers == "1 s + 2 s × 2 + 3 B / 4 B/s"


def test_a_parameter_without_a_dimension_or_with_a_default_is_refused():
    with pytest.raises(TypeError, match="size needs a dimension"):

        @formula(source="x")
        def one(size) -> Time:
            return size

    with pytest.raises(TypeError, match="a default argument hides an assumption"):

        @formula(source="x")
        def two(size: Size = 1.0) -> Size:
            return size


def test_zero_and_infinity_are_refused():
    with pytest.raises(UsageError, match="ridge: nothing can be divided by zero"):
        ridge("1 FLOP/s", "0 B/s")
    with pytest.raises(UsageError, match="ridge = infinite is out of range"):
        ridge("1e300 FLOP/s", "1e-300 B/s")


def test_a_result_that_is_no_number_is_refused():
    @formula(source="x")
    def left(size: Size, other: Size) -> Size:
        return size - other

    with pytest.raises(UsageError, match="left = -1 B is out of range: a size cannot be negative"):
        left("1 B", "2 B")
