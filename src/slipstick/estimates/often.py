"""Models that are asked often for plain numbers: written out as functions, which give the same numbers sooner."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from ..errors import SlipstickError
from ..formulas.core.formula import unrecorded
from .calibration import Calibration
from .outcome import Outcome

OFTEN = 20  # times that a model runs, which take longer than to write it out
MOST = 4  # functions of one model: ways that its decisions go
PLAIN = {float, int, str}  # of values that are no arrays


Valued = Callable[[dict[str, Any], Any, str], Outcome]  # a model of values: what calls formulas, and what is doubled


class Often:
    """A model as it is asked again and again of a part. fit: its calibration."""

    def __init__(self, fit: Calibration) -> None:
        self.fit = fit
        self.asked = self.tried = 0
        self.functions: list[Callable[..., Outcome | None]] = []

    def model(self, values: dict[str, Any], run: Any, double: str, of: Valued) -> Outcome:
        """The outcome, sooner where no work is recorded and nothing doubled. of: the model itself."""
        found = self._written(values, of) if run is unrecorded and not double else None
        return of(values, run, double) if found is None else found

    def _written(self, values: dict[str, Any], of: Valued) -> Outcome | None:
        """What a function gives; None where none goes the way that these values do, or there is no number."""
        with suppress(ArithmeticError, ValueError, SlipstickError):
            for function in self.functions:
                found = function(**values)
                if found is not None:
                    return found
            self.asked += 1
            if self.asked > OFTEN and self.tried < MOST:
                self._write(values, of)
        return None

    def _write(self, values: dict[str, Any], of: Valued) -> None:
        from ..formulas.core.written import written  # reads the code of formulas

        self.tried += 1
        with suppress(Exception):  # whatever a model does that cannot be written down, it does by itself
            self.functions.append(written(values, lambda symbols, run: of(symbols, run, "")))


def often(kept: dict[Any, Any], fit: Calibration, key: tuple[Any, ...]) -> Often:
    """The model of a key and a fit, as it is kept: with the fit, so that no other has its id."""
    found: Often | None = kept.get(key := (id(fit), key))
    if found is None:
        found = kept[key] = Often(fit)
    return found
