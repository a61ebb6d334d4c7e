import pytest

from slipstick.units.broadcast import broadcast_end


def informed(time, delivery, gap):
    """How many have the message at a time: who has had it sends to one more each gap."""
    return 1 + sum(
        informed(time - delivery - gap * sent, delivery, gap) for sent in range(99) if time >= delivery + gap * sent
    )


@pytest.mark.parametrize("processors", range(2, 40))
@pytest.mark.parametrize(("delivery", "gap"), [(10.0, 4.0), (3.0, 3.0), (2.0, 7.0)])
def test_the_last_is_informed_when_as_many_have_the_message_as_there_are(processors, delivery, gap):
    end = broadcast_end(processors, delivery, gap)
    assert informed(end, delivery, gap) >= processors > informed(end - 0.5, delivery, gap)


def test_one_has_the_message_already():
    assert broadcast_end(1, 10.0, 4.0) == 0


def test_without_a_gap_all_are_informed_at_once():
    assert broadcast_end(50, 10.0, 0.0) == 10


def test_with_a_gap_as_long_as_a_delivery_they_double():
    assert broadcast_end(1024, 1.0, 1.0) == 10
