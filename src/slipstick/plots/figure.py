"""What a plot shows: axes with units, and series of plain numbers in coherent units."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Literal, NamedTuple

from ..units.show import show

Kind = Literal["line", "thin", "points", "dots"]


class Axis(NamedTuple):
    """What is along an axis: its name, the coherent unit, and whether it is logarithmic."""

    name: str
    unit: str
    log: bool = True

    def tick(self, value: float) -> str:
        """A value as it stands beside the axis.

        >>> Axis("rate", "FLOP/s").tick(1e13)
        '10 TFLOP/s'
        """
        return show(value, self.unit)


class Series(NamedTuple):
    """Points that belong together. low, high: a range around each; names: of single points.

    kind: a line, a thin one beside the main ones, points with names, or many dots.
    """

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    kind: Kind = "line"
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    group: int = 0


class Figure(NamedTuple):
    """A plot of series. group of a series: those of one group share a colour."""

    title: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    diagonal: bool = False

    def span(self, axis: Literal["x", "y"]) -> tuple[float, float]:
        """The least and greatest value along an axis; of ranges too."""
        values = [value for each in self.series for value in getattr(each, axis)]
        if axis == "y":
            values += [value for each in self.series for value in (*each.low, *each.high)]
        if self.diagonal:  # both axes show the same
            values += [value for each in self.series for value in (*each.x, *each.y)]
        return min(values), max(values)


class Rung(NamedTuple):
    """A line of a ladder: its label, its value, and its range where it has one."""

    label: str
    value: float
    low: float
    high: float


class Ladder(NamedTuple):
    """Values of one kind under each other on one axis, in sections."""

    title: str
    axis: Axis
    sections: tuple[tuple[str, tuple[Rung, ...]], ...]

    @property
    def rungs(self) -> list[Rung]:
        """Every rung, in order."""
        return [rung for _, rungs in self.sections for rung in rungs]

    def span(self) -> tuple[float, float]:
        """The ends of the axis: the powers of ten around every value."""
        values = [value for rung in self.rungs for value in (rung.value, rung.low, rung.high)]
        return 10.0 ** floor(log10(min(values))), 10.0 ** ceil(log10(max(values)))


def decades(low: float, high: float, most: int) -> list[float]:
    """Powers of ten within a range, at most so many, evenly apart.

    >>> decades(2e-9, 3e-6, 8)
    [1e-08, 1e-07, 1e-06]
    """
    first, last = ceil(log10(low) - 1e-9), floor(log10(high) + 1e-9)
    step = max(1, -(-(last - first + 1) // most))
    return [float(f"1e{power}") for power in range(first, last + 1, step)]


def steps(low: float, high: float, most: int) -> list[float]:
    """Round numbers within a range, at most so many, evenly apart.

    >>> steps(0, 20, 5)
    [0.0, 5.0, 10.0, 15.0, 20.0]
    """
    if high <= low:
        return [low]
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
    first = ceil(low / step - 1e-9)
    return [number * step for number in range(first, floor(high / step + 1e-9) + 1)]


def spaced(low: float, high: float, count: int) -> list[float]:
    """Values from low to high: by equal factors where they span more than a factor of twenty, else by equal steps."""
    if low > 0 and high / low > 20:
        return [low * (high / low) ** (at / (count - 1)) for at in range(count)]
    return [low + (high - low) * at / (count - 1) for at in range(count)]


def logarithmic(values: Sequence[float]) -> bool:
    """Whether values are better shown by their powers of ten."""
    return min(values) > 0 and max(values) / min(values) > 20
