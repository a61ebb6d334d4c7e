"""The law of a loss fitted to rows of parameters, tokens and loss: its constants, their ranges, and a page of them.

Needs the ``calibrate`` extra (numpy, scipy).
"""

import os
from datetime import date
from math import log
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from ..errors import SlipstickError
from ..estimates.law import CONSTANTS
from ..estimates.scaling import DRAWN
from ..files.places import config_folder
from ..layout import table
from ..units.show import show
from ..units.writing import write_whole
from ..words import counted, slug
from .lawrows import Runs

APART = 0.05  # of a loss: rows that are further off, one as another, follow no law
LEAST, MOST = log(1e-3), log(10.0)  # of the logarithm of a power
STRAY = 1e-2  # of the logarithm of a loss, from which on a row counts less and less
DRAWS, KEPT, SEED = 200, 20, 1  # resamplings of the rows; of these that a page keeps; where they start
ENDS = (5.0, 95.0)
STARTS = [(least, alpha, beta) for least in (0.5, 1.7) for alpha in (0.2, 0.5) for beta in (0.2, 0.5)]


class Fitted(NamedTuple):
    """A law and how well it is known. law: its constants. draws: those of resampled rows, a row each.

    left_out: the count, and the median and worst relative error, of the tenth of the rows with most work, by a fit of
    the others.
    """

    runs: Runs
    law: Any
    draws: Any
    left_out: tuple[int, float, float]

    @property
    def ranges(self) -> dict[str, tuple[float, float, float]]:
        """Each constant with the ends between which nine in ten of the resampled fits lie."""
        low, high = np.percentile(self.draws, ENDS, axis=0)
        return {name: (float(self.law[i]), float(low[i]), float(high[i])) for i, name in enumerate(CONSTANTS)}


def expected(law: Any, runs: Runs) -> Any:
    """The loss of each row by a law: its five constants in order."""
    least, a, b, alpha, beta = law
    return least + a / runs.parameters**alpha + b / runs.tokens**beta


def fit(runs: Runs) -> Fitted:
    """The law that comes closest to rows, with what resampling them makes of it."""
    law = _law(runs, [_start(runs, *each) for each in STARTS])
    off = float(np.median(np.abs(expected(law, runs) / runs.loss - 1)))
    if off > APART:
        raise SlipstickError(
            f"half of the {len(runs.loss)} rows are {off:.0%} or more off the closest law: they follow none"
        )
    random = np.random.default_rng(SEED)
    near = [_packed(law)]
    many = len(runs.loss)
    draws = np.array([_law(runs.some(random.integers(0, many, many)), near) for _ in range(DRAWS)])
    return Fitted(runs, law, draws, _left_out(runs, near))


def _left_out(runs: Runs, near: list[Any]) -> tuple[int, float, float]:
    order = np.argsort(runs.parameters * runs.tokens)
    many = max(1, len(order) // 10)
    rest, most = runs.some(order[:-many]), runs.some(order[-many:])
    off = np.abs(expected(_law(rest, near), most) / most.loss - 1)
    return many, float(np.median(off)), float(off.max())


def _start(runs: Runs, least: float, alpha: float, beta: float) -> Any:
    """Constants to start from: what is above the least is shared out between size and data."""
    least = least * float(runs.loss.min())
    above = max(1e-3, float(np.median(runs.loss)) - min(least, 0.9 * float(runs.loss.min())))
    a, b = (np.log(above / 2) + power * np.log(np.median(each)) for power, each in ((alpha, runs[0]), (beta, runs[1])))
    return np.array([np.log(min(least, 0.9 * float(runs.loss.min()))), a, b, np.log(alpha), np.log(beta)])


def _packed(law: Any) -> Any:
    return np.log(law)


def _law(runs: Runs, starts: list[Any]) -> Any:
    """The constants that fit best from any start: a few rows that stray do not count much."""
    sizes, amounts, losses = np.log(runs.parameters), np.log(runs.tokens), np.log(runs.loss)

    def powers(x: Any) -> Any:
        return np.exp(np.clip(x[3:], LEAST, MOST))

    def parts(x: Any) -> Any:
        alpha, beta = powers(x)
        return np.array([x[0] + 0 * sizes, x[1] - alpha * sizes, x[2] - beta * amounts])

    def off(x: Any) -> Any:
        return np.logaddexp.reduce(parts(x)) - losses

    def slopes(x: Any) -> Any:
        each = parts(x)
        least, size, data = np.exp(each - np.logaddexp.reduce(each))
        alpha, beta = powers(x)
        return np.stack([least, size, data, -size * alpha * sizes, -data * beta * amounts], axis=1)

    how = {"jac": slopes, "loss": "cauchy", "f_scale": STRAY, "x_scale": "jac", "max_nfev": 400}
    tried = [least_squares(off, start, **how) for start in starts]
    found = min(tried, key=lambda each: float(each.cost)).x
    return np.exp(np.append(found[:3], np.clip(found[3:], LEAST, MOST)))


def as_dict(fitted: Fitted) -> dict[str, Any]:
    """A fit for a program."""
    count, median, worst = fitted.left_out
    return {
        "rows": len(fitted.runs.loss),
        "constants": {name: dict(zip(("value", "low", "high"), each, strict=True)) for name, each in _ranges(fitted)},
        "left_out": {"rows": count, "median": median, "worst": worst},
    }


def text(handle: str, fitted: Fitted) -> str:
    """A fit for a person: each constant with its range, what it is worth on rows left out, and how to ask it."""
    rows = [[name, *(f"{value:.4g}" for value in each)] for name, each in _ranges(fitted)]
    count, median, worst = fitted.left_out
    work = 6 * fitted.runs.parameters * fitted.runs.tokens
    spread = f"{show(float(work.min()), 'FLOP')} to {show(float(work.max()), 'FLOP')}"
    given = " ".join(_constants(fitted.law, "="))
    return "\n".join(
        [
            f"law of {handle}: {len(fitted.runs.loss)} rows of {spread}",
            "loss = least + a / parameters^alpha + b / tokens^beta, in nats per token",
            "",
            table(["constant", "value", "low", "high"], rows),
            "",
            f"low and high hold nine in ten of {DRAWS} fits to resampled rows; they move together",
            f"the {counted(count, 'row')} of most work by a fit of the others: {median:.2%} off, at worst {worst:.2%}",
            "",
            f"  slipstick formula law_loss parameters=7e9 tokens=1e12 \\\n    {given}",
            f"  slipstick scaling 1e22FLOP --data {handle}",
        ]
    )


def _ranges(fitted: Fitted) -> list[tuple[str, tuple[float, float, float]]]:
    return list(fitted.ranges.items())


def page(name: str, fitted: Fitted) -> str:
    """The page of a dataset with the law, and with resampled ones from one end of the range to the other."""
    _, a, b, alpha, beta = fitted.draws.T
    far = 10 * float((fitted.runs.parameters * fitted.runs.tokens).max())
    size = (alpha * a / (beta * b)) ** (1 / (alpha + beta)) * far ** (beta / (alpha + beta))
    ranks = np.percentile(np.arange(len(size)), np.linspace(*ENDS, KEPT)).round().astype(int)
    kept = fitted.draws[np.argsort(size)[ranks]]
    laws = {"fit": fitted.law, **{f"{DRAWN}{place:02}": draw for place, draw in enumerate(kept, 1)}}
    told = [f"  {key}: {{{', '.join(_constants(law))}}}" for key, law in laws.items()]
    source = f'{{title: "{name}, fitted by slipstick calibrate --law", seen: {date.today().isoformat()}}}'
    head = [f'name: "{name}"', "kind: dataset", "laws:"]
    return "\n".join([*head, *told, "sources:", f'  "*": {source}', ""])


def _constants(law: Any, sign: str = ": ") -> list[str]:
    return [f"{name}{sign}{value:.6g}" for name, value in zip(CONSTANTS, map(float, law), strict=True)]


def handle_of(path: str) -> str:
    """What a page of a file's law is called: never as a part is."""
    return f"{slug(os.path.splitext(os.path.basename(path))[0]) or 'rows'}-law"


def write(handle: str, text: str) -> str:
    """Write a page among a person's own specs, and say where. Raises SlipstickError where it cannot be written."""
    place = os.path.join(config_folder(), "hardware", f"{handle}.yaml")
    write_whole(place, text.encode())
    return place
