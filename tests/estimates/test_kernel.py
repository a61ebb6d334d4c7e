from itertools import product

import pytest

import slipstick
from asked import EXAMPLES, answered
from slipstick import Kernel, SlipstickError, UsageError, asks, run, side
from slipstick.estimates.questions import find
from slipstick.formulas.kernels import matmul_work, softmax_traffic
from slipstick.units.maths import is_array

COMPARED = ("value", "low", "high", "floor", "bound_by")


def goes(question, values):
    try:
        question.values(values)
    except UsageError:
        return False
    return True


def several(question, values, name):
    """Values of one parameter that go with the others: the example's own and some near it."""
    own = question.values(values)[name]
    tried = [own, *(own * factor for factor in (2, 3, 4)), own // 2, own // 4, 0.0, 1.0, own + 1]
    return [each for each in dict.fromkeys(tried) if goes(question, {**values, name: each})]


def assert_same(many, place, one):
    for name in COMPARED:
        assert getattr(many, name)[place] == getattr(one, name), name
    for name, (amounts, unit) in many.quantities.items():
        assert one.quantities[name] == (amounts[place] if is_array(amounts) else amounts, unit)
    for name, picked in many.picked.items():
        assert one.picked[name] == (picked[place] if is_array(picked) else picked)


@pytest.mark.parametrize("dtype", ["bf16", "fp32"])
@pytest.mark.parametrize(("name", "values"), EXAMPLES, ids=lambda each: each if isinstance(each, str) else "")
def test_arrays_are_answered_as_each_of_their_elements_is(name, values, dtype):
    np = pytest.importorskip("numpy")
    question = find(name)
    for parameter in (each for each in question.parameters if not each.dim.unit and each.words is None):
        tried = several(question, values, parameter.name)
        assert len(tried) > 1
        many = question.ask({**values, parameter.name: np.array(tried)}, "a100", dtype).outcome
        for place, each in enumerate(tried):
            assert_same(many, place, question.ask({**values, parameter.name: each}, "a100", dtype).outcome)


def test_arrays_of_several_parameters_are_answered_in_every_combination():
    np = pytest.importorskip("numpy")
    rows, columns = np.array([[1], [300], [10**6]]), np.array([[1, 77, 4096]])
    many = run("softmax", rows=rows, columns=columns, on="mi300x").outcome
    assert many.value.shape == (3, 3)
    for i, j in product(range(3), range(3)):
        assert_same(many, (i, j), run("softmax", rows=rows[i, 0], columns=columns[0, j], on="mi300x").outcome)


def test_every_answer_lies_above_its_floor_and_within_its_range():
    found = list(answered())
    assert len(found) > 100
    for answer in found:
        outcome = answer.outcome
        assert 0 < outcome.floor <= outcome.low <= outcome.value <= outcome.high, answer.title
        assert outcome.bound_by in ("compute", "memory", "vector", "special", "shared")


# A part of one's own whose facts are those of an A100, one of them doubled.
DOUBLED = {
    "peak": "peak: {bf16: 624 TFLOP/s, fp32: 39 TFLOP/s}\nsustained: {bf16: 542.4 TFLOP/s}",
    "bandwidth": "memory: {HBM: {bandwidth: 4078 GB/s, sustained: 3449.6 GB/s}}",
    "vector": "vector: {fp32: 39 TFLOP/s}",
    "special": "compute: {special: 32 FLOP/cycle}",
    "shared": "clock: {highest: 2820 MHz}",
}


@pytest.fixture
def doubled(tmp_path):
    for name, fact in DOUBLED.items():
        text = f"name: Twice {name}\nkind: gpu\nextends: a100-sxm-80gb\n{fact}\n"
        text += "sources: {'*': {title: made up, seen: 2026-11-30}}\n"
        (tmp_path / f"twice-{name}.yaml").write_text(text)
    return str(tmp_path)


@pytest.mark.parametrize("dtype", ["bf16", "fp32"])
@pytest.mark.parametrize(("name", "values"), EXAMPLES, ids=lambda each: each if isinstance(each, str) else "")
def test_each_lever_is_what_asking_again_with_the_double_gives(name, values, dtype, doubled):
    question = find(name)
    answer = question.ask(values, "a100", dtype)
    every = question.values(values)
    assert answer.levers
    for lever, change in answer.levers.items():
        if lever in every:
            again = question.ask(_twice(question, every, lever), "a100", dtype)
        else:
            again = question.ask(values, f"twice-{lever}", dtype, doubled)
        assert change == pytest.approx(again.outcome.value / answer.outcome.value - 1, abs=1e-12), lever


def _twice(question, every, name):
    """All values as a person writes them, one doubled."""
    units = {each.name: each.dim.unit for each in question.parameters}
    found = {**every, name: every[name] * 2}
    return {key: f"{value!r} {units[key]}" if units[key] else value for key, value in found.items()}


@pytest.mark.parametrize(("name", "values"), EXAMPLES, ids=lambda each: each if isinstance(each, str) else "")
def test_every_lever_that_goes_with_the_other_values_is_named(name, values):
    question = find(name)
    every = question.values(values)
    counted = [each.name for each in question.parameters if each.lever]
    counted = [name for name in counted if question.must is None or not question.must({**every, name: 2 * every[name]})]
    named = {"matrix": "peak", "memory": "bandwidth"}
    assert list(question.ask(values, "a100").levers) == [*(named.get(rate, rate) for rate in question.rates), *counted]


def test_a_kernel_without_matrix_work_is_calibrated_alike_in_every_dtype():
    narrow, wide = (run("softmax", rows=64, columns=2048, on="h100", dtype=dtype) for dtype in ("fp8", "bf16"))
    assert narrow.outcome.value < wide.outcome.value  # half the bytes, and nothing else differs
    assert narrow.calibration == wide.calibration
    assert not any("8 bits" in line for line in narrow.assumptions)


def test_a_machine_of_several_devices_says_one_of_them_runs_it():
    eight, one = (run("softmax", rows=8192, columns=2048, on=on) for on in ("8xh100", "h100"))
    assert eight.outcome == one.outcome
    assert eight.title.endswith("(h100-sxm), one of 8")
    assert "one device of 8xh100-sxm runs it: the others do not share it" in eight.assumptions
    assert eight.question["on"] == "8xh100-sxm"
    assert "one of" not in one.title
    assert not any("one device" in line for line in one.assumptions)


def twin(**changes):
    """A kernel of one's own."""
    made = {"name": "twin", "help": "?", "parameters": (side("m", "rows"), side("n", "columns"))}
    phases = (asks(matrix=matmul_work, memory=softmax_traffic),)
    given = {"k": "n", "batch": "m", "rows": "m", "columns": "n"}
    return Kernel(**{**made, "phases": phases, "given": given, **changes})


def test_a_kernel_of_ones_own_is_asked_as_any_other():
    outcome = run(twin(), m=64, n=32, on="a100").outcome
    assert outcome.quantities["work"][0] == 2 * 64 * 64 * 32 * 32  # batch 64, m 64, n 32, k 32
    assert outcome.quantities["traffic"][0] == 2 * 2 * 64 * 32


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phases": ()}, "twin: a phase asks nothing"),
        ({"phases": (asks(),)}, "twin: a phase asks nothing"),
        ({"phases": (asks(matrix="work"),)}, "twin: matrix needs work, which is no parameter of it"),
        ({"given": {"k": "depth"}}, "twin: k needs depth, which is no parameter of it"),
        ({"parameters": (side("on", "rows"),)}, "twin: a parameter cannot be called on: every question has that one"),
        ({"parameters": (side("m", "rows"), side("m", "rows"))}, "twin: two parameters are called m"),
    ],
)
def test_a_declaration_that_cannot_work_is_refused_where_it_is_made(changes, said):
    with pytest.raises(TypeError) as error:
        twin(**changes)
    assert str(error.value).startswith(said)


def test_a_rate_that_there_is_not_is_named_with_the_kernel_that_asks():
    with pytest.raises(SlipstickError, match=r"has no rate called 'matrx', which twin asks for: did you mean matrix\?"):
        run(twin(phases=(asks(matrx=matmul_work),)), m=1, n=1, on="a100")


@pytest.mark.parametrize(
    ("kernel", "values", "on", "said"),
    [
        ("softmax", {"rows": 1, "columns": 1}, "tpu-v5e", "tpu-v5e (Google Cloud TPU v5e) has no vector.fp32"),
        ("kernel", {"work": "1 FLOP", "traffic": "1 B"}, "t4", "t4 (NVIDIA Tesla T4) has no bf16"),
    ],
)
def test_a_part_without_a_rate_cannot_be_asked_for_it(kernel, values, on, said):
    with pytest.raises(SlipstickError) as error:
        run(kernel, on=on, dtype="bf16", **values)
    assert error.value.exit_code == 1
    assert str(error.value).startswith(said)


def test_what_is_borrowed_is_a_familys_calibration_and_the_answer_says_so():
    conv2d, matmul = find("conv2d"), find("matmul")
    assert conv2d.family is matmul.family
    assert conv2d.borrowed == "matmul"
    values = {"batch": 32, "channels": 64, "rows": 56, "columns": 56, "filters": 64, "padding": 1}
    answer = conv2d.ask(values, "a100")
    # the same m, n, k as a matmul: 32 x 56 x 56 places, 64 filters, 64 x 3 x 3 elements under one
    twin = matmul.ask({"m": 100352, "n": 64, "k": 576}, "a100")
    assert answer.outcome.quantities["work"] == twin.outcome.quantities["work"]
    assert answer.outcome.quantities["startup_time"] == twin.outcome.quantities["startup_time"]
    assert answer.calibration["kind"] == "prior"
    assert answer.calibration["measurements"] == 0
    basis = answer.calibration["basis"]
    assert basis.startswith("no such kernel was measured; launch and shares as of matmul (459 ")
    assert answer.outcome.high / answer.outcome.value > twin.outcome.high / twin.outcome.value


def test_work_without_traffic_is_bound_by_compute():
    answer = slipstick.run("kernel", work="1 TFLOP", traffic="0 B", on="a100")
    assert answer.bound_by == "compute"
    assert "intensity" not in answer.quantities
    assert "memory 0 s: compute-bound" in answer.explain()


@pytest.mark.parametrize(
    ("name", "values"), [("copy", {"size": "0 B"}), ("kernel", {"work": "0 FLOP", "traffic": "0 B"})]
)
def test_a_kernel_that_asks_nothing_is_refused(name, values):
    with pytest.raises(slipstick.UsageError, match=f"^{name}: (size has to be more|work and traffic cannot both be 0)"):
        slipstick.run(name, **values, on="a100").text()
