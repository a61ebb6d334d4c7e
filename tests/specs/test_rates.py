import pytest

from slipstick import SlipstickError, catalogue, load
from slipstick.formulas.core.steps import unrecorded
from slipstick.specs.rates import issue, peak, special, vector

OWN = """
name: My CPU
kind: cpu
vector: {fp32: 708 GFLOP/s}
clock: {boost: 3 GHz}
memory:
  DDR: {bandwidth: 100 GB/s}
sources:
  "*": {title: measured, seen: 2026-11-30}
"""
PIPED = """
name: Piped
kind: cpu
compute: {units: 64, unit: core, width: 256 bit, pipes: 2}
clock: {boost: 2.6 GHz}
sources:
  "*": {title: made up, seen: 2026-11-30}
"""


def value(rate):
    return rate.value(unrecorded)


@pytest.mark.parametrize(
    ("part", "published", "off"),
    [
        ("h100", 3.9e12, 0.02),  # the post on FlashAttention-3; 1830 MHz, the matrix clock, is meant there too
        ("gb200", 4.943e12, 0.02),  # measured by NVIDIA, as others quote it
        ("gb300", 10.024e12, 0.02),
    ],
)
def test_exponentials_come_to_the_published_rate(part, published, off):
    assert value(special(load(part))) == pytest.approx(published, rel=off)


@pytest.mark.parametrize(
    ("part", "units", "each", "clock"),
    [
        ("a100", 108, 16, 1410e6),
        ("v100-sxm2-16gb", 80, 16, 1530e6),
        ("p100-sxm2", 56, 16, 1480e6),
        ("gtx-1080-ti", 28, 32, 1582e6),
        ("m40-24gb", 24, 32, 1114e6),
        ("mi300x", 304, 16, 2100e6),
        ("rx-7900-xtx", 96, 16, 2500e6),
    ],
)
def test_exponentials_are_units_times_results_a_cycle_times_clock(part, units, each, clock):
    rate = special(load(part))
    assert value(rate) == pytest.approx(units * each * clock)
    assert rate.paths[-1] == "clock.boost"


def test_the_exponentials_of_a_page_come_before_those_of_its_kind_of_unit():
    assert special(load("k80")).paths[0] == "compute.special"
    assert not special(load("k80")).sources
    assert "16 a cycle of a streaming multiprocessor" in special(load("h100")).assumption
    assert "a quarter of its 64 lanes" in special(load("mi300x")).assumption


@pytest.mark.parametrize(
    ("part", "flop", "library"),
    [
        ("xeon-6148", 0.57 * 64, "AVX-512"),
        ("xeon-e5-2698-v4", 2.21 * 32, "AVX2"),
        ("core-i9-12900k", 2.21 * 32, "AVX2"),
    ],
)
def test_a_cpu_works_exponentials_out_in_the_cycles_its_maker_measured(part, flop, library):
    rate = special(load(part))
    assert value(rate) == pytest.approx(value(vector(load(part))) / flop)
    assert library in rate.assumption
    assert f"{flop:.0f} FLOP" in rate.assumption


def test_exponentials_follow_from_pipes_or_a_printed_rate_too(own):
    (own / "piped.yaml").write_text(PIPED)
    assert value(special(load("piped", specs=str(own)))) == pytest.approx(64 * 2 * 2 * 8 * 2.6e9 / (2.21 * 32))
    (own / "my-cpu.yaml").write_text(OWN)
    assert value(special(load("my-cpu", specs=str(own)))) == pytest.approx(708e9 / (2.21 * 32))


def test_what_says_a_stated_number_can_be_cited():
    known = catalogue()
    for handle in ("h100", "mi300x", "xeon-6148"):
        rate = special(load(handle))
        assert rate.sources
        for source in known.described(load(handle), rate.sources).values():
            assert source["address"].startswith("https://")


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("a100", 19.5e12),
        ("h100", 66.9e12),
        ("apple-m1", 2.617e12),
        ("xeon-6148", 20 * 64 * 3.7e9),
        ("graviton3", 64 * 2 * 2 * 8 * 2.6e9),
    ],
)
def test_the_vector_rate_is_outside_the_matrix_units(part, expected):
    assert value(vector(load(part))) == pytest.approx(expected)


def test_a_vector_rate_says_what_it_takes_for_granted():
    assert vector(load("a100")).assumption == ""
    assert "no other is given" in vector(load("apple-m1")).assumption
    assert "lower" in vector(load("xeon-6148")).assumption
    assert "has no matrix units" in peak(load("gtx-1080-ti"), "fp32").assumption


@pytest.mark.parametrize(
    ("part", "units", "clock"), [("v100-sxm2-16gb", 80, 1530e6), ("a100-sxm-40gb", 108, 1410e6), ("h100", 132, 1830e6)]
)
def test_loads_and_stores_are_units_times_lanes_times_clock(part, units, clock):
    rate = issue(load(part))
    assert value(rate) == pytest.approx(units * 32 * clock)
    assert "at clock." in rate.assumption
    assert [formula.name for formula in rate.formulas] == ["load_store_rate"]


@pytest.mark.parametrize(
    ("ask", "part", "line"),
    [
        (vector, "tpu-v4", "tpu-v4 (Google Cloud TPU v4) has no vector.fp32, nor the pipes it follows from"),
        (vector, "gaudi3", "has no vector.fp32, nor the pipes it follows from"),
        (
            special,
            "tpu-v4",
            "tpu-v4 (Google Cloud TPU v4) has no compute.special, "
            "nor is its compute.unit a streaming multiprocessor or a compute unit",
        ),
        (special, "mi50", "has no clock.boost, from which its special-function rate follows"),
        (special, "raspberry-pi-3", "has no vector.fp32, nor the pipes it follows from"),
        (issue, "mi300x", "has no compute.load_store, from which its rate of loads and stores follows"),
    ],
)
def test_a_rate_that_is_not_known_is_one_clear_line(ask, part, line):
    with pytest.raises(SlipstickError) as error:
        ask(load(part))
    assert line in str(error.value)
    assert "\n" not in str(error.value)


def told(ask, part):
    try:
        return value(ask(part))
    except SlipstickError as error:
        return str(error)


@pytest.mark.parametrize("ask", [vector, special, issue])
def test_every_part_has_its_rate_or_a_line_that_names_it(ask):
    answers = {part.handle: told(ask, part) for part in catalogue()}
    assert all(answer > 0 if isinstance(answer, float) else handle in answer for handle, answer in answers.items())
    assert {type(answer) for answer in answers.values()} == {float, str}


HYBRID = """\
name: Mine
kind: cpu
compute: {units: 8, unit: core, rate: {fp64: 16 FLOP/cycle}}
clock: {base: 2 GHz, boost: 4 GHz}
efficiency: {units: 16, rate: {fp64: 8 FLOP/cycle}, base: 1 GHz, boost: 3 GHz}
sources: {"*": {title: t, seen: 2026-11-30}}
"""


def test_big_and_small_cores_work_together(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(HYBRID)
    assert value(peak(load("mine", specs=str(path)), "fp64")) == pytest.approx(8 * 16 * 4e9 + 16 * 8 * 3e9)
    path.write_text(HYBRID.replace("units: 16, ", ""))
    assert value(peak(load("mine", specs=str(path)), "fp64")) == pytest.approx(8 * 16 * 4e9)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("compute: {units: 8, rate: {fp32: 64 FLOP/cycle}}", "its page lacks clock.boost"),
        ("compute: {units: 8, width: 128 bit, pipes: 2}", "its page lacks clock.boost"),
        ("clock: {boost: 2 GHz}", "its page lacks compute.units, compute.rate"),
        ("sparse: {fp16: 1 PFLOP/s}", ", but with structured sparsity fp16; they follow from units"),
    ],
)
def test_a_part_without_a_rate_says_what_its_page_lacks(tmp_path, facts, said):
    (tmp_path / "bare.yaml").write_text(
        f"name: Bare\nkind: gpu\n{facts}\nsources: {{'*': {{title: made up, seen: 2026-11-30}}}}\n"
    )
    with pytest.raises(SlipstickError, match=f"bare .Bare. has no bf16: it has no rates at all.*{said}"):
        peak(load("bare", str(tmp_path)), "bf16")
