"""sgemm: a matmul in fp32 written by hand, in the steps from a naive one to one tiled by warps.

What each step does is counted from the code of Simon Boehm's SGEMM_CUDA, kernels 1 to 6 and 10.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ...formulas.blocking import block_rounds, resident_time, sgemm_traffic, shared_traffic, unit_waits
from ...formulas.gpu import kernel_blocks
from ...formulas.kernels import matmul_work
from ...specs.spec import Spec
from ..choice import Candidates, Choice
from ..family import Family
from ..kernel import Kernel, asks, side
from .occupancy import GRANULARITY, WARP, limits, runtime_bytes

WORD = 4.0  # bytes of an element, and of a lane's word
AROUND = 34.0  # registers for addresses and counts: kernel 3 takes 37, of which a result and two operands


class Step(NamedTuple):
    """What a block does. threads: of it. tile: rows and columns of its result. depth: elements along k of a round.

    operands: that a thread holds for an element along k. reads: cycles that a warp's loads of these take, staged: those
    that a round begins with. waits: in a round. kept: whether what is loaded is kept in shared memory.
    """

    threads: int
    tile: int
    depth: int
    operands: int
    reads: int
    staged: int
    waits: int
    kept: bool = True

    def inputs(self) -> dict[str, float]:
        """What formulas take of it, by name."""
        own = {name: float(getattr(self, name)) for name in ("threads", "depth", "reads", "staged", "waits")}
        results = self.tile**2 / self.threads
        kept = 2 * self.tile * self.depth * WORD if self.kept else 0.0
        held = {"registers": results + self.operands + AROUND, "shared": kept}
        return {**own, **held, "tile_m": float(self.tile), "tile_n": float(self.tile)}


STEPS = {
    # the lanes of a warp read A in 32 lines and B in one word; a compiler unrolls the loop by four
    "naive": Step(1024, 32, 4, 2, 33, 0, 1, kept=False),
    "coalesced": Step(1024, 32, 4, 2, 2, 0, 1, kept=False),  # one word of A, one line of B
    # from shared memory; before, two loads and two stores of a line each
    "shared": Step(1024, 32, 32, 2, 2, 4, 2),
    # 8 results need one word of B and 8 of A; before, 4 lines of A, one of B, two stores
    "1d-tiled": Step(512, 64, 8, 9, 9, 7, 2),
    # 8 x 8 results need 8 words of A, of which the two of a warp meet in one bank: 16; and 8 of B in two loads of 16 B
    # a lane, where two meet in a bank: 16. Before, 4 x 4 lines of A, 4 of B, 8 stores
    "2d-tiled": Step(256, 128, 8, 16, 32, 28, 2),
    # A turned when it is stored: two loads of 16 B a lane without conflicts, 8, and 16 of B. Before, 16 lines of A, 4
    # of B, 4 stores of A where two meet, 8, and a store of 16 B a lane of B, 4
    "vectorised": Step(256, 128, 8, 16, 24, 32, 2),
    # 8 x 16 results need 6 loads of 16 B a lane without conflicts. Before, 4 x 8 lines of A, 4 x 4 of B, 16 stores of A
    # where four meet, 64, and 4 of 16 B a lane of B, 16
    "warp-tiled": Step(128, 128, 16, 24, 24, 128, 2),
}
INPUTS = (*STEPS["naive"].inputs(), "most", "slots", "file", "memory", "reserved", "units")


def variants(part: Spec, values: Mapping[str, Any], dtype: str) -> Candidates:
    """The steps, each with what a multiprocessor of the part has. Raises SlipstickError where its page lacks that."""
    has = {name: part.number(path) for name, path in limits(part).items()}
    has |= {"reserved": runtime_bytes(part), "units": part.number("compute.units")}
    return {name: {**step.inputs(), **has} for name, step in STEPS.items()}


FAMILY = Family(
    "sgemm",
    whole=resident_time,
    parameters={"compute": 0.6},
    shared={"exposed": 0.2, "wait": 300e-9},
    fixed={"launch": 0.0, "memory": 1.0},
    measured="matmuls written by hand",
)
SGEMM = Kernel(
    "sgemm",
    "How long does a matmul in fp32 take that is written by hand?",
    (
        side("m", "rows of A and of C"),
        side("n", "columns of B and of C", "m"),
        side("k", "the inner side: columns of A, rows of B", "m"),
    ),
    phases=(asks(vector=matmul_work, memory=sgemm_traffic, shared=shared_traffic),),
    family=FAMILY,
    given={"rounds": block_rounds, "waited": unit_waits, "resident": kernel_blocks},
    fixed={"batch": 1.0, "word": WORD, "warp": WARP, "granularity": GRANULARITY},
    choices={"variant": Choice(INPUTS, variants)},
    does="C = a A B + b C, each moved once from and to {memory}: what blocks read again is found in a cache; no launch",
    data="the matrices",
    examples=({"m": 4096},),
)
