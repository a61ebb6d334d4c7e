"""What the hostile tool asks by the grammar of each command: expressions, questions, formulas, pages, settings."""

from collections.abc import Sequence
from functools import cache
from random import Random

from slipstick.estimates import questions, shelf
from slipstick.estimates.parameter import FLAG, Parameter
from slipstick.estimates.question import Question
from slipstick.formulas import formulas
from slipstick.formulas.core.formula import Formula
from slipstick.reference.search import numbers
from slipstick.sheets.library import sheet_titles
from slipstick.specs.catalogue import catalogue
from slipstick.units import Dim

Input = tuple[list[str], dict[str, bytes]]


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


NUMBERS = words(
    """0 1 -1 2 3 7 0.5 1e300 1e-300 -1e300 1e308 1e999 nan inf NaN infinity 100000 1000000 1_000 0x400 0xFFFFFFFFFFFF
    12345678901234567890123 1e12 1e13 4k 10M 7B 1Ki 1T 50% -10% 0.1% 1h30m 2d4h 1m30s .5 5. 1e-15 9007199254740993"""
)
UNITS = words(
    """GB GiB kB bit Gbit/s GB/s TB/s MB/s s ms us ns h day month FLOP TFLOP/s TOP/s cycle GHz token token/s request m
    request/s IOPS USD USD/h USD/kWh W kWh J degC K V A mm^2 1/cm^2 MT/s instruction GB-month % B/s FIT 1/year"""
)
NAMES = words("x y s h B GB M n lambda pi e request day token x1 foo in to per")
CALLED = words("sqrt abs log log2 exp floor ceil round min max sum mean product sin")
SIGNS = ["+", "-", "*", "/", "^", "**", "×", "÷", " ", " per ", "%", ",", "..", "=", "->", " in ", "\n", ";", "-- "]
TOLD = {
    "model": words("llama-3.1-8b deepseek-v3 mixtral-8x7b 7B 30B 0.5T 0B 1e30B x"),
    "op": words("all-reduce all-gather reduce-scatter all-to-all broadcast send AllReduce x"),
    "weights": words("q4_k_m int8 int4 nf4 fp8 bf16 x"),
    "cache": words("fp8 int8 q4_0 fp16 x"),
    "runtime": words("vllm llama.cpp trtllm ollama x"),
    "offload": words("ddr5-5600 xeon-8480plus pcie-4 a100 x"),
    "draft": words("llama-3.2-1b qwen2.5-0.5b deepseek-v3 1B 0B x"),
    "recompute": words("full selective none x"),
    "zero": words("0 1 2 3 4"),
    "library": words("megatron-lm litgpt maxtext cublas torch.sdpa x"),
    "data": words("massivetext c4 fineweb redpajama-v2 x"),
    "threads": words("1 2 4 16 64 1000 0 -1 0.5 all x"),
    "level": words("warm L1 L2 L3 memory HBM x"),
    "numa": words("local remote 1 x"),
    "clock": words("base boost highest 2.5GHz 0GHz 1e300GHz x"),
    "over": words("pcie-5 nvlink-4 h100-sxm.memory ssd-samsung-990-pro 10gbe a100 x"),
    "then": words("pcie-5 10gbe dgx-h100 ssd-samsung-990-pro,10gbe x"),
}
MACHINES = words("a100 8xh100 64xh100 1024xh100 4xdgx-h100 rtx-4090 64xtpu-v4 m3-max a100,h100 99999xh100 0xa100")
COLUMNS = words("1 0 -5 7 40 80 1000 1e9 x")
STEPS = 3  # how deep an expression is nested
KERNEL = b"""from slipstick import Kernel, asks, formula, side
from slipstick.units import FLOP, Count, Size, Work

@formula(source="stream-write-allocate")
def triad_work(n: Count) -> Work:
    return 2 * FLOP * n

@formula(source="stream-write-allocate")
def triad_traffic(n: Count, width: Size) -> Size:
    return 3 * width * n

PHASE, N = asks(vector=triad_work, memory=triad_traffic), side("n", "elements of each array")
TRIAD = Kernel("triad", "How long does a triad take?", (N,), phases=(PHASE,), examples=({"n": 10**9},))
"""


@cache
def parts() -> list[str]:
    """The handle of every part, model and dataset, and the path of every number."""
    known = catalogue()
    return [*sorted(set(known.words.values())), *(number.path for number in numbers())]


def expression(random: Random, depth: int = STEPS) -> str:
    """An expression of the calculator, mostly one that can be read."""
    if depth == 0 or random.random() < 0.2:
        return random.choice((_literal, _literal, _literal, _name))(random)
    inner = [expression(random, depth - 1) for _ in range(3)]
    formula = random.choice([*formulas().values()])
    return random.choice(
        (
            f"({inner[0]})",
            f"-{inner[0]}",
            f"{inner[0]} {random.choice('+-*/')} {inner[1]}",
            f"{inner[0]}{random.choice(SIGNS)}{inner[1]}",
            f"{_literal(random)}..{_literal(random)}",
            f"({inner[0]})^{random.choice((0, 2, 3, 0.5, -1, 9))}",
            f"({inner[0]}) {random.choice(UNITS)}",
            f"{random.choice(CALLED)}({', '.join(inner[: random.randrange(1, 4)])})",
            f"[{', '.join(inner[: random.randrange(4)])}]",
            f"{formula.name}({', '.join(argument(random, dim) for dim in formula.parameters.values())})",
        )
    )


def _literal(random: Random) -> str:
    return random.choice(NUMBERS) + random.choice(("", "", " ", " ")) + random.choice(("", "", *UNITS))


def _name(random: Random) -> str:
    part = random.choice(parts())
    return random.choice((*NAMES, "?", part, f"{part}.peak.bf16", f"{part}.price", f"{part}.memory.bandwidth"))


def argument(random: Random, dim: Dim) -> str:
    """An argument of a formula: of its dimension or none, extreme or usual, a list, a range or nothing."""
    if dim.many:
        return f"[{', '.join(argument(random, dim._replace(many=False)) for _ in range(random.randrange(4)))}]"
    unit = random.choice((dim.unit, dim.unit, dim.unit, "", random.choice(UNITS)))
    number = random.choice((*NUMBERS, "0.3", "5", "20", "1000"))
    return random.choice((f"{number} {unit}",) * 6 + (f"{number}..{random.choice(NUMBERS)} {unit}", "[1, 2]", "?", "x"))


def calculation(random: Random) -> Input:
    """One or more statements of the calculator, perhaps with an equation or a unit asked for."""
    sides = [expression(random) for _ in range(random.choice((1, 1, 2, 3)))]
    text = random.choice(("; ", "; ", " = ", "\n")).join(sides)
    set_first = random.choice(("", "", "x = 5; ", "x = 2..3; y = 4 GB; ", "s = 3; ", "x = [1, 2]; "))
    asked = random.choice(("", "", f" in {random.choice(UNITS)}", f" -> {random.choice(UNITS)}"))
    return ["calc", *_some(random, "--explain", "--short", "--json", "--digits=17"), set_first + text + asked], {}


def formula(random: Random) -> Input:
    """A formula by name, with arguments of all sizes; or solved for one of them."""
    asked: Formula = random.choice([*formulas().values()])
    given = {name: argument(random, dim) for name, dim in asked.parameters.items()}
    if random.random() < 0.5:
        given |= {random.choice([*given]): "?", "result": argument(random, asked.result)}
    words = [f"{name}={value}" for name, value in given.items() if random.random() < 0.95]
    return ["formula", asked.name, *words, *_some(random, "--json", "--explain", "--csv")], {}


def kernel(random: Random) -> Input:
    """A kernel with values of all sizes."""
    question = questions.find(random.choice(shelf.every()))
    usual = [name for each in question.examples for name in each.items()]
    values = dict(random.sample(usual, len(usual))) | {
        each.name: random.choice((*NUMBERS, "64", "4096", "1..64", f"3 {each.dim.unit}"))
        for each in question.parameters
        if random.random() < 0.6
    }
    values |= picked(random, question)
    on = random.choice((*parts(), "a100", "8xh100", "a100,h100", "0xa100", "99999xh100"))
    words = [f"{name}={value}" for name, value in values.items()]
    verb = random.choice((["run", question.name], ["run", question.name], ["plot", "sweep", question.name]))
    return [*verb, *words, "--on", on, *_some(random, "--json", "--explain", "--dtype=fp8", "--dtype=fp64")], {}


def question(random: Random) -> Input:
    """A question that has a command of its own, put as one: about any model or part, with options of all sizes."""
    asked = questions.find(random.choice([name for name in shelf.every() if questions.find(name).command]))
    usual = dict(random.choice(asked.examples))
    often = random.choice((0.0, 0.1, 0.1, 0.4))
    given = usual | {each.name: _value(random, each) for each in asked.parameters if random.random() < often}
    must = [str(given.pop(each.name)) for each in asked.places if each.name in given]
    alone = {each.name for each in asked.parameters if each.dim is FLAG or (each.alone and random.random() < 0.5)}
    options = [f"--{name.replace('_', '-')}" + f"={value}" * (name not in alone) for name, value in given.items()]
    options += [f"--{name}={value}" for name, value in picked(random, asked).items()]
    often = 0.9 if asked.placed or asked.typed else 0.1
    on = ["--on", random.choice((*MACHINES, *MACHINES, random.choice(parts())))] * (random.random() < often)
    forms = _some(random, "--json", "--explain", "--csv", "--short", *["--dtype=fp8"] * asked.typed)
    return [asked.name, *must, *options, *on, *forms], {}


def picked(random: Random, asked: Question) -> dict[str, str]:
    """Some of what a question lets be picked, such as threads: a usual word, or any."""
    often = random.choice((0.0, 0.1, 0.4))
    return {name: _word(random, name) for name in asked.picks if random.random() < often}


def _word(random: Random, name: str, usual: Sequence[str] = ()) -> str:
    return random.choice((*TOLD.get(name, usual or NUMBERS) * 2, *usual, random.choice(parts())))


def _value(random: Random, parameter: Parameter) -> str:
    """A value of a parameter: a usual one, an extreme one, some or a range of them; of a word, any word."""
    if parameter.words is not None:
        return _word(random, parameter.name, parameter.words)
    number = random.choice(random.choice((NUMBERS, ("1", "2", "4", "8", "64", "4096", "1..8*2", "1..64", "1,2,4"))))
    unit = parameter.dim.unit
    return number + random.choice((unit, unit, unit, "", random.choice(UNITS)))


def page(random: Random) -> Input:
    """A sheet, a plot, cards, a drill or a list, of what there is."""
    part, other, sheet = random.choice(parts()), random.choice(parts()), random.choice([*sheet_titles()])
    form = _some(random, "--csv", "--markdown", "--html", "--human", "--json", "--latex")
    text = expression(random, 2)
    lines = (
        ["sheet", sheet, *form],
        ["sheet", sheet, "--on", part, *form],
        ["sheet", "compare", part, other, *form],
        ["plot", "ladder", sheet, *_some(random, "--on", part)],
        ["plot", "roofline", part, other, *_some(random, "--dtype=fp8", "--matmul=4096", "--matmul=0x1x1")],
        ["plot", "sweep", text, f"x={random.choice(NUMBERS)}..{random.choice(NUMBERS)}"],
        ["drill", random.choice((part, sheet, "numbers", "matmul")), "--list", "--count", random.choice(COLUMNS)],
        ["compare", part, other, *form],
        ["show", f"{part}.{random.choice(('peak', 'memory', 'x', '*', 'price'))}", *form],
        ["number", part, *form],
        ["list", random.choice(("gpu", "cpu", part)), "--sort", random.choice(("price", "peak.bf16", "x", "-tdp"))],
        ["cards", sheet, f"numbers:{part}"],
    )
    return list(random.choice(lines)), {}


def environment(random: Random) -> Input:
    """A command under variables of the environment of all kinds, with a kernel of one's own that may be damaged."""
    data = bytearray(KERNEL)
    for _ in range(random.randrange(3)):
        at = random.randrange(len(data))
        data[at : at + random.choice((0, 1, 5))] = random.choice((b"", b"\x00", b"(", b"\xff", b"?", b"x", b" ", b"3"))
    where = ("", "/nowhere", "spec.yaml", ".", "kernels", "/dev/null", "\udcff", "a" * 300, "~")
    names = random.sample(("SLIPSTICK_SPECS", "SLIPSTICK_KERNELS", "SLIPSTICK_DATA", "XDG_CONFIG_HOME", "HOME"), 2)
    set_to = [f"{name}={random.choice(where)}" for name in names]
    asked = (
        ["run", "triad", "n=1e9", "--on", "a100"],
        ["run"],
        ["list", "gpu"],
        ["show", random.choice(parts())],
        ["drill", "latency", "--list", "--count", "1"],
        ["calc", "a100.peak.bf16"],
        ["sheet", "latency"],
        ["matmul", "8", "8", "8", "--on", "a100"],
    )
    shell = [f"COLUMNS={random.choice(COLUMNS)}", f"NO_COLOR={random.choice('01')}"]
    kernels = "SLIPSTICK_KERNELS=kernels"
    return [*random.choice(([kernels], set_to, shell)), *random.choice(asked)], {"kernels/triad.py": bytes(data)}


def _some(random: Random, *options: str) -> list[str]:
    return [option for option in options if random.random() < 0.2]
