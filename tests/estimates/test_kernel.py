"""What a kernel answers at the ends of its parameters."""

import pytest

import slipstick


def test_work_without_traffic_is_bound_by_compute():
    answer = slipstick.run("kernel", work="1 TFLOP", traffic="0 B", on="a100")
    assert answer.bound_by == "compute"
    assert "intensity" not in answer.quantities
    assert "memory 0 s: compute-bound" in answer.explain()


@pytest.mark.parametrize(
    ("name", "values"), [("copy", {"size": "0 B"}), ("kernel", {"work": "0 FLOP", "traffic": "0 B"})]
)
def test_a_kernel_that_asks_nothing_is_refused(name, values):
    answer = slipstick.run(name, **values, on="a100")
    with pytest.raises(slipstick.UsageError, match=f"^{name}: nothing is asked of the machine"):
        answer.text()
