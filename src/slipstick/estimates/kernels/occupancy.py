"""occupancy: how full a kernel's blocks can make a streaming multiprocessor, and what keeps it from being fuller."""

from functools import partial
from math import inf
from typing import Any

from ...errors import SlipstickError
from ...formulas.gpu import (
    blocks_by_registers,
    blocks_by_shared_memory,
    blocks_by_threads,
    occupancy,
    resident_blocks,
    warps_per_block,
)
from ...specs.spec import Spec
from ...units import Dim
from ...units.maths import anywhere, choose
from ..estimate import Estimate
from ..outcome import Outcome, Told
from ..question import Asked, Parameter, Question
from ..telling import question_of, title_of

WARP, GRANULARITY = 32.0, 256.0  # of NVIDIA's GPUs: threads of a warp, and registers that it is given at once
RESERVED = 1024.0  # bytes that the runtime adds to each block
OLDER = ("Kepler", "Maxwell", "Pascal", "Volta", "Turing")  # before it did
THREADS, REGISTERS = (
    Dim("", "a number of threads", 1.0, 1024.0, True),
    Dim("", "a number of registers", 1.0, 255.0, True),
)
FACTS = {"most": "threads", "slots": "blocks", "file": "registers", "memory": "shared"}


def limits(part: Spec) -> dict[str, str]:
    """The paths of what a multiprocessor has, by the name that formulas use.

    Raises SlipstickError for a part whose page lacks one.
    """
    paths = {name: f"compute.{key}" for name, key in FACTS.items()}
    lacking = [path for path in paths.values() if path not in part]
    if lacking:
        raise SlipstickError(f"{part.handle} ({part.name}) has no {lacking[0]}: its occupancy cannot be worked out")
    return paths


class Occupancy(Question):
    """The question: a share, the blocks that are resident, and the resource that decides."""

    @property
    def typed(self) -> bool:
        """Registers and bytes do not depend on a number format."""
        return False

    def estimate(self, asked: Asked) -> Estimate:
        """The answer. Raises SlipstickError for a part whose page lacks what a multiprocessor has."""
        paths = limits(asked.part)
        numbers = {name: asked.part.number(path) for name, path in paths.items()}
        levers = ("registers", "shared") if anywhere(asked.values["shared"] > 0) else ("registers",)
        return Estimate("occupancy", "", partial(_model, asked, numbers), levers, partial(_told, self, asked, paths))


def runtime_bytes(part: Spec) -> float:
    """Bytes of shared memory that the runtime adds to each block."""
    return 0.0 if "architecture" in part and part.told("architecture")[2] in OLDER else RESERVED


def _model(asked: Asked, numbers: dict[str, float], run: Any, double: str) -> Outcome:
    values = asked.doubled(double).values if double else asked.values
    threads, each = values["threads"], {"threads": values["threads"], "warp": WARP}
    warps = run(warps_per_block, **each)
    file = {"file": numbers["file"], "registers": values["registers"], "granularity": GRANULARITY}
    shared = {"shared": values["shared"], "reserved": runtime_bytes(asked.part)}
    blocks = {
        "threads": run(blocks_by_threads, most=numbers["most"], threads=threads),
        "registers": run(blocks_by_registers, **each, **file),
        "shared memory": _by_memory(run, numbers["memory"], **shared),
        "places for blocks": numbers["slots"],
    }
    by_threads, by_registers, by_memory, slots = blocks.values()
    asks = {"by_threads": by_threads, "by_registers": by_registers, "by_memory": by_memory, "slots": slots}
    resident = run(resident_blocks, **asks)
    share = run(occupancy, blocks=resident, warps=warps, most=numbers["most"] / WARP)
    bound = choose([(each == resident, name) for name, each in blocks.items()], "threads")
    told = {"blocks": (resident, ""), "warps": (resident * warps, "")}
    return Outcome(share, share, share, share, bound, told)


def _by_memory(run: Any, memory: float, shared: Any, reserved: float) -> Any:
    """Blocks by their shared memory; without a limit where they take none."""
    takes = shared + reserved
    if not anywhere(takes > 0):
        return inf
    some = choose([(takes > 0, shared)], 1.0)
    return choose([(takes > 0, run(blocks_by_shared_memory, memory=memory, shared=some, reserved=reserved))], inf)


def _told(question: Question, asked: Asked, paths: dict[str, str], estimate: Estimate) -> Told:
    part = asked.part
    facts = {path: part.fact(path) for path in paths.values()}
    runtime = f", and {runtime_bytes(part):.0f} B of shared memory that the runtime adds to each block"
    assumed = f"warps of 32 threads, with registers in steps of 256{runtime if runtime_bytes(part) else ''}"
    return Told(
        question=question_of(question, asked),
        title=title_of(question, asked),
        facts=facts,
        assumptions=tuple(each for each in (assumed, asked.machine.choice) if each),
        cited=tuple(fact.source for fact in facts.values()),
        calibration={},
        describe=lambda keys: asked.known.described(part, keys),
    )


OCCUPANCY = Occupancy(
    "occupancy",
    "How much of a multiprocessor can a kernel's blocks fill?",
    (
        Parameter("threads", THREADS, "threads of a block"),
        Parameter("registers", REGISTERS, "registers of a thread", 32.0),
        Parameter("shared", Dim("B", "a size"), "shared memory of a block", 0.0),
    ),
    examples=({"threads": 192, "registers": 80},),
)
