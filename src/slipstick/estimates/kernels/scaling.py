"""scaling: the size of a model and its training that a budget of work is best spent on."""

from collections.abc import Mapping
from typing import Any

from ...units import Count, Tokens, Work
from ...units.maths import anywhere
from ...units.show import show
from ..question import measure, word
from ..scaling import Scaling

FAR = {  # how far a law is taken from the rows it was fitted to, which had 1e18 to 1e22 FLOP
    "work": (1e12, 1e30, "FLOP"),
    "unique": (1e3, 1e18, "token"),
    "served": (1.0, 1e21, "token"),
    "parameters": (1e3, 1e16, ""),
}


def far(values: Mapping[str, Any]) -> str:
    """Why some value is out of what a law can say; empty where none is."""
    for name, (low, high, unit) in FAR.items():
        value = values[name]
        if anywhere(value > high) or anywhere((value < low) & ((value != 0) | (name == "work"))):
            return f"{name} is far from all that was trained: expected {show(low, unit)} to {show(high, unit)}"
    return ""


SCALING = Scaling(
    "scaling",
    "How large a model, on how many tokens, for a budget of work?",
    (
        measure("work", Work, "of training, such as 1e22FLOP"),
        word("data", "whose law of the loss counts, such as c4")._replace(default="", named=True),
        measure("unique", Tokens, "different ones that there are; 0: enough", 0.0),
        measure("served", Tokens, "of prompts and answers over its life; 0: none", 0.0),
        measure("parameters", Count, "of the model; 0: the best", 0.0),
    ),
    command=True,
    placed=False,
    where="",
    must=far,
    device="",
    examples=(
        {"work": "1e22FLOP"},
        {"work": "9.26e21FLOP", "data": "c4", "unique": "25e9"},
        {"work": "4.82e22FLOP", "served": "2e12"},
    ),
)
