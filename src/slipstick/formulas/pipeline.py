"""Pipeline: instructions overlap in stages; stalls, branches and chains of operations keep them apart."""

from ..units import (
    CPI,
    IPC,
    Count,
    Cycles,
    Frequency,
    Instructions,
    Probability,
    Share,
    Speedup,
    Time,
    Whole,
    cycle,
    instruction,
)
from ..units.maths import highest, length, maximum, minimum, total
from .core.conditions import least
from .core.formula import formula
from .processor import cycles_time


@formula(source="buffalo-cs506-pipeline")
def pipeline_cycle(delays: list[Time], latch: Time) -> Time:
    """Shortest clock cycle of a pipeline: its slowest stage, and the register behind it.

    delays: of the logic in each stage. latch: what the register between two stages adds, clock skew included.
    Stages of 10, 8, 10, 10 and 7 ns with 1 ns each: 11 ns.

    >>> show(pipeline_cycle(["10 ns", "8 ns", "10 ns", "10 ns", "7 ns"], "1 ns"))
    '11 ns'
    """
    return highest(delays) + latch


@formula(source="buffalo-cs506-pipeline")
def pipeline_gain(delays: list[Time], latch: Time) -> Speedup:
    """Speedup of cutting a data path into stages: all its logic at once, against one cycle of the pipeline.

    delays: of the logic in each stage. latch: what the register between two stages adds. Never more than the number
    of stages. 45 ns in stages of 10, 8, 10, 10 and 7 ns, with 1 ns each: 4.1 times as fast.

    >>> show(pipeline_gain(["10 ns", "8 ns", "10 ns", "10 ns", "7 ns"], "1 ns"), digits=2)
    '4.1'
    """
    return total(delays) / pipeline_cycle(delays, latch)


@formula(source="circuitcellar-320-pipeline")
def pipeline_clock(delays: list[Time], latch: Time) -> Frequency:
    """Highest clock of a pipeline; with an instruction finished in each cycle it is also its throughput.

    delays: of the logic in each stage. latch: what the register between two stages adds. 7 + 3 ns in one stage, 10 ns
    in the next and 2 ns for a register: 83.33 MHz, against 45.45 MHz of all in one stage.

    >>> show(pipeline_clock(["10 ns", "10 ns"], "2 ns")), show(pipeline_clock(["20 ns"], "2 ns"), digits=4)
    ('83.3 MHz', '45.45 MHz')
    """
    return cycle / pipeline_cycle(delays, latch)


@formula(source="circuitcellar-320-pipeline")
def pipeline_latency(delays: list[Time], latch: Time) -> Time:
    """Time of one instruction through a pipeline: one cycle a stage, so longer than without.

    delays: of the logic in each stage. latch: what the register between two stages adds. Two stages of 10 ns with
    2 ns for a register: 24 ns, against 22 ns of all in one stage.

    >>> show(pipeline_latency(["10 ns", "10 ns"], "2 ns")), show(pipeline_latency(["20 ns"], "2 ns"))
    ('24 ns', '22 ns')
    """
    return length(delays) * pipeline_cycle(delays, latch)


@formula(source="nju-coa-pipeline")
def pipeline_time(instructions: Instructions, delays: list[Time], latch: Time) -> Time:
    """Time of a run of instructions through a pipeline without stalls: filling it, then one a cycle.

    instructions: how many, at least one. delays: of the logic in each stage. latch: what the register between two
    stages adds. 9 through six stages of a unit each: 14 units, not 54. Worked here: 1000 through stages of 150, 120,
    160 and 140 ns with 5 ns each, 1003 cycles of 165 ns.

    >>> show(pipeline_time(9, ["1 ns"] * 6, "0 ns"))
    '14 ns'
    >>> show(pipeline_time(1000, ["150 ns", "120 ns", "160 ns", "140 ns"], "5 ns"), digits=4)
    '165.5 µs'
    >>> show(pipeline_time(1, ["150 ns", "120 ns", "160 ns", "140 ns"], "5 ns"))
    '660 ns'
    """
    return (instructions / instruction - 1) * pipeline_cycle(delays, latch) + pipeline_latency(delays, latch)


@formula(source="udacity-hpca-pipelining")
def pipelining_speedup(cpi: CPI, time: Time, overhead: Time) -> Speedup:
    """Speedup of pipelining a processor that took several cycles an instruction, to one an instruction.

    cpi: before. time: of a clock cycle before. overhead: what skew and registers add to the cycle. No stalls.
    4.35 cycles of 1 ns, and 0.15 ns more a cycle: 3.78.

    >>> show(pipelining_speedup(4.35, "1 ns", "0.15 ns"))
    '3.78'
    """
    return instruction / cycle * cpi * time / (time + overhead)


@formula(source="hennessy-patterson")
def pipeline_speedup(depth: Count, stalls: CPI) -> Speedup:
    """Speedup of a pipeline over no pipeline: its depth, less what stalls take.

    depth: number of stages, balanced. stalls: cycles lost per instruction. Five stages where 14 % of the
    instructions are branches of three lost cycles: 3.5 times as fast; of one lost cycle, 4.4.

    >>> show(pipeline_speedup(5, 0.42), digits=2), show(pipeline_speedup(5, 0.14), digits=2)
    ('3.5', '4.4')
    """
    return depth / (1 + stalls * instruction / cycle)


@formula(source="hennessy-patterson")
def pipeline_cpi(ideal: CPI, structural: CPI, data: CPI, control: CPI) -> CPI:
    """Cycles per instruction of a pipeline: the ideal ones and the stalls of each kind of hazard.

    ideal: 1, or 1 over the issue width. structural: stalls per instruction for a unit that is busy. data: for an
    operand not ready. control: for the target of a branch. 14 % branches of one lost cycle: 1.14. Worked here:
    40 % loads, 30 % of them waited for, besides, 1.26; with a unit that is busy half the time 1.76.

    >>> show(pipeline_cpi(1, 0, 0, 0.14)), show(pipeline_cpi(1, 0, 0.12, 0.14)), show(pipeline_cpi(1, 0.5, 0.12, 0.14))
    ('1.14 cycle/instruction', '1.26 cycle/instruction', '1.76 cycle/instruction')
    """
    return ideal + structural + data + control


@formula(source="umass-635a-branches")
def branch_stalls(branches: Share, mispredicted: Probability, penalty: Cycles) -> CPI:
    """Cycles per instruction that branches cost: how many there are, how often they go wrong, what that costs.

    branches: share of the instructions. mispredicted: probability that one is, or is taken where nothing is
    predicted. penalty: cycles until the right instruction is fetched. 20 %, 40 % taken, 3 cycles: 0.24.

    >>> show(branch_stalls(0.2, 0.4, 3))
    '0.24 cycle/instruction'
    """
    return branches * mispredicted * penalty / instruction


@formula(source="umass-635a-branches")
def mispredict_cpi(base: CPI, branches: Share, mispredicted: Probability, penalty: Cycles) -> CPI:
    """Cycles per instruction with branches that go wrong.

    base: without them. branches: share of the instructions. mispredicted: probability that one is, or is taken
    where nothing is predicted. penalty: cycles lost each time. 20 %, 40 % taken, 3 cycles: 1.24.

    >>> show(mispredict_cpi(1, 0.2, 0.4, 3))
    '1.24 cycle/instruction'
    """
    return base + branch_stalls(branches, mispredicted, penalty)


@formula(source="udacity-hpca-predication", holds=[least("stage", 1, "fetch is 1")])
def resolution_penalty(stage: Whole) -> Cycles:
    """Cycles a mispredicted branch loses: the stages after fetch up to the one where its direction is known.

    stage: that stage's number, fetch is 1. Known in the tenth of fifteen stages: 9 cycles.

    >>> show(resolution_penalty(10))
    '9 cycle'
    """
    return (stage - 1) * cycle


@formula(source="buffalo-cs506-branch-target")
def btb_penalty(
    hits: Probability,
    mispredicted: Probability,
    penalty: Cycles,
    taken: Probability,
    taken_penalty: Cycles,
    untaken_penalty: Cycles,
) -> Cycles:
    """Cycles a branch loses on average with a branch-target buffer.

    hits: probability that it is in the buffer. mispredicted: that it then goes the other way, penalty: what that costs.
    taken: probability that a branch not in the buffer is taken. taken_penalty, untaken_penalty: what one costs that is
    taken, or not. 90 % hits of which 10 % cost 2 cycles; of the rest the 60 % that are taken cost 2: 0.30. Worked here:
    15 % cost 4, and of the rest 70 % cost 3 and 30 % cost 2: 0.81.

    >>> show(btb_penalty(0.9, 0.1, 2, 0.6, 2, 0)), show(btb_penalty(0.9, 0.15, 4, 0.7, 3, 2))
    ('0.3 cycle', '0.81 cycle')
    """
    return hits * mispredicted * penalty + (1 - hits) * (taken * taken_penalty + (1 - taken) * untaken_penalty)


@formula(source="stanford-cs149-ilp")
def issue_ipc(width: IPC, parallelism: IPC) -> IPC:
    """Instructions per cycle at most: what the processor can issue, or what the program has independent.

    width: instructions the processor issues in a cycle. parallelism: independent instructions the program has for
    each cycle. Three independent instructions keep three of four places busy; once each
    waits for the one before it, one.

    >>> show(issue_ipc(4, 3)), show(issue_ipc(4, 1)), show(issue_ipc(2, 3))
    ('3 instruction/cycle', '1 instruction/cycle', '2 instruction/cycle')
    """
    return minimum(width, parallelism)


@formula(source="fma-in-flight")
def operations_in_flight(latency: Cycles, throughput: IPC) -> Instructions:
    """Independent operations a program needs to keep pipes full: latency times throughput.

    latency: cycles from an operation to its result. throughput: operations started in a cycle, the reciprocal of
    the tables' "reciprocal throughput". Skylake's multiply-add, 4 cycles and two a cycle: 8 at any time.

    >>> show(operations_in_flight(4, 2)), show(operations_in_flight(12, 8))
    ('8 instruction', '96 instruction')
    """
    return latency * throughput


@formula(source="riyaneel-latency-throughput")
def chain_ipc(chains: Count, latency: Cycles) -> IPC:
    """Instructions per cycle of operations that wait for each other.

    chains: independent ones. latency: cycles from one operation to the next in its chain. One chain of integer
    multiplications of 3 cycles: 0.33, on a processor that can issue 6.

    >>> show(chain_ipc(1, 3)), show(chain_ipc(8, 4))
    ('0.333 instruction/cycle', '2 instruction/cycle')
    """
    return chains * instruction / latency


@formula(source="fma-in-flight")
def unrolled_ipc(throughput: IPC, chains: Count, latency: Cycles) -> IPC:
    """Instructions per cycle of a loop with several accumulators: as many as the chains or the pipes allow.

    throughput: operations the pipes start in a cycle. chains: independent accumulators. latency: of one operation.
    Multiply-adds of 4 cycles, two a cycle, are at full speed from 8 accumulators on.

    >>> [show(unrolled_ipc(2, chains, 4)) for chains in (1, 8, 16)]
    ['0.25 instruction/cycle', '2 instruction/cycle', '2 instruction/cycle']
    """
    return issue_ipc(throughput, chain_ipc(chains, latency))


@formula(source="csapp-latency-bound")
def loop_cycles(chain: Cycles, operations: Instructions, throughput: IPC) -> Cycles:
    """Cycles of one iteration of a loop: its longest chain from one iteration to the next, or its busiest units.

    chain: summed latency of the operations of which each waits for the one before, through the iteration. operations:
    those for the busiest kind of unit. throughput: of these units. A polynomial in powers: a chain of one product,
    5 cycles, two products a cycle: 5. Horner's rule: product and sum in the chain, 8 cycles. (CS:APP's Haswell.)

    >>> show(loop_cycles(5, 2, 2)), show(loop_cycles(8, 1, 2)), show(loop_cycles(5, 20, 2))
    ('5 cycle', '8 cycle', '10 cycle')
    """
    return maximum(chain, operations / throughput)


@formula(source="csapp-latency-bound")
def loop_time(iterations: Count, chain: Cycles, operations: Instructions, throughput: IPC, clock: Frequency) -> Time:
    """Time of a loop that is bound by a chain of operations or by its units, not by memory.

    iterations: of the loop. chain, operations, throughput: as for loop_cycles. clock: of the core. Horner's rule on
    a polynomial of degree 1000, 8 cycles a term, at 2 GHz: 4 µs.

    >>> show(loop_time(1000, 8, 1, 2, "2 GHz"))
    '4 µs'
    """
    return cycles_time(iterations * loop_cycles(chain, operations, throughput), clock)
