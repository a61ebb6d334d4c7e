"""Every answer keeps to the schema that programs may rely on."""

import json

import jsonschema
import pytest

from asked import EVERY
from slipstick import matmul
from slipstick.estimates.answers import Answers, ask
from slipstick.estimates.questions import find
from slipstick.estimates.schema import answers_schema

SCHEMA = jsonschema.Draft202012Validator(answers_schema())


@pytest.mark.parametrize(("name", "values"), EVERY)
def test_every_example_of_every_question_keeps_to_it(name, values):
    question = find(name)
    made = ask(question, values, question.device if question.placed else None)
    assert not isinstance(made, Answers) or made.as_list()
    SCHEMA.validate(json.loads(json.dumps(made.as_list() if isinstance(made, Answers) else made.as_dict())))


def test_lists_and_arrays_keep_to_it():
    np = pytest.importorskip("numpy")
    SCHEMA.validate(ask(find("matmul"), {"m": [1, 2], "n": 4096, "k": 4096}, "a100").as_list())
    SCHEMA.validate(matmul(np.array([1, 4096]), 4096, 4096, on="a100").as_dict())
    SCHEMA.validate(matmul(np.array([[1], [4096]]), 4096, 4096, on="a100").as_dict())


def test_costs_and_what_was_measured_keep_to_it():
    made = find("matmul").ask({"m": 4096, "n": 4096, "k": 4096, "rent": "2 USD/h", "grid": "400 gCO2/kWh"}, "a100")
    SCHEMA.validate(made.as_dict() | {"measured": made.measured("1 ms").as_dict()})


@pytest.mark.parametrize(
    "broken", [{"answer": {}}, {"steps": [{}]}, {"extra": 1}, {"floor": None}, {"levers": {"m": "a"}}]
)
def test_what_is_broken_is_told(broken):
    made = matmul(4096, 4096, 4096, on="a100").as_dict()
    SCHEMA.validate(made)
    assert not SCHEMA.is_valid(made | broken)
    assert not SCHEMA.is_valid({key: value for key, value in made.items() if key not in broken} | {"x": 1})


@pytest.mark.parametrize(("name", "values"), EVERY)
def test_every_source_of_an_answer_is_one_that_is_known(name, values):
    question = find(name)
    made = ask(question, values, question.device if question.placed else None)
    for each in made if isinstance(made, Answers) else [made]:
        assert all(source["title"] != key for key, source in each.sources.items())
