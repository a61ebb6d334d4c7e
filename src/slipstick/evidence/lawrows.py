"""Rows of trained models, read from a file: parameters, tokens and loss."""

from collections.abc import Iterator, Mapping
from math import log
from typing import Any, NamedTuple

import numpy as np

from ..errors import SlipstickError, UsageError
from ..units import Count, Tokens, Work, dim_of
from ..units.door import number
from ..words import did_you_mean, quoted
from .table import lines

FEWEST, KINDS = 10, 3  # rows; different sizes, and different amounts of tokens
TOGETHER = 0.995  # how far the logarithms of sizes and tokens may go together
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
    together = abs(float(np.corrcoef(np.log(runs.parameters), np.log(runs.tokens))[0, 1]))
    if together > TOGETHER:
        raise SlipstickError(
            f"{path}: tokens go with parameters in all rows: what size does cannot be told from what data do: rows of "
            "one size with several amounts of tokens are needed"
        )


def _lines(path: str) -> Iterator[tuple[int, dict[str, str]]]:
    head: list[str] = []
    for line, cells in lines(path):
        if not head:
            head = _columns(path, cells)
        elif any(cell.strip() for cell in cells):
            yield line, dict(zip(head, cells, strict=False))


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
