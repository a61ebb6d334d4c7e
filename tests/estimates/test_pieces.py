import numpy as np
import pytest

from slipstick import UsageError, run
from slipstick.estimates import pieces
from slipstick.estimates.pieces import pieced

SIZES = np.random.default_rng(3).integers(1, 9000, size=(3, 2, 50))


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 7)  # so that 100 elements are in many, the last one shorter


ASKED = {
    "matmul": lambda m, n, k: {"m": m, "n": n, "k": k},
    "attention": lambda m, n, k: {"heads": 32, "queries": m, "keys": m + n, "batch": k % 64 + 1},
    "softmax": lambda m, n, k: {"rows": m, "columns": n},
    "conv2d": lambda m, n, k: {"batch": 1, "channels": m, "rows": n, "columns": k, "filters": 64, "padding": 1},
    "matmul with one size": lambda m, n, k: {"m": m, "n": 4096, "k": 4096},
}


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("on", ["a100", "epyc-9654"])
def test_long_arrays_are_answered_in_pieces_with_the_same_numbers(name, on, small, monkeypatch):
    values = ASKED[name](*SIZES)
    found = run(name.split()[0], on=on, **values).outcome
    monkeypatch.setattr(pieces, "PIECE", 10**6)
    whole = run(name.split()[0], on=on, **values).outcome
    assert found.value.shape == found.low.shape == (2, 50)
    for field in ("value", "low", "high", "floor", "bound_by"):
        assert np.array_equal(getattr(found, field), getattr(whole, field)), field
    assert found.quantities.keys() == whole.quantities.keys()
    assert all(np.array_equal(found.quantities[key][0], whole.quantities[key][0]) for key in whole.quantities)
    assert all(np.array_equal(a.amount, b.amount) for a, b in zip(found.asks, whole.asks, strict=True))
    assert found.picked.keys() == whole.picked.keys()
    assert all(np.array_equal(found.picked[key], whole.picked[key]) for key in whole.picked)


def test_what_is_short_or_of_several_shapes_is_answered_as_it_is(small):
    model = object()
    assert pieced(model, {"m": 3.0}, None) is model
    assert pieced(model, {"m": np.ones(27)}, None) is model
    assert pieced(model, {"m": np.ones((30, 1)), "n": np.ones(30)}, None) is model
    assert pieced(model, {"m": np.ones((30, 1)), "n": 3.0}, None) is not model


def test_the_levers_and_the_work_of_long_arrays_are_those_of_all(small):
    answer = run("softmax", rows=SIZES[0], columns=2048, on="a100")
    assert answer.levers["rows"].shape == (2, 50)
    assert answer.steps[-1].value.shape == (2, 50)


def test_a_wrong_element_is_told_whatever_its_piece(small):
    sizes = SIZES[0].copy()
    sizes[1, 49] = -1
    with pytest.raises(UsageError, match="rows = -1"):
        run("softmax", rows=sizes, columns=2048, on="a100")
