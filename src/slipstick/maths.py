"""The functions a rule may call. Each works on floats, on numpy arrays and on Quantities alike."""

import math
from typing import Any, TypeVar

T = TypeVar("T")


def minimum(a: T, b: T) -> T:
    """The smaller of two values of one dimension; element by element for arrays.

    >>> minimum(2.0, 3.0)
    2.0
    """
    found: T = _pick(a, b, "minimum") if not _scalar(a, b) else a if a <= b else b  # type: ignore[operator]
    return found


def maximum(a: T, b: T) -> T:
    """The larger of two values of one dimension; element by element for arrays.

    >>> maximum(2.0, 3.0)
    3.0
    """
    found: T = _pick(a, b, "maximum") if not _scalar(a, b) else a if a >= b else b  # type: ignore[operator]
    return found


def ceil(a: Any) -> Any:
    """The next whole number up; element by element for arrays. Dimensionless.

    >>> ceil(2.1)
    3.0
    """
    return float(math.ceil(a)) if _scalar(a) else _numpy().ceil(a)


def _pick(a: Any, b: Any, which: str) -> Any:
    return getattr(_numpy(), which)(a, b)


def is_array(value: Any) -> bool:
    """Whether a value is a numpy array with elements side by side, or a Quantity of one.

    >>> is_array(2.0)
    False
    """
    return bool(getattr(value, "ndim", 0))


def _scalar(*values: Any) -> bool:
    return not any(map(is_array, values))


def _numpy() -> Any:
    import numpy  # an array was passed in, so it is there already

    return numpy


def choose(cases: list[tuple[Any, Any]], otherwise: Any) -> Any:
    """The value of the first case whose condition holds; element by element for arrays.

    >>> choose([(False, 1.0), (True, 2.0)], 3.0)
    2.0
    """
    if _scalar(*(condition for condition, _ in cases)):
        return next((value for condition, value in cases if condition), otherwise)
    return _numpy().select([condition for condition, _ in cases], [value for _, value in cases], otherwise)
