"""Formats that models' weights are stored in: the bits a weight takes, scales included, and mixes of several.

The page of numbers ``data/numbers/quantisation.yaml`` says where each is from; a test holds the two together.
"""

from typing import NamedTuple

from ..errors import UsageError
from ..words import did_you_mean

# Bytes of one block of weights, and how many weights it holds: the weights themselves, their scales and minima.
BLOCKS: dict[str, tuple[float, int]] = {
    **{"fp32": (4, 1), "bf16": (2, 1), "fp16": (2, 1), "fp8": (1, 1), "int8": (1, 1)},
    **{"q4_0": (18, 32), "q4_1": (20, 32), "q5_0": (22, 32), "q5_1": (24, 32), "q8_0": (34, 32)},
    **{"q2_k": (84, 256), "q3_k": (110, 256), "q4_k": (144, 256), "q5_k": (176, 256), "q6_k": (210, 256)},
    **{"iq1_s": (50, 256), "iq1_m": (56, 256), "iq2_xxs": (66, 256), "iq2_xs": (74, 256), "iq2_s": (82, 256)},
    **{"iq3_xxs": (98, 256), "iq3_s": (110, 256), "iq4_nl": (18, 32), "iq4_xs": (136, 256)},
    **{"mxfp4": (17, 32), "nvfp4": (9, 16), "nf4": (36, 64), "nf4_dq": (33 * 256 + 4, 64 * 256)},
    **{"int4_g32": (20, 32), "int4_g128": (66.5, 128), "q4f16_1": (18, 32)},
    **{"int4_g64": (36, 64), "int5_g32": (24, 32), "int5_g64": (44, 64), "int6_g64": (52, 64), "int8_g64": (68, 64)},
}
EXL2 = {"2_5": 2.5, "3": 3.0, "3_5": 3.5, "4": 4.0, "4_5": 4.5, "4_65": 4.65, "5": 5.0, "6": 6.0, "8": 8.0}
HALF = 0.5  # of the layers: the first and the last eighth, and every third of those between
EIGHTH = 0.125
LISTED = "slipstick show llama-3.1-8b.weights lists them"


def bits(block: str) -> float:
    """Bits of one weight in a block format, its part of the scales included.

    >>> bits("q4_k"), bits("q6_k"), bits("bf16")
    (4.5, 6.5625, 16.0)
    """
    size, weights = BLOCKS[block]
    return 8 * size / weights


class Mix(NamedTuple):
    """Bits of a weight: plain, of most matrices; of queries and keys; of values; of the attention's output; of the
    matrix out of an MLP; of the table of the input; of that of the output, or of the one that both share.
    """

    plain: float
    query: float
    value: float
    output: float
    down: float
    table: float
    head: float


def _mix(plain: float, **others: float) -> Mix:
    return Mix(*(others.get(name, plain) for name in Mix._fields))


def _some(few: str, share: float, rest: str) -> float:
    """Bits on average where a share of the layers has one format, and the others another."""
    return share * bits(few) + (1 - share) * bits(rest)


def _gguf(plain: str, head: str = "q6_k", **others: float | str) -> Mix:
    """A mix of llama.cpp, whose output has a format of its own; others: bits, or a format."""
    known = {name: bits(each) if isinstance(each, str) else each for name, each in others.items()}
    return _mix(bits(plain), head=bits(head), **known)


def _linear(plain: float, head: float = 16.0) -> Mix:
    """Formats of the matrices alone: the tables stay in 16 bits, or that of the output has bits of its own."""
    return _mix(plain, table=16.0, head=head)


# As llama.cpp picks them without an importance matrix where four heads or more share their keys and values.
GGUF: dict[str, Mix] = {
    **{name: _gguf(name) for name in ("q4_0", "q4_1", "q5_0", "q5_1", "q6_k")},
    "q8_0": _gguf("q8_0", "q8_0"),
    "mxfp4_moe": _gguf("q8_0", "q8_0")._replace(plain=bits("mxfp4"), down=bits("mxfp4")),  # experts alone in MXFP4
    "q2_k": _gguf("q2_k", value="q4_k", output="q3_k", down="q3_k"),
    "q2_k_s": _gguf("q2_k", value="q4_k", down=_some("q4_k", EIGHTH, "q2_k")),
    "q3_k_s": _gguf("q3_k"),
    "q3_k_m": _gguf(
        "q3_k", value=_some("q5_k", EIGHTH / 2, "q4_k"), output="q4_k", down=_some("q5_k", EIGHTH / 2, "q4_k")
    ),
    "q3_k_l": _gguf("q3_k", value="q5_k", output="q5_k", down="q5_k"),
    "q4_k_s": _gguf("q4_k", value=_some("q5_k", EIGHTH, "q4_k"), down=_some("q5_k", EIGHTH, "q4_k")),
    "q4_k_m": _gguf("q4_k", value=_some("q6_k", HALF, "q4_k"), down=_some("q6_k", HALF, "q4_k")),
    "q5_k_s": _gguf("q5_k"),
    "q5_k_m": _gguf("q5_k", value=_some("q6_k", HALF, "q5_k"), down=_some("q6_k", HALF, "q5_k")),
    "iq1_s": _gguf("iq1_s", "q5_k", value="q4_k", output="iq2_xxs", down=_some("q2_k", EIGHTH, "iq1_s"), table="q2_k"),
    "iq1_m": _gguf("iq1_m", "q5_k", value="q4_k", output="iq2_xxs", down=_some("q2_k", EIGHTH, "iq1_m"), table="q2_k"),
    "iq2_xxs": _gguf("iq2_xxs", "q5_k", value="q4_k", down=_some("q2_k", EIGHTH, "iq2_xxs"), table="q2_k"),
    "iq2_xs": _gguf("iq2_xs", "q5_k", value="q4_k", down=_some("q2_k", EIGHTH, "iq2_xs"), table="q2_k"),
    "iq2_s": _gguf(
        "iq2_xs", "q5_k", value="q4_k", output="iq3_s", down=_some("iq3_s", EIGHTH, "iq2_xs"), table="iq3_s"
    ),
    "iq2_m": _gguf("iq2_s", "q5_k", value="q4_k", output="iq3_s", down=_some("iq3_s", EIGHTH, "iq2_s"), table="iq3_s"),
    "iq3_xxs": _gguf("iq3_xxs", "q5_k", query="iq2_s", value="q4_k", output="iq3_s", table="iq3_s"),
    "iq3_xs": _gguf("iq3_s", query="iq3_xxs", value="q4_k", output="iq3_s", down="iq3_s", table="iq3_s")._replace(
        plain=_some("iq3_s", 2 * EIGHTH, "iq3_xxs")
    ),
    "iq3_s": _gguf("iq3_s", value="q4_k"),
    "iq3_m": _gguf("iq3_s", value="q4_k", output="q4_k", down=_some("q4_k", EIGHTH, "iq3_s")),
    "iq4_xs": _gguf("iq4_xs", value="q5_k", down=_some("q5_k", EIGHTH, "iq4_xs")),
    "iq4_nl": _gguf("iq4_nl", value="q5_k", down=_some("q5_k", EIGHTH, "iq4_nl")),
}
FORMATS: dict[str, Mix] = {
    **{name: _mix(bits(name)) for name in ("fp32", "bf16", "fp16", "fp8", "int8", "q4f16_1")},
    **{name: _mix(bits(name)) for name in ("int4_g64", "int5_g32", "int5_g64", "int6_g64", "int8_g64")},
    "mxfp4": _linear(bits("mxfp4"))._replace(query=16.0, value=16.0, output=16.0),  # as in gpt-oss: of MLPs alone
    **{name: _linear(bits(name)) for name in ("nvfp4", "nf4", "nf4_dq", "int4_g32", "int4_g128")},
    **{f"exl2_{name}": _linear(rate, head=6.0) for name, rate in EXL2.items()},
    **GGUF,
}
SYNONYMS = {
    "awq": "int4_g128",
    "gptq": "int4_g128",
    "int4": "int4_g128",
    "q4_k": "q4_k_m",
    "q5_k": "q5_k_m",
    "q3_k": "q3_k_m",
}
SYNONYMS |= {"f32": "fp32", "f16": "fp16", "q8": "q8_0", "q4": "q4_0", "nf4_double_quant": "nf4_dq", "q6": "q6_k"}


def quantisation(name: str) -> str:
    """A format's name as slipstick spells it. Raises UsageError, with the nearest, for an unknown one.

    >>> quantisation("Q4_K_M"), quantisation("awq"), quantisation("exl2-4.0bpw"), quantisation("IQ3-XXS")
    ('q4_k_m', 'int4_g128', 'exl2_4', 'iq3_xxs')
    """
    word = str(name).strip().casefold().replace("-", "_")
    if word.startswith("exl2_"):
        word = word.removesuffix("bpw").replace(".", "_").removesuffix("_0")
    word = SYNONYMS.get(word, word)
    if word not in FORMATS:
        raise UsageError(f"unknown quantisation '{str(name)[:40]}': {did_you_mean(word, FORMATS, LISTED)}")
    return word
