import pytest

from slipstick.calculator.session import HELP, Session, unfinished


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("1 + 2", False),
        ("(1 + 2", True),
        ("(1 + [2", True),
        ("[1, 2", True),
        ("(1 + 2)", False),
        ("((1 + 2)", True),
        ("1 + 2)", False),
        ("", False),
        *((f"1 {sign}", True) for sign in ("+", "*", "/", "^", "=", ",", "\\", "+  ")),
        *((f"1 {sign}", False) for sign in ("-", "%", ";", "..")),
    ],
)
def test_more_has_to_come_after_an_open_bracket_or_an_operator(text, more):
    assert unfinished(text) is more


def test_a_session_remembers_what_was_set_and_the_last_answer():
    session = Session()
    assert session.answer("  ") == ""
    assert session.answer("vars") == "no variables yet"
    assert session.answer("x = 3 GB") == "x = 3 GB  [size]"
    assert session.answer("x * 2; x * 3") == "x × 2 = 6 GB  [size]\nx × 3 = 9 GB  [size]"
    assert session.answer("ans + 1 GB") == "ans + 1 GB = 10 GB  [size]"
    assert session.answer("x +").startswith("error: the expression ends too early")
    assert session.answer("vars") == "x = 3 GB\nans = 10 GB"


def test_a_session_explains_a_formula_and_itself():
    session = Session(explain=lambda name: f"about {name}")
    assert session.answer("help") == HELP
    assert session.answer("help amdahl") == "about amdahl"
    assert session.answer("vars x").startswith("error: ")


def test_a_name_is_completed_from_variables_formulas_units_parts_and_facts():
    session = Session()
    session.answer("amd = 3")
    found = session.completions("amd")
    assert "amd" in found
    assert "amdahl(" in found
    assert all(name.startswith("amd") for name in found)
    assert found == sorted(found)
    assert session.completions("a100-sxm-80gb.memory.HBM.b") == ["a100-sxm-80gb.memory.HBM.bandwidth"]
    assert session.completions("nothing.at.all") == []
