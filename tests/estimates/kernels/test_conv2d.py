import pytest

from slipstick import UsageError, kernels

LAYER = {"batch": 32, "channels": 64, "rows": 56, "columns": 56, "filters": 64, "padding": 1}
FIRST = {"batch": 1, "channels": 3, "rows": 224, "columns": 224, "filters": 64, "size": 7, "stride": 2, "padding": 3}
# By hand. LAYER: a matmul of 32 x 56 x 56 = 100,352 rows, 64 columns, k = 64 x 9 = 576: 7,398,752,256 FLOP; 6,422,528
# elements of images, 36,864 of filters, 6,422,528 of output. FIRST: 12,544 x 64 x 147, 236,027,904 FLOP; 150,528 +
# 9,408 + 802,816 elements.
FLOORS = [
    (LAYER, "a100", "bf16", 23.7139, "compute"),  # 7,398,752,256 / 312e12; 25,763,840 B take 12.6 µs
    (LAYER, "h100", "fp8", 5.76252, "memory"),  # (6,459,392 + 2 x 6,422,528) B / 3350e9; results take 2 B
    (LAYER, "a100", "fp32", 168.633, "compute"),  # Winograd's: 7,398,752,256 / 2.25 / 19.5e12
    (LAYER | {"algorithm": "direct"}, "a100", "fp32", 379.423, "compute"),  # 7,398,752,256 / 19.5e12
    (FIRST, "mi300x", "bf16", 0.361597, "memory"),  # 1,925,504 B / 5325e9
    (FIRST, "epyc-9654", "fp32", 20.7654, "compute"),  # 236,027,904 / (96 x 32 x 3.7e9)
]


@pytest.mark.parametrize(("values", "on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(values, on, dtype, floor, bound):
    answer = kernels.conv2d(**values, on=on, dtype=dtype)
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-5)
    assert answer.bound_by == bound


def test_winograd_is_picked_only_where_a_library_has_it():
    def picked(dtype="fp32", **changes):
        return kernels.conv2d(**{**LAYER, **changes}, on="a100", dtype=dtype).outcome.picked["algorithm"]

    assert picked() == "winograd"
    assert picked(dtype="bf16") == picked(size=5) == picked(stride=2) == "direct"
    assert picked(algorithm="direct") == "direct"


def test_an_algorithm_that_does_not_go_with_the_filter_is_refused():
    with pytest.raises(UsageError, match=r"algorithm = 'winograd': expected direct"):
        kernels.conv2d(**{**LAYER, "size": 5}, on="a100", dtype="fp32", algorithm="winograd")
    with pytest.raises(UsageError, match=r"algorithm = 'winogrd': did you mean winograd\?"):
        kernels.conv2d(**LAYER, on="a100", dtype="fp32", algorithm="winogrd")


def test_doubling_a_filter_that_winograd_serves_means_the_direct_algorithm():
    fast, direct = (
        kernels.conv2d(**LAYER, on="a100", dtype="fp32"),
        kernels.conv2d(**LAYER, size=6, on="a100", dtype="fp32"),
    )
    assert direct.outcome.picked["algorithm"] == "direct"
    assert fast.levers["size"] == pytest.approx(direct.outcome.value / fast.outcome.value - 1)
    kept = kernels.conv2d(**LAYER, on="a100", dtype="fp32", algorithm="winograd")
    assert "size" not in kept.levers
    assert "stride" not in kept.levers
    assert "batch" in kept.levers


def test_a_filter_larger_than_its_image_is_refused():
    with pytest.raises(UsageError, match="conv2d: the filter is larger than the image with its padding: columns are"):
        kernels.conv2d(**{**LAYER, "columns": 2, "size": 5, "padding": 1}, on="a100")
    with pytest.raises(UsageError, match="padding = -1 is out of range"):
        kernels.conv2d(**{**LAYER, "padding": -1}, on="a100")
