import numpy as np
import pytest

from slipstick import SlipstickError, UsageError, kernels, quantity

# By hand. Of an A100's multiprocessor: 2048 threads, 32 blocks, 65536 registers in four parts, 164 KiB; 64 warps.
# Of an A10's: 1536 threads, 16 blocks, 65536 registers, 100 KiB; 48 warps. A block takes 1 KiB more than it asks.
CASES = [
    # 6 warps of 2560 registers: 6 warps to a part, 24 in all, 4 blocks
    ("a100", {"threads": 192, "registers": 80}, 0.375, 4, "registers"),
    ("a100", {"threads": 1024}, 1.0, 2, "threads"),  # 2 x 32 warps
    ("a100", {"threads": 32}, 0.5, 32, "places for blocks"),  # 32 x 1 warp
    ("a100", {"threads": 256, "shared": "40 KiB"}, 0.5, 4, "shared memory"),  # 164 / 41: 4 x 8 warps
    ("a10", {"threads": 1024, "registers": 37, "shared": "8 KiB"}, 2 / 3, 1, "threads"),  # 1 x 32 of 48 warps
    ("a10", {"threads": 100, "registers": 37, "shared": "8 KiB"}, 44 / 48, 11, "shared memory"),  # 100 / 9: 11 x 4
    ("t4", {"threads": 1024, "registers": 40}, 1.0, 1, "threads"),  # takes no shared memory at all
    (
        "t4",
        {"threads": 64, "shared": "16 KiB"},
        0.25,
        4,
        "shared memory",
    ),  # 64 / 16, the runtime takes none: 4 x 2 of 32
]


@pytest.mark.parametrize(("on", "asked", "share", "blocks", "limit"), CASES)
def test_shares_by_hand(on, asked, share, blocks, limit):
    answer = kernels.occupancy(on=on, **asked)
    assert answer.outcome.value == pytest.approx(share, rel=1e-12)
    assert answer.quantities["blocks"].magnitude == blocks
    assert answer.bound_by == limit


def test_it_is_told_without_a_range():
    text = str(kernels.occupancy(192, registers=80, on="a100"))
    assert "occupancy  0.375\n" in text
    assert "limited by registers\n" in text
    assert "expected" not in text
    assert "registers −50%" in text  # with 160, 2 blocks: half as full


def test_arrays_are_answered_element_by_element():
    np = pytest.importorskip("numpy")
    many = kernels.occupancy(np.array([192, 1024]), registers=np.array([80, 32]), on="a100").outcome
    assert many.value.tolist() == [0.375, 1.0]
    assert many.bound_by.tolist() == ["registers", "threads"]


def test_what_no_multiprocessor_runs_is_an_error():
    with pytest.raises(UsageError, match="threads = 2048 is out of range"):
        kernels.occupancy(2048, on="a100")
    with pytest.raises(SlipstickError, match=r"mi300x \(AMD Instinct MI300X\) has no compute.threads"):
        kernels.occupancy(64, on="mi300x")


def test_blocks_that_take_no_shared_memory_are_not_limited_by_it():
    answer = kernels.occupancy(64, shared=quantity(np.array([0.0, 16384.0]), "B"), on="t4")
    assert answer.quantities["blocks"].magnitude.tolist() == [16, 4]
