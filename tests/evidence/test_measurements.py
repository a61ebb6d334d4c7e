import csv
import sys
from collections import Counter
from statistics import median
from subprocess import run

import pytest

from slipstick import catalogue
from slipstick.errors import UsageError
from slipstick.evidence.measurements import every_measurement, measurements, read, shipped, table_file

ONE = "command: matmul, m: 4096, n: 4096, k: 4096, on: a100-sxm-80gb, dtype: bf16"
RECORD = f"""measurements:
- id: mine
  question: {{{ONE}}}
  measured: {{time: 514 µs, rate: 267 TFLOP/s}}
  library: cublas
  source: my own
  note: twice
"""
TABLE = "command,on,dtype,m,n,k,cublas time [us],mine time [ms],source\nmatmul,a100,bf16,64,128,256,3,0.004,bench\n"


@pytest.fixture
def written(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def test_a_record_is_a_question_and_what_was_measured(written):
    [one] = read([written("mine.yaml", RECORD)])
    assert (one.id, one.command, one.library, one.source, one.note) == ("mine", "matmul", "cublas", "my own", "twice")
    assert one.question == {"m": 4096, "n": 4096, "k": 4096, "on": "a100-sxm-80gb", "dtype": "bf16"}
    assert one.measured["time"] == (pytest.approx(514e-6), "s")
    assert one.measured["rate"] == (pytest.approx(267e12), "FLOP/s")
    assert one.score


def test_query_is_read_as_question(written):
    assert read([written("a.yaml", RECORD.replace("question", "query"))]) == read([written("b.yaml", RECORD)])


def test_a_record_without_an_id_is_called_by_its_file_and_line(written):
    [one] = read([written("mine.yaml", RECORD.replace("- id: mine\n  ", "- "))])
    assert one.id == "mine.yaml:2"


def test_each_library_of_a_row_is_a_measurement(written):
    first, second = read([written("mine.csv", TABLE)])
    assert (first.library, first.measured) == ("cublas", {"time": (pytest.approx(3e-6), "s")})
    assert (second.library, second.measured) == ("mine", {"time": (pytest.approx(4e-6), "s")})
    assert first.id == second.id == "mine.csv:2"
    assert first.question == {"on": "a100", "dtype": "bf16", "m": 64, "n": 128, "k": 256}
    assert first.source == "bench"


def test_several_measured_columns_of_a_library_are_one_measurement(written):
    table = "command,model,on,library,first token [ms],throughput [token/s]\ninfer,llama-3-8b,h100,vllm,20,90\n"
    [one] = read([written("mine.csv", table)])
    assert one.measured == {"first token": (pytest.approx(0.02), "s"), "throughput": (90.0, "token/s")}
    assert (one.library, one.question["model"]) == ("vllm", "llama-3-8b")


def test_a_kernel_is_part_of_the_command(written):
    table = "command,kernel,on,rows,columns,time [us]\nrun,softmax,a100,64,128,3\n"
    record = (
        "measurements: [{question: {command: run, kernel: softmax, rows: 64, columns: 128}, measured: {time: 3 us}}]"
    )
    found = read([written("a.csv", table), written("b.yaml", record)])
    assert [each.command for each in found] == ["run softmax", "run softmax"]
    assert [each.question["rows"] for each in found] == [64, 64]


def test_plain_numbers_are_numbers_and_the_rest_stays_text(written):
    record = "measurements: [{question: {command: infer, model: 7, context: 8k, batch: 2e1}, measured: {time: 3 s}}]"
    [one] = read([written("a.yaml", record)])
    assert one.question == {"model": "7", "context": "8k", "batch": 20.0}


def test_what_no_question_could_ask_keeps_its_conditions_as_text(written):
    record = "measurements: [{question: {command: other, level: L1, ways: 8}, measured: {latency: 4 cycle}}]"
    [one] = read([written("a.yaml", record)])
    assert (one.question, one.measured) == ({"level": "L1", "ways": "8"}, {"latency": (4.0, "cycle")})


@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_a_row_can_say_that_it_is_not_scored(written, form):
    texts = {"yaml": RECORD + "  score: no\n", "csv": TABLE.replace("source", "score").replace("bench", "no")}
    assert not any(each.score for each in read([written(f"mine.{form}", texts[form])]))


FAULTS = {
    "a.yaml": [
        (RECORD.replace("matmul", "matmull"), "3: unknown command 'matmull': did you mean matmul?"),
        (
            RECORD.replace("n: 4096", "q: 4096"),
            "3: matmul has no option 'q': expected one of m, n, k, batch, tile, split, library, threads, level, numa",
        ),
        (RECORD.replace("n: 4096,", ""), "3: n is missing: matmul needs m, n, k"),
        (RECORD.replace("514 µs", "514"), "4: time is without a unit: expected a time (s)"),
        (RECORD.replace("514 µs", "514 GB"), "4: time is a size (B): expected a time (s)"),
        (RECORD.replace("514 µs", "514 lightyears"), "4: unknown unit 'lightyears' in '514 lightyears'"),
        (RECORD.replace("514 µs", "-5 s"), "4: time is '-5 s': expected more than nothing"),
        (RECORD.replace("time", "tiem"), "4: unknown measured name 'tiem': did you mean time?"),
        (RECORD.replace("note", "noet"), "7: unknown key 'noet': did you mean note?"),
        (RECORD + "  score: perhaps\n", "8: score is 'perhaps': expected yes or no"),
        (RECORD.replace("measured: {time: 514 µs, rate: 267 TFLOP/s}", "measured: {}"), "2: nothing measured"),
        (RECORD.replace(f"question: {{{ONE}}}", "library: x"), "5: library is given twice, first on line 3"),
        ("measurements:\n- measured: {time: 1 s}\n", "2: question is missing: expected the command and its options"),
        ("measurements:\n- question: {command: matmul}\n  measured: {time: 1 s}\n", "2: m is missing"),
        ("rows: []\n", "1: expected one key, measurements, and a list under it"),
        ("", "1: expected one key, measurements"),
        ("measurements: []\n", "1: no measurement in it"),
        ("measurements: [1]\n", "1: a measurement is no mapping"),
        ("measurements: [\n", "2: not valid YAML"),
        (
            "measurements:\n- {question: {command: run, kernel: sofmax}, measured: {time: 1 s}}",
            "2: unknown kernel 'sofmax'",
        ),
    ],
    "a.csv": [
        (TABLE.replace("matmul", "matmull"), "2: unknown command 'matmull': did you mean matmul?"),
        (TABLE.replace("dtype", "dtpye"), "1: unknown column 'dtpye': did you mean dtype?"),
        (TABLE.replace("cublas time [us]", "cublas time"), "1: the column 'cublas time' has no unit"),
        (TABLE.replace("[us]", "[GB]"), "1: time is a size (B): expected a time (s)"),
        (TABLE.replace("[us]", "[lightyear]"), "1: unknown unit 'lightyear'"),
        (TABLE.replace("time [us]", "tiem [us]"), "1: unknown column 'cublas tiem [us]'"),
        (TABLE.replace(",3,", ",three,"), "2: 'three' in a measured column: expected a plain number above 0"),
        (TABLE.replace(",3,", ",nan,"), "2: 'nan' in a measured column: expected a plain number above 0"),
        (TABLE.replace(",3,", ",0,"), "2: '0' in a measured column: expected a plain number above 0"),
        (TABLE.replace(",3,0.004", ",,"), "2: nothing measured: expected a number in a measured column"),
        (TABLE.replace(",128,", ",,"), "2: n is missing: matmul needs m, n, k"),
        (TABLE.replace(",bench", ""), "2: 8 cells: expected 9, as in the first line"),
        (TABLE.replace("source", "rows").replace("bench", "3"), "2: matmul has no option 'rows'"),
        (TABLE.replace("source", "m"), "1: the column 'm' is there twice"),
        (TABLE.replace("command", "model"), "1: no column 'command'"),
        ("command,m\nmatmul,3\n", "1: no column 'time [us]'"),
        (TABLE.splitlines()[0], "1: no measurement in it: expected at least one"),
        ("", "1: no column 'time [us]'"),
        (TABLE.encode() + b"\xff\xfe", "not a text file in UTF-8"),
    ],
    "a.txt": [(TABLE, " expected a file of measurements that ends in .csv or .yaml")],
}


@pytest.mark.parametrize(("name", "text", "told"), [(name, *fault) for name in FAULTS for fault in FAULTS[name]])
def test_a_fault_is_one_line_with_its_place_and_what_was_expected(written, name, text, told):
    path = written(name, text)
    with pytest.raises(UsageError) as error:
        read([path])
    assert str(error.value).startswith(f"{path}:")
    assert told in str(error.value).removeprefix(path)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(UsageError, match=r"nothing\.csv: cannot be read: No such file"):
        read([str(tmp_path / "nothing.csv")])


EVERY = read()
# What the references say must not be scored: computed, the same run twice, doubtful, or without its conditions.
UNSCORED = (
    *("sb-ar-q2-z", "sb-llama70-minchips-int4", "hp-diecost-1", "hp-diecost-2", "chinchilla-optimal", "phi15-hfcard"),
    *("fa2-a100-fwd-nc-d64-s1024", "korthikanti-mem-1t-act-none", "megatron21-175b-days", "megatron21-1t-days"),
    *("palm-540b-chiphours", "pope-540b-min-int8", "llama1-65b-tps", "tinyllama-300b", "llmc-124m-10b", "llama31-8b"),
    *("llama31-70b", "glm-130b", "nanogpt-iter-compile-true", "megascale-175b-mfu", "fmsfsdp-13b"),
    *("gptfast-llama-3.1-405b-int8-tp8", "neuron-train-llama2-7b-pre-training-32-tp-8-dp-4-pp-4"),
    *("llamacpp-apple-m3-max-40-core-f16-tg", "llama3-table4-n8192-s8192", "megatron19-pf", "maxtext-v5e-256-128b"),
)


def test_every_shipped_row_reads():
    commands = Counter(each.command for each in EVERY)
    assert commands["matmul"] == 9752 + 53 + 92
    assert (commands["run attention"], commands["collective"]) == (2231 + 18, 504 + 41 + 13)
    llms, cpus = 674 + 207 + 70 + 68 + 444 + 141, 93 + 92
    assert len(EVERY) == 9752 + 2231 + 504 + 13 + 616 + llms + 258 + cpus
    assert {path.rpartition(".")[2] for path in shipped()} == {"csv", "yaml"}


def test_no_two_records_share_an_id():
    assert [
        name for name, times in Counter(each.id for each in EVERY if ".csv:" not in each.id).items() if times > 1
    ] == []


def test_every_source_of_a_shipped_row_is_described():
    described = catalogue().sources
    assert {each.source for each in EVERY} - set(described) == set()
    assert all(described[each.source]["title"] for each in EVERY)


def test_every_shipped_machine_has_a_page():
    asked = [each.question[name] for each in EVERY for name in ("on", "over") if name in each.question]
    bare = {on.partition("x")[2] if on.partition("x")[0].isdigit() else on for on in asked}
    handles = {handle for each in bare for handle in each.split("+")}
    assert len(handles) > 30
    for handle in handles:
        assert catalogue().spec(handle).handle == handle


@pytest.mark.parametrize("id", UNSCORED)
def test_what_must_not_be_scored_is_not(id):
    [found] = [each for each in EVERY if each.id == id]
    assert not found.score
    assert found.note


def test_what_is_scored_is_asked_of_a_machine_or_calculated():
    scored = [each for each in EVERY if each.score]
    assert len(scored) > 12_000
    assert all("on" in each.question or each.command in ("calc", "move") for each in scored)
    assert not any(each.command == "other" for each in scored)


def test_the_time_of_a_shape_is_the_median_of_its_libraries():
    with open(table_file(), encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    times = [float(text) * 1e-6 for name, text in row.items() if name.endswith("time [us]") and text]
    size, found = measurements(row["on"], row["dtype"])[0]
    assert size == (int(row["m"]), int(row["n"]), int(row["k"]))
    assert found == pytest.approx(median(times))
    assert sum(map(len, every_measurement().values())) == 3516


def test_there_are_no_measurements_of_what_was_not_measured():
    assert measurements("t4", "bf16") == []


def test_what_ships_is_read_in_a_moment():
    code = (
        "import time; from slipstick.evidence.measurements import read; read(); start = time.process_time(); read(); "
    )
    done = run([sys.executable, "-c", code + "print(time.process_time() - start)"], capture_output=True, check=True)
    assert float(done.stdout) < 0.3


@pytest.mark.parametrize("name", ["endless.csv", "endless.yaml"])
def test_a_file_without_an_end_is_not_read_to_it(name, tmp_path):
    path = tmp_path / name
    path.symlink_to("/dev/zero")
    with pytest.raises(UsageError, match=rf"^{path}:1: [^\n]+$"):
        read([str(path)])
