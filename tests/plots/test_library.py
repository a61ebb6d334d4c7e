"""Every plot as a function says what its command prints."""

import pytest

from examples import run
from slipstick import SlipstickError, UsageError, plot

TWINS = [
    (
        "roofline a100 h100 --matmul 4096 --dtype fp16",
        lambda: plot.roofline("a100", "h100", matmuls=[4096], dtypes=["fp16"]),
    ),
    ("ladder energy", lambda: plot.ladder("energy")),
    ("sweep amdahl(90%..95%,x) x=1..1024", lambda: plot.sweep("amdahl(90%..95%,x)", x="1..1024")),
    (
        "sweep copy size=1kB..1GB --on a100,h100 --rate",
        lambda: plot.sweep("copy", size="1kB..1GB", on=["a100", "h100"], rate=True),
    ),
    ("matmul 1 64 64 --on t4 --vary m=1..64", lambda: plot.matmul(1, 64, 64, on="t4", vary="m=1..64")),
    ("validation a100 --only matmul", lambda: plot.validation("a100", only=["matmul"])),
]


@pytest.mark.parametrize(("command", "made"), TWINS, ids=[command.split()[0] + command[-4:] for command, _ in TWINS])
def test_a_function_draws_what_its_command_draws(command, made):
    assert run(["plot", *command.split()]).stdout == f"{made()}\n"


@pytest.mark.parametrize(
    ("asked", "kind", "said"),
    [
        (lambda: plot.roofline(), UsageError, "a roofline needs a part"),
        (lambda: plot.roofline("a100", matmuls=["x"]), UsageError, "expected sizes such as"),
        (lambda: plot.roofline("a100", dtypes=["fp4"]), SlipstickError, "fp4"),
        (lambda: plot.ladder("gpu"), UsageError, "no values that compare"),
        (lambda: plot.sweep("copy", size="1kB..1GB"), UsageError, "needs --on DEVICE"),
        (lambda: plot.sweep("copy", size="1kB", on="a100"), UsageError, "one parameter that is a range"),
        (lambda: plot.validation("t4", only=["infer"]), SlipstickError, "no measurements of t4"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(asked, kind, said):
    with pytest.raises(kind, match=said):
        asked()
