"""The numbers worth knowing: what a page says of each, and how a few words find it."""

import re

import pytest

import slipstick
from slipstick import UsageError, calculate, look_up, numbers
from slipstick.reference.number import estimated

EXPLAINED = ("latency", "network", "storage", "rates", "energy", "cost", "llm")  # every number of these pages


@pytest.fixture(scope="module")
def every():
    return numbers()


def value(number, key):
    path = f"numbers.{number.id}.{key}"
    return number.page.number(path) if path in number.page else None


def test_a_value_lies_in_its_range(every):
    for number in every:
        found = [each for key in ("low", "typical", "high") if (each := value(number, key)) is not None]
        assert found, number.path
        assert found == sorted(found), number.path


def test_an_estimate_comes_to_about_the_value(every):
    with_one = [number for number in every if number.text("estimate")]
    assert len(with_one) >= 220
    for number in with_one:
        answer, ratio = number.estimate
        assert 1 / 3 <= ratio <= 3, (number.path, answer.short)
        assert answer.value.value == pytest.approx(ratio * value(number, "typical")), number.path


def test_what_is_worth_knowing_has_a_date_and_a_vignette(every):
    explained = [number for number in every if number.page.handle in EXPLAINED]
    assert len(explained) >= 190
    for number in explained:
        assert number.date, number.path
        assert len(number.text("vignette")) > 20, number.path
        assert number.text("name"), number.path


def test_one_id_or_alias_means_one_number(every):
    ids = [number.id for number in every if number.page.handle in EXPLAINED]
    assert len(ids) == len(set(ids))
    means = {}
    for number in every:
        for alias in {alias.casefold() for alias in number.aliases}:
            assert means.setdefault(alias, number.path) == number.path


def test_a_year_says_of_what(every):
    years = [number for number in every if number.text("year")]
    assert len(years) >= 120
    assert all(number.text("of") and 1940 <= int(number.date) <= 2026 for number in years)
    assert len({(number.text("of"), number.name) for number in years}) == len(years)


def test_every_number_has_a_source_with_its_day(every):
    for number in every:
        assert number.sources, number.path
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", source["seen"]) for source in number.sources.values())


def test_history_is_kept_and_says_so(every):
    assert {number.page.handle for number in every if number.history} == {"dean-2009", "jboner-2012"}
    assert "history: what was told in 2009, not a machine of today" in str(numbers("dean-2009.l2")[0])
    assert numbers("disk seek")[0].path == "storage.hdd-seek"
    told = [number.history for number in numbers("disk seek")]
    assert told == sorted(told)
    assert True in told


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("l2 latency", "latency.l2-hit"),
        ("L2 Cache", "latency.l2-hit"),
        ("latency.l2-hit", "latency.l2-hit"),
        ("l2-hit", "latency.l2-hit"),
        ("what is the latency of l2", "latency.l2-hit"),
        ("system call", "latency.syscall"),
        ("kernel launch", "latency.kernel-launch"),
        ("infiniband switch", "network.switch-infiniband"),
        ("h100 price", "cost.gpu-hour-h100"),
        ("int32 add", "energy-45nm.int32-add"),
        ("hash-md5", "hashing-and-crypto.md5"),
        ("mtbf disk", "reliability.hdd-mtbf"),
        ("dram access time", "years.dram-access-2005"),
        ("l2 refer", "dean-2009.l2"),
    ],
)
def test_words_find_a_number(question, path):
    assert path in [number.path for number in numbers(question)][: 2 if path.startswith("dean") else 1]


def test_all_words_have_to_occur():
    found = numbers("gpu latency")
    assert len(found) > 2
    for number in found:
        said = " ".join([number.path, number.page.name, number.name, *number.aliases, number.text("what")]).casefold()
        assert "gpu" in said
        assert "latency" in said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("l2 latecny", "no number is known by 'l2 latecny': did you mean l2 latency?"),
        ("disc seke", "no number is known by 'disc seke': did you mean disk seek?"),
        ("h100 kernel launch", "did you mean kernel launch or"),
        ("zzqqy", "no number is known by 'zzqqy': slipstick number lists the pages; try fewer words"),
        ("???", "no number is known by '???': slipstick number lists the pages"),
        ("7.76", "no number is known by '7.76': slipstick number lists the pages"),
        ("x" * 1_000_000, "is 1000000 letters long: ask for a number in a few words"),
    ],
)
def test_an_unknown_word_gets_the_nearest(question, said):
    with pytest.raises(UsageError, match=re.escape(said)) as error:
        numbers(question)
    assert len(str(error.value)) < 300


def test_a_line_is_as_wide_as_a_terminal(every):
    for number in every:
        assert all(len(line) < 80 or "http" in line for line in str(number).splitlines()), number.path


def test_a_number_is_a_fact():
    assert look_up("latency.l2-hit") == numbers("l2 latency")[0].quantity
    assert calculate("latency.l2-hit * 4 GHz in cycle").short == "16 cycle"
    assert calculate("latency.numbers.l2-hit.high").short == "7.1 ns"
    with pytest.raises(UsageError, match="is not one fact but many"):
        look_up("a100.memory.L2")


def test_a_page_of_ones_own_counts_first(tmp_path):
    (tmp_path / "latency.yaml").write_text(
        "name: Mine\nkind: numbers\nnumbers:\n  l2-hit: {name: L2, typical: 80GB, estimate: 2 * 50 GB}\n"
        "sources:\n  '*': [{title: one, seen: 2026-11-23}, {title: two, seen: 2026-11-24}]\n"
    )
    own = numbers("latency.l2-hit", str(tmp_path))[0]
    assert [source["title"] for source in own.sources.values()] == ["one", "two"]
    assert "estimate  2 * 50 GB = 100 GB, 1.25 of the value" in str(own)
    assert [number.id for number in numbers("", str(tmp_path)) if number.page.handle == "latency"] == ["l2-hit"]
    (tmp_path / "more.yaml").write_text(
        "name: More\nkind: numbers\nnumbers: {pi-3.14: {typical: 3.14}}\nsources: {'*': {title: t, seen: 2026-11-23}}\n"
    )
    assert numbers("pi 3.14", str(tmp_path))[0].span == "3.14"
    (tmp_path / "latency.yaml").write_text("name: A chip\nkind: gpu\nsources: {}\n")
    assert "latency" not in {number.page.handle for number in numbers("", str(tmp_path))}


def test_an_estimate_of_another_dimension_is_refused():
    with pytest.raises(UsageError, match=r"'3 GB' is a size \(B\), but the value a time \(s\)"):
        estimated("3 GB", 1.0, "s")
    with pytest.raises(UsageError, match="is a list"):
        estimated("[1, 2]", 1.0, "")


def test_the_names_are_public():
    assert slipstick.numbers is numbers
    assert isinstance(numbers("l2 latency")[0], slipstick.Number)
