"""moe: the experts of a layer that a batch of tokens touches, each a gated MLP."""

from collections.abc import Mapping
from typing import Any

from ...formulas.mixtures import mixture_matmuls, mixture_traffic, mixture_work, tokens_per_expert
from ...units.maths import anywhere
from ..kernel import side
from .matmul import MATMUL


def enough_experts(values: Mapping[str, Any]) -> str:
    """Why the experts do not go together; empty where they do."""
    many = anywhere(values["active"] > values["experts"])
    return "active is more than experts: a token goes to each expert once at most" if many else ""


MOE = MATMUL.of(
    "moe",
    "How long does a layer of experts take?",
    (
        side("tokens", "tokens of the batch"),
        side("hidden", "width of the model"),
        side("inner", "width of an expert"),
        side("experts", "experts of the layer"),
        side("active", "experts that a token goes to"),
    ),
    m=tokens_per_expert,
    n="inner",
    k="hidden",
    matmuls=mixture_matmuls,
    matrix=mixture_work,
    memory=mixture_traffic,
    does="experts as likely as each other: those touched are read once from {memory}, tokens read and written once",
    data="the experts touched and the tokens",
    must=enough_experts,
    examples=({"tokens": 128, "hidden": 7168, "inner": 2048, "experts": 256, "active": 8},),
)
