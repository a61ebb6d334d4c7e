import pytest

from slipstick import SlipstickError, UsageError, collective, machine, quantity
from slipstick.estimates.links.algorithms import OPS, algorithms
from slipstick.estimates.links.collective import timed
from slipstick.estimates.links.fabric import levels
from slipstick.estimates.links.reach import reached
from slipstick.estimates.questions import find
from slipstick.evidence.measurements import table_file
from slipstick.evidence.validate import validate
from slipstick.formulas.core.formula import unrecorded


def us(value):
    return value.to("us").magnitude


def test_a_large_all_reduce_goes_through_the_switch_and_a_short_one_around_a_ring():
    large, short = (collective("all-reduce", size, on="8xh100") for size in ("512 MiB", "4 KiB"))
    assert (large.outcome.picked, short.outcome.picked) == ({"algorithm": "switch"}, {"algorithm": "ring"})
    assert us(large.floor) == pytest.approx(2**29 / 450e3)
    assert us(large.low) <= 2111 <= us(large.high)  # as measured
    assert 15 <= us(short.time) <= 17  # 16.0 measured


def test_both_bandwidths_are_those_of_nccl_tests():
    found = collective("all-reduce", "256 MiB", on="8xa100")
    algbw, busbw = found.answers["algbw"], found.answers["busbw"]
    assert algbw.value == pytest.approx(2**28 / found.outcome.value)
    assert busbw.value == pytest.approx(1.75 * algbw.value)
    assert algbw.low == pytest.approx(2**28 / found.outcome.high)
    assert algbw.floor == pytest.approx(2**28 / found.outcome.floor)
    gather = collective("all-gather", "256 MiB", on="8xa100").answers
    assert gather["busbw"].value == pytest.approx(7 / 8 * gather["algbw"].value)
    send = collective("send", "256 MiB", on="8xa100").answers
    assert send["busbw"] == send["algbw"]


@pytest.mark.parametrize(
    "on", ["2xa100", "3xa100", "8xh100", "64xh100", "8xmi300x", "64xtpu-v4", "2xrtx-4090", "8xa100-pcie"]
)
@pytest.mark.parametrize("op", OPS)
def test_every_answer_lies_above_its_floor_and_rises_with_the_size(op, on):
    before = 0.0
    for size in ("512 B", "16 KiB", "17 KiB", "1 MiB", "64 MiB", "16 GiB"):
        outcome = collective(op, size, on=on).outcome
        assert 0 < outcome.floor <= outcome.low <= outcome.value <= outcome.high
        assert outcome.value >= before
        before = outcome.value


def test_arrays_are_answered_as_each_of_their_elements_is():
    np = pytest.importorskip("numpy")
    sizes = [512.0, 2.0**20, 2.0**26, 2.0**30]
    for op in OPS:
        many = collective(op, quantity(np.array(sizes), "B"), on="8xh100")
        for place, size in enumerate(sizes):
            one = collective(op, f"{size!r} B", on="8xh100")
            for name in ("value", "low", "high", "floor"):
                assert getattr(many.outcome, name)[place] == pytest.approx(getattr(one.outcome, name)), (op, name)
            assert many.outcome.picked["algorithm"][place] == one.outcome.picked["algorithm"]
        assert len(many.as_dict()["answers"]["busbw"]["value"]) == 4


def test_each_lever_is_what_twice_as_much_gives():
    found = collective("all-reduce", "64 MiB", on="8xa100")
    twice = collective("all-reduce", "128 MiB", on="8xa100")
    assert found.levers["size"] == pytest.approx(twice.outcome.value / found.outcome.value - 1)
    assert -0.5 < found.levers["nvlink"] < 0
    across = collective("all-reduce", "1 GiB", on="64xh100").levers
    assert across["nvlink"] == 0
    assert across["infiniband"] < -0.05


def test_an_algorithm_is_picked_by_name_and_one_that_nobody_measured_has_a_wider_range():
    ring, shot = (collective("all-reduce", "1 MiB", on="8xa100", algorithm=name) for name in ("ring", "one-shot"))
    assert ring.outcome.value == collective("all-reduce", "1 MiB", on="8xa100").outcome.value
    wider = [each.outcome.high / each.outcome.low for each in (ring, shot)]
    assert wider[1] > wider[0]
    assert "no such algorithm was measured" in " ".join(shot.assumptions)
    assert "picked by you: algorithm one-shot" in shot.assumptions
    with pytest.raises(UsageError, match=r"algorithm = 'tre': all-reduce on 8xa100.*: did you mean tree?"):
        collective("all-reduce", "1 MiB", on="8xa100", algorithm="tre")


@pytest.mark.parametrize(
    ("op", "size", "on", "said"),
    [
        ("all-recude", "1 MB", "8xa100", "op = 'all-recude': did you mean all-reduce?"),
        ("xyz", "1 MB", "8xa100", "op = 'xyz': expected one of all-reduce, all-gather, reduce-scatter, all-to-all"),
        ("all-reduce", "1 s", "8xa100", "size is a time"),
        ("all-reduce", "0 B", "8xa100", "size has to be more than 0 B"),
        ("all-reduce", "1 MB", "a100", "one device"),
        ("all-reduce", "1 MB", "2xepyc-9654", "no page gives the rate"),
        ("all-reduce", "1 MB", "8xa1000", "a1000"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(op, size, on, said):
    with pytest.raises(SlipstickError, match=said.replace("(", r"\(")) as error:
        collective(op, size, on=on)
    assert "\n" not in str(error.value)


def test_an_op_is_known_whatever_its_hyphens():
    for word in ("allreduce", "All_Reduce", "all reduce"):
        assert collective(word, "1 MB", on="8xa100").question["op"] == "all-reduce"


def test_the_first_screen_holds_the_whole_answer():
    for values in find("collective").examples:
        found = find("collective").ask(values, "8xh100")
        lines = found.text(79).splitlines()
        assert len(lines) <= 24
        for label in ("expected", "algbw", "busbw", "floor", "why", "reached", "if doubled", "assumed", "sources"):
            assert any(line.startswith(f"  {label} ") for line in lines), label


def test_the_work_shows_the_formulas_of_what_was_picked():
    found = collective("all-reduce", "256 MiB", on="8xa100")
    names = [step.formula.name for step in found.steps]
    assert names[-3:] == ["collective_time", "algorithm_bandwidth", "allreduce_bus_bandwidth"]
    assert found.steps[-3].value == pytest.approx(found.outcome.value)


@pytest.mark.parametrize(
    ("op", "words"),
    [("all-gather", "the gathered result"), ("reduce-scatter", "before"), ("all-to-all", "itself included")],
)
def test_what_size_counts_is_said(op, words):
    assert words in collective(op, "1 MB", on="8xa100").assumptions[0]


def test_it_is_said_where_the_floor_counts_sums_in_the_switches():
    floors = [collective("all-reduce", "256 MiB", on="8xh100", dtype=each).assumptions[1] for each in ("bf16", "int8")]
    assert [each.endswith("as the switches can sum") for each in floors] == [True, False]


@pytest.mark.parametrize(
    ("on", "kind", "said"),
    [
        ("8xh100", "measured", "168 measurements on h100-sxm"),
        ("8xh200", "related", "as on h100-sxm, also Hopper"),
        ("8xmi300x", "prior", "infinity-fabric itself was not measured"),
        ("2xrtx-4090", "prior", "pcie itself was not measured"),
        ("64xtpu-v4", "prior", "ici itself was not measured"),
        ("64xh100", "prior", "no links between nodes were measured"),
    ],
)
def test_what_stands_behind_the_expected_value_is_said(on, kind, said):
    found = collective("all-reduce", "64 MiB", on=on)
    assert found.calibration["kind"] == kind
    assert said in " ".join(found.assumptions)


def test_what_was_not_measured_has_a_range_twice_as_wide_in_ratios():
    stranger = collective("all-reduce", "1 GiB", on="8xv100").outcome  # NVLink of a part that was not measured
    strange = collective("all-reduce", "1 GiB", on="8xl40s").outcome  # no NVLink at all
    assert strange.high / strange.value == pytest.approx((stranger.high / stranger.value) ** 2)


def test_the_link_that_takes_longest_sets_the_floor():
    assert collective("all-reduce", "1 GiB", on="64xh100").bound_by == "infiniband"
    assert collective("all-reduce", "1 GiB", on="16xh100+ethernet-800g").bound_by == "nvlink"


def test_a_message_above_the_threshold_waits_for_its_receiver():
    short, long = (collective("all-to-all", f"{size} B", on="2xa100").outcome for size in (2 * 16384, 2 * 16384 + 2))
    assert long.value - short.value == pytest.approx(4.6e-6, rel=0.02)


def test_levels_that_follow_one_another_add_up():
    fabric = levels(machine("64xh100"))
    fit = reached(machine("64xh100").part, fabric, False)
    one = algorithms("all-reduce", fabric, "bf16")["hierarchical"]
    added, least = (timed(unrecorded, "all-reduce", 1e9, fabric, each, fit) for each in (one, one._replace(adds=False)))
    assert added.link > 1.2 * least.link


def test_three_devices_and_more_have_their_switch_sum():
    names = [[*algorithms("all-reduce", levels(machine(on)), "bf16")] for on in ("2xh100", "3xh100")]
    assert ["switch" in each for each in names] == [False, True]


def test_facts_and_sources_are_those_of_its_links_and_of_what_was_assumed():
    found = collective("all-reduce", "256 MiB", on="8xh100")
    assert [*found.facts] == ["h100-sxm.links.nvlink.bandwidth"]
    assert "256 MiB" in found.assumptions[1]
    cited = {op: collective(op, "1 MB", on="8xh100").source_keys for op in OPS}
    assert [op for op in OPS if "nccl-nvls-types" in cited[op]] == ["all-reduce"]
    assert [op for op in OPS if "nccl-enqueue" in cited[op]] == ["all-to-all", "send"]
    assert "nccl-nvls-types" not in collective("all-reduce", "1 MB", on="8xa100").source_keys


def test_the_launch_of_a_part_that_was_not_measured_goes_by_its_clock():
    machines = [machine(text) for text in ("8xv100-sxm2-16gb", "8xh200-sxm", "4xtpu-v5e")]
    launches = [reached(each.part, levels(each), True).numbers["launch"] for each in machines]
    cycles = [each * on.part.number("clock.boost") for each, on in zip(launches[:2], machines[:2], strict=True)]
    assert cycles[0] == pytest.approx(14.8e3, rel=0.01)  # the median of three
    assert cycles[1] == pytest.approx(5.6e-6 * 1.98e9, rel=0.01)  # as on an H100
    assert launches[2] == pytest.approx(8.58e-6, rel=0.01)  # which is no GPU


# By hand: what each of eight cards sends over its own link: of the vector twice 7/8, of a result 7/8, of a message all.
PCIE = 16 * 32e9 * 0.984615 / 8


@pytest.mark.parametrize(
    ("op", "on", "sent"),
    [
        ("all-reduce", "8xrtx-5090", 2 * 7 / 8),
        ("all-reduce", "4xrtx-5090", 2 * 3 / 4),
        ("all-gather", "8xrtx-5090", 7 / 8),
        ("reduce-scatter", "8xrtx-5090", 7 / 8),
        ("all-to-all", "8xrtx-5090", 7 / 8),
        ("broadcast", "8xrtx-5090", 1.0),
        ("send", "2xrtx-5090", 1.0),
    ],
)
def test_floors_over_pcie_by_hand(op, on, sent):
    answer = collective(op, "1 GiB", on=on)
    assert answer.outcome.floor == pytest.approx(sent * 2**30 / PCIE, rel=1e-4)
    wide = collective(op, "1 GiB", on="8xh100").outcome
    assert answer.outcome.high / answer.outcome.value > wide.high / wide.value


def test_all_reduces_over_pcie_lie_in_the_range():
    held = validate([table_file("collectives_pcie.csv")]).rows
    assert len(held) == 13
    assert all(row.low <= row.measured <= row.high and not row.seen for row in held)


def test_steps_are_counted_in_the_singular_and_the_plural():
    assert "the launch and 1 step take" in collective("send", "1 MB", on="2xh100").text()
    assert "the launch and 14 steps take" in collective("all-reduce", "1 GiB", on="8xa100").text()
