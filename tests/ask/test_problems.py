"""Problems in words: the formula they speak of, each number in its place, and none where that is not sure."""

import pytest

from slipstick.ask.problems import solved
from slipstick.ask.reading import read
from slipstick.errors import UsageError
from slipstick.specs.catalogue import catalogue


@pytest.mark.parametrize(
    ("question", "command"),
    [
        (
            "a cache hit takes 2 ns, a miss 60 ns more, and 4% of accesses miss: average access time?",
            "amat hit=2ns miss_rate=4% penalty=60ns",
        ),
        (
            "4% of accesses miss, a hit takes 2 ns and the miss penalty is 60 ns: average memory access time",
            "amat hit=2ns miss_rate=4% penalty=60ns",
        ),
        (
            "a processor runs at 2 GHz with a CPI of 1.5: how long for 10 million instructions",
            "cpu_time instructions=10000000instructions cpi=1.5 clock=2GHz",
        ),
        ("90% of a program is parallel, what is the speedup on 8 cores", "amdahl fraction=90% processors=8"),
        (
            "what fraction must be parallel for a speedup of 80 on 100 processors",
            "amdahl 'fraction=?' processors=100 result=80",
        ),
        ("sets of a 4-way cache of 32 KiB with 64B lines", "cache_sets capacity=32KiB line=64B ways=4"),
        ("2 of 3 replicas are needed, each 99% available", "k_of_n_availability needed=2 parts=3 availability=99%"),
        (
            "probability that one of 100 servers is slow if each is slow 1% of the time",
            "tail_at_scale probability=1% servers=100",
        ),
        ("seek of 4 ms and 7200 rpm: how many IOPS does the disk do", "disk_iops seek=4ms rotation=7200rpm"),
    ],
)
def test_numbers_go_to_the_arguments_that_the_words_near_them_mean(question, command):
    assert read(question).command == f"slipstick formula {command}"


@pytest.mark.parametrize(
    "question",
    [
        "servers in M/M/c with 10 arrivals per second and 0.5 s of service",  # no load: another formula's name
        "what does a cluster of 1000 W at a PUE of 1.2 draw per year",  # a power, and no energy
        "hit time 1 ns, miss penalty 50 ns: average memory access time",  # no miss rate
        "hit time 1 ns, miss rate 5%, miss penalty 50 ns, 7 ways: average memory access time",
        "amdahl with 90% parallel on 8 cores of an A100",
        "1 2 3 4 5 6 7",
        "the 5 and the 7",
    ],
)
def test_a_number_or_a_word_that_has_no_place_is_refused(question):
    with pytest.raises(UsageError):
        read(question)


def test_words_that_the_formula_has_not_are_told():
    reading = read("our zebras have 99.95% availability, how much downtime is that in a month of 30 days")
    assert reading.notes == ("not used: 'zebras'",)


def test_two_ways_to_place_numbers_that_differ_are_no_answer():
    known = catalogue(None)
    sure = "mttf 1000 hours, repair 4 hours: availability of the module"
    unsure = "module availability with 1000 hours and 4 hours"
    assert [*solved(sure, known)]
    assert not [*solved(unsure, known)]


def test_what_says_the_contrary_of_an_argument_is_what_is_left_of_it():
    assert read("10% of a program is serial: amdahl speedup on 8 processors").words[1:] == (
        "amdahl",
        "fraction=90%",
        "processors=8",
    )
    assert "hit_rate=95%" in read("TLB with miss rate 5%, lookup 1 ns, memory 50 ns, 4 levels: access time").words


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("geometric mean of 1.2, 1.5 and 2", "geometric_mean ratios=1.2,1.5,2"),
        ("three services in series, 99.9%, 99.95% and 99.5%: availability", "series_availability availabilities="),
        (
            "cpi of an instruction mix: 50% alu at 1 cycle, 30% loads at 4 cycles, 20% branches at 2 cycles",
            "cpi_from_mix shares=50%,30%,20%",
        ),
    ],
)
def test_numbers_in_a_row_or_of_a_unit_are_a_list(question, command):
    assert " ".join(read(question).words).startswith(f"formula {command}")


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("usable space of RAID 6 with 8 drives of 16 TB", "parities=2"),
        ("number of sets of a direct mapped cache of 16 KiB with lines of 32 bytes", "ways=1"),
        ("M/M/4 mean wait with 300 requests per second and a service of 10 ms", "servers=4"),
        ("amat: hit 2 ns, one in 40 accesses misses, penalty 120 ns", "miss_rate=2.5%"),
        ("downtime of 99.9% availability in a year in minutes", "downtime(99.9%, 1year) in min"),
    ],
)
def test_what_words_say_counts_as_numbers(question, word):
    assert word in read(question).words
