"""What follows from the facts of a page: under which path, by which formula, and from which paths its inputs are.

A fact that a page prints is taken before one that follows. :data:`FOLLOWS` is the table, and all there is to add to;
what is in it of models is in :mod:`slipstick.files.shapes`.
"""

from collections.abc import Callable

from ..formulas.core.formula import Formula
from ..records import Record
from .derivation import Derivation, Origin, Words
from .shapes import SHAPES, weights

Given = Callable[[str], float | str | None]
Made = dict[str, "Applied | None"]


class Applied(Record):
    """A derivation applied to a page: its formula, the inputs in coherent units, and the facts these rest on.

    usual: whether a page may print another value.
    """

    formula: Formula
    inputs: dict[str, float]
    facts: tuple[str, ...]
    usual: bool

    @property
    def value(self) -> float:
        """Its number in the coherent unit of the formula's result."""
        return float(self.formula.rule(**self.inputs))


def derive(path: str, given: Given) -> Applied | None:
    """What follows under a path from a page's facts; None where nothing does. A printed fact of that path is ignored.

    given: the number of a fact in coherent units, or its words; None for one the page does not have. It may be asked
    for ``kind``, and for ``memory.*.capacity``, which is the main memory's.
    """
    return _derived(path, given, {})


def _derived(path: str, given: Given, made: Made) -> Applied | None:
    """What follows under a path. made: what has been found on the way there, as several inputs rest on the same."""
    known = FOLLOWS.get(path) or weights(path)
    if known and path not in made:
        made[path] = next(filter(None, (_applied(each, given, made) for each in known)), None)
    return made.get(path)


def _applied(derivation: Derivation, given: Given, made: Made) -> Applied | None:
    path, words = derivation.when
    if path and given(path) != words:
        return None
    inputs: dict[str, float] = {}
    facts = [path] if words else []
    for name, origin in derivation.inputs.items():
        found = _found(origin, given, made)
        if found is None:
            return None
        inputs[name] = found[0]
        facts += found[1]
    return Applied(derivation.formula, inputs, tuple(dict.fromkeys(facts)), derivation.usual)


def _found(origin: Origin, given: Given, made: Made) -> tuple[float, tuple[str, ...]] | None:
    """The number of an input, from the first of where it may be from, with the facts it rests on."""
    for each in origin:
        if isinstance(each, float):
            return each, ()
        if isinstance(each, Words):
            if (said := given(each.path)) in each.numbers:
                return each.numbers[str(said)], (each.path,)
        elif (known := given(each)) is not None:
            return float(known), (each,)
        elif follows := _derived(each, given, made):
            return follows.value, follows.facts
    return None


# PCI Express by generation: the rate of one lane in B/s, and the share of it that line coding leaves.
LANES = {"1": 2.5e9 / 8, "2": 5e9 / 8, "3": 1e9, "4": 2e9, "5": 4e9, "6": 8e9, "7": 16e9}
CODING = {"1": 0.8, "2": 0.8, **dict.fromkeys("345", 128 / 130), **dict.fromkeys("67", 242 / 256)}
PRICE: Origin = ("price.launch",)
MATMUL: Origin = ("peak.bf16", "peak.fp16", "peak.fp32")
MAIN: Origin = ("memory.*.capacity",)  # with a star the main memory's
DEVICES = ("gpu", "accelerator")
GENERATION = "links.pcie.generation"


def _of_generation(numbers: dict[str, float]) -> Origin:
    """An input by the generation of a PCIe link, which may be written 5 or 5.0."""
    return (Words(GENERATION, {**numbers, **{f"{name}.0": number for name, number in numbers.items()}}),)


PCIE: dict[str, Origin] = {
    "count": ("links.pcie.count",),
    "lane": _of_generation(LANES),
    "encoding": _of_generation(CODING),
}
FOLLOWS: dict[str, tuple[Derivation, ...]] = {
    **SHAPES,
    # of the rate a matmul runs at; of a device's own memory, which is sold with it, and of a drive
    "price.per_flop": (Derivation("money.price_per_flop", {"price": PRICE, "rate": MATMUL}),),
    "price.per_byte": (
        *(Derivation("money.price_per_byte", {"price": PRICE, "capacity": MAIN}, ("kind", kind)) for kind in DEVICES),
        Derivation("money.price_per_byte", {"price": PRICE, "capacity": ("storage.capacity",)}),
    ),
    # usual: a printed one may be rounded, or the rate before coding
    "links.pcie.bandwidth": (Derivation("peaks.link_bandwidth", PCIE, usual=True),),
}
