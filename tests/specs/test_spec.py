import pytest

import slipstick
from slipstick import load


def test_a_fact_is_a_quantity_or_words():
    part = load("a100")
    assert part["memory.HBM.bandwidth"] == slipstick.quantity("2039 GB/s")
    assert str(part["memory.HBM.capacity"].units) == "gibibyte"
    assert part["memory.HBM.type"] == "HBM2e"
    with pytest.raises(slipstick.SlipstickError, match=r"a100-sxm-80gb has no memory.HBM.bandwith: did you mean"):
        part["memory.HBM.bandwith"]


def test_a_variant_takes_over_what_it_does_not_say():
    base, variant = load("a100-sxm-80gb"), load("a100-sxm-40gb")
    assert variant.extends == ["a100-sxm-80gb"]
    assert variant["peak.bf16"] == base["peak.bf16"]
    assert variant["memory.HBM.bandwidth"] < base["memory.HBM.bandwidth"]
    assert variant["memory.HBM.type"] == "HBM2"


def test_of_a_link_in_several_widths_the_widest_is_meant_and_said():
    assert load("pcie-4").resolve("bandwidth") == "links.x16.bandwidth"
    assert load("pcie-4").resolve("x8.bandwidth") == "links.x8.bandwidth"
    with pytest.raises(slipstick.UsageError, match="more than one bandwidth"):
        load("a100").resolve("bandwidth")
    told = slipstick.calculate("1 GB / pcie-4.bandwidth").text()
    assert "(pcie-4 x16, " in told
    assert "x16" not in slipstick.calculate("1 GB / pcie-4.x8.bandwidth").text()


def test_words_may_have_a_tab_in_them(tmp_path):
    path = tmp_path / "tea.yaml"
    lines = ("name: Tea", "kind: dataset", 'languages: ["en\\tGB", cs]', "sources: {'*': opt-paper}")
    path.write_text("\n".join(lines))
    assert load("tea", str(path))["languages"] == "en\tGB, cs"
