import re

import pytest

from slipstick.errors import DimensionError, SlipstickError, SpecError, UsageError
from slipstick.layout import Footnotes, beside, mark, shorten, table
from slipstick.words import cleaned, counted, did_you_mean, nearest, pattern, quoted, slug


def test_at_most_three_spellings_are_named_the_nearest_first():
    assert nearest("peak", ["peaks", "peat", "peek", "pear", "memory"]) == ["peaks", "peek", "peat"]
    assert nearest("PEAK", ["Peak"]) == ["Peak"]


@pytest.mark.parametrize(("alike", "found"), [(0.6, ["abcde"]), (0.8, ["abcde"]), (0.81, []), (1.0, [])])
def test_how_much_alike_spellings_are_is_counted_in_letters(alike, found):
    assert nearest("abcdx", ["abcde"], alike) == found


def test_six_letters_of_ten_are_near_and_fewer_are_not():
    assert nearest("abcdefghij", ["abcdefwxyz"]) == ["abcdefwxyz"]
    assert nearest("abcdefghij", ["abcdevwxyz"]) == []


@pytest.mark.parametrize(
    ("known", "otherwise", "said"),
    [
        (["memory", "peak"], None, "expected one of memory, peak"),
        (["memory"], None, "expected memory"),
        ([], None, "expected one of "),
        (["memory"], "look", "look"),
        (["qqqx", "qqqy"], "look", "did you mean qqqy or qqqx?"),
    ],
)
def test_an_unknown_word_is_told_the_nearest_or_all_there_are(known, otherwise, said):
    assert did_you_mean("qqq", known, otherwise) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("a" * 40, f"'{'a' * 40}'"),
        ("a" * 41, f"'{'a' * 37}...'"),
        ("a\n  b", "'a b'"),
        (12.5, "'12.5'"),
        ([1, 2], "'[1, 2]'"),
    ],
)
def test_a_value_is_quoted_in_forty_letters(value, said):
    assert quoted(value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\x00\x08\x0b\x1f\x7f\x9f", "\\u0000\\u0008\\u000b\\u001f\\u007f\\u009f"),
        ("\u2028\u202e\u2066\u2069", "\\u2028\\u202e\\u2066\\u2069"),
        ("\t\n ~\xa0\u2027\u202f\u2065\u206a", "\t\n ~\xa0\u2027\u202f\u2065\u206a"),
    ],
)
def test_what_steers_a_terminal_is_written_out_and_nothing_else(text, said):
    assert cleaned(text) == said


def test_an_expression_is_compiled_when_it_is_first_used():
    broken, told = pattern("("), pattern("(GPU)-", re.IGNORECASE)
    with pytest.raises(re.error):
        broken.match("(")
    assert (told.pattern, told.flags) == ("(GPU)-", re.IGNORECASE)
    assert told.match("a gpu-0", 2)[1] == "gpu"
    assert told.match is told.match


def test_one_of_a_thing_has_no_s():
    assert [counted(number, "fact") for number in (0, 1, 2, -1)] == ["0 facts", "1 fact", "2 facts", "-1 facts"]


def test_a_handle_has_letters_digits_and_pluses():
    assert slug("GeForce RTX_4090 (Ti)+pcie-4.x8") == "geforce-rtx-4090-ti-+pcie-4-x8"


def test_an_error_is_one_line_made_when_it_is_read():
    made = []
    error = SlipstickError(lambda: made.append(1) or "late")
    assert made == []
    assert [str(error), str(error)] == ["late", "late"]
    assert made == [1]
    assert str(SlipstickError()) == ""
    assert [each.exit_code for each in (SlipstickError, UsageError, DimensionError, SpecError)] == [1, 2, 2, 1]


@pytest.mark.parametrize(
    ("count", "more"), [(1, ""), (2, " (and 1 more: slipstick check)"), (5, " (and 4 more: slipstick check)")]
)
def test_of_several_problems_the_first_is_told_and_how_many_more(count, more):
    assert str(SpecError(f"p{number}" for number in range(count))) == f"p0{more}"


def test_a_text_that_is_too_long_ends_in_dots():
    assert shorten("as wide as it gets", 18) == "as wide as it gets"
    assert shorten("as wide as it gets", 17) == "as wide as it..."
    assert shorten(" as\n wide ", 7) == "as wide"


def test_a_label_stands_beside_its_text():
    assert beside("tea", "hot", 7, 16) == ["  tea  hot"]
    assert beside("tea", "", 7, 16) == ["  tea  "]
    assert beside("tea", "abcdefghijkl mn", 7, 16) == ["  tea  abcdefghijkl", "       mn"]
    assert beside("tea", "ab-cd-ef gh", 7, 13) == ["  tea  ab-cd-ef", "       gh"]


def test_footnotes_are_counted_as_they_are_met():
    notes = Footnotes(["a", "b"])
    assert (notes.of(["b", "c"]), notes.mark(["c", "a"]), notes.mark([])) == ((2, 3), "[3,1]", "")
    assert notes.numbers == {"a": 1, "b": 2, "c": 3}
    assert mark([1]) == "[1]"


def test_columns_are_as_wide_as_their_widest_cell():
    assert table(["a", "part"], [["wide one", "t4"], ["", "b"]]).splitlines() == [
        *("a         part", "--------  ----", "wide one  t4", "          b"),
    ]
