import json
import re
from pathlib import Path

import pytest

from slipstick.estimates import calibration

np = pytest.importorskip("numpy")
pytest.importorskip("scipy")
from slipstick.evidence import calibrate, residuals  # noqa: E402


@pytest.fixture(scope="module")
def groups():
    return calibrate.measurements()


@pytest.fixture(scope="module")
def derived(groups):
    return calibrate.calibrate(groups)


@pytest.fixture(scope="module")
def shipped():
    with open(calibration.path("matmul"), encoding="utf-8") as file:
        return json.load(file)


def test_the_shipped_calibration_is_what_the_command_derives(groups, derived, shipped):
    again = json.loads(json.dumps(calibrate.table(*derived, groups)))

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

    compare(shipped, again, "matmul")


def test_median_error_and_range_hold(groups, derived):
    fits, _ = derived
    marks = [residuals.residuals(groups[key], fit) for key, fit in fits.items()]
    assert sum(len(rows["k"]) for rows in groups.values()) == 3516
    assert np.median(np.concatenate([m["long"] for m in marks])) <= 0.10
    assert np.median(np.concatenate([m["error"] for m in marks])) <= 0.11
    assert 0.85 <= np.concatenate([m["inside"] for m in marks]).mean() <= 0.95


def test_the_range_holds_rows_it_was_not_fitted_to(groups, derived):
    assert 0.85 <= calibrate.held_out(groups, derived[0]) <= 0.95


def test_rows_below_the_floor_fit_in_a_cache(groups):
    from slipstick import load
    from slipstick.specs.rates import largest_cache

    below = 0
    for (handle, _), rows in groups.items():
        part = load(handle)
        wrong = rows["measured"] < rows["floor"]
        below += wrong.sum()
        assert (rows["traffic"][wrong] <= part.number(largest_cache(part))).all(), handle
    assert below == 52


def test_the_readme_prints_these_errors(groups, derived):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

    def numbers(line):
        return [float(word) for word in re.findall(r"[-+]?[\d.]+(?=[ %]|$)", line)]

    for line in calibrate.report(*derived, groups).splitlines():
        close = [shown for shown in readme.splitlines() if shown.split()[:2] == line.split()[:2]]
        assert close, line
        assert any(numbers(shown) == pytest.approx(numbers(line), abs=0.6) for shown in close), line


def test_the_command_prints_its_error_and_writes_nothing_when_told_to_check(capsys, monkeypatch, tmp_path, shipped):
    monkeypatch.setattr(calibrate, "path", lambda kernel: str(tmp_path / f"{kernel}.json"))
    assert calibrate.main(["--check"]) == 0
    assert not list(tmp_path.iterdir())
    assert "held out" in capsys.readouterr().out
    assert calibrate.main([]) == 0
    written = json.loads((tmp_path / "matmul.json").read_text())
    assert written.keys() == shipped.keys()


def test_the_prediction_is_the_one_the_question_gets(groups, shipped):
    """The calibration and the command compute with the same formulas: a row's prediction is the command's answer."""
    from slipstick import load, matmul

    part = load("a100")
    fit = calibration.find("matmul", part, "bf16")
    rows = groups["a100-sxm-80gb", "bf16"]
    expected = residuals.predict(rows, fit)[0]
    with open(calibrate.source_file(), encoding="utf-8", newline="") as file:
        first = next(row for row in __import__("csv").DictReader(file) if row["on"] == "a100-sxm-80gb")
    one = matmul(int(first["m"]), int(first["n"]), int(first["k"]), on=part)
    assert one.outcome.value == pytest.approx(expected[0])
