import pytest

from slipstick import machine
from slipstick.estimates.links.algorithms import OPS, algorithms, least
from slipstick.estimates.links.fabric import levels
from slipstick.formulas.core.formula import unrecorded

S = 2.0**30


def needed(op, on, dtype="bf16"):
    return [each.traffic / S for each in least(unrecorded, op, S, levels(machine(on)), dtype)]


def floor(op, on, size=S, dtype="bf16"):
    return max(each.time for each in least(unrecorded, op, size, levels(machine(on)), dtype))


# By hand: what a device sends, of a size of 1.
@pytest.mark.parametrize(
    ("op", "on", "shares"),
    [
        ("all-reduce", "8xa100", [2 * 7 / 8]),
        ("all-reduce", "8xh100", [1.0]),  # the switches sum
        ("all-reduce", "2xh100", [1.0]),
        ("all-gather", "8xh100", [7 / 8]),
        ("reduce-scatter", "4xb200", [3 / 4]),
        ("all-to-all", "8xa100", [7 / 8]),
        ("broadcast", "8xa100", [1.0]),
        ("send", "8xa100", [1.0]),
        ("all-reduce", "64xa100", [2 * 7 / 8, 2 * 7 / 8 / 8]),
        ("all-gather", "64xh100", [7 / 8, 7 / 8 / 8]),
        ("all-to-all", "64xh100", [7 / 64, 56 / 64]),
        ("broadcast", "64xh100", [1.0, 1 / 8]),
        ("send", "64xh100", [1.0]),
    ],
)
def test_the_floor_counts_what_a_device_has_to_send(op, on, shares):
    assert needed(op, on) == pytest.approx(shares)


def test_switches_sum_no_numbers_of_8_bits():
    assert needed("all-reduce", "8xh100", "int8") == needed("all-reduce", "8xh100", "fp8") == [1.75]


# By hand: bytes over the bandwidth of the device that has least.
@pytest.mark.parametrize(
    ("op", "on", "size", "seconds"),
    [
        ("all-reduce", "8xh100", 2.0**28, 2**28 / 450e9),
        ("all-reduce", "8xa100", 2.0**28, 1.75 * 2**28 / 300e9),
        ("all-reduce", "8xl40s", 2.0**26, 1.75 * 2**26 / 31.508e9),
        ("all-gather", "8xmi300x", 1e9, 0.875e9 / 448e9),
        ("send", "8xmi300x", 1e9, 1e9 / 64e9),
        ("all-gather", "64xtpu-v4", 1e9, 63 / 64 * 1e9 / 270e9),
        ("all-gather", "16xtpu-v5e", 1e9, 15 / 16 * 1e9 / 100e9),  # the corners have two links of 50 GB/s
        ("all-to-all", "64xtpu-v4", 64e6, 64e6 / 90e9),  # half of a row of 4 sends half over two links: size / lanes
        ("all-to-all", "16xtpu-v5e", 16e6, 16e6 / 50e9),  # and over one, without a way back
        ("all-reduce", "64xh100", 2.0**30, 1.75 / 8 * 2**30 / 50e9),
    ],
)
def test_the_floor_is_that_over_the_link(op, on, size, seconds):
    assert floor(op, on, size) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "on", ["2xa100", "8xa100", "8xh100", "64xh100", "8xmi300x", "64xtpu-v4", "16xtpu-v5e", "8xa100-pcie"]
)
@pytest.mark.parametrize("op", OPS)
def test_no_algorithm_sends_less_than_the_floor_counts(op, on):
    fabric = levels(machine(on))
    for name, each in algorithms(op, fabric, "bf16").items():
        sent = each.sends(unrecorded, op, S, fabric)
        assert max(one.time for one in sent) >= floor(op, on) * (1 - 1e-9), name


def test_a_ring_takes_a_step_for_each_device_that_passes_data_on():
    def steps(op, on):
        fabric = levels(machine(on))
        return [each.steps for each in algorithms(op, fabric, "bf16")["ring"].sends(unrecorded, op, S, fabric)]

    assert steps("all-reduce", "8xa100") == [14]
    assert steps("all-gather", "8xa100") == [7]
    assert steps("all-reduce", "32xa100") == [2 * 28, 2 * 3]  # 31 steps twice, of which 3 cross to another node
    assert steps("all-gather", "64xtpu-v4") == [6]


def test_one_shot_sends_all_to_all_at_once():
    fabric = levels(machine("8xa100"))
    (sent,) = algorithms("all-reduce", fabric, "bf16")["one-shot"].sends(unrecorded, "all-reduce", S, fabric)
    assert (sent.steps, sent.traffic) == (1, 7 * S)
    (sent,) = algorithms("all-gather", fabric, "bf16")["one-shot"].sends(unrecorded, "all-gather", S, fabric)
    assert (sent.steps, sent.traffic) == (1, 7 / 8 * S)


@pytest.mark.parametrize(
    ("op", "on", "dtype", "names"),
    [
        ("all-reduce", "8xh100", "bf16", ["ring", "switch", "tree", "one-shot"]),
        ("all-reduce", "8xh100", "int8", ["ring", "tree", "one-shot"]),
        ("all-reduce", "64xh100", "bf16", ["ring", "tree", "hierarchical", "one-shot"]),
        ("all-reduce", "64xtpu-v4", "bf16", ["ring"]),
        ("all-gather", "8xh100", "bf16", ["ring", "one-shot"]),
        ("all-to-all", "8xh100", "bf16", ["direct"]),
        ("broadcast", "8xh100", "bf16", ["ring"]),
        ("send", "8xh100", "bf16", ["direct"]),
    ],
)
def test_an_op_has_the_algorithms_that_fit_the_fabric(op, on, dtype, names):
    assert [*algorithms(op, levels(machine(on)), dtype)] == names
