import numpy as np
import pytest
from yaml import safe_load

from slipstick import SlipstickError, UsageError
from slipstick.estimates.answers import ask
from slipstick.estimates.law import Law, best
from slipstick.estimates.questions import find
from slipstick.evidence import lawfit, lawrows
from slipstick.formulas.core.formula import unrecorded

TRUE = {"least": 1.8, "a": 480.0, "b": 2000.0, "alpha": 0.35, "beta": 0.36}


@pytest.fixture(autouse=True)
def few_draws(monkeypatch):
    monkeypatch.setattr(lawfit, "DRAWS", 40)


def rows(noise=0.003, stray=0):
    random = np.random.default_rng(5)
    sizes = np.repeat(np.geomspace(5e7, 1e10, 9), 7)
    tokens = sizes * np.tile(np.geomspace(1.5, 150, 7), 9)
    loss = lawfit.expected([*TRUE.values()], lawrows.Runs(sizes, tokens, sizes))
    loss *= np.exp(noise * random.standard_normal(len(loss)))
    loss[:stray] *= 1.4
    return lawrows.Runs(sizes, tokens, loss)


def written(tmp_path, runs, head="parameters,tokens,loss"):
    path = tmp_path / "My runs.csv"
    path.write_text("\n".join([head, *(",".join(map(str, row)) for row in zip(*runs, strict=True))]) + "\n")
    return str(path)


def test_known_constants_come_back_within_their_ranges():
    fitted = lawfit.fit(rows())
    for name, (value, low, high) in fitted.ranges.items():
        assert low <= value <= high
        assert low - (high - low) / 4 <= TRUE[name] <= high + (high - low) / 4, name
    assert fitted.ranges["least"][0] == pytest.approx(1.8, rel=0.03)
    assert fitted.ranges["alpha"][0] == pytest.approx(0.35, rel=0.06)
    count, median, worst = fitted.left_out
    assert (count, median < 0.006, worst < 0.02) == (6, True, True)


def test_a_few_rows_that_stray_do_not_decide():
    plain, bent = (lawfit.fit(rows(stray=many)).ranges for many in (0, 3))
    assert bent["least"][0] == pytest.approx(plain["least"][0], rel=0.02)
    assert bent["alpha"][0] == pytest.approx(plain["alpha"][0], rel=0.05)


def test_the_same_rows_give_the_same_page_and_the_page_answers_with_a_range(tmp_path):
    fitted = lawfit.fit(lawrows.read(written(tmp_path, rows())))
    text = lawfit.page("my-law", fitted)
    assert text == lawfit.page("my-law", lawfit.fit(rows()))
    page = tmp_path / "my-law.yaml"
    page.write_text(text)
    found = ask(find("scaling"), {"work": "1e22FLOP", "data": "my-law"}, None, specs=str(page)).outcome
    best = 1e22 ** (0.36 / 0.71)
    true = (0.35 * 480 / (0.36 * 2000)) ** (1 / 0.71) * best / 6 ** (0.36 / 0.71)
    assert found.low < true < found.high
    assert found.high < 1.6 * found.low


def best_size(work, *constants, **named):
    return best(unrecorded, Law("", *constants, **named), work, 0.0, 0.0).parameters


def test_a_page_keeps_laws_from_one_end_of_the_range_to_the_other():
    """Of the size that each law finds best for ten times the most work of the rows, as scaling asks."""
    fitted, asked = lawfit.fit(rows()), 6 * 10 * 1e10 * 1.5e12
    kept = [law for name, law in safe_load(lawfit.page("my-law", fitted))["laws"].items() if name != "fit"]
    sizes = [best_size(asked, **law) for law in kept]
    every = sorted(best_size(asked, *map(float, draw)) for draw in fitted.draws)
    assert sizes == sorted(sizes)
    assert (len(sizes), len(every)) == (20, 40)
    assert [sizes[0], sizes[-1]] == pytest.approx([every[2], every[37]], rel=1e-4)  # 5 and 95 % of forty


def test_tokens_follow_from_work_and_a_loss_from_a_perplexity(tmp_path):
    runs = rows()
    same = lawrows.Runs(runs.parameters, 6 * runs.parameters * runs.tokens, np.exp(runs.loss))
    read = lawrows.read(written(tmp_path, same, "N,FLOP,perplexity"))
    assert np.allclose(read.tokens, runs.tokens)
    assert np.allclose(read.loss, runs.loss)


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ("a,b\n1,2\n", UsageError, ":1: no column parameters"),
        ("N,loss\n1e9,2\n", UsageError, ":1: no column tokens or work"),
        ("N,D,loss\n1e9,1e10,x\n", UsageError, ":2: loss = 'x'"),
        ("N,D,loss\n1e9,1e10,\n", UsageError, ":2: loss is not there"),
        ("N,D,loss\n0,1e10,2\n", UsageError, ":2: parameters is 0 or less"),
        ("N,D,loss,data\n1e9,1e10,2,c4\n1e9,1e10,2,pile\n", UsageError, ":3: rows of 'c4' and 'pile': losses of"),
        ("N,D,loss\n1e9,1e10,2\n", SlipstickError, "1 rows of 1 sizes"),
    ],
)
def test_a_fault_is_told_in_a_line_with_its_place(tmp_path, text, error, told):
    path = tmp_path / "rows.csv"
    path.write_text(text)
    with pytest.raises(error, match=told):
        lawrows.read(str(path))


def test_rows_that_cannot_tell_size_from_data_are_refused(tmp_path):
    runs = rows()
    same = lawrows.Runs(runs.parameters, 20 * runs.parameters, runs.loss)
    with pytest.raises(SlipstickError, match="tokens go with parameters in all rows"):
        lawrows.read(written(tmp_path, same))


def test_rows_that_follow_no_law_are_refused():
    runs = rows()
    wild = lawrows.Runs(runs.parameters, runs.tokens, np.random.default_rng(2).uniform(2, 4, len(runs.loss)))
    with pytest.raises(SlipstickError, match=r"half of the 63 rows are \d+% or more off the closest law"):
        lawfit.fit(wild)


def test_what_is_printed_can_be_asked(tmp_path):
    fitted = lawfit.fit(rows())
    text = lawfit.text(lawfit.handle_of("a100.csv"), fitted)
    assert "--data a100-law" in text
    assert all(f"\n{name} " in text for name in TRUE)
    assert f"least={fitted.law[0]:.6g} a={fitted.law[1]:.6g}" in text
    assert lawfit.as_dict(fitted)["constants"]["beta"]["low"] < 0.36
