import pytest

from transcripts import answer, blocks

TYPED = dict(blocks("sheets"))


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_is_answered_to_the_letter(typed):
    assert answer("sheets", typed) == TYPED[typed]
