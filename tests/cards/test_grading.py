import math

import pytest

from slipstick import UsageError
from slipstick.cards.grading import Grade, grade
from slipstick.cards.prompts import Solution

EXACT = Solution(100.0, "s", 100.0, 100.0, "")
BELOW = Solution(-100.0, "s", -100.0, -100.0, "")
NOTHING = Solution(0.0, "s", 0.0, 0.0, "")
UP_TO = Solution(3.0, "s", 0.0, 8.0, "")
DOWN_TO = Solution(-3.0, "s", -8.0, 0.0, "")
IN_UNITS = Solution(2.0, "GB/s", 1.0, 4.0, "")


@pytest.mark.parametrize(
    ("answer", "solution", "expected", "factor"),
    [
        ("100 s", EXACT, Grade.EASY, 1.0),
        ("110 s", EXACT, Grade.EASY, 1.1),
        ("110.001 s", EXACT, Grade.GOOD, 1.10001),
        ("200 s", EXACT, Grade.GOOD, 2.0),
        ("50 s", EXACT, Grade.GOOD, 2.0),
        ("200.001 s", EXACT, Grade.HARD, 2.00001),
        ("1000 s", EXACT, Grade.HARD, 10.0),
        ("10 s", EXACT, Grade.HARD, 10.0),
        ("1000.001 s", EXACT, Grade.AGAIN, 10.00001),
        ("-100 s", BELOW, Grade.EASY, 1.0),
        ("-200 s", BELOW, Grade.GOOD, 2.0),
        ("100 s", BELOW, Grade.AGAIN, math.inf),
        ("0 s", EXACT, Grade.AGAIN, math.inf),
        ("0 s", NOTHING, Grade.EASY, 1.0),
        ("5 s", NOTHING, Grade.AGAIN, math.inf),
        ("0 s", UP_TO, Grade.EASY, 1.0),
        ("8.000000001 s", UP_TO, Grade.EASY, 1.0),
        ("8.1 s", UP_TO, Grade.HARD, 2.7),
        ("-1 s", UP_TO, Grade.AGAIN, math.inf),
        ("-8 s", DOWN_TO, Grade.EASY, 1.0),
        ("-8.1 s", DOWN_TO, Grade.HARD, 2.7),
        ("1 s", DOWN_TO, Grade.AGAIN, math.inf),
        ("1 GB/s", IN_UNITS, Grade.EASY, 1.0),
        ("4 GB/s", IN_UNITS, Grade.EASY, 1.0),
        ("8 GB/s", IN_UNITS, Grade.HARD, 4.0),
        ("0.5 GB/s", IN_UNITS, Grade.HARD, 4.0),
    ],
)
def test_an_answer_is_graded_by_its_factor_from_the_truth(answer, solution, expected, factor):
    assert grade(answer, solution) == (expected, pytest.approx(factor))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("[1 s, 2 s]", "expected one value, not a list"),
        ("3 B", r"this is a size \(B\), and a time \(s\) is asked for, such as 7 s$"),
        ("3", r"this is a plain number, and a time \(s\) is asked for, such as 7 s$"),
    ],
)
def test_an_answer_of_another_kind_is_refused_with_what_was_expected(answer, said):
    with pytest.raises(UsageError, match=said):
        grade(answer, EXACT)
