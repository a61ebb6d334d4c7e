"""Questions in words: the corpus, slips, what is refused, and hostile text."""

import random
import time

import pytest

from ask.readings import Row, ran, rows, same
from slipstick.ask.reading import read
from slipstick.errors import SlipstickError, UsageError

# Of a part of the corpus: what is read as it should be at least, and as something else at most.
PARTS = {"corpus": (0.88, 0.007), "kept": (0.67, 0.08)}


def outcome(row: Row) -> str:
    """Whether a question of the corpus is read right, refused, or wrong."""
    wanted = row.reading.split(" | ")
    refusals = [each for each in wanted if each.startswith(("refuse: ", "ask: "))]
    got = ""
    try:
        got = read(row.question).command.removeprefix("slipstick ")
        error = ""
    except SlipstickError as refused:
        error = str(refused)
    readings = [each for each in wanted if each not in refusals]
    if got and readings and same(" | ".join(readings), got):
        return "right"
    if got and (answer := ran(got))[0] == 2:  # what the command itself refuses, the person is told
        error = answer[2]
    if error:
        words = [word.strip() for each in refusals for word in each.partition(": ")[2].split(",")]
        asked = any(each.startswith("ask: ") for each in refusals)
        named = asked or any(word.casefold() in error.casefold() for word in words)
        return "right" if refusals and named else "refused"
    return "wrong"


@pytest.mark.parametrize("part", PARTS)
def test_the_corpus_is_read_as_it_should_be(part):
    """Of the third that is kept only the counts are told."""
    every, (least, most) = rows(part), PARTS[part]
    found = [outcome(row) for row in every]
    assert len(every) > 200
    assert found.count("right") / len(every) >= least
    assert found.count("wrong") / len(every) <= most


@pytest.mark.parametrize(
    ("question", "command"),
    [
        (
            "how long does a 4096x4096x4096 bf16 matmul take on an A100",
            "matmul 4096 4096 4096 --on a100-sxm-80gb --dtype bf16",
        ),
        ("gemm m=1 n=k=2048 on two h100s", "matmul 1 2048 2048 --on 2xh100-sxm"),
        ("multiply 128x512 by 512x64 on a T4", "matmul 128 64 512 --on t4"),
        ("softmax of 8192 rows and 2048 columns on an A100", "run softmax rows=8192 columns=2048 --on a100-sxm-80gb"),
        ("two nodes of 8 H100: all-reduce of 1 GiB", "collective all-reduce 1GiB --on 16xh100-sxm"),
        (
            "how many H100s to train a 30B model on 6 trillion tokens in 45 days",
            "train 30B --on h100-sxm --tokens 6e12 --in 45day",
        ),
        ("longest context of Mistral 7B in q8_0 on a 16 GB RTX 4080", "fit mistral-7b --on rtx-4080 --weights q8_0"),
        ("is 190 TFLOP/s normal for a 4096 matmul on an A100", "matmul 4096 --on a100-sxm-80gb --measured 190TFLOP/s"),
        ("memory bandwidth of an H100", "show h100-sxm.memory.HBM.bandwidth"),
        ("H100 vs A100", "compare h100-sxm a100-sxm-80gb"),
        ("convert 10 Gbit/s to MB/s", "calc '10 Gbit/s in MB/s'"),
        ("3 million users with 8 requests a day", "calc '3000000 * 8 request/day in request/s'"),
        ("amdahl with 95% on 64 processors", "formula amdahl fraction=95% processors=64"),
        ("latency numbers every programmer should know", "sheet latency"),
        ("half a terabyte over 10GbE", "move 0.5TB --over ethernet-10g"),
        ("round trip from London to New York", "number network.region-round-trip-atlantic"),
        ("Yi 34B on one or two 4090s", "infer yi-34b --on rtx-4090,2xrtx-4090"),
        ("send 1 GB over gigabit ethernet", "move 1GB --over ethernet-1g"),
        ("gpus with more than 100 GB", "list gpu --where 'memory.*.capacity > 100GB'"),
        (
            "how many users can a 14b model serve on one h100 with 8k context",
            "fit qwen3-14b --on h100-sxm --context 8k",
        ),
        ("which gpu has the most memory", "list gpu --sort 'memory.*.capacity'"),
        ("phi 14b on a 3060 tokens per second", "infer phi-4 --on rtx-3060"),
        ("14b qwen in q5_k_m: does it fit on a 24 GB 4090", "fit qwen3-14b --on rtx-4090 --weights q5_k_m"),
        (
            "batch 1 to 64 in powers of two of llama 3.1 8b on an H100",
            "infer llama-3-1-8b --on h100-sxm --batch '1..64*2'",
        ),
        ("tp 1 2 4 8 for llama 3.3 70b on 8 h100", "infer llama-3-3-70b --on 8xh100-sxm --tp 1,2,4,8"),
        (
            "train a 7B on 8, 16 and 32 H100s with 1T tokens",
            "train 7B --on 8xh100-sxm,16xh100-sxm,32xh100-sxm --tokens 1e12",
        ),
    ],
)
def test_a_question_is_read(question, command):
    assert read(question).command == f"slipstick {command}"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("matmul 4096 on an A100 with 17 bananas", "17.*bananas|bananas.*17"),
        ("matmul 4096 on an A100 but not in fp16", "'not'"),
        ("train llama 2 7b on 8 H100 for $0k", "budget of 0.*single quotes"),
        ("matmul 4096", "needs on"),
        ("how long does a matmul take on an A100", "needs m"),
        ("all-reduce 1 GiB over 8 H100 through my A100", "A100"),
        ("matmul 4096 on an A100 in 3 kg", "kg|3"),
        ("what is the meaning of life", "meaning"),
        ("what is the weather in London", "'weather' is not understood"),
        ("matmul 4096 on an A100 or cpu", "cannot use 'cpu'"),
        ("minimum power of an A100", "cannot use 'minimum'"),
        ("matmul 4096 on a slower A100", "'slower'"),
        ("matmul 4096 on at most 8 H100s", "'at most'"),
        ("half of a 4096 matmul on an H100", "'half of a'"),
        ("time of a 1024 gemm on an L4 per day", "'per day'"),
        ("last token of llama 3.1 8b on an A100", "'last'"),
        ("gpus between 16 GB and 24 GB", "one bound"),
        ("what is the second fastest gpu", "a fact to sort by"),
        ("99.9% availability in minutes per year", "availability"),
        ("", "ask a question"),
        ("a" * 401, "too long"),
    ],
)
def test_what_is_not_understood_is_named(question, told):
    with pytest.raises(UsageError, match=told):
        read(question)


def test_a_slip_of_one_letter_is_forgiven_and_told():
    reading = read("tokens per second of mistrl 7b on an A100")
    assert reading.command == "slipstick infer mistral-7b --on a100-sxm-80gb"
    assert reading.notes == ("mistrl 7b is read as mistral-7b",)


def test_a_slip_of_a_digit_is_not():
    with pytest.raises(UsageError, match="'rtx'"):
        read("matmul 4096 on rtx 4099")


def test_a_size_of_a_model_says_which_was_taken():
    reading = read("does a 13B model fit on an A100")
    assert reading.words[0] == "fit"
    assert "13B is taken for" in " ".join(reading.notes)


def test_what_gave_what_is_told():
    assert ("fp16", "dtype fp16") in read("matmul of 4096 cubed in fp16 on a T4").why


LETTERS = "abc XYZ 0123456789 $`'\"\\;|&<>(){}[]*?!#%\t\n\x00\x1b\x7f\u202eäß中🚀é́"
PIECES = (
    "matmul",
    "4096",
    "on",
    "A100",
    "$(rm -rf /)",
    "--json",
    "8x",
    "1e999",
    "x" * 50,
    "½",
    "GB/s",
    "of",
    "=",
    "m=",
)


def said(text):
    try:
        return read(text).command
    except SlipstickError as error:
        return str(error)


@pytest.mark.parametrize("seed", range(60))
def test_hostile_text_gives_one_line_at_once(seed):
    chance = random.Random(seed)
    letters = "".join(chance.choice(LETTERS) for _ in range(chance.randrange(400)))
    text = letters if seed % 2 else " ".join(chance.choice(PIECES) for _ in range(chance.randrange(30)))
    start = time.perf_counter()
    assert "\n" not in said(text)
    assert time.perf_counter() - start < 2.0  # of a busy machine


def test_a_megabyte_is_refused_at_once():
    start = time.perf_counter()
    with pytest.raises(UsageError, match="1000000 letters"):
        read("a" * 1_000_000)
    assert time.perf_counter() - start < 0.2
