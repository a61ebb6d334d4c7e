import json
import re

import slipstick
from examples import run


def test_an_empty_choice_says_so():
    done = run(["list", "gpu", "--where", "memory.*.capacity > 100 TiB"])
    assert (done.returncode, done.stderr) == (0, "no spec meets every condition\n")


MAIN = ["matmul", "4096", "4096", "4096", "--on", "a100"]


def test_show_and_list_have_forms():
    assert json.loads(run(["show", "a100", "--json"]).stdout) == slipstick.load("a100").as_dict()
    assert run(["show", "a100"]).stdout == slipstick.describe(slipstick.load("a100")) + "\n"
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
    assert (done.returncode, done.stderr) == (1, "slipstick: bare (?) has no bf16: it has no rates at all\n")
    (tmp_path / "bare.yaml").write_text(
        "name: b\nkind: cpu\npeak: {bf16: 1 TFLOP/s}\nsources: {'*': {title: t, seen: 2026-11-23}}\n"
    )
    done = run([*MAIN[:-1], "bare", "--specs", str(tmp_path)])
    assert (done.returncode, done.stderr) == (1, "slipstick: bare lists no memory\n")
