"""Measured rows of kernels side by side, as arrays: what they ask, and how long they took."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..errors import SlipstickError
from ..estimates.inputs import inputs as inputs_of
from ..estimates.kernel import Kernel
from ..estimates.phase import amount_of, floor_of
from ..estimates.questions import find
from ..estimates.telling import texts_of
from ..formulas.core.steps import unrecorded
from ..specs.catalogue import load
from ..specs.named import rate
from ..specs.spec import Spec
from ..units.maths import is_array

FACTS = ("units", "clock", "cache", "stream")
Key = tuple[str, str]  # a part's handle, and a dtype; with a library where it converts its input: "fp8 vllm"


@dataclass(frozen=True)
class Rows:
    """Rows of one kernel on one part in one dtype. inputs: of its formulas. amounts: what is asked of each rate.

    rates: in FLOP/s and B/s. floor, measured: in seconds. asked: of each its command, its values in words, its dtype.
    """

    kernel: Kernel
    inputs: dict[str, Any]
    amounts: dict[str, Any]
    rates: dict[str, float]
    floor: Any
    measured: Any
    asked: Any

    def __len__(self) -> int:
        return len(self.measured)

    def every_second(self, start: int) -> "Rows":
        """Half of the rows: from a first one on, every second."""
        return self._some(slice(start, None, 2))

    def longer_than(self, seconds: float) -> "Rows":
        """The rows that took longer."""
        return self._some(self.measured > seconds)

    def _some(self, which: Any) -> "Rows":
        both = (self.inputs, self.amounts)
        inputs, amounts = ({key: _of(value, which) for key, value in each.items()} for each in both)
        own = {name: getattr(self, name)[which] for name in ("floor", "measured", "asked")}
        return replace(self, inputs=inputs, amounts=amounts, **own)


def _of(value: Any, which: Any) -> Any:
    return value[which] if is_array(value) else value


def rows_of(kernel: Kernel, part: Spec, dtype: str, values: Mapping[str, Any], measured: Any) -> Rows:
    """The rows of a kernel by its parameters, as arrays. Raises SlipstickError for one of several phases."""
    if len(kernel.phases) > 1:
        raise SlipstickError(f"{kernel.name} has several phases: it cannot be calibrated by its time alone")
    inputs = inputs_of(kernel.formats, kernel.fixed, part, dtype, values)
    for choice in kernel.choices.values():
        inputs |= next(iter(choice.candidates(part, values, dtype).values()))
    kernel.follow(inputs, unrecorded)
    asks = kernel.phases[0].asks
    amounts = {name: amount_of(unrecorded, amount, inputs) for name, amount in asks.items()}
    rates = {name: rate(part, name, dtype, kernel.name).value(unrecorded) for name in asks}
    asked = _asked(kernel, values, dtype, len(measured))
    return Rows(kernel, inputs, amounts, rates, floor_of(amounts, rates, unrecorded), measured, asked)


def _asked(kernel: Kernel, values: Mapping[str, Any], dtype: str, many: int) -> Any:
    """What each row is a measurement of: the command, its values in words, the dtype."""
    each = ({name: _of(value, place) for name, value in values.items()} for place in range(many))
    told = (kernel.in_words(texts_of(kernel.parameters, own)) for own in each)
    command = kernel.name if kernel.command else f"run {kernel.name}"
    return np.array([(command, words, dtype) for words in told])


def matmuls(measured: Mapping[Key, list[tuple[tuple[int, int, int], float]]]) -> dict[Key, Rows]:
    """Measured matmuls by part and dtype, from their sizes and times."""
    kernel = find("matmul")
    assert isinstance(kernel, Kernel)
    found = {}
    for (handle, name), rows in measured.items():
        m, n, k, times = np.array([(*map(float, size), time) for size, time in rows]).T
        found[handle, name] = rows_of(
            kernel, load(handle), name.split()[0], {"batch": 1.0, "m": m, "n": n, "k": k}, times
        )
    return found


Values = list[tuple[Mapping[str, Any], float]]  # of the parameters of one kernel, each with its time in seconds


def gathered(kernel: Kernel, measured: Mapping[Key, Values]) -> dict[Key, Rows]:
    """The rows of a kernel by part and dtype, from the values of its parameters and times.

    Raises SlipstickError where a word among them is not the same for all.
    """
    found = {}
    for (handle, name), rows in measured.items():
        columns = {key: _column(key, [values[key] for values, _ in rows]) for key in rows[0][0]}
        times = np.array([time for _, time in rows])
        found[handle, name] = rows_of(kernel, load(handle), name.split()[0], columns, times)
    return found


def _column(name: str, values: list[Any]) -> Any:
    """The values of a parameter side by side; a word, which is the same for all. Raises SlipstickError if it is not."""
    if not isinstance(values[0], str):
        return np.array(values)
    if len(set(values)) > 1:
        raise SlipstickError(
            f"{name} is {' and '.join(map(repr, sorted(set(values))))}: each of these has to be calibrated apart"
        )
    return values[0]


def together(every: list[Rows]) -> Rows:
    """Rows of several kernels of a family on one part as rows of the first: what is not asked of a rate is nothing."""
    names = dict.fromkeys(name for each in every for name in each.amounts)
    rates = {name: rate for each in every for name, rate in each.rates.items()}
    amounts = {name: np.concatenate([_wide(each.amounts.get(name, 0.0), each) for each in every]) for name in names}
    floor = np.concatenate([_wide(each.floor, each) for each in every])
    measured, asked = (np.concatenate([getattr(each, name) for each in every]) for name in ("measured", "asked"))
    return Rows(every[0].kernel, facts_of(every[0]), amounts, rates, floor, measured, asked)


def facts_of(rows: Rows) -> dict[str, Any]:
    """What formulas of a family take of the part alone."""
    return {name: value for name, value in rows.inputs.items() if name in FACTS}


def _wide(value: Any, rows: Rows) -> Any:
    return value + np.zeros(len(rows))
