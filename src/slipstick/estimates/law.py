"""The law of a text's loss: its constants out of a page, and the best model for a budget by them."""

from collections.abc import Callable
from math import exp, log
from typing import Any, NamedTuple

from ..errors import SlipstickError, UsageError
from ..formulas.core.formula import unrecorded
from ..formulas.laws import (
    law_fitting_parameters,
    law_loss,
    law_parameters,
    law_tokens,
    lifetime_work,
    trained_tokens,
    worth_parameters,
)
from ..formulas.scaling import effective_tokens
from ..specs.spec import Spec

CONSTANTS = ("least", "a", "b", "alpha", "beta")
STEPS, GOLDEN = 80, 0.6180339887498949  # of a search, which shortens what is left by that each time
FEWEST = 1.0  # parameters


class Law(NamedTuple):
    """A fit of the loss in nats per token: least + a / parameters^alpha + b / tokens^beta."""

    name: str
    least: float
    a: float
    b: float
    alpha: float
    beta: float

    @property
    def split(self) -> dict[str, float]:
        """What shares out work between size and data."""
        return {"a": self.a, "b": self.b, "alpha": self.alpha, "beta": self.beta}

    @property
    def all(self) -> dict[str, float]:
        """Every constant."""
        return {"least": self.least, **self.split}

    @property
    def paths(self) -> list[str]:
        """Where a page says them."""
        return [f"laws.{self.name}.{each}" for each in CONSTANTS]


class Best(NamedTuple):
    """A model and its training. worth, fresh: the parameters and tokens it is worth. lifetime: work with serving.

    saved: the share of that of the model that is best in training alone.
    """

    parameters: float
    tokens: float
    loss: float
    worth: float
    fresh: float
    training: float
    lifetime: float
    saved: float


def laws_of(page: Spec) -> list[Law]:
    """The laws of a dataset, the first the one that is expected. Raises SlipstickError for a page without any."""
    if page.kind != "dataset":
        raise UsageError(f"{page.handle} ({page.name}) is no dataset but a {page.kind}")
    names = dict.fromkeys(path.split(".")[1] for path in page if path.startswith("laws."))
    if not names:
        raise SlipstickError(
            f"no law of the loss on {page.name} is known: those of massivetext and c4 are, and "
            "slipstick calibrate --law fits yours"
        )
    return [Law(name, *(page.number(f"laws.{name}.{each}") for each in CONSTANTS)) for name in names]


def best(call: Any, law: Law, work: float, unique: float, served: float, size: float = 0.0) -> Best:
    """The best model for a budget. call: calls formulas, recording or not. unique: different tokens, 0 for enough.

    served: tokens of its life after training, 0 for none: then a model as good that takes the least work in all. size:
    parameters that it has to have, 0 for the best.
    """
    found = size or _size(call, law, work, unique)
    tokens = float(call(trained_tokens, work=work, parameters=found))
    worth, fresh = _worth(call, law, found, tokens, unique)
    loss = float(call(law_loss, parameters=worth, tokens=fresh, **law.all))
    plain = float(call(lifetime_work, parameters=found, tokens=tokens, served=served))
    if not served or size:
        return Best(found, tokens, loss, worth, fresh, work, plain, 0.0)
    found = _served(law, loss, found, served)
    tokens = float(call(law_tokens, loss=loss, parameters=found, **law.all))
    whole = float(call(lifetime_work, parameters=found, tokens=tokens, served=served))
    training = float(lifetime_work.rule(found, tokens, 0.0))
    return Best(found, tokens, loss, found, tokens, training, whole, 1 - whole / plain)


def _worth(call: Any, law: Law, size: float, tokens: float, unique: float) -> tuple[float, float]:
    """The parameters and the fresh tokens that a model and its tokens are worth where these are too few."""
    if not unique or tokens <= unique:
        return size, tokens
    fitting = float(call(law_fitting_parameters, unique=unique, **law.split))
    fresh = float(call(effective_tokens, unique=unique, tokens=tokens))
    return float(call(worth_parameters, parameters=size, fitting=fitting)), fresh


def _size(call: Any, law: Law, work: float, unique: float) -> float:
    """The best size for training alone; where tokens repeat, it is searched."""
    plain = float(call(law_parameters, work=work, **law.split))
    if not unique or work / (6 * plain) <= unique:
        return plain

    def loss(size: float) -> float:
        worth, fresh = _worth(unrecorded, law, size, work / (6 * size), unique)
        return float(law_loss.rule(worth, fresh, **law.all))

    return _lowest(loss, max(FEWEST, plain / 1e3), plain * 10)


def _served(law: Law, loss: float, plain: float, served: float) -> float:
    """The size, at most that of training alone, that reaches a loss with the least work in training and serving."""
    smallest = (law.a / (loss - law.least)) ** (1 / law.alpha) * (1 + 1e-9)

    def work(size: float) -> float:
        return float(lifetime_work.rule(size, law_tokens.rule(loss, size, **law.all), served))

    return _lowest(work, smallest, plain)


def _lowest(cost: Callable[[float], float], low: float, high: float) -> float:
    """Where a cost with one valley is lowest, by golden section over the logarithm."""
    left, right = log(low), log(high)
    for _ in range(STEPS):
        inner, outer = right - GOLDEN * (right - left), left + GOLDEN * (right - left)
        if cost(exp(inner)) < cost(exp(outer)):
            right = outer
        else:
            left = inner
    return exp((left + right) / 2)
