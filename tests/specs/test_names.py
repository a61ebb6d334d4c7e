"""How a word finds a spec: spellings of tools and of people, and those that have to stay unknown."""

from pathlib import Path

import pytest

from slipstick import UsageError, catalogue, machine, matmul
from slipstick.words import slug

KNOWN = catalogue()
LINES = [
    line.split(": ", 1)
    for line in Path(__file__).with_name("names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
MEANT = [(word, handle) for handle, words in LINES if handle != "?" for word in words.split(" | ")]
UNKNOWN = [tuple(words.split(" > ")) for handle, words in LINES if handle == "?"]


@pytest.mark.parametrize(("word", "handle"), MEANT)
def test_a_spelling_means_its_part(word, handle):
    assert KNOWN.find(word).handle == handle


@pytest.mark.parametrize(("word", "near"), UNKNOWN)
def test_a_spelling_of_no_part_is_refused_with_what_is_near(word, near):
    with pytest.raises(UsageError) as error:
        KNOWN.find(word)
    told = str(error.value)
    assert word[:30] in told
    assert "slipstick list" in told if near == "-" else f" {near}" in told.partition(":")[2]


def test_there_are_400_spellings():
    assert len(MEANT) + len(UNKNOWN) >= 400
    assert len(UNKNOWN) >= 80
    assert len({word for word, *_ in MEANT + UNKNOWN}) == len(MEANT + UNKNOWN)
    assert sum(slug(word) not in KNOWN.words for word, _ in MEANT) >= 150  # no mere look-up


def test_no_shortening_of_a_number_finds_a_part():
    for handle in ("epyc-7763", "rtx-4090", "xeon-8380", "mi300x", "v100-sxm2-16gb"):
        number = handle.index(next(filter(str.isdigit, handle))) + 1
        with pytest.raises(UsageError):
            KNOWN.find(handle[: number + 1])


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("pcie 40", "unknown device 'pcie 40'"),
        ("mi300", "unknown device 'mi300': did you mean mi300a or mi300x or mi300x-platform?"),
        ("milan", "unknown device 'milan': slipstick list shows what there is"),
        ("a b", "unknown device 'a b': slipstick list shows what there is"),
        ("dgx station", "unknown device 'dgx station': did you mean dgx-"),
        ("lama-3.1-8b", "unknown device 'lama-3.1-8b': slipstick list shows what there is"),
        ("8xmi300", "unknown device 'mi300': did you mean mi300a"),
    ],
)
def test_a_machine_is_told_of_devices_alone(word, said):
    with pytest.raises(UsageError) as error:
        machine(word)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize("word", ["lama-3.1-8b", "llama-3.1-70b", "a100x"])
def test_a_model_asked_for_is_told_of_models_alone(word):
    with pytest.raises(UsageError, match=f"unknown model '{word}'") as error:
        KNOWN.find(word, ("model",))
    hinted = [KNOWN.find(name).kind for name in KNOWN.words if f" {name}?" in str(error.value)]
    assert set(hinted) <= {"model"}


def test_a_name_that_means_one_of_several_by_choice_says_so():
    assert KNOWN.choice("a100") == (
        "a100 is taken for a100-sxm-80gb; there are also a100-pcie-40gb, a100-pcie-80gb, a100-sxm-40gb"
    )
    assert KNOWN.choice("h100") == "h100 is taken for h100-sxm; there are also h100-nvl, h100-pcie"
    assert KNOWN.choice("gfx942").startswith("gfx942 is taken for mi300x; there are also mi300a")
    assert [KNOWN.choice(word) for word in ("a100-sxm-80gb", "rtx 3080", "m1", "NVIDIA H100 NVL")] == [""] * 4
    assert KNOWN.choice("NVIDIA A100") in matmul(64, 64, 64, on="NVIDIA A100").assumptions
    assert not any("taken for" in line for line in matmul(64, 64, 64, on="a100-sxm-80gb").assumptions)
