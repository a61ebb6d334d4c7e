import numpy
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


# Kept by hand of 4 heads of 8 tokens: a window of 3 leaves 1 + 2 + 6 x 3 = 21 pairs with a causal mask, and
# 3 + 4 + 4 x 5 + 4 + 3 = 34 without. The last 2 of 8 see keys from the fifth on: 3 + 3, and without a mask 4 + 3.
SMALL = {"heads": 4, "head": 16, "queries": 8, "keys": 8}
WINDOWS = [
    ({"window": 3, "causal": 1}, 21, 8),
    ({"window": 3}, 34, 8),
    ({"window": 8, "causal": 1}, 36, 8),
    ({"window": 100}, 64, 8),
    ({"queries": 2, "window": 3, "causal": 1}, 6, 4),
    ({"queries": 2, "window": 3}, 7, 4),
    ({"queries": 1, "window": 3}, 3, 3),
    ({"queries": 1, "window": 3, "page": 4}, 3, 4),
    ({"queries": 1, "window": 5, "page": 4}, 5, 8),
    ({"queries": 1, "keys": 9, "page": 4}, 9, 12),
]


@pytest.mark.parametrize(("changes", "pairs", "read"), WINDOWS)
def test_what_a_window_and_pages_leave_is_counted_by_hand(changes, pairs, read):
    values = SMALL | changes
    found = kernels.attention(**values, on="a100", dtype="bf16").outcome.quantities
    assert found["work"] == (4 * 4 * 16 * pairs, "FLOP")
    assert found["exponentials"] == (4 * pairs, "FLOP")
    assert found["traffic"] == (2 * 2 * 4 * 16 * (values["queries"] + read), "B")


def test_pairs_are_those_of_a_mask_written_out():
    np = pytest.importorskip("numpy")
    for queries, keys, window, causal in [(5, 9, 4, 1), (5, 9, 4, 0), (9, 9, 2, 0), (7, 7, 7, 0), (3, 11, 1, 1)]:
        place = np.arange(keys - queries, keys)[:, None] - np.arange(keys)
        seen = (abs(place) < window) & ((place >= 0) | (causal == 0))
        answer = kernels.attention(1, queries, keys=keys, head=1, causal=causal, window=window, on="a100")
        assert answer.outcome.quantities["work"][0] == 4 * seen.sum()
        read = seen.any(axis=0).sum()
        assert answer.outcome.quantities["traffic"][0] == 2 * 2 * (queries + read)


def test_a_cache_in_8_bits_is_half_of_the_traffic_and_none_of_the_work():
    full, small = (kernels.attention(**DECODE, cache=cache, on="a100") for cache in (None, "fp8"))
    read = 2 * 4 * 128 * 8 * 4096
    assert full.outcome.quantities["traffic"][0] - small.outcome.quantities["traffic"][0] == read
    assert full.outcome.quantities["work"] == small.outcome.quantities["work"]
    assert small.outcome.value < full.outcome.value
    assert kernels.attention(**DECODE, cache="bf16", on="a100").outcome.floor == full.outcome.floor


def test_a_window_shortens_long_attention():
    long = {"heads": 32, "queries": 16384, "causal": 1}
    whole, part = (kernels.attention(**long, window=window, on="h100").outcome.value for window in (0, 1024))
    assert 5 < whole / part < 7.2  # 8192 keys a query, or 1024 and a block of 128: 7.1 times, less what stays the same


def test_no_range_is_narrower_than_what_was_measured():
    seen = kernels.attention(**DECODE, on="a100", library="vllm")
    strange = kernels.attention(**DECODE, window=4095, on="a100", library="vllm")  # which takes the same time
    assert seen.calibration["kind"] == "measured"
    assert strange.calibration["kind"] == "related"
    assert strange.outcome.value == pytest.approx(seen.outcome.value, rel=1e-3)
    assert strange.calibration["basis"].endswith("for others the range of an unmeasured part")
    assert kernels.attention(**DECODE, cache="fp8", on="a100", library="vllm").calibration == strange.calibration
    width = [each.outcome.high / each.outcome.low for each in (seen, strange)]
    assert width[1] > width[0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"window": -1}, "window = -1 is out of range"),
        ({"window": 4, "keys": 100}, "attention: attention with a window needs at least as many keys as queries"),
        ({"page": 0}, "page = 0 is out of range"),
        ({"cache": "fp9"}, "cache = 'fp9': did you mean fp8"),
    ],
)
def test_what_no_window_or_cache_can_be_is_refused(changes, said):
    with pytest.raises(UsageError, match=said):
        kernels.attention(**{**FOUR, **changes}, on="a100")


def test_the_title_names_a_window_and_a_cache_where_they_are():
    assert "window" not in kernels.attention(**DECODE, on="a100").title
    told = kernels.attention(**DECODE, window=512, page=16, cache="fp8", on="a100").title
    assert "window 512, page 16, cache fp8 in bf16" in told


def test_heads_of_more_than_128_have_a_range_of_their_own_on_every_part():
    told = "heads of more than 128: some libraries run slow kernels for them, which the range holds"
    for part in ("a100", "h100", "b200"):
        usual, rare = (kernels.attention(heads=16, queries=4096, head=head, on=part) for head in (128, 256))
        assert told in rare.assumptions
        assert told not in usual.assumptions
        assert rare.outcome.high / rare.outcome.value > 5 > usual.outcome.high / usual.outcome.value
    both = kernels.attention(heads=16, queries=4096, head=numpy.array([128, 256]), on="h100").outcome
    one = kernels.attention(heads=16, queries=4096, head=256, on="h100").outcome
    assert both.high[1] == pytest.approx(one.high)
    assert both.high[0] < both.value[0] * 2
