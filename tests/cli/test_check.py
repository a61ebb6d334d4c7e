import json

from examples import run
from slipstick.estimates.schema import answers_schema
from slipstick.files.template import schema


def test_the_command_prints_the_schema_of_answers():
    assert json.loads(run(["check", "--schema", "answers"]).stdout) == answers_schema()


def test_an_unknown_schema_is_told_with_those_there_are():
    found = run(["check", "--schema", "mychip.yaml"])
    assert (found.returncode, found.stderr) == (2, "slipstick: --schema 'mychip.yaml': expected specs or answers\n")


def test_the_command_prints_the_schema():
    assert json.loads(run(["check", "--schema"]).stdout) == schema()


def test_check_names_file_line_and_remedy(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("name: Bad\nkind: gpu\npeak: {bf16: 100}\nsources: {'*': {title: t, seen: 2026-11-23}}\n")
    done = run(["check", str(path)])
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{path}:3: peak.bf16 = 100 has no unit: a compute rate belongs there, such as '100 FLOP/s'\n"
    done = run(["matmul", "1", "1", "1", "--on", "bad", "--specs", str(path)])
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"slipstick: {path}:3: peak.bf16 = 100 has no unit")
    assert done.stderr.count("\n") == 1
    path.write_text(path.read_text().replace("100", "100 TFLOP/s"))
    done = run(["check", str(path)])
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 spec with 1 value, all right\n", "")
