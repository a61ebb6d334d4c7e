import re

import pytest

from examples import PAGES, TOP, printed, shown
from pages import generated
from records import records


@pytest.mark.parametrize("name", sorted(generated()))
def test_the_generated_pages_are_true(name):
    assert (TOP / "docs" / name).read_text(encoding="utf-8") == generated()[name]


EVERY = records()


def test_the_page_leaves_no_slip_out():
    page = (TOP / "docs" / "records.md").read_text(encoding="utf-8")
    assert all(f"`{record.question}`" in page for record in EVERY)
    assert all(record.note in page.partition("## Slips")[2] for record in EVERY if record.printed)


@pytest.mark.parametrize(("command", "output"), [pair for page in PAGES for pair in shown(page)])
def test_the_pages_print_what_the_commands_print(command, output):
    assert printed(command) == output


def test_the_ci_runs_the_commands_of_the_readme():
    script = (TOP / ".ci" / "run").read_text()
    commands = re.findall(r"^```sh\n(.*?)\n```$", (TOP / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert len(commands) == 2
    assert all("\n" not in command for command in commands)
    assert commands[1] in script.splitlines()
    assert "slipstick matmul 4096 4096 4096 --on a100" in commands[0]
