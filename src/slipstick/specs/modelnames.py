"""How models are called beside their names: whose they are, how they were trained further, how they are stored."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..words import slug

OWNED = re.compile(r"[\w.-]+/[\w.-]+")  # of a hub of models: meta-llama/Llama-3.1-8B
OWNERS = ("meta", "microsoft", "mistralai", "openai")  # before a name, without a stroke
# The same shape, trained to answer or not, and stored by one tool or another.
VARIANTS = {"instruct", "chat", "it", "base", "pt", "hf", "gguf", "awq", "gptq", "fp8", "bf16", "deduped"}


def owned(word: str) -> str:
    """The name after an owner's, as a handle; empty where none is named.

    >>> owned("meta-llama/Llama-3.1-8B"), owned("llama")
    ('llama-3-1-8b', '')
    """
    return slug(word.partition("/")[2]) if OWNED.fullmatch(word) else ""


def of_shape(word: str) -> Iterator[str]:
    """A word as the handle of a model, without what leaves its shape as it is.

    >>> [*of_shape("meta-llama/Meta-Llama-3.1-8B-Instruct-GGUF")], [*of_shape("gemma-3-27b-it")]
    (['llama-meta-llama-3-1-8b', 'llama-3-1-8b'], ['gemma-3-27b'])
    >>> [*of_shape("deepseek-r1-distill-llama-8b")]
    []
    """
    for key in filter(None, (slug(word), owned(word))):
        words = [each for each in key.split("-") if each not in VARIANTS]
        left = "-".join(words[words[0] in OWNERS :] if words else words)
        if left and left != key:
            yield left


def cuts_version(key: str, name: str, rest: Sequence[str]) -> bool:
    """Whether a shortening leaves out what follows the point of a version: Llama 3 of Llama 3.1.

    rest: the words of the name that it leaves out.

    >>> cuts_version("llama-3-8b", "llama-3-1-8b", ["1"]), cuts_version("llama-8b", "llama-3-1-8b", ["3", "1"])
    (True, False)
    """
    words, kept = name.split("-"), key.split("-")
    return any(
        after in rest and after.isdigit() and before[-1].isdigit() and before in kept
        for before, after in pairwise(words)
    )
