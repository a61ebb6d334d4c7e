import pytest

from slipstick.errors import SpecError
from slipstick.files.sheetfile import EXPECTED, definition
from slipstick.files.yamltree import read


def read_as(text):
    return definition("mine.yaml", read("mine.yaml", text.encode()))


ROWS = [
    ("- One: 1 s", {"kind": "value", "line": 3, "what": "One", "value": "1 s"}),
    ("- {what: One, value: 2, only: on}", {"kind": "value", "line": 3, "what": "One", "value": "2", "only": "on"}),
    ("- {each: [a, b], key: c}", {"kind": "each", "line": 3, "each": ["a", "b"], "key": "c"}),
    ("- {each: a}", {"kind": "each", "line": 3, "each": ["a"]}),
    ("- {numbers: [a, b]}", {"kind": "numbers", "line": 3, "numbers": ["a", "b"]}),
    ("- {series: x}", {"kind": "series", "line": 3, "series": "x"}),
    ("- {levels: x, only: on}", {"kind": "levels", "line": 3, "levels": "x", "only": "on"}),
    (
        "- {what: One, value: 2, note: n, source: s, more: 3}",
        {"kind": "value", "line": 3, "what": "One", "value": "2", "note": "n", "source": "s", "more": "3"},
    ),
]


@pytest.mark.parametrize(("line", "row"), ROWS)
def test_a_row_says_what_it_is_and_its_line(line, row):
    found = read_as(f"title: A\nrows:\n{line}")
    assert found == {"title": "A", "columns": {"value": "{value}"}, "notes": [], "rows": [row]}


def test_a_row_may_have_an_expression_for_each_column():
    found = read_as("title: A\ncolumns: {a: '{a}', b: '2'}\nrows:\n- {what: One, a: 3}")
    assert found["columns"] == {"a": "{a}", "b": "2"}
    assert found["rows"] == [{"kind": "value", "line": 4, "what": "One", "a": "3"}]


def test_a_sheet_without_columns_has_the_one_that_value_names():
    found = read_as("title: A\nvalue: worth\nhuman: worth\nbars: worth\nrows: []")
    assert found == {
        **{"title": "A", "human": "worth", "bars": "worth"},
        **{"columns": {"worth": "{value}"}, "notes": [], "rows": []},
    }


def test_notes_are_a_list_or_a_single_one():
    assert read_as("title: A\nnotes: one  note\nrows: []")["notes"] == ["one note"]
    assert read_as("title: A\nnotes: [one, two]\nrows: []")["notes"] == ["one", "two"]


NO_ROW = f"this is no row: {EXPECTED}"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["1: expected 'key: value' lines: a sheet has a title and rows"]),
        ("title: A", ["1: rows is missing: every sheet has it"]),
        ("rows: []", ["1: title is missing: every sheet has it"]),
        (
            "title: [a]\nrows: x",
            [
                "1: expected one line of text, not a list or mapping",
                "2: rows: expected a list, each item starting with a dash",
            ],
        ),
        (
            "titel: A\nrows: []",
            ["1: unknown key 'titel': did you mean title?", "1: title is missing: every sheet has it"],
        ),
        ("title: A\nhuman: worth\nrows: []", ["2: human: expected value"]),
        ("title: A\nbars: wort\nvalue: worth\nrows: []", ["2: bars: did you mean worth?"]),
        ("title: A\ncolumns: [a]\nrows: []", ["2: columns: expected lines such as 'peak: \"{part}.peak.bf16\"'"]),
        ("title: A\ncolumns: {a: [b]}\nrows: []", ["2: expected one line of text, not a list or mapping"]),
        ("title: A\nnotes: [one, [two]]\nrows: []", ["2: expected one line of text, not a list or mapping"]),
        ("title: A\nrows:\n- x", [f"3: {NO_ROW}"]),
        ("title: A\nrows:\n- {}", [f"3: {NO_ROW}"]),
        ("title: A\nrows:\n- One: [1]", ["3: expected one line of text, not a list or mapping"]),
        ("title: A\nrows:\n- {waht: One, valeu: 2}", [f"3: {NO_ROW}"]),
        ("title: A\nrows:\n- {what: One, value: 2, only: off}", ["3: only = 'off': expected one of on, general"]),
        ("title: A\nrows:\n- {section: One, what: 2}", ["3: unknown key 'what': expected one of only, section"]),
        (
            "title: A\nrows:\n- {number: a.b, only: general, note: x}",
            ["3: unknown key 'note': expected one of number, only, what"],
        ),
        (
            "title: A\nparts: [a]\non: k1\nexact: whole numbers\nlabel: x\nabout: y\nrows: []",
            ["2: expected one line of text, not a list or mapping"],
        ),
        ("title: A\nrows:\n- {section: S, only: general}\n- {what: One}\n- {}", [f"5: {NO_ROW}"]),
    ],
)
def test_what_is_no_sheet_is_told_line_by_line(text, problems):
    with pytest.raises(SpecError) as error:
        read_as(text)
    assert error.value.problems == [f"mine.yaml:{problem}" for problem in problems]
