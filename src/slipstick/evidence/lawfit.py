"""The law of a loss fitted to rows of parameters, tokens and loss: its constants, their ranges, and a page of them.

Needs the ``calibrate`` extra (numpy, scipy).
"""

import csv
import os
from collections.abc import Iterator, Mapping
from datetime import date
from math import log
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from ..errors import SlipstickError, UsageError
from ..estimates.law import CONSTANTS
from ..estimates.scaling import DRAWN
from ..files.places import config_folder
from ..layout import table
from ..units import Count, Tokens, Work, dim_of
from ..units.door import number
from ..units.show import show
from ..units.writing import write_whole
from ..words import counted, did_you_mean, quoted, slug

FEWEST, KINDS = 10, 3  # rows; different sizes, and different amounts of tokens
STRAY = 1e-2  # of the logarithm of a loss, from which on a row counts less and less
DRAWS, KEPT, SEED = 200, 20, 1  # resamplings of the rows; of these that a page keeps; where they start
ENDS = (5.0, 95.0)
STARTS = [(least, alpha, beta) for least in (0.5, 1.7) for alpha in (0.2, 0.5) for beta in (0.2, 0.5)]
NAMES = {"n": "parameters", "model size": "parameters", "d": "tokens", "c": "work", "flop": "work", "flops": "work"}
NAMES |= {"training flop": "work", "training tokens": "tokens", "ppl": "perplexity", "dataset": "data"}
DIMS = {"parameters": Count, "tokens": Tokens, "work": Work, "loss": Count, "perplexity": Count}


class Runs(NamedTuple):
    """Trained models, in arrays: parameters, tokens, and losses in nats per token."""

    parameters: Any
    tokens: Any
    loss: Any

    def some(self, which: Any) -> "Runs":
        """Some of them."""
        return Runs(*(each[which] for each in self))


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


def read(path: str) -> Runs:
    """The rows of a CSV file whose columns are parameters, tokens (or work) and loss (or perplexity).

    Raises UsageError as "FILE:LINE: ...", for rows of several texts too: their losses are not compared.
    """
    found, texts = [], set()
    for line, row in _lines(path):
        try:
            found.append(_run(row))
        except UsageError as error:
            raise UsageError(f"{path}:{line}: {error}") from None
        texts.add(row.get("data", ""))
        if len(texts) > 1:
            told = " and ".join(sorted(map(quoted, texts)))
            raise UsageError(
                f"{path}:{line}: rows of {told}: losses of several texts are not compared: a file for each"
            )
    runs = Runs(*(np.array(column) for column in zip(*found, strict=True))) if found else Runs([], [], [])
    _enough(path, runs)
    return runs


def _enough(path: str, runs: Runs) -> None:
    sizes, amounts = len({*map(float, runs.parameters)}), len({*map(float, runs.tokens)})
    if len(runs.loss) < FEWEST or min(sizes, amounts) < KINDS:
        raise SlipstickError(
            f"{path}: {len(runs.loss)} rows of {sizes} sizes and {amounts} amounts of tokens: five constants take "
            f"{FEWEST} rows of {KINDS} sizes and {KINDS} amounts"
        )


def _lines(path: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            head = _columns(path, next(lines, []))
            for cells in lines:
                if any(cell.strip() for cell in cells):
                    yield lines.line_num, dict(zip(head, cells, strict=False))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error):
        raise UsageError(f"{path}: not a text file in UTF-8 with commas: expected CSV") from None


def _columns(path: str, head: list[str]) -> list[str]:
    names = [NAMES.get(word.strip().casefold(), word.strip().casefold()) for word in head]
    for needed in (("parameters",), ("tokens", "work"), ("loss", "perplexity")):
        if not {*names} & {*needed}:
            hint = did_you_mean(needed[0], names, f"there are {', '.join(map(quoted, head)) or 'none'}")
            raise UsageError(f"{path}:1: no column {' or '.join(needed)}: {hint}")
    return names


def _run(row: Mapping[str, str]) -> tuple[float, float, float]:
    values = {}
    for name, kind in DIMS.items():
        if row.get(name, "").strip():
            dim = dim_of(kind)
            assert dim
            values[name] = number(f"{row[name]} FLOP" if name == "work" and _bare(row[name]) else row[name], dim, name)
    size = _positive(values, "parameters")
    tokens = values["tokens"] if "tokens" in values else _positive(values, "work") / (6 * size)
    told = {"loss": log(max(1.0, values["perplexity"]))} if "perplexity" in values else {}
    values = {**told, **values, "tokens": tokens}
    return size, _positive(values, "tokens"), _positive(values, "loss")


def _bare(text: str) -> bool:
    return text.strip()[-1:].isdigit()


def _positive(values: Mapping[str, float], name: str) -> float:
    if values.get(name, 0.0) <= 0:
        raise UsageError(f"{name} is {'0 or less' if name in values else 'not there'}: expected a number above 0")
    return values[name]


def expected(law: Any, runs: Runs) -> Any:
    """The loss of each row by a law: its five constants in order."""
    least, a, b, alpha, beta = law
    return least + a / runs.parameters**alpha + b / runs.tokens**beta


def fit(runs: Runs) -> Fitted:
    """The law that comes closest to rows, with what resampling them makes of it."""
    law = _law(runs, [_start(runs, *each) for each in STARTS])
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

    def parts(x: Any) -> Any:
        alpha, beta = np.exp(x[3:])
        return np.array([x[0] + 0 * sizes, x[1] - alpha * sizes, x[2] - beta * amounts])

    def off(x: Any) -> Any:
        return np.logaddexp.reduce(parts(x)) - losses

    def slopes(x: Any) -> Any:
        each = parts(x)
        least, size, data = np.exp(each - np.logaddexp.reduce(each))
        alpha, beta = np.exp(x[3:])
        return np.stack([least, size, data, -size * alpha * sizes, -data * beta * amounts], axis=1)

    how = {"jac": slopes, "loss": "cauchy", "f_scale": STRAY, "x_scale": "jac", "max_nfev": 400}
    tried = [least_squares(off, start, **how) for start in starts]
    return np.exp(min(tried, key=lambda each: float(each.cost)).x)


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
