"""A spec of one's own, and what is doubtful about one."""

from slipstick.evidence.checks import check

MEMORY = "{bandwidth: 1 TB/s, capacity: 10 GB}"
OWN = f"""\
name: My GPU
kind: gpu
aliases: [mine]
peak: {{bf16: 100 TFLOP/s}}
memory:
  HBM: {MEMORY}
sources:
  "*": {{title: my own measurement, seen: 2026-11-23}}
"""


def doubts(folder, text):
    """What is doubtful about a page of one's own that breaks no rule, without its file."""
    path = folder / "mine.yaml"
    path.write_text(text)
    found = check(str(path))
    assert found.problems == []
    return [each.removeprefix(f"{path}:") for each in found.doubts]


def read(page):
    """A page of a layer with all that is read when it is asked for; nothing for none."""
    return page and page._replace(rest=page.rest())
