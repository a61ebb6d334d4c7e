import os
import subprocess
import sys

import pytest

from slipstick import Estimate, SlipstickError, UsageError, kernels, matmul, run
from slipstick.estimates.choice import SETTINGS
from slipstick.estimates.listing import listed
from slipstick.estimates.questions import find, shipped_command
from slipstick.estimates.shelf import every as names

MINE = '''\
"""A kernel of one's own."""

from slipstick import Kernel, asks, side
from slipstick.formulas.kernels import softmax_traffic

DOUBLE = Kernel("double-it", "How long?", (side("rows", "rows"), side("columns", "columns")),
                phases=(asks(memory=softmax_traffic),))
'''


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Writes a kernel of one's own."""
    monkeypatch.setenv("SLIPSTICK_KERNELS", str(tmp_path))

    def write(text, name="double_it"):
        (tmp_path / f"{name}.py").write_text(text)
        stamp = os.stat(tmp_path / f"{name}.py").st_mtime_ns
        return str(tmp_path / f"{name}.py"), stamp

    return write


def test_every_kernel_is_found_by_its_name():
    assert {"attention", "collective", "copy", "kernel", "matmul", "move", "train", "triad"} <= {*names()}
    for name in names():
        assert find(name).name == name
        assert find(name.replace("-", "_")).name == name
        assert find(name).examples


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sofmax", "unknown kernel 'sofmax': did you mean softmax?"),
        ("", "unknown kernel '': slipstick run lists them"),
        ("zzz", "unknown kernel 'zzz': slipstick run lists them"),
        ("../copy", "unknown kernel '../copy': did you mean copy?"),
        ("__init__", "unknown kernel '__init__': slipstick run lists them"),
        ("Softmax", "unknown kernel 'Softmax': did you mean softmax?"),
        ("x" * 500, "unknown kernel 'xxxxx"),
    ],
)
def test_an_unknown_one_is_refused_with_the_nearest(name, said):
    with pytest.raises(UsageError) as error:
        find(name)
    assert str(error.value).startswith(said)
    assert len(str(error.value)) < 200


def test_run_answers_as_the_function_does():
    assert run("matmul", m=64, n=64, k=64, on="a100").outcome == matmul(64, 64, 64, on="a100").outcome
    assert run("softmax", rows=8, columns=8, on="a100").outcome == kernels.softmax(8, 8, on="a100").outcome
    with pytest.raises(
        UsageError, match=r"kernel = .<function softmax.*: expected its name, such as .softmax., or a Kernel"
    ):
        run(kernels.softmax, rows=8, columns=8, on="a100")
    assert isinstance(run(find("copy"), size="1 GB", on="a100"), Estimate)


def test_the_list_says_of_each_what_its_question_does():
    found = listed()
    assert [*found] == names()
    for name, entry in found.items():
        question = find(name)
        assert (entry.name, entry.help, entry.command, entry.typed) == (
            name,
            question.help,
            name in ("collective", "fit", "infer", "matmul", "move", "scaling", "train"),
            name not in ("chase", "copy", "fit", "move", "occupancy", "read", "scaling", "sgemm", "write"),
        )
        assert entry.parameters == {each.name: each.help for each in question.parameters}
        assert entry.picks == [*question.picks]
    assert found["conv2d"].picks == ["algorithm", "tile", "split", "library", *SETTINGS]
    assert found["copy"].picks == ["library", *SETTINGS]


def test_the_list_is_compiled_once_and_imports_no_kernel():
    assert listed() == listed()
    code = (
        "import sys\nfrom slipstick.estimates.listing import listed\nassert listed()\n"
        "print([name for name in sys.modules if name.startswith('slipstick.estimates.kernels.')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_some_are_commands_of_their_own():
    for name in ("collective", "matmul", "move"):
        assert shipped_command(name) is find(name)
    assert shipped_command("softmax") is None
    assert shipped_command("nothing") is None


def test_a_kernel_of_ones_own_is_a_file(mine):
    mine(MINE)
    assert "double-it" in names()
    assert listed()["double-it"].parameters == {"rows": "rows", "columns": "columns"}
    answer = run("double-it", rows=8192, columns=2048, on="a100")
    assert answer.outcome.floor == pytest.approx(2 * 2 * 8192 * 2048 / 2039e9)
    assert answer.title.startswith("double-it rows 8192, columns 2048 in bf16 on ")


def test_a_changed_file_is_read_again(mine):
    path, stamp = mine(MINE)
    before = run("double-it", rows=8, columns=8, on="a100").outcome.quantities["traffic"]
    mine(MINE.replace("memory=softmax_traffic", 'memory="rows"'))
    os.utime(path, ns=(stamp + 10**9, stamp + 10**9))
    assert run("double-it", rows=8, columns=8, on="a100").outcome.quantities["traffic"] == (8, "B") != before


def test_a_shipped_kernel_is_never_taken_over(mine):
    mine(MINE.replace("double-it", "softmax"), "softmax")
    assert run("softmax", rows=8, columns=8, on="a100").shares.keys() == {"vector", "special", "memory"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import nothing_there", "double_it.py:1: No module named 'nothing_there'"),
        ("x = 1\n\nx()", "double_it.py:3: 'int' object is not callable"),
        ("def (", "double_it.py:1: invalid syntax"),
        ("", "double_it.py declares no question called double-it"),
        (
            MINE.replace('side("rows", "rows")', 'side("on", "rows")'),
            "double_it.py:6: double-it: ",
        ),
    ],
)
def test_a_file_that_is_no_kernel_is_named_with_the_line(text, said, mine):
    mine(text)
    with pytest.raises(SlipstickError) as error:
        find("double-it")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_of_kernels_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("SLIPSTICK_KERNELS", "/nowhere")
    with pytest.raises(UsageError, match="SLIPSTICK_KERNELS = '/nowhere': there is no such folder"):
        names()
