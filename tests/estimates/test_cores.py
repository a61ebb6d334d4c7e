"""Kernels on CPUs: threads, clocks, the level of memory that data lie in, and the memory of the other socket."""

import pytest

from slipstick import SlipstickError, UsageError, kernels, load, matmul, run, select
from slipstick.estimates.calibration import shipped_table
from slipstick.estimates.questions import find

STREAMS = ("read", "copy", "triad")


def seconds(question, on, dtype="fp64", **values):
    return find(question).ask(values, on, dtype).outcome


# By hand. In memory: traffic over the bandwidth, or over a line of 64 B a cycle of the core at 3.7 GHz where that is
# less. In L1: two registers of 64 B a cycle and core; in L2 a line a cycle and core.
FLOORS = [
    ("copy", {"size": "2 GB"}, 4e9 / 460.8e9),
    ("copy", {"size": "2 GB", "threads": "1"}, 4e9 / (64 * 3.7e9)),
    ("copy", {"size": "8 kB", "threads": "1", "level": "warm"}, 16e3 / (2 * 64 * 3.7e9)),
    ("read", {"size": "16 kB", "threads": "1", "level": "L1"}, 16e3 / (2 * 64 * 3.7e9)),
    ("read", {"size": "300 kB", "threads": "1", "level": "warm"}, 300e3 / (64 * 3.7e9)),
    ("read", {"size": "30 MB", "level": "warm"}, 30e6 / (96 * 64 * 3.7e9)),
    ("read", {"size": "2 GB", "clock": "2 GHz", "threads": "2"}, 2e9 / (2 * 64 * 2e9)),
]


@pytest.mark.parametrize(("kernel", "values", "floor"), FLOORS)
def test_floors_by_hand(kernel, values, floor):
    assert seconds(kernel, "epyc-9654", **values).floor == pytest.approx(floor, rel=1e-9)


def test_a_measured_rate_of_the_page_is_what_is_expected():
    assert seconds("read", "epyc-9654", size="4 GB").value == pytest.approx(4e9 / 376.8e9 + 5e-6)
    assert seconds("read", "epyc-7452", size="4 GB", threads="1").value == pytest.approx(4e9 / 21.77e9)
    assert seconds("read", "epyc-7452", size="4 GB", threads="2").value == pytest.approx(2e9 / 21.77e9 + 5e-6)
    assert seconds("read", "epyc-7452", size="9 kB", threads="1", level="warm").value == pytest.approx(9e3 / 138.48e9)


def test_data_lie_in_memory_unless_the_answer_is_asked_for_warm():
    cold, warm = (kernels.copy("10 kB", on="ryzen-9-7950x", threads="1", level=level) for level in (None, "warm"))
    assert (cold.outcome.picked["level"], warm.outcome.picked["level"]) == ("DDR", "L1d")
    assert warm.outcome.value < cold.outcome.value
    assert "the data fit in L1d: level=warm counts them there, as a loop finds them" in cold.assumptions
    told = "the data lie in L1d, of which these cores have 32 KiB: as a loop finds them"
    assert told in warm.assumptions


@pytest.mark.parametrize(
    ("size", "level"), [("10 kB", "L1d"), ("300 kB", "L2"), ("9 MB", "L3"), ("12 MB", "DDR"), ("1 GB", "DDR")]
)
def test_the_level_follows_from_the_size(size, level):
    # both arrays of a copy, in two thirds of 32 KiB, 1 MiB and 32 MiB
    assert seconds("copy", "ryzen-9-7950x", size=size, threads="1", level="warm").picked["level"] == level


def test_data_almost_too_large_for_a_cache_are_expected_outside_but_the_floor_is_that_of_the_inside():
    near = seconds("read", "ryzen-9-7950x", size="900 kB", threads="1", level="warm")
    assert near.picked["level"] == "L3"
    assert near.floor == pytest.approx(900e3 / (64 * 5.7e9))


def known(part):
    """Whether the page says what a stream needs."""
    try:
        return bool(seconds("triad", part.handle, size="1 kB"))
    except SlipstickError:
        return False


@pytest.mark.parametrize("part", [part.handle for part in select("cpu") if known(part)][::9])
def test_more_threads_and_nearer_levels_are_never_slower(part):
    for kernel in STREAMS:
        for size in ("4 kB", "200 kB", "5 MB", "2 GB"):
            said = ({}, {"threads": "1"}, {"level": "memory"}, {"level": "warm", "threads": "1"})
            every, one, cold, warm = (seconds(kernel, part, size=size, **each) for each in said)
            assert one.value >= every.value - 5.0001e-6
            assert warm.value <= one.value * (1 + 1e-9)
            assert cold.value == every.value
            assert all(0 < each.floor <= each.low <= each.value <= each.high for each in (every, one, cold, warm))


def test_nearly_every_cpu_of_the_catalogue_answers_and_the_others_name_the_fact_they_lack():
    silent = [part for part in select("cpu") if not known(part)]
    assert len(silent) <= 0.1 * len(select("cpu"))
    for part in silent:
        with pytest.raises(SlipstickError, match=r"has no (memory\.|vector\.|clock\.|fp32)"):
            seconds("triad", part.handle, size="1 kB")


def test_the_bandwidth_of_threads_saturates():
    values = [seconds("read", "xeon-6248", size="4 GB", threads=str(many)).value for many in (1, 2, 4, 20)]
    assert values[0] / values[1] == pytest.approx(2, rel=1e-3)
    assert values[0] / values[3] == pytest.approx(125.17 / 12.96, rel=1e-3)


ONE, MANY, TILES = (shipped_table("cores")["priors"]["wide"][name] for name in ("compute", "kept_many", "tiles"))


def test_arithmetic_runs_at_the_clock_that_the_cores_hold():
    every, one = (matmul(8192, on="xeon-8280", dtype="fp64", threads=many) for many in (None, "1"))
    work = 2 * 8192**3
    assert one.outcome.value == pytest.approx(work / (32 * 4e9 * ONE), rel=1e-2)
    assert every.outcome.value == pytest.approx(work / (28 * 32 * 2.4e9 * ONE), rel=1e-2)
    assert every.outcome.floor == pytest.approx(work / (28 * 32 * 4e9))
    assert any("all 28 cores, a thread each, at 2.4 GHz: its vector clock" in line for line in every.assumptions)
    assert any("one thread, on one core at 4 GHz" in line for line in one.assumptions)


def test_all_cores_keep_less_of_a_clock_that_is_not_that_of_multiply_adds():
    work = 2 * 10240**3  # on 64 cores at 2.975 GHz, half of the way from 3.5 to 2.45
    answer = matmul(10240, on="epyc-7763", dtype="fp64")
    assert answer.outcome.value == pytest.approx(work / (64 * 16 * 2.975e9 * MANY * ONE), rel=1e-2)
    held = matmul(10240, on="epyc-7763", dtype="fp64", clock="2 GHz")
    assert held.outcome.value == pytest.approx(work / (64 * 16 * 2e9 * ONE), rel=1e-2)
    behind = "62 matmuls on 6 CPUs; the range of CPUs that were left out in turn"
    assert f"expected and range (meant for nine in ten): {behind}" in answer.assumptions
    assert not any("measurements it holds is not known" in line for line in answer.assumptions)


def test_units_that_multiply_tiles_have_a_share_and_a_range_of_their_own():
    work = 2 * 4096**3
    one = matmul(4096, on="xeon-6972p", dtype="bf16", threads="1")
    assert one.outcome.value == pytest.approx(work / (1024 * 3.9e9 * TILES), rel=2e-2)
    assert one.outcome.high / one.outcome.value == pytest.approx(2.5)
    assert any("2 matmuls on units that multiply tiles" in line for line in one.assumptions)
    plain = matmul(4096, on="xeon-6972p", dtype="fp32", threads="1")
    assert plain.outcome.value == pytest.approx(work / (64 * 3.9e9 * ONE), rel=2e-2)


# By hand: the rate of reads on the page, over (reads + 2 writes) / (reads + writes). ARM cores were not seen to do it.
ALLOCATED = [
    ("read", {"size": "4 GB"}, "xeon-6248", 4e9 / 125.17e9),
    ("copy", {"size": "4 GB"}, "xeon-6248", 1.5 * 8e9 / 125.17e9),
    ("triad", {"size": "4 GB"}, "xeon-6248", 4 / 3 * 12e9 / 125.17e9),
    ("write", {"size": "4 GB"}, "xeon-6248", 2 * 4e9 / 125.17e9),
    ("elementwise", {"elements": 5 * 10**8, "reads": 3}, "xeon-6248", 1.25 * 16e9 / 125.17e9),
    ("axpy", {"elements": 5 * 10**8}, "xeon-6248", 12e9 / 125.17e9),
    ("copy", {"size": "4 GB"}, "graviton2", 8e9 / 169.6e9),
]


@pytest.mark.parametrize(("kernel", "values", "on", "time"), ALLOCATED)
def test_stores_read_the_lines_that_they_overwrite(kernel, values, on, time):
    assert seconds(kernel, on, **values).value == pytest.approx(time + 5e-6, rel=0.01)


def test_no_cpu_has_a_launch_or_shares_of_a_gpu():
    one, many = (seconds("triad", "epyc-9654", size="1 MB", threads=each) for each in ("1", "2"))
    assert (one.quantities["startup_time"][0], many.quantities["startup_time"][0]) == (0.0, 5e-6)
    for kernel, values in (("softmax", {"rows": 64, "columns": 64}), ("matmul", {"m": 64})):
        answer = find(kernel).ask(values, "epyc-9654", "fp32")
        assert answer.outcome.family == "cores"
        assert not {"h100-sxm", "a100-sxm-80gb"} & set(" ".join(answer.assumptions).split())


def test_what_all_do_in_place_is_waited_for_once():
    axpy = seconds("axpy", "epyc-7452", elements=10**8, threads="1")
    assert axpy.value == pytest.approx(2 * 8e8 / 21.77e9, rel=0.02)  # two arrays, of which one is read and written
    whole = seconds("axpy", "epyc-7452", elements=10**8)
    assert whole.value == pytest.approx(3 * 8e8 / 143.46e9, rel=0.02)


def test_both_sockets_have_twice_the_memory_and_the_cores():
    one, both = (seconds("read", "2xepyc-9654", size="8 GB", threads=many) for many in ("96", "192"))
    assert both.floor == pytest.approx(one.floor / 2)
    assert both.value == pytest.approx(one.value / 2, rel=1e-3)
    title = run("read", size="8 GB", threads="192", on="2xepyc-9654").title
    assert title.endswith("on AMD EPYC 9654 (epyc-9654), of 2")


def test_remote_memory_is_as_fast_as_the_link():
    on = "2xepyc-9654+xgmi-epyc-9004"
    near, far = (run("read", size="4 GB", on=on, numa=numa) for numa in ("local", "remote"))
    assert far.outcome.value == pytest.approx(4e9 / 256e9 + 5e-6)
    assert near.outcome.value < far.outcome.value
    assert any("over a link of 256 GB/s each way" in line for line in far.assumptions)
    assert "plantegg-mlc-8269cy" in far.sources


def test_arrays_are_answered_as_each_of_their_elements_is():
    np = pytest.importorskip("numpy")
    rows = np.array([8, 800, 80_000, 8_000_000])
    warm = find("softmax").ask({"rows": rows, "columns": 64, "level": "warm"}, "epyc-9654", "fp32").outcome
    assert len(set(warm.picked["level"])) > 1
    for place, each in enumerate(rows):
        own = find("softmax").ask({"rows": int(each), "columns": 64, "level": "warm"}, "epyc-9654", "fp32").outcome
        assert (warm.value[place], warm.floor[place], warm.low[place], warm.high[place]) == pytest.approx(
            (own.value, own.floor, own.low, own.high)
        )
        assert warm.picked["level"][place] == own.picked["level"]


@pytest.mark.parametrize(
    ("on", "said", "problem"),
    [
        ("a100", {"threads": "1"}, "threads = '1': a100-sxm-80gb is a gpu, and this is said of CPUs alone"),
        ("a100", {"level": "L2"}, "level = 'L2': a100-sxm-80gb is a gpu, and this is said of CPUs alone"),
        ("epyc-9654", {"tile": "64x64"}, "tile = '64x64': epyc-9654 is a cpu, and it was measured on GPUs alone"),
        ("epyc-9654", {"library": "vllm"}, "library = 'vllm': epyc-9654 is a cpu, and it was measured on GPUs alone"),
    ],
)
def test_what_is_said_of_the_wrong_part_is_told(on, said, problem):
    with pytest.raises(UsageError) as caught:
        matmul(64, on=on, **said)
    assert str(caught.value) == problem


FEW = shipped_table("cores")["priors"]["wide"]["kept_few"]


@pytest.mark.parametrize(
    ("on", "kept"), [("epyc-7763", MANY), ("ryzen-9-5900x", FEW), ("raspberry-pi-5", FEW), ("grace", FEW)]
)
def test_the_cores_of_servers_of_amd_and_intel_alone_fall_below_the_clock_of_their_page(on, kept):
    one, all_of_them = (matmul(8192, on=on, dtype="fp32", threads=many).outcome for many in ("1", None))
    part, cores = load(on), load(on).number("compute.units")
    boost = part.number("clock.boost")
    base = part.number("clock.base") if "clock.base" in part else boost
    slowest = part.number("clock.all_core") if "clock.all_core" in part else (base + boost) / 2
    assert one.value / all_of_them.value == pytest.approx(cores * kept * slowest / boost, rel=0.02)


def test_a_clock_far_above_the_highest_is_refused():
    with pytest.raises(UsageError, match=r"clock = 50GHz: the cores of epyc-9654 go up to 3.7 GHz"):
        seconds("copy", "epyc-9654", size="1 GB", clock="50GHz")
    assert seconds("copy", "epyc-9654", size="1 GB", clock="4GHz").value > 0
