import pytest

from slipstick import SlipstickError, move, quantity
from slipstick.estimates.questions import find


def ms(value):
    return value.to("ms").magnitude


def test_the_floor_is_the_size_over_the_line_rate():
    assert ms(move("8 GB", over="pcie-5").floor) == pytest.approx(8e3 / 63.015)
    assert ms(move("4 TB", over="10gbe").floor) == pytest.approx(4e12 * 8 / 10e9 * 1e3)
    assert ms(move("1 GB", over="h100-sxm.memory").floor) == pytest.approx(1e3 / 3350)


def test_expected_stands_beside_the_line_rate():
    found = move("4 TB", over="10gbe")
    assert found.outcome.value == pytest.approx(3200 / 0.9493, rel=1e-3)
    assert "95 % of ethernet-10g" in found.verdict
    assert "ethernet-10g leaves 0.949 of its rate to data" in found.assumptions


# By hand: the slowest stage, and the first chunk over the other; or one after the other.
def test_stages_are_pipelined_in_chunks_or_store_and_forward():
    chunked, stored = (move("100 GB", over="990-pro", then="10gbe", chunk=chunk) for chunk in ("1 MiB", "100 GB"))
    assert chunked.outcome.floor == stored.outcome.floor == pytest.approx(80.0)
    share = 0.817  # of a disk, as copies over measured links
    net, disk = 80 / 0.9493, 100e9 / 7.45e9 / share
    assert chunked.outcome.value == pytest.approx(net, rel=1e-3)
    assert stored.outcome.value == pytest.approx(net + disk, rel=1e-3)
    assert "stored, then forwarded: each stage waits for all" in stored.assumptions
    assert "in chunks of 1 MiB" in chunked.assumptions


def test_light_alone_would_take_the_distance_at_its_speed():
    found = move("1 GB", over="10gbe", then="hibernia-express")
    light = 4600e3 / 299792458
    assert found.outcome.quantities["light"][0] == pytest.approx(light)
    assert found.outcome.floor == pytest.approx(0.8 + light)
    assert found.outcome.value > 0.8 + 58.95e-3 / 2
    assert any(line.startswith("light alone would take 15.3 ms") for line in found.assumptions)


def test_a_part_at_one_end_limits_a_faster_link():
    assert move("1 GB", over="pcie-6", on="a100").outcome.floor == move("1 GB", over="pcie-4").outcome.floor
    assert move("1 GB", over="pcie-6", on="a100").question["on"] == "a100-sxm-80gb"


def test_each_lever_is_what_twice_as_much_gives():
    found = move("100 GB", over="990-pro", then="10gbe")
    twice = move("200 GB", over="990-pro", then="10gbe").outcome.value
    assert found.levers["size"] == pytest.approx(twice / found.outcome.value - 1)
    assert found.levers["ethernet-10g"] == pytest.approx(-0.5, abs=0.01)
    assert found.levers["ssd-samsung-990-pro"] == pytest.approx(0, abs=1e-3)


def test_arrays_are_answered_as_each_of_their_elements_is():
    np = pytest.importorskip("numpy")
    sizes = [1.0, 2.0**20, 1e9, 1e12]
    for route in ({"over": "pcie-5"}, {"over": "990-pro", "then": "10gbe"}):
        many = move(quantity(np.array(sizes), "B"), **route)
        for place, size in enumerate(sizes):
            one = move(f"{size!r} B", **route)
            for name in ("value", "low", "high", "floor"):
                assert getattr(many.outcome, name)[place] == pytest.approx(getattr(one.outcome, name))


@pytest.mark.parametrize(
    "route", [{"over": "pcie-5"}, {"over": "h100.memory"}, {"over": "exos-x24", "then": ["10gbe", "990-pro"]}]
)
def test_every_answer_lies_above_its_floor_and_within_its_range(route):
    for size in ("1 B", "1 MB", "1 TB"):
        outcome = move(size, **route).outcome
        assert 0 < outcome.floor <= outcome.low <= outcome.value <= outcome.high


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"size": "1 MB"}, "move needs over"),
        ({"size": "1 MB", "over": "new-york-london"}, "gives a way and no rate: name the link too, as in --over 10gbe"),
        ({"size": "0 B", "over": "pcie-5"}, "size has to be more than 0 B"),
        ({"size": "1 MB", "over": "pcie-5", "chunk": "0 B"}, "chunk has to be more than 0 B"),
        ({"size": "1 MB", "over": 5}, "over = '5': expected a word"),
        ({"size": "1 MB", "over": "pcie-5", "then": ",".join(["10gbe"] * 9)}, "10 stages: expected at most 8"),
    ],
)
def test_what_cannot_be_answered_is_refused(given, said):
    with pytest.raises(SlipstickError, match=said.replace("(", r"\(")):
        find("move").ask(given, None)


def test_the_first_screen_holds_the_whole_answer():
    for values in find("move").examples:
        found = find("move").ask(values, None)
        lines = found.text(79).splitlines()
        assert len(lines) <= 24
        words = " ".join(found.text().split())
        assert all(" ".join(each.split()) in words for each in (found.title, *found.assumptions))


def test_several_ways_are_a_table():
    from slipstick.estimates.answers import ask

    found = ask(find("move"), {"size": "8 GB", "over": "pcie-4,pcie-5"}, None)
    assert [each.question["over"] for each in found] == ["pcie-4", "pcie-5"]


def test_copies_that_were_measured_stand_behind_their_kind_of_link_alone():
    assert move("1 GB", over="pcie-5").calibration["measurements"] == 5
    assert move("1 GB", over="10gbe").calibration["kind"] == "prior"
    known, strange = (move("1 TB", over=each).outcome for each in ("pcie-5", "990-pro"))
    assert strange.high / strange.value > (known.high / known.value) * 1.1


def test_memory_of_a_part_goes_by_what_kernels_reach_and_a_bare_channel_by_other_copies():
    part, channel = (" ".join(move("1 GB", over=each).assumptions) for each in ("h100.memory", "ddr5-5600"))
    assert "measurements on this part in bf16" in part
    assert "not measured, as copies over" in channel


def test_a_way_without_a_rate_has_nothing_to_reach():
    told = move("1 GB", over="10gbe", then="hibernia-express").assumptions[-1]
    assert "ethernet-10g: not measured" in told
    assert "hibernia-express" not in told


def test_the_range_is_that_of_the_stage_that_is_slowest_as_it_is_reached():
    disk, link = (move("1 TB", over=each).outcome for each in ("990-pro", "pcie-5"))
    both = move("1 TB", over="pcie-5", then="990-pro").outcome
    assert both.high / both.value == pytest.approx(disk.high / disk.value)
    assert disk.high / disk.value > link.high / link.value
