import json
import re
from pathlib import Path

from examples import run
from slipstick.units.data import data_folder


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
    assert set(json.loads(run(["show", "a100.power", "--json"]).stdout)["facts"]) == {"power.tdp", "power.idle"}


def test_show_prints_what_follows_with_its_formula():
    page = run(["show", "llama-3.1-8b"]).stdout
    assert re.search(r"  what follows\n(.*\n)*  weights.size +16.06 GB = 8029995008 × 2 B\n", page)
    assert "  parameters                        8e9\n" in page
    assert "transformer_parameters" not in page  # what is printed does not follow as well
    cache = run(["show", "deepseek-v3.kv_cache"]).stdout
    assert "kv_cache.token" in cache
    assert "(latent_cache_per_token)" in cache
    told = json.loads(run(["show", "deepseek-v3.kv_cache.token", "--json"]).stdout)["derived"]["kv_cache.token"]
    assert (told["value"], told["unit"], told["formula"]) == (70272.0, "B/token", "latent_cache_per_token")
    assert run(["show", "a100.ridge.bf16"]).stdout.count("153.02 FLOP/B = 312 TFLOP/s / 2.039 TB/s") == 1
    done = run(["show", "llama-3.1-8b.kv_cash"])
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("slipstick: llama-3-1-8b has no kv_cash: ")


def test_a_model_without_a_printed_count_has_the_one_that_follows(tmp_path):
    path = tmp_path / "mine.yaml"
    page = (Path(data_folder()) / "models" / "llama-3-1-8b.yaml").read_text()
    path.write_text(re.sub(r" *parameters: .*\n", "", page))
    page = run(["show", "mine", "--specs", str(path)]).stdout
    assert "8029995008 = 32 × (41943040 + 176160768) + 2 × 525336576" in " ".join(page.split())
    done = run(["calc", "mine.parameters * 1 B", "--specs", str(path)])
    assert done.stdout.startswith("mine.parameters × 1 B = 8.03 GB  [size]\n  mine.parameters = 8.03e9  (mine, ")


def test_a_name_of_several_words_needs_no_quotes():
    assert run(["show", "rtx", "4090"]).stdout == run(["show", "rtx 4090"]).stdout
    assert run(["show", "rtx", "4090"]).returncode == 0
    assert "SPEC" in run(["show"]).stderr
