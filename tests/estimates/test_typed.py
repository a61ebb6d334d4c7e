import re
import subprocess
import sys

import pytest

import slipstick
import typed as writer  # tools/typed.py
from slipstick.estimates import typed
from slipstick.estimates.questions import find
from slipstick.estimates.shelf import every as names

PROGRAM = """\
import numpy as np
import slipstick

one = slipstick.matmul(4096, "4096", 4096, on="a100", dtype="bf16", batch=2)
two = slipstick.kernels.softmax(np.arange(1, 9), 2048, on=slipstick.load("a100"))
three = slipstick.kernels.conv2d(1, 3, 9, 9, 8, on=slipstick.machine("8xh100"), algorithm="direct")
four = slipstick.run("copy", size="6 GB", on="a100")
five = slipstick.matmul(1, 2, 3, on=["a100", "h100"])
reveal_type(one)
reveal_type(two)
reveal_type(three)
reveal_type(four)
reveal_type(five)
reveal_type(one.time)
reveal_type(two.bound_by)
slipstick.matmul(4096, 4096, 4096, on="a100", dtyp="bf16")
slipstick.matmul(on="a100")
slipstick.kernels.softmax(8, 8)
slipstick.kernels.softmax(8, 8, on=100)
slipstick.kernels.copy(["6 GB"], on="a100")
slipstick.kernels.sofmax(8, 8, on="a100")
"""
SEEN = {9: "Estimate", 10: "Estimate", 11: "Estimate", 12: "Estimate", 13: "Answers", 14: "Quantity", 15: "str_]]"}
WRONG = {**dict.fromkeys(range(16, 21), "call-overload"), 21: "attr-defined"}


def test_the_functions_are_what_the_tool_writes():
    with open(typed.__file__, encoding="utf-8") as file:
        assert file.read() == writer.text()


def test_every_question_is_a_function_that_says_its_parameters():
    for name in names():
        function, question = getattr(slipstick.kernels, name.replace("-", "_")), find(name)
        assert function.__doc__.startswith(question.help)
        code = function.__code__
        told = {*code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]}
        assert told == {
            *(each.name for each in (*question.parameters, *question.extras)),
            *question.picks,
            "on",
            "specs",
        } | ({"dtype"} if question.typed else set())
        for each in question.parameters:
            assert f"    {each.name}: {each.help}." in function.__doc__


@pytest.mark.parametrize("name", names())
def test_a_function_answers_as_its_question_does(name):
    question = find(name)
    values = dict(question.examples[0])
    where = {"on": question.device} if question.device else {}
    answer = getattr(slipstick.kernels, name.replace("-", "_"))(**values, **where)
    assert str(answer) == str(question.ask(values, question.device or None))


def test_type_checkers_see_every_answer_and_every_wrong_call(tmp_path):
    pytest.importorskip("mypy")
    (tmp_path / "program.py").write_text(PROGRAM)
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "program.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    told = re.findall(r"^program.py:(\d+): note: Revealed type is \"(.*)\"$", done.stdout, re.MULTILINE)
    assert {int(line): kind.rpartition(".")[2] for line, kind in told} == SEEN, done.stdout
    wrong = re.findall(r"^program.py:(\d+): error: .*\[([a-z-]+)\]$", done.stdout, re.MULTILINE)
    assert {int(line): code for line, code in wrong} == WRONG, done.stdout
