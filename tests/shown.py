"""One of everything that a notebook shows, by what it is."""

import slipstick
from slipstick.estimates.answers import ask
from slipstick.estimates.questions import find
from slipstick.formulas.roofline import ridge


def many():
    return ask(find("matmul"), {"m": "1,4096", "n": 4096, "k": 4096}, "a100,h100")


SHOWN = {
    "estimate": lambda: slipstick.matmul(4096, 4096, 4096, on="a100"),
    "memory": lambda: slipstick.fit("llama-3.1-8b", on="h100"),
    "answers": many,
    "sweep": lambda: slipstick.sweep("matmul", m="1,4096", n=4096, k=4096, on="a100"),
    "sheet": lambda: slipstick.sheet("latency"),
    "compared": lambda: slipstick.sheet("compare", "a100", "h100"),
    "calculation": lambda: slipstick.calculate("amdahl(90%..95%, 64)"),
    "equation": lambda: slipstick.calculate("2 * 4096^3 FLOP / ? = 441 us"),
    "number": lambda: slipstick.numbers("l2 latency")[0],
    "numbers": lambda: slipstick.numbers("l2 latency"),
    "formula": lambda: ridge,
    "comparison": lambda: slipstick.compare("a100", "h100"),
    "list": lambda: slipstick.select("gpu", where="vendor = AMD"),
    "spec": lambda: slipstick.load("t4"),
    "asked": lambda: slipstick.ask("how long does a 4096 cubed matmul take on an A100"),
    "fact": lambda: slipstick.ask("memory bandwidth of an H100"),
}
