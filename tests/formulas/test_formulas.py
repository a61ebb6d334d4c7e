import ast
import inspect
import re
import textwrap
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import slipstick
from proof import examples, mutants, proven, survivors, works
from properties import properties
from properties.kinds import inputs
from slipstick import DimensionError, Formula, UsageError, formula
from slipstick.formulas import caches, chapters, formulas, speedup
from slipstick.formulas.caches import amat
from slipstick.formulas.core.steps import Recorder
from slipstick.formulas.kernels import matmul_intensity, matmul_work
from slipstick.formulas.roofline import attainable, ridge
from slipstick.units import Bandwidth, D, Share, Size, Time

EVERY = list(formulas().values())


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
    assert alive == []


@pytest.mark.parametrize("each", EVERY, ids=lambda f: f.name)
def test_what_is_true_of_a_formula_is_true_of_any_numbers(each):
    said = properties().get(each.name, [])
    assert said, f"{each.name} needs a property in tests/properties"
    for one in said:
        _hold(each, one)


@pytest.mark.parametrize("each", EVERY, ids=lambda f: f.name)
def test_the_work_of_a_formula_is_written_with_its_numbers(each):
    ranges = properties()[each.name][0].ranges

    @settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def written(data):
        recorder = Recorder()
        values = data.draw(inputs(each, ranges))
        try:
            recorder(each, **values)
        except (UsageError, ArithmeticError):
            return  # no value there
        assert all(step.expression and step.with_numbers for step in recorder.steps)

    written()


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
        "speedup parallelism processor peaks pipeline caches misses dram cores datalevel gpu roofline kernels "
        "blocking streams mixtures latent windows attention convolution multiprocessor reliability redundancy queueing "
        "limited storage transfers network topology collectives moving energy silicon money transformers compression "
        "training training_steps scaling laws sampling inference layouts"
    )
    assert [c.__name__.split(".")[-1] for c in chapters()] == order.split()


def test_a_file_is_a_chapter_or_the_former_name_of_one():
    files = {path.stem for path in Path(slipstick.formulas.__file__).parent.glob("[a-z]*.py")}
    assert {chapter.__name__.split(".")[-1] for chapter in chapters()} <= files
    former = files - {chapter.__name__.split(".")[-1] for chapter in chapters()}
    assert former == {"matmul", "memory"}
    for name in former:
        module = import_module(f"slipstick.formulas.{name}")
        listed = [each for each in vars(module).values() if isinstance(each, Formula)]
        assert listed
        assert all(each is formulas()[each.name] for each in listed)
        kinds = {type(statement) for statement in ast.parse(inspect.getsource(module)).body}
        assert kinds == {ast.Expr, ast.ImportFrom}


@pytest.mark.parametrize(
    ("chapter", "names"),
    [
        ("processor", "machine_peak combined_peak pin_bandwidth simd_rate simd_peak link_bandwidth efficiency"),
        ("processor", "busy_compute busy_memory"),
        ("matmul", "matmul_work matmul_traffic matmul_intensity kernel_time"),
        ("memory", "amat amat_two_levels amat_cycles amat_two_levels_cycles amat_three_levels_cycles amat_split"),
        ("memory", "global_miss_rate misses_per_instruction stall_cpi"),
        ("datalevel", "bank_conflict_degree coalescing_efficiency warp_efficiency warps_per_block warp_registers"),
        ("datalevel", "blocks_by_threads blocks_by_registers blocks_by_shared_memory resident_blocks occupancy"),
        ("datalevel", "warps_to_hide_latency bytes_in_flight matmul_tiles tile_waves more_units_speedup"),
        ("datalevel", "quantization_efficiency tile_efficiency"),
        ("scaling", "decode_step decode_compute decode_step_general prefill_time decode_throughput answers_per_chip"),
        ("scaling", "chips_for_weights evicted_tokens prefill_servers speculated_tokens speculation_speedup"),
        ("scaling", "answer_latency reading_rate"),
    ],
)
def test_a_formula_that_moved_is_still_found_in_its_old_chapter(chapter, names):
    module = import_module(f"slipstick.formulas.{chapter}")
    for name in names.split():
        assert isinstance(getattr(module, name), Formula)


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


def test_a_formula_of_any_dimension_gives_back_what_it_is_given():
    assert slipstick.show(amat("1 ns", 0.02, "100 ns")) == "3 ns"
    assert slipstick.show(amat("1 cycle", 0.02, slipstick.quantity("100 cycle"))) == "3 cycle"
    assert slipstick.show(amat("1 cycle", 0.02, 100)) == "3 cycle"  # what is counted needs no unit
    assert slipstick.show(amat("0.1 cycle/instruction", 0.5, "1 cycle/instruction")) == "0.6 cycle/instruction"
    assert slipstick.show(amat(1, 0.5, 2)) == "2"


def test_its_arguments_share_one_dimension():
    with pytest.raises(DimensionError) as error:
        amat("1 ns", 0.02, "100 cycle")
    said = "hit is a time (s), but penalty is a number of cycles (cycle): both need the same dimension"
    assert str(error.value) == f"amat: {said}"
    with pytest.raises(UsageError, match=re.escape(said)):
        slipstick.calculate("amat(1 ns, 2%, 100 cycle)")
    with pytest.raises(DimensionError, match=r"penalty = 100 has no unit: a time belongs there, such as '100 s'"):
        amat("1 ns", 0.02, 100)
    with pytest.raises(UsageError, match=r"amat: hit = '1 nss': unknown unit 'nss'"):
        amat("1 nss", 0.02, 100)


def test_it_is_solved_and_calculated_in_that_dimension():
    assert slipstick.show(amat.solve("penalty", hit="1 ns", miss_rate=0.02, result="3 ns")) == "100 ns"
    assert slipstick.show(amat.solve("miss_rate", hit="1 cycle", penalty="100 cycle", amat="3 cycle")) == "0.02"
    with pytest.raises(DimensionError, match=r"hit is a time \(s\), but the result is a number of cycles \(cycle\)"):
        amat.solve("penalty", hit="1 ns", miss_rate=0.02, result="3 cycle")
    assert "= 6 cycle" in slipstick.calculate("amat(1 cycle, 2%, 100) * 2").text()
    answer = slipstick.calculate("amat_two_levels(1 ns, 10%, 10 ns, 20%, 100 ns)")
    assert [step.result for step in answer.steps] == ["30 ns", "4 ns", "4 ns"]
    assert answer.steps[-1].with_numbers == "amat(1 ns, 0.1, 30 ns)"
    assert slipstick.calculate("amat([1 ns, 2 ns], 2%, 100 ns)").text().splitlines()[0].endswith("[3 ns, 4 ns]  [time]")
    assert "= 100 cycle" in slipstick.calculate("amat(1 cycle, 2%, ?) = 3 cycle").text()


def test_a_formula_of_any_dimension_is_called_from_one_of_any_and_proven_in_its_types():
    with pytest.raises(TypeError, match="outer calls amat, which only a formula of any dimension may"):

        @formula(source="x")
        def outer(hit: Time, miss_rate: Share) -> Time:
            return amat(hit, miss_rate, hit)

    @formula(source="x")
    def crossed(hit: D, miss_rate: Share) -> D:
        """Sum."""
        return amat(hit * hit, miss_rate, hit * hit) / hit

    assert not proven(crossed)
    with pytest.raises(TypeError, match="lone: a result of any dimension needs a parameter of it"):

        @formula(source="x")
        def lone(miss_rate: Share) -> D:
            return miss_rate


def test_a_former_name_is_the_same_formula_and_listed_once():
    assert caches.amat_cycles is caches.amat
    assert slipstick.calculate("amat_cycles(1 cycle, 2%, 100 cycle)").short == "3 cycle"
    assert slipstick.calculate("amat_cycles(1 cycle, ?, 100 cycle) = 3 cycle").short == "0.02"
    assert caches.amat.solve("miss_rate", hit="1 ns", penalty="100 ns", time="3 ns").magnitude == pytest.approx(0.02)
    assert caches.amat_two_levels_cycles is caches.amat_two_levels
    assert caches.amat_three_levels_cycles is caches.amat_three_levels
    assert not {"amat_cycles", "amat_two_levels_cycles", "amat_three_levels_cycles"} & set(formulas())


def test_zero_and_infinity_are_refused():
    with pytest.raises(UsageError, match="ridge: nothing can be divided by zero"):
        ridge("1 FLOP/s", "0 B/s")
    with pytest.raises(UsageError, match="ridge = infinite is too large a number"):
        ridge("1e300 FLOP/s", "1e-300 B/s")


def test_a_formula_is_found_by_its_name_alone():
    import slipstick.formulas as found

    assert found.amdahl is speedup.amdahl
    assert found.speedup is speedup
    assert found.amat_cycles is caches.amat
    with pytest.raises(AttributeError, match=r"no formula is called 'amdal': did you mean amdahl"):
        found.amdal  # noqa: B018
    assert not hasattr(found, "__wrapped__")


def test_a_result_that_is_no_number_is_refused():
    @formula(source="x")
    def left(size: Size, other: Size) -> Size:
        return size - other

    with pytest.raises(UsageError, match="left = -1 B is out of range: a size cannot be negative"):
        left("1 B", "2 B")
