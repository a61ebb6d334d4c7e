import pytest

from transcripts import answer, blocks

TYPED = dict(blocks("calculator"))


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_is_answered_to_the_letter(typed):
    assert answer("calculator", typed) == TYPED[typed]
