"""The published measurements of language models that ship: what each row says, and from how many sources they are."""

import math
import os
import re
from collections import Counter

from slipstick import catalogue
from slipstick.evidence.measurements import read, shipped
from slipstick.formulas.core.steps import unrecorded
from slipstick.specs.named import rate

ROWS = read([path for path in shipped() if os.path.basename(path).startswith("llm_")])
ANSWERS = [each for each in ROWS if each.command == "infer"]


def test_a_source_can_be_left_out():
    counts = Counter(each.source for each in ROWS if each.score)
    assert len(counts) >= 10
    assert max(counts.values()) < len(ROWS) / 5


def test_each_row_says_model_machine_weights_and_what_ran():
    assert len(ROWS) > 1_000
    assert not [each.id for each in ROWS if not {"model", "on"} <= set(each.question) or not each.library]
    assert not [each.id for each in ANSWERS if "weights" not in each.question or "batch" not in each.question]
    assert {each.question["runtime"] for each in ANSWERS} >= {
        "vllm",
        "sglang",
        "trtllm",
        "llama.cpp",
        "mlx-lm",
        "exllama",
    }


def test_a_scored_row_says_how_long_its_prompt_its_cache_or_its_answer_was():
    unsaid = {
        each.source for each in ANSWERS if each.score and not {"prompt", "context", "output"} & set(each.question)
    }
    assert unsaid == {"ahelpme-epyc-9554"}  # its note says the context
    assert not [each.id for each in ANSWERS if "first token" in each.measured and "prompt" not in each.question]


def test_a_row_that_is_not_scored_says_why():
    assert not [each.id for each in ROWS if not each.score and not re.search("not stated|no page|;", each.note)]


def test_a_rate_that_was_printed_makes_the_time_that_stands_there():
    for each in ANSWERS:
        told = re.match(r"printed as ([\d.]+) token/s", each.note)
        if told and "first token" in each.measured and "of prompt and answer" not in each.note:
            read_in = each.question["prompt"] * each.question["batch"] / float(told[1])
            assert abs(each.measured["first token"][0] / read_in - 1) < 1e-3, each.id


def test_no_token_comes_faster_than_memory_gives_the_weights():
    held = 0
    for each in ANSWERS:
        size, sixteen = (
            re.search(r"-([\d.]+)b$", each.question["model"]),
            each.question["weights"] in ("bf16", "fp16", "f16"),
        )
        time = each.measured.get("time", (0.0,))[0] / each.question.get("output", 1)  # of a token, and of the prompt
        time = time or 1 / each.measured.get("throughput", (math.inf,))[0]
        if not (each.score and size and sixteen and each.question["batch"] == 1 and time):
            continue
        one = catalogue().spec(re.sub(r"^\d+x|\+.*", "", each.question["on"]))
        floor = 2e9 * float(size[1]) / each.question.get("tp", 1) / rate(one, "memory", "bf16").value(unrecorded)
        assert floor < time, each.id
        held += 1
    assert held > 50
