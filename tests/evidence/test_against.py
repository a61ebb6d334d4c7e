import json

import pytest

from examples import run
from owned import OWN
from slipstick import UsageError, load
from slipstick.evidence.against import against, apart, report


@pytest.fixture
def table(tmp_path):
    def written(text, name="theirs.csv"):
        (tmp_path / name).write_text(text)
        return str(tmp_path / name)

    return written


CLOCK = "clock.boost"
BOOST = load("t4").number(CLOCK)


@pytest.mark.parametrize(
    ("ratio", "differs"), [(1.0, False), (1.0099, False), (0.9901, False), (1.011, True), (0.5, True)]
)
def test_a_figure_differs_if_it_is_over_one_percent_apart(table, ratio, differs):
    found = against(table(f"name,{CLOCK}\nt4,{BOOST * ratio!r} Hz\n"))
    (figure,) = found.figures
    assert figure.apart == pytest.approx(ratio - 1, abs=1e-12)
    assert figure.differs is differs
    assert found.differing() == [figure] * differs
    assert (figure.line, figure.name, figure.handle, figure.path) == (2, "t4", "t4", CLOCK)


@pytest.mark.parametrize(("there", "same"), [("2018", True), ("2018-09", True), ("2018-09-13", True), ("2017", False)])
def test_words_are_alike_if_one_only_says_more(table, there, same):
    (figure,) = against(table(f"name,released\nt4,{there}\n")).figures
    assert figure.here == "2018-09"
    assert figure.differs is not same
    assert apart(figure) == ("+0.0 %" if same else "other words")


@pytest.mark.parametrize(
    ("head", "cell", "columns"),
    [
        ("name,HBM", "80 GiB", {"HBM": "memory.*.capacity"}),
        ("name,HBM", "80", {"HBM": "memory.*.capacity [GiB]"}),
        ("name,HBM", "8.0e1", {"HBM": "memory.*.capacity [GiB]"}),
        ("name,HBM [GiB]", "80", {"HBM [GiB]": "memory.*.capacity"}),
        ("name,HBM [GB]", "80", {"HBM [GB]": "memory.HBM.capacity [GiB]"}),
        ("name,memory.HBM.capacity [GiB]", "80", {}),
        ("card,memory.capacity", "80 GiB", {"card": "name"}),
        ("GPU,memory.capacity", "80 GiB", {}),
    ],
)
def test_headings_mean_what_they_are_mapped_to_in_the_unit_they_say(table, head, cell, columns):
    (figure,) = against(table(f"{head}\na100,{cell}\n"), columns).figures
    assert figure.handle == "a100-sxm-80gb"
    assert figure.apart == 0


def test_what_follows_from_facts_is_compared_too(table):
    (figure,) = against(table("name,ridge.bf16\na100,306 FLOP/B\n")).figures
    assert figure.apart == pytest.approx(1, abs=0.01)


def test_what_only_one_side_says_is_told_apart(table):
    text = "name,peak.fp8,peak.bf16,price\na100,1 PFLOP/s,n/a,10\nVoodoo2,,,1\nt4,?,-,1\n"
    found = against(table(text))
    assert found.figures == []
    assert list(found.unknown) == ["Voodoo2"]
    assert found.silent == ["a100-sxm-80gb.peak.fp8"]
    assert found.left_out == ["price"]
    assert report(found).splitlines() == [
        "0 figures of 0 parts compared: 0 of them differ by over 1 %",
        "",
        "not in the catalogue: Voodoo2",
        "",
        "said there only: a100-sxm-80gb.peak.fp8",
        "",
        "columns left out: price",
    ]


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        ("HBM\n80\n", {}, "theirs.csv: no column with the parts' names: call it name, or map it, as THEIRS=name"),
        ("name,HBM\na100,80\n", {"HMB": "name"}, "theirs.csv has no column 'HMB': it has name, HBM"),
        ("name,HBM\na100,80\n", {"HBM": "peak.bf61"}, "no spec has 'peak.bf61': did you mean peak.bf16"),
        ("name,tdp\nt4,70 W\na100,400\n", {"tdp": "power.tdp"}, "theirs.csv:3: tdp = 400 has no unit: a power"),
        (
            "name,p\nrtx-3090,1e306 USD/B\n",
            {"p": "price.per_byte"},
            "theirs.csv:2: p = '1e306 USD/B' is too large beside",
        ),
        ("name,tdp\na100,4 GB\n", {"tdp": "power.tdp"}, "theirs.csv:2: tdp is a size (B), but a power (W)"),
    ],
)
def test_what_cannot_be_compared_is_refused(table, text, columns, said):
    with pytest.raises(UsageError) as error:
        against(table(text), columns)
    assert said in str(error.value)


def test_ones_own_spec_is_held_against_a_table(table, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.yaml").write_text(OWN)
    path = table("name: {}\nmine: {peak: {bf16: 200 TFLOP/s}}\n", "theirs.yaml")
    found = against(path, specs=str(tmp_path / "own"))
    assert [(each.handle, each.there, each.here, apart(each)) for each in found.figures] == [
        ("mine", "200 TFLOP/s", "100 TFLOP/s", "+100.0 %")
    ]


def test_the_command_lists_what_differs(table):
    path = table("gpu,HBM,bf16\nNVIDIA H100 PCIe,80,1513 TFLOP/s\n")
    asked = ["check", "--against", path, "--map", "HBM=memory.*.capacity [GiB]", "--map", "bf16=peak.bf16"]
    found = against(path, {"HBM": "memory.*.capacity [GiB]", "bf16": "peak.bf16"})
    assert run(asked).stdout == report(found) + "\n"
    assert "\nNVIDIA H100 PCIe  h100-pcie  peak.bf16  1513 TFLOP/s  756 TFLOP/s  +100.1 %" in report(found)
    made = json.loads(run([*asked, "--json"]).stdout)
    assert made == json.loads(json.dumps(found.as_dict()))
    assert (made["figures"], [each["path"] for each in made["differ"]]) == (2, ["peak.bf16"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--map", "a=b"], "--map goes with --against FILE"),
        (
            ["--against", "list.csv", "--map", "HBM"],
            "cannot read 'HBM': write it like --map 'HBM=memory.*.capacity [GiB]'",
        ),
        (["--against", "list.csv", "a", "b"], "--against takes one PATH of your own specs"),
        (["--against", "nowhere.csv"], "nowhere.csv: cannot be read: No such file or directory"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options, said):
    done = run(["check", *options])
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"slipstick: {said}\n")


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ("t4,1 GHz\n", "1 figure of 1 part compared: 1 of them differs by over 1 %"),
        ("t4,1 GHz\na100,1 GHz\n", "2 figures of 2 parts compared: 2 of them differ by over 1 %"),
        (f"t4,{BOOST!r} Hz\n", "1 figure of 1 part compared: 0 of them differ by over 1 %"),
    ],
)
def test_what_differs_is_counted_before_it_is_listed(table, rows, first):
    found = against(table(f"name,{CLOCK}\n{rows}"))
    lines = report(found).splitlines()
    assert lines[0] == first
    assert len(lines) == 1 + (3 + len(found.differing()) if found.differing() else 0)
    assert all(line.startswith(("t4 ", "a100 ")) for line in lines[4:])
