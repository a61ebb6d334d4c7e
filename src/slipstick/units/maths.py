"""The functions a rule may call (more in recursions). Each works on floats, on numpy arrays and on Quantities alike."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from operator import add, mul
from typing import Any, TypeVar

from ..errors import UsageError

T = TypeVar("T")
NUMBERS = (float, int)
AS_GOOD = 4 * 2.0**-52  # of a number: what rounding takes from it or adds
PIECE = 4096  # elements of arrays that are worked off at once where there are many columns


def minimum(a: T, b: T) -> T:
    """The smaller of two values of one dimension; element by element for arrays.

    >>> minimum(2.0, 3.0)
    2.0
    """
    if isinstance(a, NUMBERS) and isinstance(b, NUMBERS):
        return a if a <= b else b  # type: ignore[operator]
    found: T = _numpy().minimum(a, b) if not _scalar(a, b) else choose([(a <= b, a)], b)  # type: ignore[operator]
    return found


def maximum(a: T, b: T) -> T:
    """The larger of two values of one dimension; element by element for arrays.

    >>> maximum(2.0, 3.0)
    3.0
    """
    if isinstance(a, NUMBERS) and isinstance(b, NUMBERS):
        return a if a >= b else b  # type: ignore[operator]
    found: T = _numpy().maximum(a, b) if not _scalar(a, b) else choose([(a >= b, a)], b)  # type: ignore[operator]
    return found


def ceil(a: Any) -> Any:
    """The next whole number up; element by element for arrays. Dimensionless.

    What is nine parts in 1e16 from a whole number is that number: 1e-3 / 1e-4 is 10.

    >>> ceil(2.1)
    3.0
    """
    if type(a) is float:  # as below, without a call
        slack = a * AS_GOOD if a >= 0.0 else a * -AS_GOOD
        whole = -(((slack if slack < 0.25 else 0.25) - a) // 1.0)
        return whole + 0.0 if whole == whole else a
    return _whole(1, a)


def floor(a: Any) -> Any:
    """The next whole number down; element by element for arrays. Dimensionless.

    What is nine parts in 1e16 from a whole number is that number.

    >>> floor(2.9)
    2.0
    """
    return _whole(-1, a)


def sqrt(a: Any) -> Any:
    """The square root, of any dimension; element by element for arrays.

    >>> sqrt(9.0)
    3.0
    """
    return math.sqrt(a) if isinstance(a, float | int) else a**0.5


def exp(a: Any) -> Any:
    """The exponential; element by element for arrays. Dimensionless.

    >>> exp(0.0)
    1.0
    """
    return _apply("exp", a)


def log(a: Any) -> Any:
    """The natural logarithm; element by element for arrays. Dimensionless.

    >>> log(1.0)
    0.0
    """
    return _apply("log", a)


def expm1(a: Any) -> Any:
    """The exponential less one, with all its digits where that is tiny; element by element. Dimensionless.

    >>> expm1(1e-20)
    1e-20
    """
    return _apply("expm1", a)


def log1p(a: Any) -> Any:
    """The natural logarithm of one and something, with all digits where that is tiny. Dimensionless; -inf of -1.

    >>> log1p(1e-20), log1p(-1.0)
    (1e-20, -inf)
    """
    return -math.inf if isinstance(a, float | int) and a == -1 else _apply("log1p", a)


def log2(a: Any) -> Any:
    """The logarithm to the base two; element by element for arrays. Dimensionless.

    >>> log2(8.0)
    3.0
    """
    return _apply("log2", a)


def total(values: Iterable[Any]) -> Any:
    """The sum of a list of one dimension.

    >>> total([1.0, 2.0])
    3.0
    """
    return reduce(add, values)


def product(values: Iterable[Any]) -> Any:
    """The product of a list.

    >>> product([2.0, 3.0])
    6.0
    """
    return reduce(mul, values)


def lowest(values: Iterable[Any]) -> Any:
    """The smallest of a list of one dimension.

    >>> lowest([2.0, 3.0])
    2.0
    """
    return reduce(minimum, values)


def highest(values: Iterable[Any]) -> Any:
    """The largest of a list of one dimension.

    >>> highest([2.0, 3.0])
    3.0
    """
    return reduce(maximum, values)


def pairs(*lists: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """The items of lists of one length, side by side. Raises UsageError where the lengths differ.

    >>> list(pairs([1.0, 2.0], [3.0, 4.0]))
    [(1.0, 3.0), (2.0, 4.0)]
    """
    items = [tuple(each) for each in lists]
    if len({len(each) for each in items}) > 1:
        raise UsageError(f"lists of {' and '.join(str(len(each)) for each in items)} items: expected one length")
    return zip(*items, strict=True)


def length(values: Iterable[Any]) -> float:
    """How many items a list has.

    >>> length([2.0, 3.0])
    2.0
    """
    return float(len(tuple(values)))


def _apply(name: str, a: Any) -> Any:
    a = plain(a)
    return float(getattr(math, name)(a)) if _scalar(a) else getattr(_numpy(), name)(a)


def _whole(sign: int, a: Any) -> Any:
    """Ceil, of sign 1, or floor, of -1, which what is as good as whole leaves as it is."""
    if type(a) is float:
        whole = sign * -((min(abs(a) * AS_GOOD, 0.25) - sign * a) // 1.0)
        return whole + 0.0 if whole == whole else a  # no minus zero; infinities stay
    a = plain(a)
    if _scalar(a):
        return _whole(sign, float(a))
    numpy = _numpy()
    found = abs(a) * AS_GOOD  # one array for all steps
    numpy.minimum(found, 0.25, out=found)
    numpy.subtract(a if sign > 0 else -a, found, out=found)
    numpy.ceil(found, out=found)
    return numpy.add(found if sign > 0 else -found, 0.0, out=found)


def plain(a: Any) -> Any:
    """The number of a dimensionless Quantity; anything else as it is.

    >>> plain(2.0)
    2.0
    """
    return a.m_as("") if hasattr(a, "m_as") else a


def is_array(value: Any) -> bool:
    """Whether a value is a numpy array with elements side by side, or a Quantity of one.

    >>> is_array(2.0)
    False
    """
    return type(value) is not float and bool(getattr(value, "ndim", 0))


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
    for place, (condition, value) in enumerate(cases):
        if type(condition) is not bool:
            if is_array(condition):
                break
            if hasattr(condition, "chosen"):  # of numbers that are not known yet
                return condition.chosen(cases[place:], otherwise)
        if condition:
            return value
    else:
        return otherwise
    return _numpy().select([condition for condition, _ in cases], [value for _, value in cases], otherwise)


def one_shape(values: Iterable[Any]) -> bool:
    """Whether the arrays among values broadcast to one shape.

    >>> one_shape([2.0, 3.0])
    True
    """
    shapes = [value.shape for value in values if is_array(value)]
    if len(shapes) > 1:
        try:
            _numpy().broadcast_shapes(*shapes)
        except ValueError:
            return False
    return True


def anywhere(condition: Any) -> bool:
    """Whether a condition holds; for an array of them, whether one does.

    >>> anywhere(2.0 > 1.0)
    True
    """
    return bool(condition.any() if is_array(condition) else condition)


def summarised() -> Any:
    """While in it, numpy writes the ends of a long array alone."""
    return _numpy().printoptions(threshold=20, edgeitems=3)


def as_floats(value: Any) -> Any:
    """A numpy array of floats of any array, such as a column of a data frame; what is masked has no value, a NaN.

    Raises TypeError or ValueError for one of anything but real numbers.
    """
    numpy = _numpy()
    plain = numpy.asarray(value)
    if plain.dtype.kind not in "iuf":
        raise TypeError(f"an array of {plain.dtype}")
    found = plain.astype(float)
    if numpy.ma.isMaskedArray(value):
        found[numpy.ma.getmaskarray(value)] = math.nan
    return found


def quiet() -> Any:
    """While in it, numpy says nothing of what has no value: that is looked for afterwards."""
    return _numpy().errstate(all="ignore")


def all_finite(value: Any) -> bool:
    """Whether a number, or each of an array, is a finite one.

    >>> all_finite(2.0), all_finite(math.inf)
    (True, False)
    """
    return bool(_numpy().isfinite(value).all()) if is_array(value) else math.isfinite(value)


def least_place(times: list[Any]) -> Any:
    """The place in a list of the least time; for arrays of each element, where a NaN is never least.

    >>> least_place([3.0, 2.0])
    1
    """
    if _scalar(*times):
        return min(range(len(times)), key=times.__getitem__)
    numpy = _numpy()
    shape = numpy.broadcast_shapes(*(numpy.shape(time) for time in times))
    least, found = numpy.full(shape, math.inf), numpy.zeros(shape, int)
    for place, time in enumerate(times):
        better = time < least
        found[better] = place
        least = numpy.where(better, time, least)
    return found


def taken_at(place: Any, column: list[Any]) -> Any:
    """What stands at a place of a list; for an array of places an array.

    >>> taken_at(1, ["a", "b"])
    'b'
    """
    if not is_array(place):
        return column[place]
    numpy = _numpy()
    return numpy.choose(place, column) if any(map(is_array, column)) else numpy.array(column)[place]


def least_of(cost: Callable[..., Any], axes: list[dict[str, tuple[float, ...]]], given: Mapping[str, Any]) -> Any:
    """The place among all combinations of the least cost of each element of the arrays given; a NaN is never least.

    axes: columns of values that vary together; the combinations are counted with the last of them in turn. It goes
    through the arrays in pieces: with all combinations each fits in a cache.
    """
    numpy = _numpy()
    shape = numpy.broadcast_shapes(*(value.shape for value in given.values() if is_array(value)))
    flat = {name: numpy.broadcast_to(value, shape).ravel() for name, value in given.items() if is_array(value)}
    rest = {name: value for name, value in given.items() if name not in flat}
    for place, columns in enumerate(axes):  # each along an axis of its own, the elements along the last
        rest |= {name: numpy.reshape(values, (-1, *[1] * (len(axes) - place))) for name, values in columns.items()}
    sides = [len(next(iter(columns.values()))) for columns in axes]
    found = numpy.empty(math.prod(shape), int)
    for start in range(0, found.size, PIECE):
        piece = found[start : start + PIECE]
        times = cost(**rest, **{name: value[start : start + PIECE] for name, value in flat.items()})
        times = numpy.broadcast_to(times, (*sides, piece.size)).reshape(-1, piece.size)
        piece[:] = times.argmin(axis=0)
        if numpy.isnan(times[piece, numpy.arange(piece.size)]).any():
            piece[:] = numpy.where(times == times, times, math.inf).argmin(axis=0)
    return found.reshape(shape)


def strung(parts: list[Any], sizes: list[int], shape: tuple[int, ...]) -> Any:
    """One array of a shape: parts one after the other. sizes: the elements of each, or that a number stands for."""
    numpy = _numpy()
    return numpy.concatenate(list(map(numpy.broadcast_to, parts, sizes))).reshape(shape)
