"""A tool for every question, with the question's parameters and the answers of the library."""

import pytest

import slipstick
from slipstick import DimensionError, UsageError
from slipstick.estimates.listing import listed
from slipstick.estimates.questions import find
from slipstick.mcp.questions import OWN, ask_tool, question_tools

TOOLS = {tool.name: tool for tool in question_tools(None)}
MATMUL = {"m": 4096, "n": 4096, "k": 4096, "on": "a100"}


def test_every_question_is_a_tool():
    assert {name.replace("-", "_") for name in listed()} == set(TOOLS)


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_the_arguments_are_the_parameters_and_each_is_described(name):
    question, tool = find(name.replace("_", "-")), TOOLS[name]
    assert {each.name for each in question.parameters} | set(question.picks) <= set(tool.arguments)
    assert not {each.name for each in question.parameters} & set(OWN)
    assert all(schema["description"].endswith(".") for schema in tool.arguments.values())
    assert set(tool.needs) == {each.name for each in question.parameters if each.default is None} | (
        {"on"} if question.placed else set()
    )


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_the_first_example_of_every_question_is_answered(name):
    question = find(name.replace("_", "-"))
    values = dict(question.examples[0]) if question.examples else {"work": "1e22 FLOP"}
    told, made = TOOLS[name].ask(values | ({"on": question.device} if question.placed else {}))
    assert told
    assert made["answer"]["unit"] == next(iter(made["answers"].values()))["unit"]
    assert made["sources"]


def test_the_answer_is_that_of_the_library():
    told, made = TOOLS["matmul"].ask(MATMUL)
    alone = slipstick.matmul(4096, 4096, 4096, on="a100")
    assert told == alone.text()
    assert made["answer"] == alone.as_dict()["answer"]
    assert not {"steps", "facts"} & set(made)


def test_the_work_comes_when_it_is_asked_for():
    told, made = TOOLS["matmul"].ask({**MATMUL, "explain": True})
    assert "2 FLOP × batch × m × n × k" in told
    assert made == slipstick.matmul(4096, 4096, 4096, on="a100").as_dict()


def test_lists_are_answered_in_a_table():
    told, made = TOOLS["matmul"].ask({**MATMUL, "m": [1, 2048], "on": "a100,h100"})
    assert len(made["answers"]) == 4
    assert "h100-sxm" in told
    told, made = TOOLS["matmul"].ask({**MATMUL, "m": [1, 2048], "explain": True})
    assert told.count("2 FLOP × batch × m × n × k") == 2
    assert all("steps" in each for each in made["answers"])


def test_what_was_measured_is_placed():
    told, made = TOOLS["matmul"].ask({**MATMUL, "measured": "190 TFLOP/s"})
    assert "slower than the\n             range" in told
    assert made["measured"]["verdict"]


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({**MATMUL, "m": 0}, UsageError, "m = 0 is out of range"),
        ({**MATMUL, "m": True}, UsageError, "m = 'True' is not a number"),
        ({**MATMUL, "m": {"size": 4}}, UsageError, "is not a number"),
        ({**MATMUL, "m": "4 GB"}, DimensionError, "m is a size"),
        ({**MATMUL, "on": 5}, UsageError, "on = '5': expected text"),
        ({**MATMUL, "on": "a1000000"}, UsageError, "a1000000"),
        ({**MATMUL, "dtype": ["bf16"]}, UsageError, "expected text"),
        ({**MATMUL, "measured": "fast"}, UsageError, "fast"),
        ({**MATMUL, "explain": "yes"}, UsageError, "explain = 'yes': expected true or false"),
        ({**MATMUL, "batchh": 4}, UsageError, "did you mean batch?"),
    ],
)
def test_wrong_arguments_are_refused_in_the_words_of_the_product(given, error, message):
    with pytest.raises(error, match=message):
        TOOLS["matmul"].ask(given)


def test_a_flag_that_is_false_is_not_given():
    usual = TOOLS["attention"].ask({"queries": 1024, "heads": 32, "head": 128, "on": "a100"})
    assert TOOLS["attention"].ask({"queries": 1024, "heads": 32, "head": 128, "on": "a100", "energy": False}) == usual


def test_specs_of_ones_own_are_known(tmp_path):
    (tmp_path / "chip.yaml").write_text("mychip:\n  name: My chip\n  vendor: me\n  kind: gpu\n", encoding="utf-8")
    own = {tool.name: tool for tool in question_tools(str(tmp_path))}
    with pytest.raises(slipstick.SlipstickError):
        own["matmul"].ask({**MATMUL, "on": "mychip"})


def test_a_question_in_words_is_answered_with_how_it_was_read():
    tool = ask_tool(None)
    told, made = tool.ask({"question": "4096 cubed bf16 matmul on an A100"})
    assert made["reading"]["command"] == "slipstick matmul 4096 4096 4096 --on a100-sxm-80gb --dtype bf16"
    assert told.startswith(made["reading"]["command"])
    assert made["answer"]["answer"] == slipstick.matmul(4096, 4096, 4096, on="a100").as_dict()["answer"]
    assert len(tool.ask({"question": "4096 matmul on a100 and on h100"})[1]["answer"]["answers"]) == 2
    assert "40 ms" in tool.ask({"question": "80 GB / 2 TB/s"})[1]["answer"]["text"]
    with pytest.raises(UsageError, match="cannot use '3 GB'"):
        tool.ask({"question": "4096 matmul a100 fp16 3 GB"})


def test_what_was_measured_is_placed_in_words_too_and_beside_no_list():
    told, made = ask_tool(None).ask({"question": "is 190 TFLOP/s normal for a 4096 matmul on an A100"})
    assert made["answer"]["measured"]["verdict"].startswith("190 TFLOP/s")
    assert "measured" in told
    with pytest.raises(UsageError, match="measured is of one answer"):
        TOOLS["matmul"].ask({**MATMUL, "m": [1, 2], "measured": "1 ms"})
