"""The corpus of questions keeps to its own rules."""

import pytest

from ask.readings import REFUSED, kept, ran, rows, same

BOTH = rows("corpus"), rows("kept")
ALL = [*BOTH[0], *BOTH[1]]


def test_what_is_kept_is_chosen_by_hash_and_is_no_part_of_the_corpus():
    assert not [row.question for row in BOTH[1] if not kept(row.question)]
    assert not {row.question for row in BOTH[0]} & {row.question for row in BOTH[1]}


def test_there_are_enough_of_each():
    assert len(ALL) >= 540
    assert sum(row.refused for row in ALL) >= 90


def test_no_question_is_there_twice():
    assert len({row.question for row in ALL}) == len(ALL)


@pytest.mark.parametrize("number", range(0, len(ALL), 25))
def test_a_reading_answers(number):
    row = ALL[number]
    for each in row.reading.split(" | "):
        if "any-" not in each and not each.startswith(REFUSED):
            assert ran(each)[0] == int("cannot" in row.note)


@pytest.mark.parametrize(
    ("reading", "got", "right"),
    [
        ("matmul 4k --on a100-sxm-80gb", "matmul 4096 4096 4096 --on a100-sxm-80gb", True),
        ("matmul 4k --on a100-sxm-80gb", "matmul 4096 --on a100-sxm-80gb --dtype bf16", False),
        ("matmul 4k --on a100-sxm-80gb", "matmul 4k --on a100-sxm-40gb", False),
        ("fit any-70b --context 8k", "fit llama-3-3-70b --context 8k", True),
        ("fit any-qwen-32b", "fit qwen2-5-32b", True),
        ("fit any-qwen-32b", "fit qwq-32b", False),
        ('calc "80 GB / 2 TB/s"', 'calc "80 GB / (2 TB/s)"', True),
        ("show a100-sxm-80gb | number latency.l2-hit", "number latency.l2-hit", True),
        ("number latency.l2-hit", "number latency.l3-hit", False),
        ("refuse: don't", "number latency.l3-hit", False),
        ("fit any-7b", "fit qwen3-1-7b", False),
        ("train llama-2-7b --lora 16", "train llama-2-7b --lora", True),
        ("infer any-7b --on l4 --batch 8", "infer mistral-7b --batch 8 --on l4", True),
        ('calc "1 Gbit/s in MB/s"', 'calc "1 Gbit/s"', False),
        ('calc "500M/day * 280 B"', 'calc "500M * 280 B / 1 day in GB/day"', True),
        ("formula amdahl fraction=? processors=9 speedup=3", "formula amdahl processors=9 fraction=? result=3", True),
        ("formula amdahl fraction=95% processors=64", "formula gustafson fraction=95% processors=64", False),
        ("run softmax rows=8k columns=2048 --on h100-sxm", "run softmax rows=8192 columns=2048 --on h100-sxm", True),
        ("train 30B --tokens 6T --on h100-sxm", "train 30B --tokens 6e12 --on h100-sxm", True),
    ],
)
def test_two_readings_are_the_same(reading, got, right):
    assert same(reading, got) == right
