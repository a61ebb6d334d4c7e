import json
from contextlib import suppress

import pytest

from slipstick import SlipstickError, load, matmul, run
from slipstick.estimates.calibration import Wanted, find, libraries, own_path
from slipstick.estimates.layers import _all_of


def test_the_range_is_wider_the_less_was_measured():
    def width(**options):
        outcome = matmul(4096, 4096, 4096, **options).outcome
        return outcome.high / outcome.low

    measured, related, prior = width(on="a100"), width(on="a100-40gb"), width(on="mi300x")
    assert measured < related
    assert measured < prior < width(on="tpu-v5e")
    assert width(on="a100", dtype="fp16") == measured  # the same width and rate
    assert width(on="a100", batch=4) > measured  # no batch was measured


@pytest.mark.parametrize(
    ("options", "kind", "basis"),
    [
        ({"on": "a100"}, "measured", "459 measurements on this part in bf16"),
        ({"on": "a100", "dtype": "fp16"}, "measured", "which has the same width and rate"),
        ({"on": "a100-40gb"}, "related", "459 measurements on a100-sxm-80gb, which this part extends"),
        ({"on": "mi300x"}, "prior", "no measurements in bf16 on this part"),
        ({"on": "epyc-9654"}, "related", "62 matmuls on 6 CPUs"),
        ({"on": "xeon-8480-plus"}, "prior", "2 matmuls on units that multiply tiles, on 1 CPU"),
        ({"on": "a100", "batch": 2}, "related", "one matmul at a time"),
    ],
)
def test_the_answer_says_what_stands_behind_it(options, kind, basis):
    answer = matmul(4096, 4096, 4096, **options)
    assert answer.calibration["kind"] == kind
    assert basis in answer.calibration["basis"]
    assert any(basis in line for line in answer.assumptions)


# A table of one's own making: each layer launches at another time, by which it is told apart.
RANGES = {"startup": [0.9, 1.1], "latency": [0.7, 1.4], "compute": [0.8, 1.25], "memory": [0.5, 2.0]}


def fit(launch, **more):
    return {"launch": launch, "compute": 0.5, "memory": 0.5, "ranges": RANGES, **more}


def table(**layers):
    many = layers.pop("measurements", 7)
    measured = {name: {"bf16": fit(1e-6, measurements=many)} for name in layers.pop("fits", [])}
    priors = {name: fit(4e-6, parts=["a100-sxm-80gb", "t4"]) for name in ("narrow", "wide")}
    return {
        "source": "aiconfigurator",
        "parameters": ["launch", "compute", "memory"],
        "shared": {"exposed": 0.2},
        "measured_kinds": ["gpu"],
        "stated": {"unmeasured_kind_range_power": 2},
        "conditions": {"narrow": "of a narrow dtype", "wide": ""},
        "fits": measured,
        "priors": priors,
        **layers,
    }


@pytest.fixture
def own_table(tmp_path, monkeypatch):
    """Writes a person's own calibration of a family."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "slipstick" / "calibration"
    folder.mkdir(parents=True)

    def write(family="matmul", **layers):
        (folder / f"{family}.json").write_text(json.dumps(table(**layers)))

    return write


def launch(on, dtype="bf16", family="matmul", like=""):
    return find(Wanted(family, load(on), dtype, like=like))


def test_a_persons_own_fit_of_a_part_counts_before_the_shipped_one(own_table):
    shipped = launch("a100")
    own_table(fits=["a100-sxm-80gb"])
    own = launch("a100")
    assert (own.numbers["launch"], own.measurements, own.basis) == (1e-6, 7, "7 measurements on this part in bf16")
    assert shipped.numbers["launch"] != own.numbers["launch"]
    assert launch("h100").measurements == 505  # of which the person has none


def test_one_measurement_is_one(own_table):
    own_table(fits=["a100-sxm-80gb"], measurements=1)
    answer = matmul(4096, 4096, 4096, on="a100")
    assert "expected and range (meant for nine in ten): 1 measurement on this part in bf16" in answer.assumptions
    assert "  sources    2 facts, 1 measurement and" in answer.text()


def test_what_a_person_did_not_measure_is_as_shipped(own_table):
    before = launch("mi300x"), launch("a100", "fp8")
    own_table(fits=["a100-sxm-80gb"])
    assert (launch("mi300x"), launch("a100", "fp8")) == before


def test_a_table_that_is_written_again_counts_at_once(own_table):
    own_table(fits=["a100-sxm-80gb"])
    assert launch("a100").measurements == 7
    own_table(fits=[])
    assert launch("a100").measurements == 459


def test_layers_are_the_part_its_base_its_architecture_its_kind_and_all(own_table):
    own_table(
        fits=["epyc-9654"],
        architectures={"Zen 4": {"wide": fit(2e-6, parts=["epyc-9654", "epyc-9754"])}},
        kinds={"cpu": {"wide": fit(3e-6, parts=["epyc-9654", "xeon-8380", "grace"])}},
    )
    part, sibling, cousin = launch("epyc-9654"), launch("ryzen-9-7950x"), launch("xeon-8380")
    assert [each.numbers["launch"] for each in (part, sibling, cousin)] == [1e-6, 2e-6, 3e-6]
    assert [each.kind for each in (part, sibling, cousin)] == ["measured", "related", "related"]
    assert sibling.basis == ("no measurements in bf16 on this part: the middle of epyc-9654 and epyc-9754, also Zen 4")
    assert cousin.basis == (
        "no measurements in bf16 on this part: the middle of epyc-9654, xeon-8380 and grace, also cpu"
    )
    narrow = launch("ryzen-9-7950x", "int8")
    assert narrow.kind == "prior"  # its layers have no narrow fit
    assert narrow.numbers["launch"] == find(Wanted("matmul", load("grace"), "int8")).numbers["launch"]


def test_a_part_that_extends_a_measured_one_is_nearer_to_it_than_to_its_architecture(own_table):
    own_table(fits=["a100-sxm-80gb"], kinds={"gpu": {"wide": fit(3e-6, parts=["a100-sxm-80gb", "t4"])}})
    assert launch("a100-40gb").numbers["launch"] == 1e-6
    assert launch("a100-40gb").basis.startswith("7 measurements on a100-sxm-80gb, which this part extends")
    assert launch("t4").numbers["launch"] == 3e-6


def test_a_family_measured_by_a_person_counts_for_the_parts_they_measured(own_table):
    borrowed = launch("a100", family="new", like="matmul")
    assert (borrowed.kind, borrowed.measurements) == ("prior", 0)
    own_table("new", fits=["a100-sxm-80gb"])
    own = launch("a100", family="new", like="matmul")
    assert (own.kind, own.measurements, own.numbers["launch"]) == ("measured", 7, 1e-6)
    other = launch("t4", family="new", like="matmul")  # one part says nothing of the others
    assert (other.kind, other.held, other.numbers["launch"]) == ("prior", False, launch("t4").numbers["launch"])
    own_table("streaming", fits=["a100-sxm-80gb"])
    assert run("copy", size="1 GB", on="a100").calibration["measurements"] == 7


def test_a_stand_in_has_the_range_of_what_was_not_measured_squared():
    own, borrowed = launch("mi250x"), launch("mi250x", family="new", like="matmul")
    assert borrowed.numbers == own.numbers
    for name, (low, high) in own.ranges.items():
        assert borrowed.ranges[name] == pytest.approx((low**2, high**2))
    assert borrowed.basis.count("squared") == 1
    assert launch("epyc-9654", family="new", like="matmul").basis.count("squared") == 1


def test_arrays_have_the_range_of_a_batch_only_where_there_is_one():
    np = pytest.importorskip("numpy")
    many = matmul(4096, 4096, 4096, on="a100", batch=np.array([1, 2])).outcome
    for place, batch in enumerate((1, 2)):
        one = matmul(4096, 4096, 4096, on="a100", batch=batch).outcome
        assert (many.low[place], many.value[place], many.high[place]) == (one.low, one.value, one.high)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "cannot be read: Expecting property name"),
        ("", "cannot be read: Expecting value"),
        ("[]", "is no calibration: it has no source"),
        ('{"source": "x"}', "is no calibration: it has no parameters"),
    ],
)
def test_a_file_of_ones_own_that_is_no_calibration_is_named(text, said, own_table):
    own_table()
    with open(own_path("matmul"), "w") as file:
        file.write(text)
    with pytest.raises(SlipstickError) as error:
        matmul(1, 1, 1, on="a100")
    assert str(error.value).startswith(f"{own_path('matmul')} {said}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("damage", [{"launch": "long"}, {"compute": -1}, {"memory": float("inf")}, {"compute": None}])
def test_a_fit_of_ones_own_with_no_number_is_one_line(damage, own_table):
    own_table(fits=["a100-sxm-80gb"])
    with open(own_path("matmul")) as file:
        made = json.load(file)
    for dtypes in made["fits"].values():
        for fit in dtypes.values():
            fit |= damage
    with open(own_path("matmul"), "w") as file:
        json.dump(made, file)
    with pytest.raises(SlipstickError, match=r"matmul.json is no calibration: slipstick calibrate makes one$"):
        matmul(1, 1, 1, on="a100")


@pytest.mark.parametrize(("parts", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_parts_are_named_in_words(parts, text):
    assert _all_of(parts) == text


def test_a_part_of_another_kind_takes_no_tiles_from_those_that_were_measured():
    tpu, epyc, gaudi = (find(Wanted("matmul", load(name), "bf16")) for name in ("tpu-v5e", "epyc-9654", "gaudi3"))
    for fit in (tpu, epyc, gaudi):
        assert {"launch", "compute", "memory", "exposed"} <= set(fit.numbers)
        assert "step" not in fit.numbers
    assert gaudi.numbers["compute"] < tpu.numbers["compute"]  # somebody measured its best rate
    assert gaudi.basis.endswith("; the share of the peak by its best measured rate, with their range squared")
    assert matmul(4096, 4096, 4096, on="tpu-v5e").outcome.picked == {}


def test_the_libraries_of_a_width_are_known():
    assert libraries("matmul", "fp8") == {"trtllm": True, "sglang": True, "vllm": True}
    assert libraries("matmul", "bf16") == dict.fromkeys(("trtllm", "sglang", "vllm"), False)
    assert libraries("streaming", "bf16") == dict.fromkeys(("stream", "pytorch", "vllm"), True)
    assert libraries("cores", "bf16") == {}


def test_a_cpu_streams_at_its_measured_rate_and_wakes_its_threads():
    small, big = (run("triad", size=size, on="epyc-9654").outcome for size in ("1 kB", "20 GB"))
    assert small.quantities["startup_time"] == (5e-6, "s")
    assert big.value == pytest.approx(4 / 3 * 60e9 / 376.8e9, rel=5e-3)  # a third more is read before it is overwritten


def test_a_part_without_a_measured_stream_goes_by_the_middle_of_its_units():
    from slipstick import catalogue
    from slipstick.formulas.core.formula import unrecorded
    from slipstick.specs.rates import STREAMED, bandwidth

    found = {}
    for part in (each for each in catalogue().specs() if each.kind in ("cpu", "gpu")):
        path = f"{part.main_memory}.sustained"
        if path not in part or "compute.unit" not in part:
            continue
        with suppress(SlipstickError):  # of some only the measured bandwidth is known
            share = part.number(path) / bandwidth(part).value(unrecorded)
            found.setdefault(part.told("compute.unit")[2], []).append(share)
    for unit, share in STREAMED.items():
        every = sorted(found[unit])
        assert len(every) >= 4
        assert share == pytest.approx((every[(len(every) - 1) // 2] + every[len(every) // 2]) / 2, abs=0.01), unit
