"""infer: how fast a language model answers."""

from collections.abc import Mapping
from typing import Any

from ...units import Dim, Money, MoneyPerToken, Probability, RequestRate, Spending, Time
from ...units.maths import anywhere
from ..parameter import WORD, tokens
from ..question import Parameter, flag, measure, named, side, word
from ..serving.infer import Infer
from ..serving.layouts import LAYOUTS

DRAFTS = Dim("token", "a number of tokens", high=1e3, whole=True)
DEVICES = Dim("", "a number of devices", high=1e6, whole=True)


def something(values: Mapping[str, Any]) -> str:
    """Why there is nothing to answer, or to hold a price to; empty where there is."""
    if anywhere((values["price"] > 0) & (values["rent"] == 0)):
        return "a price is held to what a token costs: say the rent too, such as 2USD/h"
    if bool(values["draft"]) != anywhere(values["accepted"] > 0):
        return "draft and accepted go together: a model, and how often its tokens are accepted, such as 0.8"
    if anywhere((values["budget"] > 0) & (values["rent"] == 0)):
        return "a budget needs what a device costs: say the rent too, such as 2USD/h"
    if values["frontier"] and anywhere((values["latency"] > 0) | (values["rate"] > 0)):
        return "a frontier has every batch in it: leave out latency and rate"
    return "output has to be 1 token or more" if anywhere(values["output"] < 1) else ""


INFER = Infer(
    "infer",
    "How fast does a language model answer?",
    (
        word("model", "a model by name, or a file: config.json, .gguf"),
        side("batch", "sequences at once", 1),
        tokens("prompt", "tokens of the prompt", 512.0),
        tokens("output", "tokens of the answer", 128.0),
        tokens("context", "tokens in the cache; 0: the prompt and half the answer", 0.0),
        named("weights", "their format, such as q4_k_m; else the model's own", ""),
        named("cache", "its format, such as fp8; 16 bits if not given", ""),
        named("runtime", "what serves it, as vllm; or server, local, eager", ""),
        named("offload", "where layers that do not fit lie, as ddr5-5600 or a CPU", ""),
        Parameter("tp", DEVICES, "devices each layer is cut over; 0: the fastest", 0.0, lever=False),
        Parameter("pp", DEVICES, "stages of layers in turn; 0: the fastest", 0.0, lever=False),
        Parameter("ep", DEVICES, "devices that experts are shared out over, whole", 0.0, lever=False),
        Parameter("layout", WORD, "of a layer on a grid; else the fastest", "", False, LAYOUTS, named=True),
        named("draft", "a small model that drafts tokens, such as llama-3.2-1b", ""),
        Parameter("drafted", DRAFTS, "tokens it drafts for a pass", 4.0, lever=False),
        measure("accepted", Probability, "of drafted tokens, those accepted, such as 0.8", 0.0),
        measure("rent", Spending, "rent of a device, such as 2USD/h", 0.0),
        measure("price", MoneyPerToken, "to hold its cost to, such as 0.2USD/Mtoken", 0.0),
        measure("latency", Time, "the largest batch with tokens that fast, as 50ms", 0.0),
        measure("rate", RequestRate, "devices for so many requests, as 10request/s", 0.0),
        measure("budget", Money, "the tokens that it pays for, as 100USD", 0.0),
        flag("frontier", "a table of batches and splits that nothing beats"),
    ),
    command=True,
    must=something,
    device="a100",
    tabled="frontier",
    tells=("throughput",),
    examples=(
        {"model": "llama-3.1-8b"},
        {"model": "mixtral-8x7b", "batch": 16, "weights": "int8"},
    ),
)
