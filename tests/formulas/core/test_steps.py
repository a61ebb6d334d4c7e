"""The written work: parameters by their names, and work in what was typed."""

import pytest

import slipstick
from slipstick import formula
from slipstick.formulas import formulas
from slipstick.formulas.core.latex import latex
from slipstick.formulas.core.steps import Recorder, expression
from slipstick.units import Time


def test_a_parameter_with_the_name_of_a_unit_is_written_as_itself():
    assert expression(formulas()["combined_peak"]) == "first + second"
    assert latex(formulas()["combined_peak"]).endswith(r"\text{first} + \text{second}")
    assert "second" in expression(formulas()["unrepaired_mttf"])


def test_a_multiple_of_such_a_parameter_is_no_unit():
    @formula(source="x")
    def twice(second: Time) -> Time:
        return 2 * second

    assert expression(twice) == "2 × second"
    run = Recorder()
    run(twice, second=3.0)
    assert run.steps[0].with_numbers == "2 × 3 s"


def test_a_unit_is_still_written_as_one():
    assert expression(formulas()["matmul_work"]) == "2 FLOP × batch × m × n × k"
    assert r"2 \cdot \text{FLOP}" in latex(formulas()["matmul_work"])


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("combined_peak(170 TOP/s, 105 TOP/s)", "275 TOP/s"),
        ("170 TOP/s + 105 TOP/s", "275 TOP/s"),
        ("attainable(394 TOP/s, 819 GB/s, 100 OP/B)", "81.9 TOP/s"),
        ("ridge(394 TOP/s, 819 GB/s)", "481.074 OP/B"),
        ("a100.peak.int8 * 2", "1.248 POP/s"),
        ("combined_peak(170 TFLOP/s, 105 TOP/s)", "275 TFLOP/s"),
        ("ridge(312 TFLOP/s, 2 TB/s)", "156 FLOP/B"),
        ("670 kIOPS * 2", "1.34e6 request/s"),
    ],
)
def test_operations_stay_operations(expression, said):
    assert slipstick.calculate(expression).short == said


def test_operations_stay_operations_in_a_quantity():
    peak = formulas()["combined_peak"]
    assert slipstick.show(peak("170 TOP/s", "105 TOP/s")) == "275 TOP/s"
    assert slipstick.show(peak(slipstick.quantity("170 TOP/s"), "105 TOP/s")) == "275 TOP/s"
    assert slipstick.show(peak("170 TOP/s", "105 TFLOP/s")) == "275 TFLOP/s"
    assert peak("170 TOP/s", "105 TOP/s").to("TFLOP/s").m == pytest.approx(275)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("parallel_availability([99.99%, 99.99%])", "0.99999999"),
        ("parallel_availability([99.9%, 99.9%])", "0.999999"),
        ("availability_nines(parallel_availability([99.99%, 99.99%]))", "8"),
        ("1 - 0.5e-7", "0.99999995"),
        ("0.1 + 0.2 + 0.7", "1"),
        ("1.00000001", "1"),
    ],
)
def test_an_availability_is_not_rounded_up_to_one(expression, said):
    assert slipstick.calculate(expression).short == said
