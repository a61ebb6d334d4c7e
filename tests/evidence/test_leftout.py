import pytest

from slipstick.estimates import calibration
from slipstick.evidence import leftout
from slipstick.evidence.leftout import KINDS, Left
from slipstick.evidence.score import score
from slipstick.evidence.validate import grouped, score_of

FAMILIES = [name for name in calibration.shipped_families() if calibration.left_out(name)]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_rows_that_were_left_out_score_what_the_calibration_says(family):
    rows = leftout.read(family)
    assert {row.kind for row in rows} <= {*KINDS}
    for kind, scores in calibration.left_out(family).items():
        if "best rate" in kind:
            continue
        of, _, long = kind.partition(" over 100 ")
        own = [row for row in rows if row.kind == of and not (long and row.measured <= 100e-6)]
        for name in ("all", "all prompt", "all token", "all answer", "all step", "all tuned"):
            if name in scores:
                what = name.removeprefix("all").strip()
                found = score_of(row for row in own if not what or row.regime == what)
                assert abs(found.count - scores[name]["count"]) <= bool(long), (kind, name)  # just at 100 µs
                assert found.median == pytest.approx(scores[name]["median"], abs=2e-3)
                assert found.inside == pytest.approx(scores[name]["inside"], abs=2 / found.count + 3e-3)
                assert found.width == pytest.approx(scores[name]["width"], rel=2e-2)


def test_rows_are_written_and_read_as_they_are(tmp_path, monkeypatch):
    monkeypatch.setattr(leftout, "file_of", lambda family: str(tmp_path / f"{family}.csv"))
    row = Left(
        "shape", "run softmax", "rows 1, columns 2", "a100", "bf16", "", "startup", 1.5e-6, 2e-6, 1e-6, 3e-6, 1e-9
    )
    assert leftout.read("rows") == []
    leftout.write("rows", [row])
    assert leftout.read("rows") == [row._replace(family="rows")]


def test_rows_are_grouped_by_what_they_have_in_common():
    rows = leftout.read("rows")
    groups = grouped(rows, "commands", "libraries", "kinds")
    assert ("run softmax", "liger", "part") in groups
    assert sum(map(len, groups.values())) == len(rows)
    own = groups["run softmax", "liger", "part"]
    columns = zip(*((row.measured, row.expected, row.low, row.high, row.floor) for row in own), strict=True)
    assert score_of(own) == score(*columns)
