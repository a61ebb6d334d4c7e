"""fit: how much memory a language model takes, and whether a machine holds it."""

from ..parameter import tokens
from ..question import Parameter, named, side, word
from ..serving.fit import Fit
from .infer import DEVICES

FIT = Fit(
    "fit",
    "How much memory does a language model take?",
    (
        word("model", "a model by name, or a file: config.json, .gguf"),
        tokens("context", "tokens of each sequence; 0 for the longest of the model", 0.0),
        side("batch", "sequences at once", 1),
        named("weights", "their format, such as q4_k_m; the model's own if not given", ""),
        named("cache", "its format, such as fp8; 16 bits if not given", ""),
        Parameter("tp", DEVICES, "devices each layer is cut over; 0: shared out evenly", 0.0, lever=False),
    ),
    command=True,
    placed=False,
    where="The machine that should hold it, such as rtx-4090 or 8xh100.",
    device="",
    examples=(
        {"model": "llama-3.1-8b"},
        {"model": "gemma-3-27b", "context": "64k"},
    ),
)
