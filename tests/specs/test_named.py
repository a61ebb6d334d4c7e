import pytest

from slipstick import SlipstickError, load, machine
from slipstick.formulas.core.steps import unrecorded
from slipstick.specs.named import UNITS, rate_names, rates


def test_a_rate_is_found_by_name_with_the_facts_it_rests_on():
    h100 = machine("h100")
    assert (h100.rate("matrix").printed, h100.rate("matrix").paths) == (989.4e12, ("peak.bf16",))
    assert h100.rate("matrix", "fp8").printed == h100.rate("matrix.fp8").printed == pytest.approx(1978.9e12, rel=1e-3)
    assert h100.rate("memory").printed == 3350e9
    assert h100.rate("vector").paths == ("vector.fp32",)
    assert h100.rate("special").value(unrecorded) == pytest.approx(132 * 16 * 1.83e9)
    assert machine("a100").rate("L2").printed == 5405e9


def test_a_link_of_a_machine_is_a_rate_of_it():
    eight = machine("8xh100")
    assert eight.rate("nvlink").printed == 450e9
    assert eight.rate("nvlink").paths == ("h100-sxm:links.nvlink.bandwidth",)
    with pytest.raises(SlipstickError, match="has no rate called 'nvlink'"):
        machine("h100").rate("nvlink")  # alone it reaches nobody


def test_every_rate_a_part_has_can_be_listed():
    found = rates(load("a100"))
    assert {"matrix.bf16", "matrix.fp64", "memory", "vector", "special", "L2", "HBM"} <= set(found)
    assert set(rate_names(load("a100"))) == {"matrix", *UNITS, "HBM", "L2"}
    assert "matrix.fp8" not in found  # which it has not
    assert all(each.value(unrecorded) > 0 for each in found.values())


def test_a_latency_has_its_facts_and_its_source():
    found = machine("a100").latency("launch")
    assert found.seconds == pytest.approx(6.5e-6)
    assert found.paths == ("latency:numbers.kernel-launch.typical",)
    assert found.source
    with pytest.raises(SlipstickError, match="gives no latency called 'seek'"):
        machine("epyc-9654").latency("seek")


@pytest.mark.parametrize("name", ["matrx", "L9", "nvlnk"])
def test_an_unknown_rate_is_refused_with_the_nearest(name):
    with pytest.raises(SlipstickError, match=f"has no rate called '{name}': (did you mean|expected one of)"):
        machine("a100").rate(name)
