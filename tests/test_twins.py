"""The command line and the library are twins: what one has, the other has under its name."""

import inspect

import pytest

import slipstick
from examples import run
from shown import SHOWN
from slipstick.cli import main
from slipstick.estimates.listing import listed

OTHERWISE = {"calc": "calculate", "formula": "formula", "list": "select", "number": "numbers", "show": "describe"}
ALONE = {"repl", "mcp", "calibrate", "validate", "site", "completion"}  # which talk, serve or work on files


def test_every_command_has_a_function():
    names = {name: OTHERWISE.get(name, name.replace("-", "_")) for name in main.list_commands(None)}
    missing = {name for name, twin in names.items() if twin not in slipstick.__all__}
    assert missing == ALONE


def test_every_kernel_has_a_function():
    for name in listed():
        assert callable(getattr(slipstick.kernels, name.replace("-", "_")))


def test_every_plot_has_a_function():
    from slipstick.cli.plot import command

    assert set(command.commands) | {"Plot"} == set(slipstick.plot.__all__)


@pytest.mark.parametrize("name", slipstick.__all__)
def test_a_public_name_says_what_it_gives(name):
    """With more than Any, where it is a function that is not made for each question."""
    found = getattr(slipstick, name)
    if inspect.isfunction(found):
        assert inspect.signature(found).return_annotation is not inspect.Signature.empty


COMMANDS = {
    "estimate": "matmul 4096 4096 4096 --on a100",
    "memory": "fit llama-3.1-8b --on h100",
    "answers": "matmul 1,4096 4096 4096 --on a100,h100",
    "sweep": "sweep matmul 1,4096 4096 4096 --on a100",
    "sheet": "sheet latency",
    "compared": "sheet compare a100 h100",
    "equation": "calc|2 * 4096^3 FLOP / ? = 441 us",
    "numbers": "number l2 latency",
    "formula": "formula ridge",
    "comparison": "compare a100 h100",
    "list": "list gpu --where|vendor = AMD",
    "spec": "show t4",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_text_of_an_answer_is_what_the_command_prints(name):
    words, *last = COMMANDS[name].split("|")
    assert run([*words.split(), *last]).stdout == f"{SHOWN[name]()}\n"
