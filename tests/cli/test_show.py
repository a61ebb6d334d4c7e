import json
import re

from examples import run


def test_show_prints_a_page_a_fact_or_a_section():
    page = run(["show", "epyc-9654"]).stdout
    assert "96 × 16 FLOP/cycle × 3.7" in page
    assert "http" not in page
    assert "--sources names them" in page
    assert "https://" in run(["show", "epyc-9654", "--sources"]).stdout
    fact = run(["show", "a100.memory.L2.bandwidth"]).stdout
    assert re.search(r"memory.L2.bandwidth +5405 GB/s +\[1\]\n\n\[1\] GPU benchmarks", fact)
    told = json.loads(run(["show", "a100.memory.L2.bandwidth", "--json"]).stdout)
    assert (told["value"], told["unit"], told["source"]["seen"]) == (5.405e12, "B/s", "2026-11-23")
    assert set(json.loads(run(["show", "a100.power", "--json"]).stdout)["facts"]) == {"power.tdp"}
