import pytest

from slipstick import SlipstickError, UsageError
from slipstick.estimates.questions import find

DAY = 86400.0


def train(model, on, **values):
    return find("train").ask({"model": model, **values}, on)


def test_the_fewest_devices_meet_a_deadline_and_the_next_fewer_do_not():
    found = train("7B", "h100", tokens="1e11", within="10d")
    count = int(found.outcome.quantities["devices"][0])
    assert found.outcome.value <= 10 * DAY
    assert "fewest devices" in " ".join(found.assumptions)
    fewer = train("7B", f"{count * 2 // 3}xh100", tokens="1e11")
    assert fewer.outcome.value > 10 * DAY


def test_a_deadline_that_nobody_meets_is_refused():
    with pytest.raises(SlipstickError, match="no number of them ends within 1 µs"):
        train("125M", "h100", tokens="1e9", within="1us")
    with pytest.raises(UsageError, match="how many of a device: name one"):
        train("7B", "8xh100", within="10d")
    with pytest.raises(UsageError, match="needs a machine"):
        train("7B", None, within="10d")


def test_a_budget_buys_tokens_at_a_rent():
    found = train("7B", "64xh100", rent="2USD/h", budget="100kUSD")
    assert found.outcome.also["cost"].value == pytest.approx(1e5)
    assert any("as many tokens as" in line for line in found.assumptions)
    with pytest.raises(UsageError, match="give rent"):
        train("7B", "64xh100", budget="100kUSD")
