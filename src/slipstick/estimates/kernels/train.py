"""train: a language model on all devices of a machine."""

from collections.abc import Mapping

from ...units import CarbonIntensity, Dim, Money, Spending, Time, Tokens
from ..question import Parameter, measure, named, word
from ..training.layout import RECOMPUTE
from ..training.train import Train

MANY = Dim("", "a whole number", high=1e12, whole=True, binary=True)
DEVICES = Dim("", "a whole number", high=1e6, whole=True)
ANY = "; 0: chosen"


def count(name: str, help: str, dim: Dim = DEVICES) -> Parameter:
    """A parameter that counts something, and is 0 where it is left to be chosen."""
    return Parameter(name, dim, help, 0.0, lever=False)


def choice(name: str, help: str, words: tuple[str, ...] = ()) -> Parameter:
    """A parameter that is a word, and empty where it is left to be chosen."""
    return word(name, help, words)._replace(default="", named=True)


def says(texts: Mapping[str, str]) -> str:
    """The model and what it is trained on."""
    return texts["model"]


TRAIN = Train(
    "train",
    "How long does it take to train a language model?",
    (
        word("model", "a model by name, a file, or a size such as 30B"),
        measure("tokens", Tokens, "to train on; 0: as its maker did", 0.0),
        count("tp", f"devices of tensor parallelism{ANY}"),
        count("pp", f"stages of the pipeline{ANY}"),
        count("dp", f"devices of data parallelism{ANY}"),
        count("ep", f"devices that share the experts{ANY}"),
        count("cp", "devices that share a sequence; 0: one"),
        count("global_batch", "sequences of a step; 0: 3.2M tokens, of adapters 128", MANY),
        count("microbatch", f"sequences a device works on at once{ANY}", MANY),
        count("sequence", "tokens of a sequence; 0: the context, at most 4096", MANY),
        choice("recompute", "what the backward pass computes again", RECOMPUTE),
        count("interleaving", f"chunks of the model on a stage{ANY}"),
        choice("zero", "the stage of ZeRO, 3 as in FSDP", ("0", "1", "2", "3")),
        count("lora", "rank of adapters to train, 16 if not said; 0: none")._replace(alone="16"),
        choice("weights", "format of frozen weights, such as nf4"),
        named("offload", "system memory for the optimizer, as ddr5-5600 or a CPU", ""),
        measure("rent", Spending, "of one device, such as 2USD/h", 0.0),
        measure("within", Time, "the fewest devices that end by then, as 45d", 0.0),
        measure("budget", Money, "the tokens it pays for, as 100kUSD", 0.0),
        measure("grid", CarbonIntensity, "carbon of its electricity, as 400gCO2/kWh", 0.0),
        measure("checkpoint", Time, "that saving one stops the run for, as 60s", 0.0),
        choice("library", "software whose steps count, as megatron-lm"),
        count("layers", "of a model given by its size"),
        count("width", "of a model given by its size"),
        count("heads", "of a model given by its size"),
        count("vocabulary", "of a model given by its size"),
    ),
    command=True,
    placed=False,
    where="The machine to train on, such as 64xh100.",
    says=says,
    device="",
    examples=(
        {"model": "30B", "tokens": "6e12"},
        {"model": "mixtral-8x7b", "sequence": "8k"},
    ),
)
