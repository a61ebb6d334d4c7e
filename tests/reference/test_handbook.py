"""The list of formulas by chapter, and how one is explained."""

from slipstick.formulas import chapters, formulas
from slipstick.reference.handbook import contents, explained, listing


def test_formulas_are_listed_under_what_their_chapter_is_about():
    lines = listing().splitlines()
    titles = [line for line in lines[:-1] if line and not line.startswith(" ")]
    assert len(titles) == len(chapters())
    assert all(" " in title and "slipstick" not in title for title in titles)
    assert {name.strip().partition("(")[0] for name in lines if name.startswith("  ")} == set(formulas())
    assert lines[-1].startswith(f"{len(formulas())} formulas")


def test_chapters_share_the_formulas_out():
    own = [each.name for _, every in contents() for each in every]
    assert sorted(own) == sorted(formulas())


def test_the_arguments_of_a_formula_stand_in_a_column_two_places_after_the_longest():
    lines = explained(formulas()["ridge"]).splitlines()
    assert "  peak       a compute rate in FLOP/s" in lines
    assert "  bandwidth  a bandwidth in B/s" in lines
    assert "  gives      an intensity in FLOP/B" in lines
