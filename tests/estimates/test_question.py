import pytest

import slipstick
from slipstick import DimensionError, UsageError, kernels, load, machine, run
from slipstick.estimates.question import Question, flag, measure, plain, side
from slipstick.estimates.questions import find
from slipstick.units import Time


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        ({"rows": 0}, UsageError, "rows = 0 is out of range: expected a whole number of elements from 1 to 1e12"),
        ({"rows": -3}, UsageError, "rows = -3 is out of range: expected a whole number of elements from 1 to 1e12"),
        ({"rows": 1.5}, UsageError, "rows = 1.5 is a fraction: expected a whole number of elements"),
        ({"rows": 10**13}, UsageError, "rows = 10e12 is out of range: expected a whole number"),
        ({"rows": 10**400}, UsageError, "rows = "),
        ({"rows": float("nan")}, UsageError, "rows = undefined is not a number"),
        ({"rows": float("inf")}, UsageError, "rows = infinite is out of range"),
        ({"rows": "many"}, UsageError, "rows = 'many': it is not a number: expected a whole number of elements"),
        ({"rows": ""}, UsageError, "rows = ''"),
        ({"rows": "5 GB"}, DimensionError, "rows is a size (B), but a plain number belongs there"),
        ({"rows": True}, UsageError, "rows = 'True' is not a number"),
        ({"rows": [1, 2]}, UsageError, "rows = '[1, 2]' is not a number"),
        ({"rows": "__import__('os')"}, UsageError, "rows = "),
        ({"row": 1}, UsageError, "softmax has no 'row': did you mean rows?"),
        ({"depth": 1}, UsageError, "softmax has no 'depth': expected one of rows, columns"),
    ],
)
def test_a_value_that_is_none_is_refused_in_one_line(values, error, said):
    with pytest.raises(error) as caught:
        run("softmax", **{"rows": 8, "columns": 8, **values}, on="a100")
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_missing_parameter_is_named_with_what_it_is():
    with pytest.raises(UsageError, match=r"^softmax needs columns: elements of a row$"):
        run("softmax", rows=8, on="a100")


def test_a_value_may_be_text_a_quantity_or_a_number():
    one = run("kernel", work="1 TFLOP", traffic="1 GB", on="a100").outcome
    work = run("copy", size="0.5 GB", on="a100").quantities["traffic"]  # 1 GB
    assert run("kernel", work="1e12 FLOP", traffic=work, on="a100").outcome == one
    assert run("softmax", rows="8", columns=8.0, on="a100").question["rows"] == 8


@pytest.mark.parametrize("on", ["a100", load("a100"), machine("a100"), " A100 "])
def test_what_is_asked_about_may_be_text_a_spec_or_a_machine(on):
    assert run("softmax", rows=8, columns=8, on=on).question["on"] == "a100-sxm-80gb"


def test_a_choice_is_no_parameter_of_another_question():
    with pytest.raises(UsageError, match=r"softmax has no 'algorithm'"):
        run("softmax", rows=8, columns=8, algorithm="direct", on="a100")
    with pytest.raises(UsageError, match=r"conv2d has no 'algoritm': did you mean algorithm\?"):
        run("conv2d", batch=1, channels=1, rows=9, columns=9, filters=1, algoritm="direct", on="a100")


@pytest.mark.parametrize("name", ["command", "kernel", "on", "dtype", "specs"])
def test_no_parameter_takes_a_name_that_every_question_has(name):
    with pytest.raises(TypeError, match=f"mine: a parameter cannot be called {name}"):
        Question("mine", "?", (side(name, "rows"),))


def test_a_measure_needs_a_dimension():
    assert measure("wait", Time, "how long").dim.unit == "s"
    with pytest.raises(TypeError, match="wait needs a dimension, such as Size or Time"):
        measure("wait", int, "how long")


def test_a_flag_is_off_unless_it_is_given_and_no_lever():
    made = flag("causal", "a mask")
    assert (made.default, made.lever) == (0.0, False)
    assert "causal" not in kernels.attention(1, 8, on="a100", causal=1).levers


def test_a_flag_may_be_true_or_false():
    on, off = (kernels.attention(1, 8, on="a100", causal=causal) for causal in (True, False))
    assert (on.question["causal"], off.question["causal"]) == (1, 0)
    assert on.outcome.quantities["work"] == (4 * 128 * 36, "FLOP")  # 8 + 7 + ... + 1 pairs


def test_an_empty_array_is_refused():
    np = pytest.importorskip("numpy")
    with pytest.raises(UsageError, match="rows is an empty array: expected an element or more"):
        kernels.softmax(np.array([]), 8, on="a100")


def test_nothing_picked_is_the_fastest():
    layer = {"batch": 1, "channels": 8, "rows": 9, "columns": 9, "filters": 8, "on": "a100", "dtype": "fp32"}
    assert run("conv2d", **layer, algorithm=None).outcome == run("conv2d", **layer).outcome


def test_a_question_repeats_values_as_they_were_meant():
    np = pytest.importorskip("numpy")
    assert [plain(4096.0), plain(0.5), plain(np.array([1.0, 2.5]))] == [4096, 0.5, [1, 2.5]]
    asked = run("softmax", rows=np.array([1, 2]), columns=8, on="a100").as_dict()["question"]
    assert asked == {"command": "run", "kernel": "softmax", "rows": [1, 2], "columns": 8, "on": "a100-sxm-80gb",
                     "dtype": "bf16"}  # fmt: skip


def test_a_question_that_was_answered_can_be_asked_again_from_its_json():
    for name in ("softmax", "attention", "conv2d"):
        question = find(name)
        first = question.ask(question.examples[0], "8xh100", "fp32")
        again = dict(first.as_dict()["question"])
        assert (again.pop("command"), again.pop("kernel")) == ("run", name)
        assert run(name, **again).outcome == first.outcome


def test_the_dtype_is_named_only_where_the_answer_depends_on_it():
    assert " in " not in run("copy", size="1 GB", on="a100").title
    assert "softmax rows 8, columns 8 in fp8 on " in run("softmax", rows=8, columns=8, dtype="fp8", on="a100").title
    with pytest.raises(UsageError, match="unknown dtype 'bf15': did you mean bf16"):
        run("copy", size="1 GB", on="a100", dtype="bf15")


@pytest.mark.parametrize(
    ("part", "dtype", "said"),
    [
        ("a100-sxm-80gb", "bf16", ""),
        ("v100-sxm2-16gb", "fp16", "in fp16, as v100-sxm2-16gb has no bf16"),
        ("gtx-1080-ti", "fp32", "in fp32, as gtx-1080-ti has no bf16 nor fp16"),
        ("h800-pcie", "tf32", "in tf32, as h800-pcie has no dtype more usual"),
        ("mi430x", "fp64", "in fp64, as mi430x has no dtype more usual"),
        ("tpu-8i", "fp4", "in fp4, as tpu-8i has no dtype more usual"),
    ],
)
def test_without_a_dtype_the_first_usual_one_of_the_part_is_taken_and_said(part, dtype, said):
    answer = slipstick.matmul(1024, 1024, 1024, on=part)
    assert answer.question["dtype"] == dtype
    assert [line for line in answer.assumptions if line.startswith("in ")] == [said] * bool(said)
    asked = slipstick.matmul(1024, 1024, 1024, on=part, dtype=dtype)
    assert asked.outcome == answer.outcome
    assert not any(line.startswith("in ") for line in asked.assumptions)


def test_a_matmul_is_answered_on_every_part_with_a_rate_and_a_memory():
    known = [part for part in slipstick.catalogue() if part.kind in ("gpu", "accelerator") and part.section("peak")]
    refused = {}
    for part in known:
        try:
            slipstick.matmul(1024, 1024, 1024, on=part)
        except slipstick.SlipstickError as error:
            refused[part.handle] = str(error)
    assert len(known) > 150
    assert refused == {name: f"{name} lists no memory" for name in ("edge-tpu", "hailo-8")}


def test_a_dtype_that_was_asked_for_and_is_not_there_is_refused():
    with pytest.raises(slipstick.SlipstickError, match="has no bf16"):
        slipstick.matmul(1024, 1024, 1024, on="v100", dtype="bfloat16")


def test_what_no_matrix_unit_does_is_in_bf16_unless_asked_otherwise():
    assert run("softmax", rows=1024, columns=1024, on="v100").question["dtype"] == "bf16"
