import pytest

from slipstick import UsageError, kernels

FOUR = {"batch": 4, "heads": 16, "kv_heads": 16, "queries": 4096, "keys": 4096}
DECODE = {"batch": 4, "heads": 32, "kv_heads": 8, "queries": 1, "keys": 4096}
# By hand. FOUR: 64 heads x 4096^2 = 1,073,741,824 pairs, each 4 x 128 FLOP on the matrix units, 4 on the vector units,
# one exponential; 4 x 4096 tokens x 16 heads x 128 elements four times in memory, 134,217,728 elements.
# DECODE: 524,288 pairs; 2 x 4 x 128 x (32 + 8 x 4096) = 33,587,200 elements.
FLOORS = [
    (FOUR, "a100", "bf16", 1762.04, "compute"),  # 549,755,813,888 FLOP / 312e12; 441 µs of exponentials
    (FOUR | {"causal": 1}, "mi300x", "bf16", 210.299, "compute"),  # 64 x 4096 x 4097 / 2 pairs x 512 FLOP / 1307.4e12
    (FOUR | {"head": 64}, "h100", "fp8", 277.814, "special"),  # 1,073,741,824 / (132 x 16 x 1.83e9); 139 µs of matmul
    (DECODE, "a100", "bf16", 32.9448, "memory"),  # 67,174,400 B / 2039e9
    (DECODE, "epyc-9654", "fp32", 291.556, "memory"),  # 134,348,800 B / 460.8e9
    (DECODE | {"causal": 1}, "a100", "bf16", 32.9448, "memory"),  # the last token sees all the others
]


@pytest.mark.parametrize(("values", "on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(values, on, dtype, floor, bound):
    answer = kernels.attention(**values, on=on, dtype=dtype)
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-5)
    assert answer.bound_by == bound


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"kv_heads": 3},
            "attention: heads has to be a multiple of kv_heads: each key head serves as many query heads",
        ),
        ({"kv_heads": 32}, "attention: heads has to be a multiple of kv_heads"),
        ({"causal": 1, "keys": 4095}, "attention: a causal attention needs at least as many keys as queries"),
        ({"causal": 2}, "causal = 2 is out of range: expected 0 or 1"),
        ({"causal": 0.5}, "causal = 0.5 is a fraction: expected 0 or 1"),
        ({"head": 0}, "head = 0 is out of range: expected a whole number of elements from 1 to 1e12"),
    ],
)
def test_what_cannot_be_is_refused(changes, said):
    with pytest.raises(UsageError) as error:
        kernels.attention(**{**FOUR, **changes}, on="a100")
    assert str(error.value).startswith(said)


def test_one_wrong_element_of_an_array_is_enough():
    np = pytest.importorskip("numpy")
    with pytest.raises(UsageError, match="heads has to be a multiple of kv_heads"):
        kernels.attention(**{**FOUR, "kv_heads": np.array([16, 8, 3])}, on="a100")


def test_grouped_heads_move_less_and_work_as_much():
    full, grouped = kernels.attention(**FOUR, on="a100"), kernels.attention(**FOUR | {"kv_heads": 2}, on="a100")
    assert grouped.quantities["work"] == full.quantities["work"]
    assert grouped.quantities["traffic"].magnitude == full.quantities["traffic"].magnitude * (16 + 2) / (16 + 16)


def test_what_is_reached_is_of_the_rate_that_binds():
    answer = kernels.attention(**FOUR, head=64, on="h100", dtype="fp8")
    rate = 1_073_741_824 / answer.outcome.value  # 3.86496e12 a second are its peak
    told = f"{rate / 1e12:.3g} TFLOP/s, {100 * rate / 3.86496e12:.0f} % of the peak of exponentials"
    assert answer.bound_by == "special"
    assert answer.verdict.endswith(told)
