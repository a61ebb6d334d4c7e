import json

import pytest

import slipstick
from slipstick import load
from slipstick.estimates import calibration

np = pytest.importorskip("numpy")
pytest.importorskip("scipy")
from slipstick.estimates.family import MATMUL  # noqa: E402
from slipstick.estimates.inputs import facts  # noqa: E402
from slipstick.estimates.questions import find  # noqa: E402
from slipstick.evidence import calibrate, fitting, leaving, leftout, residuals  # noqa: E402
from slipstick.evidence.measurements import table_file  # noqa: E402


@pytest.fixture(scope="module")
def derived():
    return {made.family.name: (made, table) for made, table in calibrate.shipped()}


@pytest.fixture(scope="module")
def made(derived):
    return derived["matmul"][0]


@pytest.fixture(scope="module")
def attentions(derived):
    return derived["attention"][0]


@pytest.fixture(scope="module")
def few(made):
    """Some of the rows in 16 bits, which are fitted soon."""
    return {
        key: rows.every_second(0).every_second(0).every_second(0)
        for key, rows in made.groups.items()
        if " " not in key[1]
    }


@pytest.mark.parametrize("family", ["matmul", "attention", "streaming", "activations", "rows"])
def test_the_shipped_calibration_is_what_the_command_derives(derived, family):
    with open(calibration.path(family), encoding="utf-8") as file:
        shipped = json.load(file)
    again = json.loads(json.dumps(derived[family][1]))

    def compare(a, b, path):
        if isinstance(a, dict):
            assert set(a) == set(b), path
            for key in a:
                compare(a[key], b[key], f"{path}.{key}")
        elif isinstance(a, list):
            for x, y in zip(a, b, strict=True):
                compare(x, y, path)
        elif isinstance(a, float):
            assert a == pytest.approx(b, rel=0.02, abs=0.01 if abs(a) > 1e-3 else 0), path
        else:
            assert a == b, path

    compare(shipped, again, family)


@pytest.mark.parametrize("family", ["matmul", "attention", "streaming", "activations", "rows"])
def test_the_rows_that_were_left_out_are_what_the_command_derives(derived, family):
    again, shipped = [*leaving.of_kernels(derived[family][0])], leftout.read(family)
    assert [row[:6] for row in again] == [row[:6] for row in shipped]
    for name in ("measured", "expected", "floor"):
        one, other = (np.array([getattr(row, name) for row in rows]) for rows in (again, shipped))
        assert np.median(abs(one / other - 1)) < 1e-3


def test_median_error_and_range_hold(made):
    marks = [residuals.residuals(made.groups[key], fit) for key, fit in made.fits.items()]
    assert sum(map(len, made.groups.values())) == 1987 + 4198  # the second by each library on its own
    assert np.median(np.concatenate([m["long"] for m in marks])) <= 0.06
    assert np.median(np.concatenate([m["error"] for m in marks])) <= 0.07
    assert 0.85 <= np.concatenate([m["inside"] for m in marks]).mean() <= 0.95


def test_the_range_holds_rows_it_was_not_fitted_to(made):
    left_out = made.left_out
    for dtype in ("bf16", "fp8 trtllm", "fp8 sglang", "fp8 vllm", "all"):
        assert 0.85 <= left_out["shape"][dtype].inside <= 0.95
        assert 0.85 <= left_out["part"][dtype].inside <= 0.95
    assert left_out["part"]["all"].count == 1987 + 4198


def test_rows_left_out_are_met_this_well(made):
    left_out = made.left_out
    shapes, long = left_out["shape"]["bf16"], left_out["shape over 100 µs"]["bf16"]
    assert (shapes.median <= 0.065, long.median <= 0.05, long.p90 <= 0.15, shapes.width <= 1.5) == (True,) * 4
    most = {"trtllm": 0.065, "sglang": 0.11, "vllm": 0.15}
    for library, error in most.items():
        assert left_out["shape over 100 µs"][f"fp8 {library}"].median <= error
    strange = left_out["part with a best rate over 100 µs"]["bf16"]
    assert strange.count > 400
    assert (strange.median <= 0.11, strange.width <= 2.2) == (True, True)


def test_streams_and_kernels_along_rows_are_met_this_well_on_a_part_left_out(derived):
    names = ("streaming", "activations", "rows")
    streams, activations, rows = (derived[name][0].left_out["part"] for name in names)
    assert (streams["all"].count, activations["bf16"].count, rows["all"].count) == (102, 23, 129)
    assert (streams["all"].median <= 0.11, activations["bf16"].median <= 0.1, rows["all"].median <= 0.13) == (True,) * 3
    assert (streams["bf16 stream"].median <= 0.03, streams["bf16 stream"].count) == (True, 52)
    for each in (streams["all"], activations["bf16"], rows["all"]):
        assert 0.85 <= each.inside <= 0.95


def test_what_libraries_run_is_no_measure_of_plain_streams(derived):
    groups, fits = derived["streaming"][0].groups, derived["streaming"][0].fits
    assert len(groups["h100-sxm", "bf16"]) == 7  # of STREAM and PyTorch, without the nine of vLLM's activations
    assert fits["h100-sxm", "bf16"].numbers["reach"] > 1.4 * fits["h100-sxm", "bf16 vllm"].numbers["reach"]


def test_a_rate_that_rows_no_longer_tell_apart_stays_near(derived):
    # two rows at 94 % of the peak and more: any reach above 1.1 of the usual 0.9 is the floor
    assert derived["streaming"][0].fits["h100-sxm", "bf16 stream"].numbers["reach"] < 1.12


@pytest.mark.parametrize(
    ("family", "handle", "few"),
    [("streaming", "l40", True), ("streaming", "a40", True), ("matmul", "a100-sxm-80gb", False)],
)
def test_the_range_of_few_rows_holds_that_of_an_unmeasured_part(derived, family, handle, few):
    made, table = derived[family]
    ranges, wide = made.pairs["shape"][handle, "bf16"][1].ranges, table["priors"]["wide"]["ranges"]
    assert few == all(low <= wide[name][0] and wide[name][1] <= high for name, (low, high) in ranges.items())


def test_rows_of_several_kernels_are_fitted_as_one_by_what_they_ask(derived):
    rows = derived["streaming"][0].groups["a100-sxm-80gb", "bf16"]
    assert {*rows.amounts} == {"vector", "memory"}
    assert len({len(each) for each in rows.amounts.values()}) == 1
    assert (rows.amounts["vector"] == 0).any()
    assert (rows.amounts["vector"] > 0).any()
    assert not any(load(handle).kind == "cpu" for handle, _ in derived["streaming"][0].groups)


OTHERS = {"launch": 1e-5, "compute": 0.5, "softmax": 0.5, "exposed": 0.5}
CLOCKS = {"h100-sxm": 1980e6, "l40s": 2520e6, "b200": 1965e6}


def test_a_part_left_out_is_estimated_without_any_row_of_its_own(few):
    key = "a100-sxm-80gb", "bf16"
    found = fitting.parts_left_out(few)[key][1]
    others = fitting.fit_all({each: rows for each, rows in few.items() if each != key})
    middle = np.median([fit.numbers["step"] for fit in others.values()])
    assert found.numbers["step"] == pytest.approx(middle, rel=1e-3)
    cycles = np.median([fit.numbers["launch"] * CLOCKS[handle] for (handle, _), fit in others.items()])
    assert found.numbers["launch"] == pytest.approx(cycles / 1410e6, rel=1e-3)
    reached = {each: fitting.known_share(each, MATMUL) for each in others}
    ratios = [fit.numbers["compute"] / reached[each] for each, fit in others.items() if reached[each]]
    share = np.median(ratios) * 271.2 / 312
    assert found.numbers["compute"] == pytest.approx(min(share, 1), rel=1e-3)


def test_a_part_not_measured_hides_as_much_as_the_best_and_is_else_in_the_middle():
    steps = {"a100-sxm-80gb": 36e-9, "h100-sxm": 0.6e-9, "l40s": 20e-9}
    fits = {
        (handle, "bf16"): calibration.Calibration({**OTHERS, "step": step}, {}, 1, "measured", "")
        for handle, step in steps.items()
    }
    found = [
        fitting.Prior(fits, find(name).family).of(("b200", "bf16")).numbers["step"] for name in ("attention", "matmul")
    ]
    assert found == [0.6e-9, 20e-9]


def test_what_goes_by_the_clock_is_halfway_to_the_middle_of_all_libraries():
    numbers = {**OTHERS, "step": 1e-9, "overhead": 2e-6}
    own, other = (calibration.Calibration({**numbers, "launch": each}, {}, 1, "measured", "") for each in (1e-5, 4e-5))
    fits = {("h100-sxm", "bf16 vllm"): own, ("h100-sxm", "bf16 trtllm"): other, ("h100-sxm", "bf16 sglang"): other}
    found = fitting.priors(fits, find("attention").family)["wide vllm"].of(("l40s", "bf16 vllm")).numbers
    assert found["launch"] == pytest.approx(2e-5 * CLOCKS["h100-sxm"] / CLOCKS["l40s"])
    assert found["overhead"] == pytest.approx(2e-6 * CLOCKS["h100-sxm"] / CLOCKS["l40s"])
    near = fitting.layer(fits, "architecture", find("attention").family)["Hopper"]["wide vllm"]
    assert near.of(("h200-sxm", "bf16 vllm")).numbers["launch"] == pytest.approx(
        1e-5
    )  # on a part of one design its own


def test_every_second_row_is_left_out_with_its_shape(few):
    key = "a100-sxm-80gb", "bf16"
    odd, fit = fitting.shapes_left_out({key: few[key]})[key]
    assert len(odd) == len(few[key]) // 2
    assert fit.measurements == len(few[key]) - len(odd)


def test_rows_below_the_floor_fit_in_a_cache(made):
    from slipstick import load
    from slipstick.specs.rates import largest_cache

    below = 0
    for (handle, _), rows in made.groups.items():
        part = load(handle)
        wrong = rows.measured < rows.floor
        below += wrong.sum()
        assert (rows.amounts["memory"][wrong] <= part.number(largest_cache(part))).all(), handle
    assert below == 74


def test_attentions_left_out_are_met_this_well(attentions):
    shapes = attentions.left_out["shape"]["all"]
    assert (shapes.count, shapes.median <= 0.11, 0.85 <= shapes.inside <= 0.95) == (1113, True, True)
    libraries = {f"bf16 {name}" for name in ("trtllm", "vllm", "sglang")}
    assert libraries < attentions.left_out["shape"].keys()
    strange = attentions.left_out["part over 100 µs"]["all"]
    assert (strange.count > 1400, strange.median <= 0.15) == (True, True)
    assert 0.85 <= attentions.left_out["part"]["all"].inside <= 0.95


@pytest.mark.parametrize(("phase", "most"), [("prompts", 0.10), ("decoding", 0.12)])
def test_prompts_and_decoding_left_out_are_each_met_this_well(attentions, phase, most):
    errors = []
    own = {key: rows for key, rows in attentions.groups.items() if " " in key[1]}
    for rows, fit in fitting.shapes_left_out(own).values():
        wanted = (rows.inputs["queries"] > 1) == (phase == "prompts")
        errors.append(abs(residuals.predict(rows, fit).expected / rows.measured - 1)[wanted])
    errors = np.concatenate(errors)
    assert len(errors) > 450
    assert np.median(errors) <= most


def test_a_persons_own_measurements_make_a_layer_above(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    before = slipstick.run("copy", size="1 GB", on="a100")
    sizes = [2**power for power in range(10, 34)]
    path = tmp_path / "mine.csv"
    rows = [f"run,copy,a100,{size} B,{1e6 * (5e-6 + 2 * size / (0.5 * 2039e9))}" for size in sizes]
    path.write_text("\n".join(["command,kernel,on,size,time [us]", *rows]) + "\n")
    ((made, table),) = calibrate.own([str(path)])
    assert table["left_out"]["shape"]["all"]["median"] < 0.01
    assert table["left_out"]["part"] == {}
    fit = table["fits"]["a100-sxm-80gb"]["bf16"]
    assert fit["launch"] == pytest.approx(5e-6, rel=0.02)
    assert fit["reach"] == pytest.approx(0.5 * 2039 / 1724.8, rel=0.02)  # of what its page says that a triad reaches
    calibrate.write(made.family.name, table, mine=True)
    after = slipstick.run("copy", size="1 GB", on="a100")
    assert after.outcome.value == pytest.approx(5e-6 + 2e9 / (0.5 * 2039e9), rel=0.02)
    assert after.outcome.value > before.outcome.value
    assert after.calibration["measurements"] == len(sizes)
    assert slipstick.run("copy", size="1 GB", on="t4").calibration["kind"] == "prior"


def test_an_architecture_of_two_measured_parts_is_a_layer(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "mine.csv"
    parts = [part for part in slipstick.select("gpu", where="architecture = Volta") if "peak.fp16" in part]
    first, second, third = parts[:3]
    rows = []
    shares = ((first, 0.8), (second, 0.6))
    for part, share in shares:
        for size in (2**power for power in range(10, 34)):
            time = 4e-6 + 2 * size / (share * part.number("memory.HBM.bandwidth"))
            rows.append(f"run,copy,{part.handle},{size} B,{1e6 * time}")
    path.write_text("\n".join(["command,kernel,on,size,time [us]", *rows]) + "\n")
    ((made, table),) = calibrate.own([str(path)])
    volta = table["architectures"]["Volta"]["wide"]
    assert volta["parts"] == sorted([first.handle, second.handle])
    reaches = [share * part.number("memory.HBM.bandwidth") / facts(part)["stream"] for part, share in shares]
    assert volta["reach"] == pytest.approx(sum(reaches) / 2, rel=0.02)
    assert table.keys() >= {"fits", "priors"}
    assert "kinds" not in table  # gpu is the only kind
    calibrate.write(made.family.name, table, mine=True)
    answer = slipstick.run("copy", size="1 GB", on=third)
    assert answer.calibration["kind"] == "related"
    assert "also Volta" in answer.calibration["basis"]


def test_too_few_rows_are_refused(tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("command,m,n,k,on,time [us]\n" + "matmul,1,1,1,a100,3\n" * 19)
    with pytest.raises(slipstick.SlipstickError, match="20 scored times of one kernel, part and dtype are needed"):
        calibrate.own([str(path)])


def test_the_prediction_is_the_one_the_question_gets(made):
    """The calibration and the command compute with the same formulas: a row's prediction is the command's answer."""
    from slipstick import load, matmul

    part = load("a100")
    fit = calibration.find(calibration.Wanted("matmul", part, "bf16"))
    rows = made.groups["a100-sxm-80gb", "bf16"]
    expected = residuals.predict(rows, fit).expected
    with open(table_file(), encoding="utf-8", newline="") as file:
        first = next(row for row in __import__("csv").DictReader(file) if row["on"] == "a100-sxm-80gb")
    one = matmul(int(first["m"]), int(first["n"]), int(first["k"]), on=part)
    assert one.outcome.value == pytest.approx(expected[0])
