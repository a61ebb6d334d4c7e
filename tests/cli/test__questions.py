"""The commands that are made of questions."""

import pytest

from slipstick.cli import answered


@pytest.mark.parametrize("command", ["infer", "fit", "train"])
def test_the_name_of_a_model_may_be_typed_as_it_is_said(command, capsys):
    told = []
    for name in (["llama", "3", "70b"], ["llama 3 70b"], ["llama-3-70b"]):
        assert answered([command, *name, "--on", "8xh100", "--short"]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1] == told[2]


def test_lists_of_models_may_have_spaces_too(capsys):
    assert answered(["fit", "llama", "3", "8b,", "qwen3", "8b", "--short"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["fit"], "Missing argument 'MODEL'. Try 'slipstick fit --help'."),
        (["fit", ""], "model = '': expected a word"),
        (["fit", "llama-3.1-8b", "8k"], "unknown model 'llama-3.1-8b 8k': did you mean "),
        (["collective", "all-reduce", "1MiB", "2MiB", "--on", "8xh100"], "Got unexpected extra argument (2MiB)"),
    ],
)
def test_what_is_no_name_is_refused_in_one_line(typed, said, capsys):
    assert answered(typed) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"slipstick: {said}")
    assert error.count("\n") == 1
