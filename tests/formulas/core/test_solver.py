import time
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtrip import trips
from slipstick import SlipstickError, UsageError, formula, show
from slipstick.formulas import formulas
from slipstick.formulas.core import solver
from slipstick.formulas.core.solver import solutions, solve
from slipstick.formulas.roofline import attainable, ridge
from slipstick.units import Count, Share, Speedup, Time, Whole


@formula(source="x")
def hill(first: Share) -> Count:
    """A hill."""
    return 4 * first * (1 - first)


@formula(source="x")
def lanes(wide: Whole) -> Speedup:
    """Whole numbers."""
    return 3 * wide


@formula(source="x")
def wait(service: Time, load: Share) -> Time:
    """A queue."""
    return service / (1 - load)


def test_an_argument_is_found_from_the_result():
    assert show(ridge.solve("bandwidth", peak="312 TFLOP/s", intensity="156 FLOP/B")) == "2 TB/s"
    assert show(ridge.solve("bandwidth", peak="312 TFLOP/s", result="156 FLOP/B")) == "2 TB/s"
    assert lanes.solve("wide", speedup=12).magnitude == 4
    assert wait.solve("load", service="1 s", wait="10 s").magnitude == pytest.approx(0.9, rel=1e-12)


def test_two_answers_none_and_many_are_told():
    with pytest.raises(SlipstickError, match=r"hill: 2 values of first give 0.75: 0.25 and 0.75"):
        hill.solve("first", hill=0.75)
    with pytest.raises(SlipstickError, match=r"no first gives 2: with these arguments the result lies between 0 and 1"):
        hill.solve("first", hill=2)
    with pytest.raises(
        SlipstickError, match=r"more than one intensity gives 312 TFLOP/s: every one from 156 FLOP/B on does"
    ):
        attainable.solve("intensity", peak="312 TFLOP/s", bandwidth="2 TB/s", compute_rate="312 TFLOP/s")
    assert solutions(hill, "first", 0.75, {}).values == pytest.approx((0.25, 0.75))


def test_wrong_names_are_refused():
    with pytest.raises(UsageError, match="ridge has no 'peek': did you mean peak"):
        ridge.solve("peek", bandwidth="1 B/s", intensity="1 FLOP/B")
    with pytest.raises(UsageError, match=r"to solve it, give its result, as intensity or ridge or result"):
        ridge.solve("peak", bandwidth="1 B/s")


@given(st.floats(0.001, 0.999), st.floats(1e-6, 1e6))
def test_the_answer_put_back_gives_the_result(load, service):
    result = wait.rule(service, load)
    [found] = solutions(wait, "load", result, {"service": service}).values
    assert wait.rule(service, found) == pytest.approx(result, rel=1e-9)


def asked(name, unknown, result, **known):
    return solutions(formulas()[name], unknown, result, known)


@pytest.mark.parametrize(
    ("name", "unknown", "result", "known", "found"),
    [
        ("mm1_response", "service", 0.19, {"arrivals": 100.0}, 0.0095),
        ("mm1_response", "service", 1e6, {"arrivals": 100.0}, 1e6 / (1 + 1e8)),
        ("mm1_response", "arrivals", 0.19, {"service": 0.01}, 100 - 1 / 0.19),
        ("mm1_response", "arrivals", 0.0100001, {"service": 0.01}, 100 - 1 / 0.0100001),
        ("prefetch_accuracy", "issued", 0.93, {"useful": 7.0}, 7 / 0.93),
        ("prefetch_accuracy", "issued", 0.999999, {"useful": 7e9}, 7e9 / 0.999999),
        ("erlang_c", "servers", 0.7607370891835106, {"load": 445.5}, 450),
        ("amdahl", "fraction", 1.0, {"processors": 64.0}, 0),
        ("amdahl", "fraction", 64.0, {"processors": 64.0}, 1),
    ],
)
def test_a_root_is_found_near_an_edge_too(name, unknown, result, known, found):
    assert asked(name, unknown, result, **known).values == pytest.approx((found,), rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_formulas_asked_backwards_give_what_they_were_asked_with(seed):
    assert [str(trip) for trip in trips(seed, 100) if trip.problem] == []


@pytest.mark.parametrize(
    ("name", "unknown", "result", "known"),
    [
        ("erlang_c", "load", 0.5, {"servers": 70_000.0}),
        ("erlang_loss", "load", 0.5, {"servers": 100_000.0}),
        ("erlang_c", "servers", 0.5, {"load": 90_000.0}),
    ],
)
def test_erlangs_formulas_of_many_servers_are_solved_within_a_second(name, unknown, result, known):
    started = time.process_time()
    assert asked(name, unknown, result, **known)[0] or asked(name, unknown, result, **known).least
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("name", "unknown", "result", "known", "before", "least"),
    [
        ("erlang_loss", "servers", 0.01, {"load": 20.0}, 29, 30),
        ("mmm_wait", "servers", 0.05, {"arrivals": 9.0, "service": 0.2}, 3, 4),
        ("sequence_wrap_time", "bits", 60.0, {"bandwidth": 1.25e8}, 32, 33),
    ],
)
def test_of_whole_numbers_the_least_that_reaches_a_target_is_found(name, unknown, result, known, before, least):
    answer = asked(name, unknown, result, **known)
    assert answer.values == ()
    assert answer.jump == (before, least)
    assert solve(formulas()[name], unknown, result, known) == answer.least == least


@formula(source="x")
def pods(ports: Whole) -> Count:
    """Only an even number of ports has a value."""
    return sqrt(-abs(ports % 2)) + ports**3 / 4


def test_whole_numbers_without_a_value_between_others_are_passed_over():
    assert solutions(pods, "ports", 10_000, {}).least == 36
    assert solutions(pods, "ports", 2.001e9, {}).least == 2002
    assert solutions(pods, "ports", 36**3 / 4, {}).values == (36,)


def test_a_step_has_its_first_and_last_value():
    assert asked("tile_waves", "tiles", 40.0, units=108.0)[:2] == ((4213, 4320), True)
    assert asked("tile_waves", "tiles", 1.0, units=108.0).values == (1, 108)
    low, high = asked("attainable", "intensity", 312e12, peak=312e12, bandwidth=2e12).values
    assert low == pytest.approx(156, rel=1e-12)
    assert high > 1e29


def test_a_result_that_is_jumped_over_is_said_so():
    with pytest.raises(SlipstickError, match=r"no tiles gives 40.5: the result jumps from 40 to 41 at 4320"):
        solve(formulas()["tile_waves"], "tiles", 40.5, {"units": 108.0})


@formula(source="x")
def bump(at: Count) -> Count:
    """A narrow hill, of which no point that is looked at is the top."""
    return 1 / (1 + (at - 7.123) ** 2)


def test_roots_on_both_sides_of_a_hill_between_two_points_are_found():
    apart = (1 / 0.9999999 - 1) ** 0.5
    assert solutions(bump, "at", 0.9999999, {}).values == pytest.approx((7.123 - apart, 7.123 + apart), rel=1e-6)
    with pytest.raises(SlipstickError, match=r"between 0 and 1$"):
        solve(bump, "at", 1.5, {})


@pytest.mark.parametrize(
    ("name", "unknown", "known", "found"),
    [
        ("hypercube_links", "nodes", {"result": 80}, 32),
        ("hypercube_diameter", "nodes", {"result": 20}, 2**20),
        ("binary_tree_diameter", "nodes", {"result": 40}, 2**21 - 1),
        ("offset_bits", "block", {"result": 6}, 64),
        ("index_bits", "capacity", {"line": "64 B", "ways": 12, "result": 6}, 48 * 1024),
        ("index_bits", "line", {"capacity": "32 KiB", "ways": 8, "result": 6}, 64),
        ("tag_bits", "ways", {"address": 48, "capacity": "32 KiB", "line": "64 B", "result": 36}, 8),
        ("speculated_tokens", "acceptance", {"drafts": 4, "result": "5 token"}, 1),
        ("amdahl", "processors", {"fraction": 0.95, "result": 19.99}, 37981),
        ("loan_payment", "interest", {"loan": "1000 USD", "payments": 10, "result": "100 USD"}, 0),
        ("k_of_n_availability", "parts", {"needed": 2, "availability": 0.9, "result": 0.9999}, 6),
    ],
)
def test_edges_and_powers_of_two_are_found(name, unknown, known, found):
    assert formulas()[name].solve(unknown, **known).magnitude == pytest.approx(found, rel=1e-9)


def test_what_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(solver, "SECONDS", 0.1)
    known = {"users": 100_000, "demands": ["1 s", "500 ms"], "result": "0.001 request/s"}
    with pytest.raises(SlipstickError, match="one value takes too long"):
        formulas()["closed_throughput"].solve("think", **known)


@pytest.mark.parametrize(
    ("name", "unknown", "known"),
    [
        ("amdahl", "processors", {"fraction": 0.95, "result": 20}),
        ("hockney_rate", "n", {"peak": "1 TFLOP/s", "half": 100, "result": "1 TFLOP/s"}),
        ("erlang_loss", "load", {"servers": 3, "result": 1}),
    ],
)
def test_a_limit_that_is_only_come_near_to_is_no_answer(name, unknown, known):
    with pytest.raises(SlipstickError, match="only comes near to it"):
        formulas()[name].solve(unknown, **known)


@pytest.mark.parametrize(
    ("name", "unknown", "known", "said"),
    [
        (
            "parallel_time_floor",
            "processors",
            {"work": "57 ms", "span": "520 s", "result": "520 s"},
            "every one from 1 on",
        ),
        (
            "closed_throughput",
            "users",
            {"demands": ["1494 s", "9.3 s"], "think": "0 s", "result": f"{1 / 1494!r} request/s"},
            "every one from 5 to 100000 does",
        ),
        (
            "closed_throughput",
            "think",
            {"users": 175, "demands": ["1 s", "30 s"], "result": f"{1 / 30!r} request/s"},
            "every one from 0 s to",
        ),
    ],
)
def test_a_stretch_from_the_first_value_on_is_told_and_not_taken_for_a_limit(name, unknown, known, said):
    with pytest.raises(SlipstickError, match=f"more than one {unknown} gives .*: {said}"):
        formulas()[name].solve(unknown, **known)
