from itertools import product

import numpy as np
import pytest

from slipstick import formula
from slipstick.formulas import formulas
from slipstick.formulas.attention import attention_busy_time
from slipstick.formulas.core.flat import each, flat
from slipstick.formulas.kernels import matmul_busy_time, tiled_matmul_time
from slipstick.formulas.moving import hops_time
from slipstick.units import Count, Time
from slipstick.units.maths import ceil, floor, maximum, minimum

EVERY = list(formulas().values())


def drawn(one, rng):
    """Four numbers for each argument of a formula, in its range; for one that is a list, of three items."""
    columns = {}
    for name, dim in one.parameters.items():
        values = rng.uniform(max(dim.low, 0.1 * min(dim.high, 9.0)), min(dim.high, 9.0), (3, 4))
        values = np.floor(values) + 1 if dim.whole else values
        columns[name] = tuple(values) if dim.many else values[0]
    return columns


def same(a, b):
    return a == b or (a != a and b != b)


def at(place, value):
    return tuple(float(each[place]) for each in value) if isinstance(value, tuple) else float(value[place])


@pytest.mark.parametrize("one", EVERY, ids=lambda f: f.name)
def test_a_formula_written_out_gives_the_very_same_numbers(one):
    columns = drawn(one, np.random.default_rng(7))
    with np.errstate(all="ignore"):
        assert np.array_equal(flat(one)(**columns), one.rule(**columns), equal_nan=True)
    name, *others = one.parameters
    for place in range(4):
        given = {key: at(place, value) for key, value in columns.items()}
        try:
            right = one.rule(**given)
        except (ValueError, ArithmeticError):
            continue  # no value there
        assert each(one, ((name,),))([(given[name],)], **{key: given[key] for key in others}) == [right]


def test_most_formulas_are_written_out_and_a_sum_over_a_list_stays_as_it_is():
    assert flat(hops_time) is hops_time.rule
    assert sum(flat(one) is not one.rule for one in EVERY) > 0.9 * len(EVERY)


@pytest.mark.parametrize("one", [tiled_matmul_time, matmul_busy_time, attention_busy_time], ids=lambda f: f.name)
def test_all_combinations_are_worked_out_with_the_last_in_turn(one):
    known = {name: 3.0 + 7.0 * place for place, name in enumerate(one.parameters)}
    first, last = (("tile_m", "tile_n"), ("split",)) if "tile_m" in known else (("tile", "packed"), ("split",))
    rows = [(16.0, 1.0), (128.0, 0.5), (64.0, 1.0)], [(1.0,), (4.0,)]
    others = {name: value for name, value in known.items() if name not in (*first, *last)}
    right = [one.rule(**others, **dict(zip((*first, *last), (*a, *b), strict=True))) for a, b in product(*rows)]
    assert each(one, (first, last))(*rows, **others) == right
    assert len(set(right)) > 3


@formula(source="amdahl-1967")
def whole(time: Time, count: Count) -> Time:
    return minimum(time, time * 2) * ceil(count) + maximum(time, time / 3) * floor(count) - time ** (0 + 1) * 2**1


@pytest.mark.parametrize(
    "value", [0.0, -0.0, 2.5, -2.5, 7.0, 0.1 + 0.2, 1e300, float("inf"), float("-inf"), float("nan")]
)
def test_whole_numbers_are_made_of_all_sorts_of_numbers(value):
    for count in (value, 3 * (1 / 3), 1e-3 / 1e-4):
        (found,) = each(whole, (("time",),))([(value,)], count=count)
        assert same(found, whole.rule(value, count))
        with np.errstate(all="ignore"):
            assert same(flat(whole)(np.array([value]), count)[0], whole.rule(np.array([value]), count)[0])


@formula(source="amdahl-1967")
def twice(count: Count) -> Count:
    return ceil(count) * ceil(count)


def test_what_is_in_common_is_worked_out_once(monkeypatch):
    calls = []

    def counted(a):
        calls.append(a)
        return a // 1 + 1

    monkeypatch.setitem(globals(), "ceil", counted)
    assert flat(twice)(np.array([2.5])).tolist() == [9]
    assert len(calls) == 1
