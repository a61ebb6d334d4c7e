import pytest

from slipstick import UsageError
from slipstick.units.dtypes import BITS, SYNONYMS, dtype, result_width, width


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("float16", "fp16"),
        ("bfloat16", "bf16"),
        ("half", "fp16"),
        ("torch.bfloat16", "bf16"),
        ("torch.float8_e4m3fn", "fp8"),
        ("double", "fp64"),
        ("Float32", "fp32"),
        ("tf32", "tf32"),
        (" BF16 ", "bf16"),
    ],
)
def test_a_format_is_known_by_what_libraries_call_it(name, known):
    assert dtype(name) == known


def test_a_name_of_a_library_is_no_name_of_ours_and_means_one():
    assert not SYNONYMS.keys() & BITS.keys()
    assert set(SYNONYMS.values()) <= BITS.keys()


@pytest.mark.parametrize("name", ["bf15", "torch", "float128", "", "flaot16"])
def test_a_format_that_is_none_is_refused(name):
    with pytest.raises(UsageError, match=f"unknown dtype '{name}'"):
        dtype(name)


def test_a_format_takes_the_bits_that_its_name_says():
    bits = {name: int("".join(letter for letter in name if letter.isdigit())) for name in BITS}
    assert {**bits, "tf32": 32} == BITS
    assert {name: width(name) * 8 for name in BITS} == BITS


def test_a_result_has_at_least_16_bits():
    assert {name: result_width(name) for name in ("fp64", "fp32", "tf32", "bf16", "fp8", "int8", "fp4")} == {
        **{"fp64": 8, "fp32": 4, "tf32": 4, "bf16": 2, "fp8": 2, "int8": 2, "fp4": 2}
    }
