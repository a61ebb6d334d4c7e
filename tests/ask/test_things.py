"""Parts, models and links by any of their names."""

import pytest

from slipstick.ask.reading import read
from slipstick.ask.things import one_off
from slipstick.errors import SlipstickError, UsageError
from slipstick.specs.catalogue import catalogue


def test_no_name_of_a_spec_is_taken_for_another():
    known = catalogue()
    asked = [(handle, word) for word, handle in sorted(known.words.items()) if known.kinds[handle] != "numbers"][::20]
    found = {handle: shown(f"tell me about the {word}") for handle, word in asked}
    assert len(found) > 100
    assert [each for each in found.items() if each[1] not in (each[0], "")] == []
    assert sum(map(bool, found.values())) > 0.95 * len(found)


def shown(question):
    try:
        return read(question).words[-1]
    except SlipstickError:
        return ""


@pytest.mark.parametrize(
    ("question", "machine"),
    [
        ("two DGX H100", "2xdgx-h100"),
        ("two nodes of 8 H100", "16xh100-sxm"),
        ("a dozen A100s", "12xa100-sxm-80gb"),
        ("10,000 V100s", "10000xv100-sxm2-16gb"),
        ("8xH100", "8xh100-sxm"),
        ("two 4090 over PCIe 4", "2xrtx-4090+pcie-4"),
    ],
)
def test_machines_are_counted(question, machine):
    assert read(f"all-reduce of 1 GiB on {question}").words[-1] == machine


def test_what_makes_another_product_is_kept():
    assert read("tell me about the RTX 3070 Ti Laptop").words[-1] == "rtx-3070-ti-laptop"
    with pytest.raises(UsageError, match="Ti"):
        read("matmul 4096 on an A100 Ti")


@pytest.mark.parametrize(("one", "other", "alike"), [("a", "ab", True), ("abc", "acb", True), ("abc", "abc", False)])
def test_one_letter_is_a_slip(one, other, alike):
    assert one_off(one, other) is alike
    assert one_off(other, one) is alike
