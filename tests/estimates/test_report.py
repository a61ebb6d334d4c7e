import re

import pytest

from asked import EXAMPLES, answered
from slipstick import UsageError, kernels, matmul
from slipstick.estimates.questions import find

WIDTHS = (60, 80, 120, 160)


def test_text_fits_80_columns():
    for answer in (matmul(4096, 4096, 4096, on="a100"), matmul(1, 10**12, 3, on="epyc-9654", dtype="fp64", batch=7)):
        assert max(map(len, answer.text().splitlines())) <= 80
        long = [line for line in answer.explain().splitlines() if len(line) > 80]
        assert all(line.split()[-1].startswith("http") for line in long)  # an address stays in one piece


def test_the_first_screen_fits_the_window():
    for answer in answered():
        for width in WIDTHS:
            lines = answer.text(width).splitlines()
            assert max(map(len, lines)) <= width, answer.title
        assert len(answer.text(80).splitlines()) <= 23, answer.title  # a prompt stands below it


@pytest.mark.parametrize(("name", "values"), EXAMPLES, ids=lambda each: each if isinstance(each, str) else "")
def test_the_first_screen_holds_the_whole_answer(name, values):
    answer = find(name).ask(values, "8xh100")
    text = " ".join(answer.text().split())
    for part in (answer.title, answer.short, answer.verdict.partition("; ")[0], *answer.assumptions):
        assert " ".join(part.split()) in text
    levers = text.partition("if doubled ")[2].partition(" assumed ")[0]
    moved = {name: f"{change:+.0%}".replace("-", "−") for name, change in answer.levers.items() if abs(change) >= 0.005}
    still = [name for name in answer.levers if name not in moved]
    assert dict(re.findall(r"([a-z_]+) ([+−]\d+%)", levers)) == moved
    assert levers.partition("no change from ")[2] == ", ".join(still)


def test_levers_that_move_nothing_are_named_together():
    text = kernels.attention(32, 1, keys=8192, kv_heads=8, on="h100").text()
    assert "; no change from vector, special, heads, queries " in " ".join(text.split())
    assert "  if doubled no change from peak, bandwidth, m, n, k, batch\n" in matmul(1, 1, 1, on="a100").text()


def test_what_stands_behind_an_answer_is_counted():
    copy, product = kernels.copy("6 GB", on="a100"), matmul(4096, 4096, 4096, on="a100")
    told = " ".join(copy.text().split())
    assert "1 fact, 12 measurements and 6 formulas from 12 sources: --explain shows them" in told
    assert "  sources    4 facts, 459 measurements and 18 formulas from " in product.text()
    assert (len(copy.facts), len(copy.steps), len(copy.sources)) == (1, 6, 12)


def test_every_formula_fact_and_source_is_in_the_whole_work():
    for answer in answered():
        text = " ".join(answer.explain(160).split())
        for step in answer.steps:
            assert f"{step.result} = {step.with_numbers}" in text
        for path, fact in answer.facts.items():
            assert f"{path} {fact.text}" in text
        for source in answer.sources.values():
            assert " ".join(source["title"].split()) in text


def test_random_matmuls_lie_above_their_floors_and_within_their_ranges():
    np = pytest.importorskip("numpy")
    draw = np.random.default_rng(7)
    sides = np.floor(10 ** draw.uniform(0, 5, (4, 2000)))
    for on, dtype in (("a100", "bf16"), ("h100", "fp8"), ("mi300x", "fp32"), ("epyc-9654", "fp64")):
        m, n, k, batch = sides
        outcome = matmul(m, n, k, on=on, dtype=dtype, batch=batch).outcome
        assert (outcome.floor <= outcome.low).all()
        assert (outcome.low <= outcome.value).all()
        assert (outcome.value <= outcome.high).all()
        work, traffic = (outcome.quantities[name][0] for name in ("compute_time", "memory_time"))
        assert (outcome.floor == np.maximum(work, traffic)).all()
        assert (outcome.bound_by == np.where(work >= traffic, "compute", "memory")).all()
        assert {*outcome.bound_by} == {"compute", "memory"}


def test_a_notebook_gets_a_table():
    html = matmul(4096, 4096, 4096, on="a100")._repr_html_()
    assert f"<b>{matmul(4096, 4096, 4096, on='a100').short}</b>" in html
    assert "<a href=" in html


def test_a_notebook_gets_no_markup_from_a_name():
    answer = kernels.softmax(8, 8, on="a100")
    answer.told = answer.told._replace(title="<b>bold</b>", assumptions=("a < b",))
    html = answer._repr_html_()
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "a &lt; b" in html


def test_an_array_shows_its_first_dozen():
    np = pytest.importorskip("numpy")
    few, many = (kernels.softmax(np.arange(1, last), 8, on="a100").text() for last in (13, 14))
    assert "in all" not in few
    assert "  ... 13 in all, of shape (13,)" in many
    assert "\n\n\n" not in few + many  # no verdict of arrays, and no hole in its place


@pytest.mark.parametrize("width", [39, 0, -1, "wide", 79.5])
def test_a_width_that_holds_no_answer_is_refused(width):
    answer = kernels.softmax(8, 8, on="a100")
    for form in (answer.text, answer.explain, answer.work):
        with pytest.raises(UsageError, match=r"expected a whole number of columns, 40 or more"):
            form(width)
    assert max(map(len, answer.text(40).splitlines())) <= 40


def test_work_in_integers_is_counted_in_operations():
    answer = matmul(4096, 4096, 4096, on="h100", dtype="int8")
    told = answer.text() + answer.verdict + answer.explain().partition("  sources ")[0] + answer._repr_html_()
    assert "FLOP/" not in told
    assert re.search(r"reached +[\d.]+ [TP]OP/s", told)
    assert "GOP = 2 OP × 1 × 4096" in told
    assert "FLOP/B is above" in matmul(4096, 4096, 4096, on="h100", dtype="fp8").verdict
