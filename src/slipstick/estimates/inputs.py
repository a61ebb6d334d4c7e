"""What formulas of a kernel take beside its parameters: widths of number formats, and facts of the part."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from ..errors import SlipstickError
from ..formulas.core.formula import Formula, unrecorded
from ..records import Fields
from ..specs.rates import STREAMED, bandwidth, largest_cache
from ..specs.spec import Spec
from ..units.dtypes import DTYPES, result_width, width
from .parameter import Parameter

WIDTHS: dict[str, Callable[[str], float]] = {"width": width, "result_width": result_width}  # given by the dtype


class Unlike(Fields):
    """What of a kernel nobody measured: its range is that of an unmeasured part.

    holds: whether values are of that sort in a dtype, element by element for arrays. seen: what was measured, and how
    the others are called, as in "one matmul at a time; for a batch".
    """

    holds: Callable[[Mapping[str, Any], str], Any]
    seen: str


BATCHED = Unlike(lambda values, dtype: values.get("batch", 1) > 1, "one matmul at a time; for a batch")


class Unless(Fields):
    """What follows from parameters by a formula, unless one of them, ``by``, is what it is by default: then otherwise.

    So the work has no line for what is not asked for. Arrays go by the formula.
    """

    by: str
    formula: Formula
    otherwise: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what is needed."""
        return (*self.formula.parameters, self.otherwise)


def formats(parameters: Iterable[Parameter]) -> dict[str, str]:
    """The parameters that are a number format, each with what formulas call its width: "cache" and "cache_width"."""
    return {each.name: f"{each.name}_width" for each in parameters if each.words == DTYPES}


def inputs(
    own: Mapping[str, str], fixed: Mapping[str, float], part: Spec, dtype: str, values: Mapping[str, Any]
) -> dict[str, Any]:
    """What formulas take before what follows from it: widths in bytes, facts, what is fixed, and the values.

    own: the parameters that are a format, as :func:`formats`; one that is not said is the dtype.
    """
    found = {**{name: make(dtype) for name, make in WIDTHS.items()}, **facts(part), **fixed, **values}
    if own:
        found |= {name: width(values[word] or dtype) for word, name in own.items()}
        found |= {word: facts(part)[word] for word in own if word in facts(part)}  # the cache of a part is another
    return found


def fact_paths(part: Spec) -> dict[str, str]:
    """What formulas of a family may ask of a part, as far as it has it: units, clock, last cache, streams."""
    found: dict[str, str] | None = part.memo.get("fact paths")
    if found is None:
        paths = {"units": "compute.units", "clock": "clock.boost", "cache": largest_cache(part)}
        paths["stream"] = f"{part.main_memory}.sustained"
        found = part.memo["fact paths"] = {name: path for name, path in paths.items() if path in part}
    return found


def facts(part: Spec) -> dict[str, float]:
    """The numbers of these, in coherent units."""
    found: dict[str, float] | None = part.memo.get("facts")
    if found is None:
        found = part.memo["facts"] = {name: part.number(path) for name, path in fact_paths(part).items()}
        unit = part.told("compute.unit")[2] if "compute.unit" in part else ""
        with suppress(SlipstickError):
            found.setdefault("stream", STREAMED.get(unit, 0.85) * bandwidth(part).value(unrecorded))
    return found
