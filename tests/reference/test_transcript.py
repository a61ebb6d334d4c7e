import pytest

from transcripts import answer, blocks

TYPED = dict(blocks("reference"))


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_is_answered_to_the_letter(typed):
    assert answer("reference", typed) == TYPED[typed]
