import json
import re

import slipstick
from examples import run
from slipstick.files.kinds import KINDS
from slipstick.specs.derived import said


def test_an_empty_choice_says_so():
    done = run(["list", "gpu", "--where", "memory.*.capacity > 100 TiB"])
    assert (done.returncode, done.stderr) == (0, "no spec meets every condition\n")


MAIN = ["matmul", "4096", "4096", "4096", "--on", "a100"]


def test_show_and_list_have_forms():
    told = json.loads(run(["show", "a100", "--json"]).stdout)
    ridges = {f"ridge.{path[5:]}" for path in told["facts"] if path.startswith("peak.")}
    assert set(told.pop("derived")) == {*ridges, "links.pcie.bandwidth"}
    assert told == slipstick.load("a100").as_dict()
    a100 = slipstick.load("a100")
    assert run(["show", "a100-sxm-80gb"]).stdout == slipstick.describe(a100) + "\n"
    said = slipstick.catalogue().choice("a100")
    assert run(["show", "a100"]).stdout == slipstick.describe(a100, note=said) + "\n"
    table = run(["list"]).stdout
    assert max(map(len, table.splitlines())) <= 100
    assert all(part.handle in table for part in slipstick.catalogue())
    assert run(["list", "cpu", "--csv"]).stdout.startswith("handle,cores,boost,fp64 rate,memory,bandwidth,released\n")
    assert run(["list", "--markdown"]).stdout.startswith("| handle")
    kinds = {part["kind"] for part in json.loads(run(["list", "gpu", "--json"]).stdout)}
    assert kinds == {"gpu"}


def test_a_page_with_hardly_a_fact_is_listed_and_says_what_it_lacks(tmp_path):
    (tmp_path / "bare.yaml").write_text("name: '?'\nkind: cpu\nsources: {}\n")
    assert re.search(r"^bare +cpu$", run(["list", "--specs", str(tmp_path)]).stdout, re.MULTILINE)
    assert run(["show", "bare", "--specs", str(tmp_path)]).returncode == 0
    done = run([*MAIN[:-1], "bare", "--specs", str(tmp_path)])
    lacks = (
        "they follow from units, rate a cycle and clock, and its page lacks compute.units, compute.rate, clock.boost"
    )
    assert (done.returncode, done.stderr) == (1, f"slipstick: bare (?) has no bf16: it has no rates at all; {lacks}\n")
    (tmp_path / "bare.yaml").write_text(
        "name: b\nkind: cpu\npeak: {bf16: 1 TFLOP/s}\nsources: {'*': {title: t, seen: 2026-11-23}}\n"
    )
    done = run([*MAIN[:-1], "bare", "--specs", str(tmp_path)])
    assert (done.returncode, done.stderr) == (1, "slipstick: bare lists no memory\n")


def test_models_are_chosen_and_sorted_by_what_follows_from_them():
    done = run(["list", "model", "--where", "kv_cache.token > 100 kB/token", "--sort", "weights.size", "--json"])
    sizes = [said(slipstick.load(each["handle"]), "weights.size").value for each in json.loads(done.stdout)]
    assert len(sizes) >= 3
    assert sizes == sorted(sizes, reverse=True)
    assert "deepseek-v3" not in done.stdout
    everything = run(["list", "--where", "parameters > 500e9"]).stdout
    assert re.search(r"^deepseek-v3 +model +671 GB +671e9$", everything, re.MULTILINE)


def test_the_help_names_every_kind():
    for command in ("list", "new"):
        told = " ".join(run([command, "--help"]).stdout.split())
        assert f"KIND is {', '.join([*KINDS][:-1])} or {[*KINDS][-1]}." in told


def test_a_list_is_sorted_both_ways():
    chosen = ["list", "gpu", "--where", "price.launch > 0 USD", "--sort"]
    usual = run([*chosen, "price.per_flop", "--csv"]).stdout.splitlines()
    backwards = run([*chosen, "-price.per_flop", "--csv"]).stdout
    assert run([*chosen, "price.per_flop", "--reverse", "--csv"]).stdout == backwards
    assert usual[0] == backwards.splitlines()[0]
    assert usual[0].endswith(",price.launch,price.per_flop")
    assert usual[1] != backwards.splitlines()[1]
    assert sorted(usual) == sorted(backwards.splitlines())
    done = run(["list", "gpu", "--reverse"])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "slipstick: --reverse goes with --sort, such as --sort peak.bf16 --reverse\n"


def test_help_names_every_kind():
    told = " ".join(run(["list", "--help"]).stdout.split())
    assert f"KIND is {', '.join([*KINDS][:-1])} or {[*KINDS][-1]}" in told
