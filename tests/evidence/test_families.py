import pytest

from owned import OWN, doubts
from slipstick.evidence.checks import check

BF16 = "peak: {bf16: 100 TFLOP/s}"


def part(peak, more=""):
    """A GPU of a hundred units at 1 GHz."""
    return OWN.replace(BF16, f"peak: {{{peak}}}\ncompute: {{units: 100}}\nclock: {{boost: 1 GHz}}") + more


@pytest.mark.parametrize(
    ("peak", "told"),
    [
        ("bf16: 102.4 TFLOP/s", None),
        ("bf16: 76.8 TFLOP/s", None),  # 3 x 256
        ("bf16: 102 TFLOP/s", None),
        ("bf16: 98.9 TFLOP/s", "peak.bf16: 989 FLOP a unit and cycle at the highest clock, not 1024"),
        ("bf16: 98.9 TFLOP/s, fp16: 98.9 TFLOP/s", "peak.bf16, peak.fp16: 989 FLOP a unit"),
        ("fp64: 0.41 TFLOP/s", None),  # 4.1: so few digits say little
    ],
)
def test_a_unit_does_a_binary_number_of_operations_in_a_cycle(tmp_path, peak, told):
    found = doubts(tmp_path, part(peak))
    assert len(found) == (told is not None)
    assert told is None or found[0].startswith(f"4: {told}")


def test_matrix_units_may_have_a_clock_of_their_own(tmp_path):
    text = part("bf16: 81.92 TFLOP/s, fp64: 12.8 TFLOP/s")
    assert len(doubts(tmp_path, text)) == 1
    assert doubts(tmp_path, text.replace("boost: 1 GHz", "boost: 1 GHz, matrix: 800 MHz")) == []


@pytest.mark.parametrize("built", ["Mine", "Yours"])
def test_siblings_of_a_design_count_alike(tmp_path, built):
    for handle, rate in (("a", 12.8), ("b", 12.8), ("c", 25.6)):
        more = f"architecture: {built if handle == 'c' else 'Mine'}\nvector:\n  fp32: {rate} TFLOP/s\n"
        text = part("bf16: 102.4 TFLOP/s", more).replace("My GPU", handle).replace("aliases: [mine]\n", "")
        (tmp_path / f"{handle}.yaml").write_text(text)
    found = check(str(tmp_path)).doubts
    told = "vector.fp32 is 256 FLOP a unit and cycle, but 128 on a, b, of the same design: do they count alike?"
    assert found == ([f"{tmp_path / 'c.yaml'}:12: {told}"] if built == "Mine" else [])
