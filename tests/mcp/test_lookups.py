"""The tools that look things up say what the library says."""

import pytest

import slipstick
from slipstick import SlipstickError, UsageError
from slipstick.mcp.lookups import MOST, lookup_tools

TOOLS = {tool.name: tool for tool in lookup_tools(None)}


def ask(tool, **given):
    return TOOLS[tool].ask(given)


def test_an_expression_is_worked_out_statement_by_statement():
    told, made = ask("calc", expression="w = 3 GB; w / 2 s")
    assert told.splitlines()[-1] == slipstick.calculate("w = 3 GB; w / 2 s").text()
    assert [each["answer"]["text"] for each in made["statements"]] == ["3 GB", "1.5 GB/s"]


def test_what_does_not_add_up_is_refused_and_shown():
    with pytest.raises(SlipstickError, match="cannot be added"):
        ask("calc", expression="3 GB + 4 s")


def test_a_formula_is_found_by_words_and_told_by_its_name():
    assert ask("formula", words="erlang b")[1]["formulas"][0]["name"] == "erlang_loss"
    told, made = ask("formula", words="ridge")
    assert [each["name"] for each in made["formulas"]] == ["ridge"]
    assert "peak / bandwidth" in told


def test_a_fact_or_a_whole_page_is_shown():
    told, made = ask("show", spec="a100.memory.L2.bandwidth")
    assert made["unit"] == "B/s"
    assert "a100 is taken for a100-sxm-80gb" in told
    told, made = ask("show", spec="a100")
    assert made["handle"] == "a100-sxm-80gb"
    assert len(ask("show", spec="a100", sources=True)[0]) > len(told)


def test_specs_are_listed_by_conditions_and_order():
    told, made = ask("list", kind="gpu", where=["memory.*.capacity >= 180 GB"], sort="memory.*.capacity")
    assert made["count"] == len(made["specs"]) == len(slipstick.select("gpu", where="memory.*.capacity >= 180 GB"))
    assert made["specs"][0]["handle"] in told
    assert ask("list", kind="gpu", where=["memory.*.capacity >= 1 PB"]) == ("none", {"count": 0, "specs": []})


def test_a_long_list_says_how_much_is_left_out():
    told, made = ask("list")
    assert len(made["specs"]) == MOST
    assert told.endswith(f"and {made['count'] - MOST} more: add a condition")


def test_parts_are_compared():
    told, made = ask("compare", specs=["a100", "h100"])
    assert made == slipstick.compare("a100", "h100").as_dict()
    assert len(ask("compare", specs=["a100", "h100"], all=True)[0]) > len(told)


def test_a_number_is_found_with_its_neighbours():
    told, made = ask("number", words="l2 latency")
    assert made["numbers"][0]["path"] == "latency.l2-hit"
    assert told.startswith("L2 cache hit (latency.l2-hit)")
    with pytest.raises(UsageError, match="expected a few words"):
        ask("number", words=" ")


def test_sheets_are_listed_and_printed():
    assert ask("sheet")[1]["sheets"] == slipstick.sheet_titles()
    assert ask("sheet", name="powers")[1] == slipstick.sheet("powers").as_dict()
    assert ask("sheet", name="compare", specs=["a100", "h100"])[1]["sheet"] == "compare"


@pytest.mark.parametrize("name", sorted(TOOLS))
def test_every_argument_is_read(name):
    """What is of the wrong kind is refused, so nothing is silently left out."""
    for argument in TOOLS[name].arguments:
        given = dict.fromkeys(TOOLS[name].needs, "a100") | ({"specs": ["a100", "h100"]} if name == "compare" else {})
        given |= {"name": "compare", "specs": ["a100", "h100"]} if name == "sheet" else {}
        with pytest.raises(UsageError, match=f"{argument} = "):
            TOOLS[name].ask(given | {argument: {"odd": 1}})
