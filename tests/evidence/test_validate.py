import json

import pytest

from slipstick import UsageError, matmul
from slipstick.evidence.measurements import shipped, table_file
from slipstick.evidence.validate import validate

MINE = """measurements:
- {id: a, question: {command: matmul, m: 4096, n: 4096, k: 4096, on: a100}, measured: {time: 541 µs}, source: me}
- {id: b, question: {command: matmul, m: 4096, n: 4096, k: 4096, on: a100}, measured: {rate: 254 TFLOP/s}, source: me}
- {id: c, question: {command: run, kernel: copy, size: 2 GB, on: a100}, measured: {bandwidth: 1.7 TB/s}, source: me}
- {id: d, question: {command: matmul, m: 1, n: 1, k: 1, on: a100}, measured: {time: 1 s}, source: me, score: no}
- {id: e, question: {command: infer, model: llama-3.1-8b, on: 8xa100}, measured: {per token: 1 ms}, source: me}
- {id: g, question: {command: other, on: a100}, measured: {time: 1 s}, source: me}
- {id: f, question: {command: matmul, m: 1, n: 1, k: 1, on: a100}, measured: {energy: 1 J}, source: me}
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(MINE)
    return str(path)


def test_what_was_measured_stands_beside_what_is_estimated(mine):
    found = validate([mine])
    one, two, three, four = found.rows
    assert one.measured == pytest.approx(541e-6)
    assert one.expected == two.expected == matmul(4096, 4096, 4096, on="a100").outcome.value
    assert two.measured == pytest.approx(2 * 4096**3 / 254e12)  # a rate is scored as the time that it is
    assert three.measured == pytest.approx(4e9 / 1.7e12)
    assert four.measured == 1e-3
    assert not any(row.seen for row in (one, two, three))


def test_what_cannot_be_asked_is_skipped_and_counted_with_its_reason(mine):
    assert validate([mine]).skipped == {
        "matmul: marked not to be scored": 1,
        "other: no such question yet": 1,
        "matmul: its energy is not what the question answers": 1,
    }


def test_for_programs_there_are_scores_by_command_and_by_machine(mine):
    told = json.loads(json.dumps(validate([mine]).as_dict()))
    assert told["commands"]["matmul"]["count"] == 2
    off = abs(matmul(4096, 4096, 4096, on="a100").outcome.value / 541e-6 - 1)
    assert told["commands"]["matmul"]["median"] == pytest.approx(off, abs=2e-3)
    assert told["commands"]["matmul"]["inside"] == 1
    assert told["commands"]["matmul"]["p90"] is None  # of fewer than 20 rows there is none
    assert set(told["commands"]["run copy"]) >= {"count", "median", "p90", "ratio", "inside", "width", "below_floor"}
    assert told["devices"]["a100-sxm-80gb"]["count"] == 3


def test_rows_a_calibration_was_made_from_are_said_to_be_seen():
    found = validate()
    matmuls = [row for row in found.rows if row.measurement.command == "matmul"]
    assert 9000 < sum(row.seen for row in matmuls) < len(matmuls)
    assert all(row.measurement.source == "aiconfigurator" for row in matmuls if row.seen and row.family == "matmul")
    assert sum(row.seen for row in matmuls if row.family == "cores") == 90  # all but two on units of tiles
    left_out = found.left_out["matmul"]
    assert left_out["part"]["bf16"]["count"] == 1987
    assert left_out["shape"]["bf16"]["median"] < 0.07
    assert left_out["part"]["bf16"]["median"] > left_out["shape"]["bf16"]["median"]


def test_a_file_with_a_fault_is_refused(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("command,m,n,k,on,time [us]\nmatmull,1,1,1,a100,3\n")
    with pytest.raises(UsageError, match=r"bad.csv:2: unknown command 'matmull': did you mean matmul"):
        validate([str(path)])


def test_rows_are_estimated_as_their_library_runs_them(tmp_path):
    path = tmp_path / "rows.csv"
    rows = ["command,m,n,k,on,dtype,vllm time [us],own time [us]", "matmul,4096,4096,4096,h100,fp8,150,100"]
    path.write_text("\n".join(rows) + "\n")
    vllm, own = validate([str(path)]).rows
    assert vllm.expected == matmul(4096, 4096, 4096, on="h100", dtype="fp8", library="vllm").outcome.value
    assert own.expected == matmul(4096, 4096, 4096, on="h100", dtype="fp8").outcome.value
    path.write_text("\n".join(rows).replace("fp8", "fp9") + "\n")
    assert [*validate([str(path)]).skipped] == ["matmul: unknown dtype 'fp9': did you mean fp8 or fp6 or fp4?"]


def test_collectives_and_moves_that_ship_are_scored():
    found = validate([path for path in shipped() if path.endswith("transfers.yaml")])
    commands = found.scores("commands")
    assert (commands["collective"].count, commands["move"].count) == (40, 8)
    assert commands["collective"].below_floor == commands["move"].below_floor == 0
    assert commands["move"].median < 0.05
    moved = {row.measurement.id: row for row in found.rows}
    rate = moved["stas-p2p-h100-nvlink4"]  # printed without a size
    assert rate.measured == pytest.approx(1e12 / 376e9)
    assert found.skipped == {"move: marked not to be scored": 3, "collective: marked not to be scored": 1}


def test_rows_of_other_commands_are_not_estimated_where_one_is_named():
    found = validate([table_file("cores.csv")], only=["triad"])
    assert {row.command for row in found.rows} == {"run triad"}
    assert [row.family for row in validate([table_file("cores.csv")], only=["cpu"]).rows] == ["cores"] * 93
    with pytest.raises(UsageError, match="no row is of 'tirad': did you mean triad"):
        validate([table_file("cores.csv")], only=["tirad"])
