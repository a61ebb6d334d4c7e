import pytest

from slipstick import SlipstickError, calculate


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("?^2 = 4", "2 or -2"),
        ("?^2 = 9 m^2", "3 m or -3 m"),
        ("?^-2 = 0.25", "2 or -2"),
        ("?^4 = 16", "2 or -2"),
        ("(? - 1)^2 = 9", "4 or -2"),
        ("(?^2)^2 = 16", "2 or -2"),
        ("?^2 = 0", "0"),
        ("?^3 = -8", "-2"),
        ("?^3 = 27", "3"),
        ("?^0.5 = 3", "9"),
        ("2 * ?^2 + 1 = 9", "2 or -2"),
    ],
)
def test_every_root_of_a_power_is_named(text, roots):
    answer = calculate(text)
    assert answer.short == roots
    assert all(len(set(check.split(" = "))) == 1 for check in answer.check.split("; "))


@pytest.mark.parametrize("text", ["?^2 = -4", "?^0.5 = -2", "?^1.5 = -1", "(? + 1)^4 = -1"])
def test_a_power_that_is_never_negative_has_no_root(text):
    with pytest.raises(SlipstickError, match=r"no number to the power [\d.]+ is negative"):
        calculate(text)


def test_several_roots_are_a_list_for_a_program():
    answer = calculate("?^2 = 4")
    assert answer.as_dict()["answer"]["value"] == [2, -2]


@pytest.mark.parametrize(
    ("text", "least", "said"),
    [
        ("erlang_loss(20, ?) = 1%", "30", "30 is the least that reaches it, with 0.00846; 29 gives 0.0128"),
        ("mmm_wait(9 request/s, 0.2 s, ?) = 50 ms", "4", "4 is the least that reaches it, with 11.7 ms"),
        ("sequence_wrap_time(?, 1 Gbit/s) = 60 s", "33", "33 is the least that reaches it, with 68.7 s"),
    ],
)
def test_the_least_whole_number_is_told_with_what_it_gives(text, least, said):
    answer = calculate(text)
    assert answer.short == least
    assert said in answer.text()
    assert answer.check == ""


def test_a_stretch_is_told_with_both_its_ends():
    answer = calculate("tile_waves(?, 108) = 40")
    assert answer.short == "4213"
    assert "every one from 4213 to 4320 does" in answer.text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("?^2 = 1..4", "an equation with ranges needs one answer"),
        ("amdahl_parts(?, [2, 2]) = 2", "fractions of amdahl_parts is a list"),
        ("tile_waves(?, 108) = 40.5", "no tiles gives 40.5: the result jumps from 40 to 41"),
        ("amdahl(?, 10) = 20", "no fraction gives 20: with these arguments the result lies between 1 and 10"),
    ],
)
def test_an_equation_without_one_answer_is_refused_with_the_reason(text, said):
    with pytest.raises(SlipstickError) as error:
        calculate(text)
    assert said in str(error.value)
