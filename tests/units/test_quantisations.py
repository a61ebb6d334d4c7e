import pytest

from slipstick import UsageError, load
from slipstick.units.quantisations import BLOCKS, FORMATS, GGUF, SYNONYMS, bits, quantisation

PAGE = load("quantisation")
PLAIN = ("fp32", "bf16", "fp16", "fp8", "int8")


@pytest.mark.parametrize("block", [name for name in BLOCKS if name not in PLAIN])
def test_the_bits_of_a_format_are_those_of_its_source(block):
    assert PAGE.number(f"numbers.{block.replace('_', '-')}.typical") * 8 == pytest.approx(bits(block), rel=1e-9)


def test_formats_that_are_no_mix_take_their_bits_throughout():
    for name in PLAIN:
        assert set(FORMATS[name]) == {bits(name)}


def test_a_mix_never_takes_fewer_bits_for_a_matrix_than_its_smallest_format():
    for name, mix in GGUF.items():
        assert min(mix) >= 1.5, name
        assert mix.head >= mix.plain, name
        assert mix.value >= mix.query, name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Q4_K_M", "q4_k_m"),
        ("q4-k-m", "q4_k_m"),
        ("q4_k", "q4_k_m"),
        (" AWQ ", "int4_g128"),
        ("gptq", "int4_g128"),
        ("IQ3_XXS", "iq3_xxs"),
        ("F16", "fp16"),
        ("exl2-4-65", "exl2_4_65"),
    ],
)
def test_a_format_is_known_as_people_write_it(typed, name):
    assert quantisation(typed) == name


@pytest.mark.parametrize(
    ("typed", "near"),
    [("q4_k_n", "q4_k_"), ("nf5", "nf4"), ("iq3_xxl", "iq3_xx"), ("zzz", "slipstick show llama-3.1-8b.weights")],
)
def test_an_unknown_format_is_refused_with_the_nearest(typed, near):
    with pytest.raises(UsageError, match=f"unknown quantisation '{typed}'") as error:
        quantisation(typed)
    assert near in str(error.value)


def test_every_other_name_is_of_a_format():
    assert set(SYNONYMS.values()) <= set(FORMATS)
    assert not set(SYNONYMS) & set(FORMATS)
