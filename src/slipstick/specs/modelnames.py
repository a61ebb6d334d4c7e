"""How models are called beside their names: whose they are, how they were trained further, how they are stored."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..words import pattern, slug

OWNED = pattern(r"[\w.-]+/[\w.-]+")  # of a hub of models: meta-llama/Llama-3.1-8B
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


def is_copy(rest: Sequence[str]) -> bool:
    """Whether a shortening leaves out that a model was distilled, and from which: Qwen 7B is another maker's.

    rest: the words of the name that it leaves out.

    >>> is_copy(["deepseek", "r1", "distill"]), is_copy(["deepseek", "distill", "qwen"])
    (True, False)
    """
    return "distill" in rest and "r1" in rest


def of_size(key: str, names: Iterable[str]) -> list[str]:
    """The names of a family's models of the size that a word ends in, whatever their version.

    >>> of_size("qwen-14b", ["qwen2-5-14b", "qwen3-14b", "qwen3-4b", "deepseek-r1-distill-qwen-14b"])
    ['qwen2-5-14b', 'qwen3-14b']
    """
    family, _, size = key.partition("-")
    split = ((name, name.split("-")) for name in names)
    return [name for name, words in split if size in words[1:] and words[0].rstrip("0123456789") == family]


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
