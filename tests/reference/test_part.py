import pytest

from slipstick import catalogue, describe, load
from slipstick.reference.part import derived


@pytest.fixture(scope="module")
def parts():
    return catalogue().specs()


def test_what_follows_from_a_page_is_worked_out(parts):
    steps = dict(derived(load("epyc-9654")))
    assert steps["peak.fp64"].value == pytest.approx(96 * 16 * 3.7e9)
    assert steps["ridge.fp64"].value == pytest.approx(96 * 16 * 3.7e9 / 460.8e9)
    for part in parts:
        assert describe(part, sources=True)
        assert max(map(len, describe(part).splitlines())) <= 79, part.handle
