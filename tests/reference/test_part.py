import pytest

from slipstick import SlipstickError, catalogue, describe, load
from slipstick.reference.part import _fact, derived, looked_at


@pytest.fixture(scope="module")
def parts():
    return catalogue().specs()


def test_what_follows_from_a_page_is_worked_out(parts):
    steps = dict(derived(load("epyc-9654")))
    assert steps["peak.fp64"].value == pytest.approx(96 * 16 * 3.7e9)
    assert steps["ridge.fp64"].value == pytest.approx(96 * 16 * 3.7e9 / 460.8e9)
    for part in parts:
        assert describe(part, sources=True)
        assert max(map(len, describe(part).splitlines())) <= 79, part.handle


@pytest.mark.parametrize(
    ("path", "text", "cited", "lines"),
    [
        ("a" * 33, "1", "[1]", [f"  {'a' * 33} 1{' ' * 38}[1]"]),
        ("a" * 34, "1", "[1]", [f"  {'a' * 34}", f"{' ' * 36}1{' ' * 38}[1]"]),
        ("a", "1", "", [f"  a{' ' * 33}1"]),
        ("a", "x" * 38, "[1]", [f"  a{' ' * 33}{'x' * 38} [1]"]),
        ("a", "x " * 20 + "y", "[1,22]", [f"  a{' ' * 33}{('x ' * 18).strip()} [1,22]", f"{' ' * 36}x x y"]),
        ("a", "x " * 22 + "y", "", [f"  a{' ' * 33}{('x ' * 22).strip()}", f"{' ' * 36}y"]),
    ],
)
def test_a_fact_has_its_path_its_text_and_its_source_in_line(path, text, cited, lines):
    assert _fact(path, text, cited) == lines
    assert max(map(len, lines)) <= 79


def test_memory_without_a_level_is_the_main_memory():
    assert looked_at("h100.memory.bandwidth", catalogue())[1] == "memory.HBM.bandwidth"
    assert looked_at("epyc-9654.memory.bandwidth", catalogue())[1] == "memory.DDR.bandwidth"
    assert looked_at("h100.memory", catalogue())[1] == "memory"
    with pytest.raises(SlipstickError, match=r"has no memory\.bandwidth"):
        looked_at("pcie-5.memory.bandwidth", catalogue())
