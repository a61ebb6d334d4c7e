"""Long arrays worked off piece by piece: each fits in a processor's caches, which takes a third of the time."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import prod
from typing import Any

from ..formulas.core.formula import unrecorded
from ..units.maths import is_array, strung
from .outcome import Outcome

PIECE = 16384  # elements
Model = Callable[[Any, str], Outcome]


def pieced(model: Model, values: Mapping[str, Any], of: Callable[[dict[str, Any]], Model]) -> Model:
    """A model that answers long arrays of one shape piece by piece, and all else as it is: the numbers are the same.

    values: by parameter. of: makes the model of some of their elements.
    """
    arrays = {name: value for name, value in values.items() if is_array(value)}
    if not arrays or max(value.size for value in arrays.values()) < 4 * PIECE:
        return model
    shapes = {value.shape for value in arrays.values()}
    return partial(_worked, model, {**values}, shapes.pop(), of) if len(shapes) == 1 else model


def _worked(
    whole: Model,
    values: dict[str, Any],
    shape: tuple[int, ...],
    of: Callable[[dict[str, Any]], Model],
    run: Any,
    double: str,
) -> Outcome:
    """The outcome of all. Only what is not recorded is worked off in pieces."""
    if run is not unrecorded:
        return whole(run, double)
    found = [of(piece)(run, double) for piece in _pieces(values)]
    joined = _joined([each._asdict() for each in found], shape)
    return whole(run, double) if joined is None else Outcome(**joined)


def _pieces(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    flat = {name: value.ravel() if is_array(value) else value for name, value in values.items()}
    size = max(value.size for value in flat.values() if is_array(value))
    for start in range(0, size, PIECE):
        yield {name: value[start : start + PIECE] if is_array(value) else value for name, value in flat.items()}


def _joined(parts: list[Any], shape: tuple[int, ...]) -> Any:
    """What pieces say side by side; None where they do not say the same things."""
    first = parts[0]
    if is_array(first) or any(map(is_array, parts)):
        return _array(parts, shape)
    if isinstance(first, Mapping):
        if any(each.keys() != first.keys() for each in parts):
            return None
        found = {key: _joined([each[key] for each in parts], shape) for key in first}
        return None if any(each is None and first[key] is not None for key, each in found.items()) else found
    if isinstance(first, tuple):
        if any(len(each) != len(first) for each in parts):
            return None
        items = [_joined(list(each), shape) for each in zip(*parts, strict=True)]
        return type(first)(*items) if hasattr(first, "_fields") else tuple(items)
    return first if all(each == first for each in parts) else _array(parts, shape)


def _array(parts: list[Any], shape: tuple[int, ...]) -> Any:
    whole = prod(shape)
    return strung(parts, [min(PIECE, whole - start) for start in range(0, whole, PIECE)], shape)
