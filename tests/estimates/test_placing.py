import pytest

from slipstick import DimensionError, UsageError, collective, infer, matmul, move
from slipstick.estimates.placing import placed
from slipstick.kernels import copy, softmax

ONE = matmul(4096, 4096, 4096, on="a100")
WORK = 2 * 4096**3


def test_a_time_in_the_range_is_normal():
    found = ONE.measured("514 us")
    assert (found.place, found.causes) == ("in the range", ())
    assert found.ratio == pytest.approx(514e-6 / ONE.outcome.value)
    assert found.verdict.endswith("times the expected: normal: in the range")


def test_a_rate_is_the_time_that_the_work_takes_at_it():
    found = ONE.measured("190 TFLOP/s")
    assert found.time == pytest.approx(WORK / 190e12)
    assert found.text == "190 TFLOP/s (723 µs)"
    assert found.place == "slower than the range"


def test_a_bandwidth_is_the_time_of_the_traffic():
    found = copy("1 GB", on="h100").measured("2.4 TB/s")
    assert found.time == pytest.approx(2e9 / 2.4e12)


def test_a_share_is_that_of_what_sets_the_floor():
    assert ONE.measured("60 %").time == pytest.approx(ONE.outcome.floor / 0.6)
    moved = copy("1 GB", on="h100")
    assert moved.measured("60 %").time == pytest.approx(moved.outcome.floor / 0.6)


@pytest.mark.parametrize(
    ("measured", "cause"),
    [
        ("134 TFLOP/s", "a multiply-add counted as one FLOP"),
        ("500 TFLOP/s", "FLOP counted twice"),
        ("1 ms", "it ran in tf32, in which this would take"),
        ("300 us", "synchronise first"),
        ("5 ms", "the first call"),
    ],
)
def test_what_could_be_wrong_is_named(measured, cause):
    assert any(cause in each for each in ONE.measured(measured).causes)


def test_flops_are_only_miscounted_where_a_rate_was_given():
    assert not any("counted" in each for each in ONE.measured("1.03 ms").causes)


def test_a_short_kernel_may_wait_for_its_host():
    assert any("between launches" in each for each in softmax(8, 8, on="a100").measured("1 ms").causes)


def test_what_fits_in_a_cache_may_be_faster_than_the_floor():
    small = matmul(1, 2048, 2048, on="a100")
    found = small.measured(f"{0.5e6 * small.outcome.floor} us")
    assert found.place == "faster than the floor"
    assert "data found in a cache by a repeat: clear it between runs, or let it count" in found.causes


def test_slower_than_the_floor_and_faster_than_the_range_is_neither():
    middle = (ONE.outcome.floor + ONE.outcome.low) / 2
    assert ONE.measured(f"{1e6 * middle} us").place == "faster than the range"


@pytest.mark.parametrize(
    ("estimate", "measured", "message"),
    [
        (ONE, "5 GB", "measured = '5 GB': expected a time, a rate of work, a bandwidth, or a share of the peak"),
        (ONE, "0 s", "nothing is done in no time"),
        (ONE, "0 FLOP/s", "nothing is done in no time"),
        (copy("1 GB", on="a100"), "2 TFLOP/s", "no work is done here whose rate it could be"),
        (ONE, "-5 %", "out of range"),
    ],
)
def test_what_is_no_measurement_of_it_is_refused(estimate, measured, message):
    with pytest.raises((UsageError, DimensionError), match=message):
        estimate.measured(measured)


def test_arrays_have_no_one_range():
    np = pytest.importorskip("numpy")
    with pytest.raises(UsageError, match="these are many"):
        placed(matmul(np.array([64, 128]), 64, 64, on="a100"), "1 ms")


def test_for_programs_it_is_a_dictionary():
    told = ONE.measured("190 TFLOP/s").as_dict()
    assert told.keys() == {"time", "text", "ratio", "place", "causes", "verdict"}
    assert isinstance(told["causes"], list)


def test_it_is_told_between_the_answer_and_the_reasons():
    told = ONE.text(measured=ONE.measured("190 TFLOP/s"))
    assert told.index("floor ") < told.index("measured ") < told.index("could be ") < told.index("why ")


def test_a_measured_bandwidth_of_a_collective_is_its_bus_bandwidth():
    estimate = collective("all-reduce", "256 MiB", on="8xa100")
    placed = estimate.measured("200 GB/s")
    assert placed.time == pytest.approx(1.75 * 2**28 / 200e9)
    assert placed.place == "in the range"
    twice = estimate.measured(f"{2 * estimate.answers['busbw'].value:g} B/s")
    assert "both directions counted together" in twice.causes
    slow = estimate.measured("1 s").causes
    assert any(cause.startswith("other traffic on the link") for cause in slow)
    every = [cause for each in ("1 s", "1 ms", "1 GB/s") for cause in estimate.measured(each).causes]
    assert not any("FLOP" in cause or "sparsity" in cause for cause in every)


def test_a_measured_bandwidth_of_a_move_is_of_its_bytes():
    assert move("8 GB", over="pcie-5").measured("50 GB/s").time == pytest.approx(0.16)


def test_an_algorithm_bandwidth_taken_for_that_of_the_bus_is_named():
    answer = collective("all-reduce", "256MiB", on="8xh100")
    placed = answer.measured("230 GB/s")
    assert placed.verdict.startswith("230 GB/s busbw (2.04 ms)")
    assert placed.causes[0].startswith("the algorithm bandwidth (algbw)")
    assert "algbw" not in " ".join(answer.measured("100 GB/s").causes)
    assert "algbw" not in " ".join(collective("send", "1GiB", on="2xh100").measured("200 GB/s").causes)


def test_tokens_a_second_of_a_model_are_those_of_all_its_sequences():
    answer = infer("llama-3.1-8b", on="a100", batch=32)
    rate = answer.answers["throughput"].value
    assert answer.measured(f"{rate} token/s").ratio == pytest.approx(1)
    one = answer.measured(f"{rate / 32} token/s")
    assert one.ratio == pytest.approx(32)
    assert one.causes[0] == "the tokens of one sequence: as that it is normal"
    assert "one sequence" not in " ".join(answer.measured(f"{rate / 320} token/s").causes)
    assert "one sequence" not in " ".join(infer("llama-3.1-8b", on="a100").measured("11 tok/s").causes)
