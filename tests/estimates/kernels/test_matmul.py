import json

import pytest

import slipstick
from slipstick import SlipstickError, UsageError, matmul, run
from slipstick.formulas.core.steps import unrecorded
from slipstick.specs import rates as machine


def us(quantity):
    return quantity.to("us").magnitude


def test_the_main_question():
    answer = matmul(4096, 4096, 4096, on="a100", dtype="bf16")
    assert 440 <= us(answer.floor) <= 441  # 2 x 4096^3 / 312e12
    assert answer.bound_by == "compute"
    assert 500 <= us(answer.time) <= 560  # three libraries: 514, 539 and 549 µs
    assert us(answer.low) <= 514
    assert us(answer.high) >= 549
    assert answer.question["on"] == "a100-sxm-80gb"


def test_one_row_is_memory_bound():
    answer = matmul(1, 4096, 4096, on="a100")
    assert 16.4 <= us(answer.floor) <= 16.5  # 33.57 MB / 2039 GB/s
    assert answer.bound_by == "memory"
    assert 20 <= us(answer.time) <= 29  # measured 24.1 to 26.6 µs
    assert us(answer.low) <= 26.6


# By hand: 2 m n k over the peak, or bytes over the bandwidth, whichever is longer.
@pytest.mark.parametrize(
    ("sizes", "options", "floor", "bound"),
    [
        ((8192, 8192, 8192), {"on": "h100-pcie"}, 1454.4, "compute"),  # 1.0995e12 / 756e12
        ((4096, 4096, 4096), {"on": "t4", "dtype": "fp16"}, 2114.4, "compute"),  # 137.44e9 / 65e12
        ((4096, 4096, 4096), {"on": "t4", "dtype": "fp32"}, 16967.8, "compute"),  # 137.44e9 / 8.1e12, vector units
        ((1, 8192, 8192), {"on": "h100", "dtype": "fp8"}, 20.040, "memory"),  # (2^26 + 8192 + 2 x 8192) B / 3350 GB/s
        ((128, 128, 64), {"on": "a100", "batch": 512}, 16.457, "memory"),  # 512 x 65,536 B / 2039 GB/s
        (
            (4096, 4096, 4096),
            {"on": "xeon-8480-plus", "dtype": "bf16"},
            630.7,
            "compute",
        ),  # 56 x 1024 x 3.8e9 = 217.9e12
        ((1024, 1024, 1024), {"on": "tpu-v5e"}, 10.901, "compute"),
    ],
)
def test_floors_by_hand(sizes, options, floor, bound):
    answer = matmul(*sizes, **options)
    assert us(answer.floor) == pytest.approx(floor, rel=1e-3)
    assert answer.bound_by == bound


def test_a_derived_peak_is_a_step_of_the_work():
    answer = matmul(4096, 4096, 4096, on="epyc-9654", dtype="fp32")
    assert answer.steps[0].formula.name == "machine_peak"
    assert answer.steps[0].with_numbers == "96 × 32 FLOP/cycle × 3.7 GHz"
    assert any("at 3.55 GHz: its all-core clock" in line for line in answer.assumptions)


def rates(part):
    return [dtype for dtype in slipstick.units.dtypes.DTYPES if machine.has(part, dtype)]


def bandwidth_known(part):
    try:
        return machine.bandwidth(part).value(unrecorded) > 0
    except slipstick.SlipstickError:
        return False


PARTS = [part for part in slipstick.catalogue() if rates(part)]


@pytest.mark.parametrize("part", [part for part in PARTS if bandwidth_known(part)], ids=lambda part: part.handle)
@pytest.mark.parametrize("sizes", [(1, 1, 1), (7, 4096, 4096), (4096, 4096, 4096), (10**12, 1, 10**12)])
def test_no_answer_lies_below_its_floor_or_outside_its_range(part, sizes):
    for dtype in rates(part):
        outcome = matmul(*sizes, on=part, dtype=dtype).outcome
        assert outcome.floor <= outcome.low <= outcome.value <= outcome.high


def test_a_part_whose_bandwidth_is_not_known_says_so():
    unknown = [part for part in PARTS if not bandwidth_known(part)]
    assert 0 < len(unknown) < len(PARTS) / 10
    for part in unknown:
        with pytest.raises(slipstick.SlipstickError, match=r"has no memory\..*bandwidth, nor the pins|lists no memory"):
            matmul(1, 1, 1, on=part, dtype=rates(part)[0])


SPARSE = """\
name: Halved
kind: gpu
peak: {int8: 85 TOP/s}
sparse: {fp16: 85 TFLOP/s}
memory: {DRAM: {bandwidth: 204.8 GB/s}}
sources: {"*": {title: made up, seen: 2026-11-30}}
"""


def test_a_vector_rate_is_not_taken_for_a_matrix_units(tmp_path):
    answer = matmul(4096, 4096, 4096, on="rtx-3060", dtype="fp16")  # its page has vector.fp16, and no peak.fp16
    assert answer.steps[0].value == pytest.approx(28 * 512 * 1.777e9)
    (tmp_path / "halved.yaml").write_text(SPARSE)
    with pytest.raises(SlipstickError, match=r"has no fp16: it has .*; of fp16 only the rate with structured sparsity"):
        run("matmul", m=1, n=1, k=1, on="halved", dtype="fp16", specs=str(tmp_path))
    for part in PARTS:
        for dtype in set(rates(part)) - {"fp64", "fp32"}:
            assert not machine.peak(part, dtype).paths[0].startswith("vector."), part


def test_figures_of_several_devices_say_so():
    assert any("software sees 2 devices" in line for line in matmul(1, 1, 1, on="mi250x").assumptions)
    assert not any("software sees" in line for line in matmul(1, 1, 1, on="mi300x").assumptions)


def test_a_bandwidth_that_is_not_printed_follows_from_the_pins():
    answer = matmul(1, 4096, 4096, on="epyc-9755", dtype="fp64")
    step = next(step for step in answer.steps if step.formula.name == "pin_bandwidth")
    assert (step.result, step.with_numbers) == ("614.4 GB/s", "768 × 800 MB/s")
    assert "memory.DDR.pins" in answer.facts
    assert answer.levers["bandwidth"] < -0.4


PIPED = """\
name: Piped
kind: cpu
compute: {units: 64, unit: core, width: 256 bit, pipes: 2}
clock: {boost: 2.6 GHz}
memory: {DDR: {bandwidth: 307.2 GB/s}}
sources: {"*": {title: made up, seen: 2026-11-30}}
"""


def test_a_peak_follows_from_simd_pipes_where_the_rate_is_not_printed(tmp_path):
    (tmp_path / "piped.yaml").write_text(PIPED)
    answer = run("matmul", m=4096, n=4096, k=4096, on="piped", dtype="fp64", specs=str(tmp_path))
    assert [step.formula.name for step in answer.steps[:3]] == ["simd_rate", "machine_peak", "simd_peak"]
    assert answer.steps[2].value == pytest.approx(64 * 16 * 2.6e9)
    assert {step.formula.source for step in answer.steps} <= set(answer.sources)
    assert any("all 64 cores, a thread each, at 2.6 GHz" in line for line in answer.assumptions)


def test_a_hybrid_processor_has_the_peak_of_both_its_kinds_of_cores():
    answer = matmul(4096, 4096, 4096, on="core-i9-13900k", dtype="fp32")
    names = [step.formula.name for step in answer.steps]
    assert names[:3] == ["machine_peak", "machine_peak", "combined_peak"]
    assert answer.steps[2].value == pytest.approx(8 * 32 * 5.8e9 + 16 * 16 * 4.3e9)
    assert {"compute.units", "efficiency.units", "efficiency.boost"} <= set(answer.facts)


def test_the_work_can_be_followed_with_a_calculator():
    steps = {step.formula.name: step for step in matmul(4096, 4096, 4096, on="a100").steps}
    assert steps["compute_time"].with_numbers == "137.44 GFLOP / 312 TFLOP/s"
    assert steps["compute_time"].result == "440.51 µs"
    exposed = steps["kernel_time"].inputs["exposed"]
    assert steps["kernel_time"].value == pytest.approx(
        steps["kernel_time"].inputs["startup"]
        + steps["matmul_busy_time"].value
        + exposed * steps["cached_memory_time"].value
    )
    assert steps["matmul_tiles"].with_numbers == "ceil(4096 / 64) × ceil(4096 / 128)"
    assert steps["tile_waves"].with_numbers == "ceil(2048 / 108)"


def test_the_facts_of_tiles_and_caches_are_told():
    assert {"compute.units", "memory.L2.capacity"} <= set(matmul(4096, 4096, 4096, on="a100").facts)
    assert "compute.units" not in run("copy", size="1 GB", on="a100").facts


def test_libraries_that_convert_are_estimated_apart():
    def asked(**options):
        return matmul(4096, 4096, 4096, on="h100", dtype="fp8", **options)

    bare, *libraries = asked(), *(asked(library=name) for name in ("trtllm", "sglang", "vllm"))
    assert all(each.outcome.value > 1.1 * bare.outcome.value for each in libraries)
    assert len({each.outcome.value for each in libraries}) == 3
    assert "8 bits as vllm runs them: it converts the input from 16 bits in the same call" in libraries[2].assumptions
    assert libraries[2].question["library"] == "vllm"
    wide = matmul(4096, 4096, 4096, on="h100", library="vllm")  # in 16 bits they run the same kernels
    assert wide.outcome.value == matmul(4096, 4096, 4096, on="h100").outcome.value
    with pytest.raises(UsageError, match=r"library = 'vlm': did you mean vllm\?"):
        asked(library="vlm")


def test_a_tile_and_a_split_of_ones_own_are_taken():
    best, own = (matmul(64, 64, 65536, on="a100", **picked) for picked in ({}, {"tile": "128x128", "split": "1"}))
    assert best.outcome.picked["split"] == "16"
    assert own.outcome.picked == {"tile": "128x128", "split": "1"}
    assert own.outcome.value > best.outcome.value
    assert "picked by you: tile 128x128, split 1" in own.assumptions


def test_it_says_when_the_matrices_do_not_fit_or_fit_in_a_cache():
    assert any("do not fit in the 80 GiB" in line for line in matmul(10**6, 10**6, 10**6, on="a100").assumptions)
    assert any("fit in memory.L2.capacity (40 MiB)" in line for line in matmul(1, 4096, 4096, on="a100").assumptions)
    bound_by_compute = matmul(2048, 2048, 2048, on="a100")  # 25 MB: no cache makes arithmetic faster
    assert not any("fit in memory" in line for line in bound_by_compute.assumptions)


@pytest.mark.parametrize(
    ("sizes", "options", "said"),
    [
        ((0, 1, 1), {"on": "a100"}, "m = 0 is out of range: expected a whole number of elements from 1 to 1e12"),
        ((1, -4, 1), {"on": "a100"}, "n = -4 is out of range"),
        ((1, 1, 1.5), {"on": "a100"}, "k = 1.5 is a fraction"),
        ((10**30, 1, 1), {"on": "a100"}, "m = 1e30 is out of range"),
        (("64 B", 1, 1), {"on": "a100"}, "m is a size (B), but a plain number belongs there"),
        ((1, 1, 1), {"on": "a100", "batch": 0}, "batch = 0 is out of range"),
        ((1, 1, 1), {"on": "a1000"}, "unknown device 'a1000': did you mean a100"),
        ((1, 1, 1), {"on": "a100-sxm"}, "'a100-sxm' is ambiguous: it could be a100-sxm-40gb, a100-sxm-80gb"),
        ((1, 1, 1), {"on": "a100", "dtype": "bf15"}, "unknown dtype 'bf15': did you mean bf16"),
    ],
)
def test_what_is_not_understood_is_refused(sizes, options, said):
    with pytest.raises(UsageError) as error:
        matmul(*sizes, **options)
    assert str(error.value).startswith(said)


def test_a_dtype_the_part_lacks_cannot_be_answered():
    with pytest.raises(SlipstickError) as error:
        matmul(1, 1, 1, on="t4", dtype="bf16")
    assert not isinstance(error.value, UsageError)
    assert str(error.value) == "t4 (NVIDIA Tesla T4) has no bf16: it has fp64, fp32, fp16, int8, int4"


def test_arrays_in_arrays_out():
    np = pytest.importorskip("numpy")
    m = np.arange(1, 5000, 7)
    answer = matmul(m, 4096, 4096, on="a100")
    assert answer.time.shape == answer.low.shape == answer.floor.shape == answer.bound_by.shape == m.shape
    for place in (0, 100, -1):
        one = matmul(int(m[place]), 4096, 4096, on="a100")
        assert answer.time[place] == one.time
        assert answer.high[place] == one.high
        assert answer.bound_by[place] == one.bound_by
    with pytest.raises(UsageError, match=r"the sizes do not fit together: m of shape \(3,\), n of shape \(2,\)"):
        matmul(m[:3], m[:2], 1, on="a100")
    grid = matmul(m[:, None], np.array([[1024, 2048]]), 4096, on="a100")
    assert grid.time.shape == (len(m), 2)
    assert "of shape" in grid.text()
    assert len(json.dumps(answer.as_dict())) > 1000
