import pytest

from slipstick import UsageError
from slipstick.reference.search import Words, _order, numbers

WORDS = Words(frozenset({"wing-beat"}), frozenset({"wing", "beat"}), frozenset({"wing", "beat", "kestrel", "hovering"}))


@pytest.mark.parametrize(
    ("whole", "rank"),
    [("wing-beat", 0), ("beat-wing", 1), ("wing", 1), ("wing-kestrel", 2), ("kest-hov", 3), ("wing-kest", 3)],
)
def test_a_name_comes_before_its_words_and_these_before_what_is_said(whole, rank):
    assert WORDS.rank(whole, set(whole.split("-"))) == rank


@pytest.mark.parametrize("whole", ["owl", "wing-owl", "wings", "estrel"])
def test_a_word_that_is_nowhere_fits_nothing(whole):
    assert WORDS.rank(whole, set(whole.split("-"))) is None


class Told:
    """A number as far as its order goes."""

    def __init__(self, path, name="one name", history=False, **texts):
        self.path, self.name, self.history, self.texts = path, name, history, texts

    def text(self, key):
        return self.texts.get(key, "")


def test_names_come_first_and_history_last_then_the_latest_the_explained_and_the_shortest():
    right = [
        (0, Told("a", vignette="why")),
        (0, Told("b", history=False)),
        (0, Told("c", year="2021")),
        (0, Told("d", year="2020")),
        (0, Told("e", history=True)),
        (1, Told("f", name="a longer name", vignette="why")),
        (1, Told("g", name="short")),
        (1, Told("h", name="a longer name")),
        (1, Told("i", name="a longer name")),
        (2, Told("j")),
        (3, Told("k", year="2020", vignette="why")),
        (1, Told("l", history=True)),
        (3, Told("m", history=True)),
    ]
    backwards = right[::-1]
    found = sorted(backwards, key=lambda pair: _order(*pair))
    assert [number.path for _, number in found] == [number.path for _, number in right]


def test_a_question_is_at_most_two_hundred_letters_long():
    with pytest.raises(UsageError, match="no number is known by"):
        numbers("q" * 200)
    with pytest.raises(UsageError, match="is 201 letters long: ask for a number in a few words"):
        numbers("q" * 201)


def test_words_that_say_nothing_are_left_out_unless_there_are_no_others():
    found = [number.path for number in numbers("the latency of an l2 hit")]
    assert found[0] == "latency.l2-hit"
    assert len(numbers("")) == len(numbers("  ")) > 100


def test_what_has_the_word_hides_what_has_only_longer_ones():
    found = [each.path for each in numbers("frame")]
    assert "latency.frame-60hz" in found
    assert "latency.kernel-launch-framework" not in found
    assert "latency.kernel-launch-framework" in [each.path for each in numbers("framew")]
