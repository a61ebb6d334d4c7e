"""What a model answers, and what is told beside the numbers."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from ..records import Fields
from ..specs.spec import Fact
from ..units.show import show


class Ask(Fields):
    """How much is asked of a rate, in FLOP or B, and that rate in FLOP/s or B/s. of: the part whose rate it is.

    link: whether it is the rate of a link, and so of bytes.
    """

    of: str
    name: str
    amount: Any
    rate: Any
    link: bool = False


class Outcome(Fields):
    """What a model answers: numbers (or arrays) in coherent units.

    value, low, high, floor: expected, its range, and what the datasheet allows. bound_by: what sets the floor.
    quantities: further numbers with their coherent units, by name. asks: what is asked of each rate, by its name.
    family: whose calibration the expected value is of. errors: of a composition, how far below and above the expected
    value may lie by the families of its parts. picked: what was chosen, by choice. also: further answers. because: says
    why the answer is what it is, where what is asked does not.
    """

    value: Any
    low: Any
    high: Any
    floor: Any
    bound_by: Any
    quantities: dict[str, tuple[Any, str]]
    asks: tuple[Ask, ...] = ()
    family: str = ""
    errors: Mapping[str, tuple[Any, Any]] = MappingProxyType({})
    picked: Mapping[str, Any] = MappingProxyType({})
    also: Mapping[str, "Answer"] = MappingProxyType({})
    because: Callable[[], str] | None = None


class Answer(Fields):
    """One of the answers of an estimate: plain numbers (or arrays) in a coherent unit."""

    value: Any
    low: Any
    high: Any
    floor: Any
    unit: str

    def as_dict(self) -> dict[str, Any]:
        """The answer for a program."""
        return {**self._asdict(), "text": show(self.value, self.unit)}


class Told(Fields):
    """What is told beside the numbers.

    question: the command and its options. title: the question in words. facts: the facts used, by path. assumptions:
    in words. cited: the keys of the sources of facts and calibration. calibration: what stands behind the expected
    value. describe: title, address and day seen by key, of keys. others: the same in other number formats, by name.
    lesser: the assumptions that the first screen leaves to the whole work where it has no room for them.
    """

    question: dict[str, Any]
    title: str
    facts: dict[str, Fact]
    assumptions: tuple[str, ...]
    cited: tuple[str, ...]
    calibration: dict[str, Any]
    describe: Callable[[Iterable[str]], dict[str, dict[str, str]]]
    others: Callable[[], dict[str, Any]] = dict
    lesser: tuple[str, ...] = ()


class Placed(Fields):
    """A measurement beside an estimate. time: in seconds. text: as it was given, with the time that follows from it.

    ratio: measured over expected time. place: "in the range", "slower than the range", "faster than the range" or
    "faster than the floor". causes: what could be behind it, in words, the likeliest first.
    """

    time: float
    text: str
    ratio: float
    place: str
    causes: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Where it lies, in a sentence."""
        normal = "normal: " if self.place == "in the range" else ""
        return f"{self.text}, {self.ratio:.3g} times the expected: {normal}{self.place}"

    def as_dict(self) -> dict[str, Any]:
        """It for a program."""
        return {**self._asdict(), "causes": list(self.causes), "verdict": self.verdict}
