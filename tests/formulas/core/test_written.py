"""What a model does to numbers, written out, does the same to others."""

import math
import random
from functools import partial

import pytest

from slipstick.estimates.outcome import Ask
from slipstick.formulas.core.flat import UnfitError
from slipstick.formulas.core.formula import unrecorded
from slipstick.formulas.core.written import written
from slipstick.formulas.kernels import kernel_time, overlapped_time, softmax_work, throttled_time, tile_waves
from slipstick.formulas.moving import hops_time
from slipstick.units.maths import choose, maximum, minimum


def everything(values, run):
    """A model of each thing that a model may do to numbers."""
    a, b = values["a"], values["b"]
    waves = run(tile_waves, tiles=a, units=b)
    time = run(overlapped_time, startup=2.0, times=(a, b, waves), exposed=0.5)
    low = choose([(a > 2 * b, 0.5), ((a < b) & (waves >= 2), "low")], maximum(b, 3.0))
    asks = (Ask("part", "memory", a // 2 + b % 3, -1.0), 1 - a, -b, 2**-b, False | (a == b), a != b, {})
    return {"time": (time, "s"), "low": low, "asks": asks, "least": minimum(a / b, 1.5), "word": values["word"]}


def test_it_gives_the_very_same_numbers():
    rng = random.Random(3)
    made = written({"a": 3.0, "b": 5.0, "word": "warm"}, everything)
    for _ in range(200):
        values = {"a": rng.choice([1.0, 2.0, 7.0, rng.uniform(0, 9)]), "b": rng.choice([1.0, rng.uniform(1, 9)])}
        values["word"] = "warm"
        assert made(**values) == everything(values, unrecorded), values


def test_where_a_decision_goes_another_way_it_gives_nothing():
    def model(values, run):
        return 2 * values["a"] if values["a"] > 3 else run(softmax_work, rows=values["a"], columns=2.0)

    above, below = written({"a": 4.0}, model), written({"a": 1.0}, model)
    assert (above(5.0), above(2.0)) == (10.0, None)
    assert (below(5.0), below(2.0)) == (None, model({"a": 2.0}, unrecorded))


def test_a_formula_that_cannot_be_written_out_is_called():
    def model(values, run):
        hops = {"latencies": (values["a"], 2.0), "hops": (1.0, values["a"])}
        return run(hops_time, **dict(zip(hops_time.parameters, hops.values(), strict=True)))

    assert written({"a": 4.0}, model)(a=9.0) == model({"a": 9.0}, unrecorded)


def test_what_does_not_depend_on_the_numbers_is_worked_out_once():
    asked = []

    def model(values, run):
        asked.append(run(kernel_time, startup=1.0, compute=2.0, memory=3.0, exposed=0.5))
        return (asked[0], math.inf, values["a"])

    made = written({"a": 4.0}, model)
    assert made(1.0) == made(a=1.0) == (5.0, math.inf, 1.0)
    assert asked == [5.0]


@pytest.mark.parametrize(
    "model",
    [
        lambda values, run: float(values["a"]),
        lambda values, run: math.log(values["a"]),
        lambda values, run: lambda: values["a"],
        lambda values, run: {values["a"]: 1.0},
        lambda values, run: f"{values['a']} tiles",
        lambda values, run: f"{values['a']:g} tiles",
    ],
    ids=["a float", "a call", "a function", "a key", "a text", "digits"],
)
def test_what_would_hide_a_number_is_refused(model):
    with pytest.raises((TypeError, UnfitError)):
        written({"a": 4.0}, model)


def test_a_value_is_not_mistaken_for_a_function_or_a_step_of_its_name():
    with pytest.raises(UnfitError):
        written({"_0": 4.0}, lambda values, run: 2 * values["_0"] + values["_0"])
    with pytest.raises(UnfitError):
        written({"log": 4.0}, lambda values, run: run(throttled_time, time=values["log"], short=1.0, droop=0.5))


def said(number, word):
    return f"{number:g} {word}"


def test_each_answer_is_its_own():
    made = written({"a": 4.0}, lambda values, run: {"of": {}, "a": values["a"]})
    assert made(1.0)["of"] is not made(1.0)["of"]


def test_what_is_said_later_has_the_numbers_too():
    made = written({"a": 4.0}, lambda values, run: (partial(said, 2 * values["a"], "twice"),))
    assert made(3.0)[0]() == "6 twice"
