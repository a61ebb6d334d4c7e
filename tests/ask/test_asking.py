"""``slipstick.ask``: the reading, and the answer as Python has it."""

import pytest

import slipstick
from slipstick.ask.reading import read


def test_a_question_about_a_machine_is_an_estimate():
    asked = slipstick.ask("how long does a 4096 cubed matmul take on an A100")
    assert asked.answer.short == slipstick.matmul(4096, 4096, 4096, on="a100").short
    assert str(asked).startswith("slipstick matmul 4096 4096 4096 --on a100-sxm-80gb\n")


def test_two_devices_are_two_answers():
    assert len(slipstick.ask("4096 matmul on an A100 or an H100").answer) == 2


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("80 GB / 2 TB/s", "40 ms"),
        ("memory bandwidth of an H100", "3350.0 gigabyte / second"),
        ("amdahl with 95% on 64 processors", "15.4217"),
        ("architecture of the A100", "Ampere"),
    ],
)
def test_other_questions_have_answers_of_their_own(question, answer):
    assert answer in str(slipstick.ask(question).answer)


def test_a_part_a_comparison_a_formula_and_a_sheet():
    assert slipstick.ask("tell me about the A100").answer.handle == "a100-sxm-80gb"
    assert [part.handle for part in slipstick.ask("A100 vs H100").answer.parts] == ["a100-sxm-80gb", "h100-sxm"]
    assert slipstick.ask("what is Amdahl's law").answer.name == "amdahl"
    assert slipstick.ask("latency numbers every programmer should know").answer.sections


def test_the_package_is_asked_whichever_room_was_imported_first():
    assert read("80 GB / 2 TB/s").words == slipstick.ask("80 GB / 2 TB/s").reading.words


def test_what_is_not_understood_raises():
    with pytest.raises(slipstick.UsageError, match="bananas"):
        slipstick.ask("how many bananas is an A100")
