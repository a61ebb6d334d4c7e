"""A tool: its arguments are checked by name and kind before it answers."""

import pytest

from slipstick import UsageError
from slipstick.mcp.tool import Tool, listed, said, text, texts, whether, yes

ECHO = Tool(
    "echo",
    "Say it",
    {"words": text("What."), "loud": yes("How."), "more": texts("Which.")},
    ["words"],
    lambda given: (said(given, "words"), dict(given)),
)


def test_a_tool_answers_with_what_was_given():
    assert ECHO.ask({"words": "a", "loud": True}) == ("a", {"words": "a", "loud": True})


def test_null_is_as_good_as_not_given():
    assert ECHO.ask({"words": "a", "loud": None}) == ("a", {"words": "a"})
    with pytest.raises(UsageError, match="echo needs words: What"):
        ECHO.ask({"words": None})


def test_an_unknown_argument_is_told_with_the_nearest():
    with pytest.raises(UsageError, match=r"echo has no 'word': did you mean words\?"):
        ECHO.ask({"word": "a"})


def test_the_schema_says_what_must_be_given_and_nothing_else_may():
    schema = ECHO.schema
    assert schema["required"] == ["words"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["more"] == {"type": "array", "items": {"type": "string"}, "description": "Which."}


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (said, 5, "text"),
        (said, ["a"], "text"),
        (listed, "a", "a list of texts"),
        (listed, [1], "a list of texts"),
        (whether, "yes", "true or false"),
        (whether, 1, "true or false"),
    ],
)
def test_an_argument_of_another_kind_is_refused(read, value, expected):
    with pytest.raises(UsageError, match=f"x = .*: expected {expected}"):
        read({"x": value}, "x")


def test_what_is_not_given_is_empty():
    assert (said({}, "x"), said({}, "x", "usual"), listed({}, "x"), whether({}, "x")) == ("", "usual", [], False)
