"""A question over lists: every point has its row, and the best are chosen."""

import json

import pytest

import slipstick
from slipstick import SlipstickError, UsageError, sweep
from slipstick.estimates.questions import find
from slipstick.estimates.sweep import ANSWERED, swept

MODEL = "llama-3.3-70b"


@pytest.fixture(scope="module")
def rows():
    return sweep("infer", model=MODEL, on="4xh100,8xmi300x", batch="1..64*4", tp="1,2,8", rent="2 USD/h")


def test_every_point_has_a_row_with_the_answer_of_its_question(rows):
    assert len(rows) == 2 * 4 * 3
    for row in rows:
        if row.status == ANSWERED:
            alone = slipstick.infer(
                MODEL, on=row.texts["on"], batch=row.point["batch"], tp=row.point["tp"], rent="2 USD/h"
            )
            assert row.answers["per token"] == alone.answers["per token"]
            assert row.bound == alone.bound_by


def test_a_point_without_an_answer_says_why(rows):
    refused = [row for row in rows if row.status != ANSWERED]
    assert len(refused) == 4
    assert {row.texts["on"] for row in refused} == {"4xh100-sxm"}
    assert all("4xh100-sxm has 4" in row.status and not row.answers for row in refused)


def test_the_best_row_has_the_least_time_or_the_greatest_rate(rows):
    answered = [row for row in rows if row.answers]
    (fastest,), (slowest,) = rows.best("per token"), rows.best("-per_token")
    assert fastest.value("per token") == min(row.value("per token") for row in answered)
    assert slowest.value("per token") == max(row.value("per token") for row in answered)
    assert rows.best("throughput")[0].value("throughput") == max(row.value("throughput") for row in answered)
    assert rows.best("cost")[0].value("cost") == min(row.value("cost") for row in answered)
    assert rows.best("expected").rows == rows.best("per token").rows


def test_the_best_training_has_the_least_device_time_and_loses_the_least():
    rows = sweep("train", model="gpt3-175b", on="512xh100,1024xh100", checkpoint="60s")
    assert rows[0].value("total time") != rows[1].value("total time")
    for name in ("total time", "lost"):
        assert rows.best(name)[0].value(name) == min(row.value(name) for row in rows)
    losses = sweep("scaling", work="1e21FLOP,1e22FLOP")
    assert losses.best("loss")[0].value("loss") == min(row.value("loss") for row in losses)


@pytest.mark.parametrize("names", [("cost", "per token"), ("throughput", "-cost", "energy")])
def test_no_row_beats_one_that_is_kept_and_each_other_is_beaten(rows, names):
    kept = rows.pareto(*names)

    def scores(row):
        less = {"throughput": -1, "-cost": -1}
        return [less.get(name, 1) * row.value(name.removeprefix("-")) for name in names]

    def beats(one, other):
        return one != other and all(a <= b for a, b in zip(one, other, strict=True))

    every = [scores(row) for row in rows if row.answers]
    assert sorted(map(scores, kept)) == sorted(each for each in every if not any(beats(one, each) for one in every))


def test_rows_are_chosen_by_axes_and_answers(rows):
    found = rows.where("on = 8xMI300X", "batch >= 4", "throughput > 200 token/s", "bound_by = memory")
    assert found
    assert all(row.texts["on"] == "8xmi300x" and row.point["batch"] >= 4 for row in found)
    assert all(row.value("throughput") > 200 for row in found)
    assert len(rows.where("status != answered")) == 4
    assert not rows.where("per_token < 1 us")
    assert len(rows.where("expected > 0 s")) == 20


@pytest.mark.parametrize(
    ("choose", "message"),
    [
        (lambda rows: rows.best("thrughput"), "no column is called 'thrughput': did you mean throughput"),
        (lambda rows: rows.pareto("cost", "on"), "no column is called 'on'"),
        (lambda rows: rows.where("cots < 1 USD"), "no column is called 'cots': did you mean cost"),
        (lambda rows: rows.where("cost < 5 s"), "cost is a time"),
        (lambda rows: rows.where("cost"), "cannot read the condition 'cost'"),
    ],
)
def test_wrong_choices_are_told(rows, choose, message):
    with pytest.raises(UsageError, match=message):
        choose(rows)


def test_nothing_is_best_where_no_row_is_left(rows):
    with pytest.raises(SlipstickError, match="no point has an answer: no row is left"):
        rows.where("per_token < 1 us").best("cost")


def test_a_table_for_a_person_tells_what_was_asked_for(rows):
    heads, cells = rows.cells(["-cost", "tp"])
    assert heads == ["on", "batch", "tp", "expected", "low", "high", "throughput", "cost", "bound by", "status"]
    assert {len(row) for row in cells} == {len(heads)}
    assert cells[2][:-1] == ["4xh100-sxm", "1", "8", "-", "-", "-", "-", "-", "-"]
    assert "status" not in rows.where("expected > 0 s").cells()[0]


def test_a_table_for_programs_has_every_answer_in_coherent_units(rows):
    heads, cells = rows.table()
    assert heads[:7] == [
        *("on", "batch", "tp", "per token [s]", "per token low [s]", "per token high [s]", "per token floor [s]"),
    ]
    assert heads[-2:] == ["bound by", "status"]
    first = rows[0]
    assert float(cells[0][heads.index("throughput [token/s]")]) == first.value("throughput")
    assert cells[2][3:-2] == [""] * (len(heads) - 5)
    assert [row[-1] for row in cells] == [row.status for row in rows]


def test_a_row_is_json(rows):
    made = json.loads(json.dumps([row.as_dict() for row in rows], allow_nan=False))
    assert made[0]["point"] == {"on": "4xh100-sxm", "batch": 1.0, "tp": 1.0}
    assert made[0]["answers"]["per token"]["unit"] == "s"
    assert made[2]["answers"] == {}


def test_kernels_are_swept_by_name_and_by_value():
    assert len(sweep("softmax", rows=[1, 4096], columns=2048, on="a100")) == 2
    assert len(sweep(find("softmax"), rows="1..16*4", columns=2048, on=["a100", "h100"], dtype="fp16,fp32")) == 12


def test_what_is_wrong_at_every_point_is_refused_and_not_told_in_rows():
    with pytest.raises(UsageError, match="unknown model 'lama9'"):
        sweep("infer", model="lama9", on="a100,h100")
    with pytest.raises(UsageError, match="nothing to sweep"):
        sweep("matmul", m=4096, on="a100")
    with pytest.raises(UsageError, match="points: expected at most 200000"):
        sweep("matmul", m="1..1000+1", n="1..1000+1", on="a100")


def test_progress_is_told_row_by_row():
    done = []
    swept(find("matmul"), {"m": "1,2,4"}, "a100", step=lambda *each: done.append(each))
    assert done == [(1, 3), (2, 3), (3, 3)]
