import pytest

from slipstick import Kernel, SlipstickError, UsageError, asks, kernels, run, side
from slipstick.estimates.choice import Choice, best
from slipstick.formulas.kernels import matmul_traffic, matmul_work

LAYER = {"batch": 32, "channels": 64, "rows": 56, "columns": 56, "filters": 64, "padding": 1}


def crossed(part, values, dtype):
    """A way that pays for few rows, and one that pays for many: so many matmuls, or a number that stays."""
    return {"each": {"batch": values["m"]}, "whole": {"batch": 100.0}}


def made(candidates=crossed, **more):
    choices = {"way": Choice(("batch",), candidates), **more}
    parameters = (side("m", "rows"), side("n", "columns"), side("k", "inner side"))
    phases = (asks(matrix=matmul_work, memory=matmul_traffic),)
    return Kernel("chosen", "How long?", parameters, phases=phases, choices=choices)


@pytest.mark.parametrize(("m", "fastest"), [(1, "each"), (99, "each"), (101, "whole"), (4096, "whole")])
def test_the_fastest_wins_and_is_named(m, fastest):
    kernel = made()
    answer = run(kernel, m=m, n=1024, k=1024, on="a100")
    times = {way: run(kernel, m=m, n=1024, k=1024, way=way, on="a100").outcome.value for way in ("each", "whole")}
    assert answer.outcome.picked == {"way": fastest}
    assert answer.outcome.value == min(times.values()) < max(times.values())
    assert f"picked as the fastest: way {fastest}" in answer.assumptions
    assert answer.as_dict()["picked"] == {"way": fastest}


def test_a_choice_can_be_set_and_the_answer_says_who_picked():
    answer = run(made(), m=4096, n=1024, k=1024, way="each", on="a100")
    assert answer.outcome.picked == {"way": "each"}
    assert "picked by you: way each" in answer.assumptions
    assert not any("fastest" in line for line in answer.assumptions)
    assert answer.question["way"] == "each"


def test_only_what_was_picked_is_in_the_work():
    work = run(made(), m=4096, n=1024, k=1024, on="a100").steps
    assert [step.formula.name for step in work].count("matmul_work") == 1
    assert work[0].inputs["batch"] == 100


def test_arrays_choose_for_each_element():
    np = pytest.importorskip("numpy")
    m = np.array([[1, 99], [101, 4096]])
    answer = run(made(), m=m, n=1024, k=1024, on="a100")
    assert answer.outcome.picked["way"].tolist() == [["each", "each"], ["whole", "whole"]]
    for place in np.ndindex(2, 2):
        assert answer.outcome.value[place] == run(made(), m=m[place], n=1024, k=1024, on="a100").outcome.value
    assert "picked as the fastest: way each or whole" in answer.assumptions


def test_arrays_choose_only_what_an_element_has():
    np = pytest.importorskip("numpy")
    sizes, strides = np.array([[3], [5]]), np.array([[1, 2]])
    many = kernels.conv2d(**LAYER, size=sizes, stride=strides, on="a100", dtype="fp32").outcome
    assert many.picked["algorithm"].tolist() == [["winograd", "direct"], ["direct", "direct"]]
    for i, j in np.ndindex(2, 2):
        one = kernels.conv2d(**LAYER, size=sizes[i, 0], stride=strides[0, j], on="a100", dtype="fp32").outcome
        assert (many.value[i, j], many.floor[i, j]) == (one.value, one.floor)
    with pytest.raises(UsageError, match="algorithm = 'winograd' does not go with every element of the arrays"):
        kernels.conv2d(**LAYER, size=sizes, on="a100", dtype="fp32", algorithm="winograd")
    alike = kernels.conv2d(**LAYER, size=np.array([3, 3]), on="a100", dtype="fp32", algorithm="winograd").outcome
    assert alike.picked["algorithm"] == "winograd"


def test_a_name_that_is_no_candidate_is_refused_with_the_nearest():
    with pytest.raises(UsageError, match=r"^way = 'hole': did you mean whole\?$"):
        run(made(), m=1, n=1, k=1, way="hole", on="a100")
    with pytest.raises(UsageError, match=r"^way = '3': expected one of each, whole$"):
        run(made(), m=1, n=1, k=1, way=3, on="a100")


def test_a_choice_without_candidates_cannot_be_answered():
    with pytest.raises(SlipstickError, match="there is no way to choose from on a100-sxm-80gb in bf16") as error:
        run(made(lambda part, values, dtype: {}), m=1, n=1, k=1, on="a100")
    assert error.value.exit_code == 1


def test_too_many_combinations_are_refused():
    few = Choice(("more",), lambda part, values, dtype: {str(each): {"more": 1.0} for each in range(11)})
    with pytest.raises(SlipstickError, match="22 combinations to choose from: expected at most 20"):
        run(made(more=few), m=1, n=1, k=1, on="a100")
    assert run(made(more=few), m=1, n=1, k=1, more="7", on="a100").outcome.picked == {"way": "each", "more": "7"}


def test_of_equals_the_first_is_best():
    picks = [({"way": "a"}, {"batch": 1.0}), ({"way": "b"}, {"batch": 2.0}), ({"way": "c"}, {"batch": 3.0})]
    assert best(picks, [3.0, 2.0, 2.0]) == picks[1]
