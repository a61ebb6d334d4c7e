"""A script that uses every public name as a person does. Type checkers read it with the package; a test runs it."""

from collections.abc import Iterable
from pathlib import Path
from typing import assert_type

import slipstick
from slipstick import (
    Asked,
    Calculation,
    Checked,
    Comparison,
    Deck,
    DimensionError,
    Estimate,
    Formula,
    Kernel,
    Listing,
    Machine,
    Note,
    Number,
    Numbers,
    Plot,
    Sheet,
    Sitting,
    SlipstickError,
    Spec,
    SpecError,
    Step,
    Sweep,
    UsageError,
    ask,
    asks,
    calculate,
    card_names,
    cards,
    catalogue,
    check,
    collective,
    compare,
    describe,
    drill,
    fit,
    formula,
    in_sequence,
    infer,
    kernels,
    load,
    look_up,
    machine,
    matmul,
    move,
    new,
    notes,
    numbers,
    overlapped,
    plot,
    quantity,
    repeated,
    run,
    scaling,
    select,
    sheet,
    sheet_titles,
    show,
    side,
    sweep,
    train,
)
from slipstick.estimates.sweep import Row
from slipstick.units import FLOP, Count, Size, Work


@formula(source="stream-write-allocate")
def lerp_work(n: Count) -> Work:
    """The work of a lerp."""
    return 3 * FLOP * n


@formula(source="stream-write-allocate")
def lerp_traffic(n: Count, width: Size) -> Size:
    """The traffic of a lerp."""
    return 3 * width * n


PHASE = asks(vector=lerp_work, memory=lerp_traffic)


def answers() -> Iterable[str]:
    """Questions about machines."""
    answer: Estimate = matmul(4096, 4096, 4096, on="a100")
    steps: tuple[Step, ...] = answer.steps
    yield f"{answer.short} {answer.bound_by} {answer.time.to('us')} {len(steps)}"
    node: Machine = machine("8xh100")
    for each in (
        collective("all-reduce", "1 MiB", on=node),
        fit("llama-3.1-8b", on="h100"),
        infer("llama-3.1-8b", on="h100"),
        move("1 GB", over="pcie-5"),
        run("softmax", rows=64, columns=64, on="a100"),
        scaling("1e21 FLOP"),
        train("llama-2-7b", tokens=1e12, on="64xa100"),
        kernels.copy("1 GB", on="a100"),
        in_sequence(answer, answer),
        overlapped(answer, answer, share=0.5),
        repeated(answer, 3),
    ):
        yield each.short
    rows: Sweep = sweep("matmul", m=[64, 128], n=64, k=64, on="a100")
    assert_type(rows[0], Row)
    assert_type(rows[:1], list[Row])
    yield rows.best("time")[0].texts["m"]
    asked: Asked = ask("how long does a 4096 cubed matmul take on an A100")
    yield asked.reading.command
    own = Kernel("lerp", "How long?", (side("n", "elements"),), phases=(PHASE,))
    yield own.name


def facts() -> Iterable[str]:
    """What is known."""
    part: Spec = load("a100")
    gpus: Listing = select("gpu", where="vendor = AMD", sort="peak.bf16")
    compared: Comparison = compare("a100", "h100")
    found: Numbers = numbers("l2 latency")
    first: Number = found[0]
    page: Sheet = sheet("powers")
    checked: Checked = check(str(Path(__file__).parent / "place" / "kestrel.yaml"))
    yield f"{part.handle} {gpus[0].handle} {first.path} {page.title} {checked.specs} {sheet_titles()['powers']}"
    yield f"{show(look_up('a100.memory.HBM.bandwidth'))} {describe(part)[:4]} {len(catalogue().specs('gpu'))}"
    yield f"{compared.text('csv')[:4]} {len(compared.as_columns())} {gpus.text('markdown')[:4]}"
    worked: Calculation = calculate("x / 2 s", x="3 GB")
    law: Formula = lerp_work
    yield f"{worked.short} {law.name} {show(quantity('80 GB') / quantity(2, 'TB/s'))}"


def learned(folder: Path) -> Iterable[str]:
    """Cards, plots and files."""
    deck: Deck = cards("chapter:speedup")
    note: Note = notes("chapter:speedup")[0]
    yield f"{deck[0].front == note.front} {card_names()[0]}"
    sitting: Sitting = drill("latency", count=1, progress=str(folder / "drill.json"))
    yield sitting.asked[0].text
    drawn: Plot = plot.sweep("amdahl(95%, x)", x="1..64")
    drawn.save(str(folder / "amdahl.svg"))
    new("gpu", str(folder / "mine.yaml"))
    yield f"{drawn} {slipstick.__version__}"


def refused() -> Iterable[str]:
    """What cannot be answered."""
    errors: tuple[type[SlipstickError], ...] = (SlipstickError, UsageError, DimensionError, SpecError)
    for text in ("1 KB", "1 s + 1 B"):
        try:
            calculate(text)
        except errors as error:
            yield str(error)
