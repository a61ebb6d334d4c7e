import pytest

from transcripts import answer, blocks

TYPED = dict(blocks("cli"))


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_is_answered_to_the_letter(typed):
    assert answer("cli", typed) == TYPED[typed]
