import json

import pytest

import slipstick
from slipstick.errors import UsageError
from slipstick.estimates.answers import Answers, ask
from slipstick.estimates.questions import find

MATMUL = find("matmul")


def test_a_list_gives_a_row_for_each_item_the_same_as_asked_alone():
    answers = ask(MATMUL, {"m": "1..64*8", "n": 4096, "k": 4096}, ["a100", "h100"])
    assert isinstance(answers, Answers)
    assert answers.varied == ("on", "m")
    assert [each.question["m"] for each in answers] == [1, 8, 64] * 2
    for each in answers:
        alone = slipstick.matmul(each.question["m"], 4096, 4096, on=each.question["on"])
        assert each.outcome == alone.outcome
        assert each.question == alone.question


def test_one_item_is_one_answer():
    assert isinstance(ask(MATMUL, {"m": 1, "n": 1, "k": 1}, "a100"), slipstick.Estimate)
    assert isinstance(ask(MATMUL, {"m": "1..4", "n": 1, "k": 1}, "a100"), slipstick.Estimate)


def test_the_table_says_what_varies_and_what_does_not():
    text = ask(MATMUL, {"m": 4096, "n": 4096, "k": 4096}, "a100,h100", "bf16,fp16").text()
    assert text.startswith("matmul by on and dtype: m 4096, n 4096, k 4096, batch 1; the fastest first\n")
    assert len(text.splitlines()) == 2 + 2 + 4
    assert max(map(len, text.splitlines())) <= 80
    copies = ask(find("copy"), {"size": "1 kB..1 GB * 1000"}, "a100")
    assert [row[0] for row in copies.cells()[1]] == ["1 kB", "1 MB", "1 GB"]


def test_for_programs_it_is_a_list_of_answers():
    answers = ask(MATMUL, {"m": [1, 2], "n": 1, "k": 1}, "a100")
    told = json.loads(json.dumps(answers.as_list()))
    assert [each["question"]["m"] for each in told] == [1, 2]
    assert len(answers) == 2
    assert answers[0].outcome.value == told[0]["answer"]["value"]
    assert "<table>" in answers._repr_html_()


def test_an_empty_list_is_refused():
    with pytest.raises(UsageError, match="on is an empty list: expected one item or more"):
        slipstick.matmul(1, 1, 1, on=[])


def test_too_many_answers_are_refused():
    with pytest.raises(UsageError, match="1001 answers at once: expected at most 1000"):
        ask(MATMUL, {"m": "1..5000+1", "n": 1, "k": 1}, "a100")


def test_a_wrong_item_is_named():
    with pytest.raises(UsageError, match="unknown device 'h1000'"):
        ask(MATMUL, {"m": 1, "n": 1, "k": 1}, "a100,h1000")
    with pytest.raises(UsageError, match="m = 0 is out of range"):
        ask(MATMUL, {"m": "0,1", "n": 1, "k": 1}, "a100")


def test_devices_of_different_usual_dtypes_are_told_with_theirs():
    answers = ask(MATMUL, {"m": 512, "n": 512, "k": 512}, ["a100", "v100"])
    assert answers.varied == ("on", "dtype")
    assert [texts[1] for texts, _ in answers.rows] == ["bf16", "fp16"]


@pytest.mark.parametrize(
    ("name", "given", "on", "column"),
    [
        ("matmul", {"m": 1, "n": 1, "k": 1}, "h100", ("on", "h100-sxm")),
        ("fit", {"model": "llama-3.1-8b"}, None, ("model", "llama-3.1-8b")),
        ("move", {"size": "8 GB", "over": "pcie-5"}, None, ("size", "8 GB")),
    ],
)
def test_a_table_of_one_answer_has_the_machine_before_it_or_what_was_given_first(name, given, on, column):
    question = find(name)
    heads, [row] = Answers.of(question, ask(question, given, on)).cells()
    assert (heads[0], row[0]) == column


def test_a_list_with_the_value_that_is_not_told_elsewhere_tells_it_in_its_row():
    answers = ask(find("infer"), {"model": "llama-3.1-8b", "batch": "1,2,4", "output": "128,256"}, "h100")
    assert [texts for texts, _ in answers.rows][:3] == [("1", "128 tokens"), ("1", "256 tokens"), ("2", "128 tokens")]


def test_machines_and_models_are_told_the_fastest_first_and_by_cost():
    answers = slipstick.infer(["qwen3-8b", "llama-3.1-8b"], on=["l40s", "h100"], rent="1.5USD/h")
    lines = answers.text().splitlines()
    assert lines[0].endswith("; the fastest first")
    times = [float(line.split()[2]) for line in lines[4:8]]
    assert times == sorted(times)
    assert lines[-1] == "by cost: in the same order"
    assert [each.question["on"] for each in answers] == ["l40s", "l40s", "h100-sxm", "h100-sxm"]  # as asked
    dear = slipstick.infer("llama-3.1-8b", on=["h100", "8xh100"], rent="2USD/h").text()
    assert "by cost: h100-sxm " in dear
    assert dear.index("\n8xh100") < dear.index("\nh100")
    assert "fastest" not in slipstick.matmul([1024, 2048], 4096, 4096, on=["l4", "h100"]).text()


def test_a_narrow_screen_is_not_left_for_lesser_columns():
    table = slipstick.infer(["qwen3-8b", "llama-3.1-8b"], on=["l40s", "h100"], rent="1.5USD/h")
    assert max(map(len, table.text().splitlines())) <= 80
    assert "left out: floor, bound by, throughput (--csv shows them)" in table.text()
    assert table.text().count("floor") == 1
    assert "left out" not in table.text(160)
    assert {"floor", "bound by", "throughput", "cost"} <= {*table.cells()[0]}


def test_what_may_be_picked_may_be_a_list_too():
    made = ask(find("sgemm"), {"m": 4096, "variant": "naive,warp-tiled"}, "rtx-a6000")
    assert made.varied == ("variant",)
    alone = [ask(find("sgemm"), {"m": 4096, "variant": name}, "rtx-a6000") for name in ("naive", "warp-tiled")]
    assert [each.outcome.value for each in made] == [each.outcome.value for each in alone]
    assert made.text().splitlines()[4].startswith("naive       ")
    several = ask(find("collective"), {"op": "all-reduce", "size": "1MiB", "algorithm": ["ring", "tree"]}, "8xh100")
    assert [texts for texts, _ in several.rows] == [("ring",), ("tree",)]
    with pytest.raises(UsageError, match="variant = 'foo': expected one of naive"):
        ask(find("sgemm"), {"m": 4096, "variant": "naive,foo"}, "rtx-a6000")


def test_what_is_counted_has_a_column_for_each_further_answer_and_none_for_a_range():
    told = str(slipstick.fit("llama-3.3-70b", weights="fp16,q4_k_m", context=8192, on=["l40s"]))
    heads, _, first, *_ = told.splitlines()[2:]
    assert heads.split() == ["weights", "memory", "layers", "devices", "longest", "users", "limited", "by"]
    assert first.split() == ["fp16", "144", "GB", "26", "3", "-", "-", "memory"]
    assert max(map(len, told.splitlines())) <= 80


def test_a_table_that_is_too_wide_leaves_out_what_not_all_have():
    found = slipstick.fit("llama-3.3-70b", weights="fp16,q4_k_m", context="8k,64k", batch="1,2", on=["l40s", "8xa100"])
    assert str(found).endswith("left out: layers, longest, users (--csv shows them)")
    assert str(found).count("layers") == 1
    assert "devices" in str(found)
