import pytest

from slipstick import SlipstickError, UsageError, catalogue
from slipstick.estimates.answers import ask
from slipstick.estimates.law import best, laws_of
from slipstick.estimates.questions import find
from slipstick.formulas.core.formula import unrecorded
from slipstick.formulas.laws import law_loss, law_parameters, law_work
from slipstick.formulas.scaling import chinchilla_parameters, refitted_parameters, repeated_data_loss

NATS = {"least": 1.8172, "a": 482.01, "b": 2085.43, "alpha": 0.3478, "beta": 0.3658}


def scaling(work, **values):
    return ask(find("scaling"), {"work": work, **values}, None)


def also(found, name):
    return found.outcome.also[name].value


def test_a_budget_buys_a_size_and_tokens_with_the_range_of_all_fits():
    found = scaling("1e22FLOP")
    assert found.outcome.value == pytest.approx(refitted_parameters.rule(1e22))
    assert found.outcome.low == pytest.approx(chinchilla_parameters.rule(1e22))
    assert also(found, "tokens") == pytest.approx(1e22 / 6 / found.outcome.value)
    assert also(found, "per parameter") == pytest.approx(20.4, rel=0.01)
    assert "refit 9.05e9, printed 5.16e9" in " ".join(found.text().split())
    assert "least" not in found.text()


def test_chinchilla_itself_is_about_the_best_of_its_work():
    found = scaling("5.88e23FLOP")
    assert found.outcome.value == pytest.approx(70e9, rel=0.06)
    assert also(found, "loss") == pytest.approx(law_loss.rule(70e9, 1.4e12, **NATS), rel=1e-3)


def test_the_best_model_has_the_least_work_of_its_loss():
    found = scaling("1e21FLOP")
    assert law_work.rule(also(found, "loss"), **NATS) == pytest.approx(1e21, rel=1e-6)
    worse = [also(scaling("1e21FLOP", parameters=size), "loss") for size in ("2e9", "4e9")]
    assert min(worse) > also(found, "loss")


def test_where_data_are_few_a_smaller_model_sees_them_more_often():
    """The source's own two models: 8.67 billion on 178 is best if all were fresh, 6.34 on 242 of 25 unique."""
    found = scaling("9.26e21FLOP", data="c4", unique="25e9")
    assert found.outcome.value == pytest.approx(6.34e9, rel=0.1)
    assert also(found, "tokens") == pytest.approx(242e9, rel=0.1)
    assert also(found, "loss") == pytest.approx(repeated_data_loss.rule(6.34e9, 242e9, 25e9), abs=5e-4)
    assert also(found, "loss") <= repeated_data_loss.rule(6.34e9, 9.26e21 / 6 / 6.34e9, 25e9)
    assert scaling("9.26e21FLOP", data="c4").outcome.value == pytest.approx(8.67e9, rel=0.03)
    assert also(found, "epochs") == pytest.approx(also(found, "tokens") / 25e9)


def test_enough_data_change_nothing_and_it_is_told_when_they_run_out():
    plain, many = scaling("1e22FLOP", data="c4"), scaling("1e22FLOP", data="c4", unique="1e13")
    assert many.outcome.value == pytest.approx(plain.outcome.value)
    ends = also(many, "runs out")
    assert also(scaling(f"{ends}FLOP", data="c4"), "tokens") == pytest.approx(1e13, rel=1e-3)


def test_a_model_that_serves_much_is_smaller_and_trained_longer():
    """The paper's first figure: 13 billion that serve 2e12 tokens are replaced by 7, with 17 %, 1.7e22 FLOP, less."""
    found = scaling("4.82e22FLOP", served="2e12")
    law = laws_of(catalogue().find("massivetext"))[2]
    paper = best(unrecorded, law, work=4.82e22, unique=0.0, served=2e12)
    assert law_parameters.rule(4.82e22, **law.split) == pytest.approx(13e9, rel=1e-3)
    assert paper.parameters == pytest.approx(7e9, rel=0.03)
    assert paper.saved == pytest.approx(0.17, abs=0.01)
    assert found.outcome.low < paper.parameters < found.outcome.high
    assert also(found, "in all") < 4.82e22 + 2 * refitted_parameters.rule(4.82e22) * 2e12
    assert also(found, "training") > 4.82e22
    assert also(found, "loss") == pytest.approx(also(scaling("4.82e22FLOP"), "loss"))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"data": "fineweb"}, "no law of the loss on FineWeb"),
        ({"data": "a100"}, "is no dataset but a gpu"),
        ({"data": "the pile"}, "unknown dataset"),
        ({"served": "1e12", "unique": "1e12"}, "served goes without unique"),
        ({"unique": "1"}, "unique is far from all that was trained"),
        ({"work": "0FLOP"}, "work is far from all that was trained"),
        ({"work": "1e22"}, "has no unit"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line(values, told):
    with pytest.raises(SlipstickError, match=told):
        scaling(**{"work": "1e22FLOP", **values})


def test_it_needs_no_machine():
    with pytest.raises(UsageError, match="counts work, on no machine"):
        ask(find("scaling"), {"work": "1e22FLOP"}, "a100")


def test_a_table_of_texts_compares_sizes_and_no_losses():
    head, rows = scaling("1e22FLOP", data="massivetext,c4").cells()
    assert head == ["data", "parameters", "low", "high", "tokens", "per parameter"]
    assert [row[0] for row in rows] == ["massivetext", "c4"]
    assert "loss" in scaling("1e21FLOP,1e22FLOP").cells()[0]


def test_the_first_screen_fits_the_window():
    for values in ({}, {"unique": "1e11"}, {"served": "1e13"}):
        assert len(scaling("1e22FLOP", **values).text(80).splitlines()) <= 24
