"""A question of the list of questions, filled from the items of what was asked."""

import re

from ..estimates.costs import COSTS
from ..estimates.parameter import FLAG, Parameter
from ..estimates.question import Question
from ..units import reading
from ..units.dimensions import Dim
from .drafts import Draft
from .items import Item
from .lexicon import lexicon
from .machines import whole, written
from .things import Things

SPELT = {"within": "in"}
KERNEL = ("FLOP/s", "B/s", "s")  # what is measured of one
MEASURED = {"infer": ("token/s",), "train": ("token/s", "FLOP/s"), "fit": (), "scaling": ()}
OVER = ("link", "network", "storage", "memory")
BIG = ("B", "M", "T", "m", "b")


class Filling:
    """One question on the way to a command.

    values: of parameters, as they are typed. places: machines; links: of them.
    """

    def __init__(self, question: Question, items: list[Item], things: Things) -> None:
        self.things = things
        self.question, self.draft = question, Draft(question.name, items)
        self.known = {each.name: each for each in (*question.parameters, *question.extras)}
        self.values: dict[str, str] = {}
        self.places: list[str] = []
        self.links: list[str] = []
        self.formats: list[str] = []
        self.measured = ""
        for step in (self._given, self._named, self._words, self._things, self._shapes, self._units, self._plain,
                     self._formats, self._cues):
            step()
        self._finish()

    def _give(self, name: str, text: str, item: Item, listed: bool = False) -> bool:
        """Give a parameter its value; False where it has another one already."""
        if name in self.values and not listed:
            return False
        if text in self.values.get(name, "").split(","):
            self.draft.take(item, "")
            return True
        self.values[name] = f"{self.values[name]},{text}" if name in self.values else text
        self.draft.take(item, f"{name} {text}")
        return True

    def _given(self) -> None:
        """Values by name: m=1 n=k=2048."""
        for item in self.draft.free("given"):
            pairs = [(self._parameter((name,)), text) for name, text in item.value]
            if all(each for each, _ in pairs):
                for each, text in pairs:
                    self._give(each.name, text, item)  # type: ignore[union-attr]

    def _parameter(self, names: tuple[str, ...]) -> Parameter | None:
        """The first parameter of some names, or of their synonyms, that the question has."""
        every = [*names, *(other for name in names for other in lexicon().of(name.replace("_", " "), "name"))]
        return next((self.known[name] for name in every if name in self.known), None)

    def _named(self) -> None:
        """Numbers beside the name of a parameter: 'batch of 16', '16k context'."""
        solid = [item for item in self.draft.items if not _joins(item)]
        place = 0
        while place + 1 < len(solid):
            place += 2 if self._bound(solid[place], solid[place + 1]) else 1

    def _bound(self, one: Item, other: Item) -> bool:
        for name, number in ((one, other), (other, one)):
            names = name.targets("name")
            if not names or number.kind not in ("number", "format", "dtype") or name.first in self.draft.why:
                continue
            if number.first in self.draft.why:
                continue
            if "measured" in names and number.kind == "number" and number.value.unit:
                self.measured = number.value.text
            elif (each := self._fitting(names, number)) is None or each.name in self.values:
                continue
            else:
                self.values[each.name] = _typed(number, each)
                names = (each.name,)
            self.draft.take(name, "")
            self.draft.take(number, f"{names[0]} {self.values.get(names[0], self.measured)}")
            return True
        return False

    def _fitting(self, names: tuple[str, ...], number: Item) -> Parameter | None:
        """The parameter of some names that a number fits."""
        for name in names:
            each = self._parameter((name,))
            if each and (number.kind != "number") == (each.words is not None) and (
                number.kind != "number" or _fits(number, each.dim)
            ):
                return each
        return None

    def _words(self) -> None:
        """Phrases that are values: 'all-reduce', 'stage 2', 'with vLLM'."""
        for item in self.draft.free("phrase"):
            pairs = [*zip(item.targets("word")[::2], item.targets("word")[1::2], strict=True)]
            if all(name in self.known or name in self.question.picks for name, _ in pairs):
                for name, text in pairs:
                    self._give(name, text, item)

    def _things(self) -> None:
        """Machines, models and links."""
        if "over" in self.known:
            self._way()
        offload = "offload" in self.known and [
            item for item in self.draft.items if "offload" in item.targets("name")
        ]
        for item in self.draft.free("machine"):
            many, thing = item.value
            if offload and item.first > offload[0].first and self.places and many == 1:
                self._give("offload", thing.handle, item)
                self.draft.take(offload[0], "")
            elif self.question.placed or self.question.where:
                self.places.append(written(many, thing))
                self.draft.take(item, f"on {self.places[-1]}")
        for item in self.draft.free("thing"):
            self._thing(item, item.value.kind, item.value.handle)
        if offload and "offload" in self.values:
            self.draft.take(offload[0], "")

    def _way(self) -> None:
        """Rates and lengths of the way of what is moved: 'over 10 Gbit/s', '6000 km of fibre'."""
        for item in self.draft.free("number"):
            if _same(item.value.powers, ("B/s",)) and "over" not in self.values:
                self._give("over", item.value.text, item)
        for item in self.draft.free("number"):
            if _same(item.value.powers, ("m",)):
                self._give("then" if "over" in self.values else "over", item.value.text, item)
                for medium in self.draft.free("thing"):
                    if medium.value.kind == "network":
                        self.draft.take(medium, "")

    def _thing(self, item: Item, kind: str, handle: str) -> None:
        if kind == "model" and "model" in self.known:
            drafts = "draft" in self.known and "model" in self.values and any(
                "draft" in each.targets("name") for each in self.draft.items
            )
            self._give("draft" if drafts else "model", handle, item, listed=not drafts)
        elif kind == "dataset" and "data" in self.known:
            self._give("data", handle, item)
        elif kind in OVER and "over" in self.known:
            self._give("then" if "over" in self.values else "over", handle, item, "over" in self.values)
        elif kind in OVER and "offload" in self.known and kind in ("memory", "storage"):
            self._give("offload", handle, item)
        elif kind in ("link", "network") and self.places and self.question.placed:
            self.links.append(handle)
            self.draft.take(item, f"joined by {handle}")

    def _shapes(self) -> None:
        """Sides joined by x; of a model a size such as 13B."""
        for item in self.draft.free("shape"):
            names = [name for name in self._sides(len(item.value)) if name not in self.values]
            if len(names) == len(item.value):
                for name, text in zip(names, item.value, strict=True):
                    self._give(name, text, item)
            elif names and len(set(item.value)) == 1 and len(item.value) == 2:  # a square
                self._give(names[0], item.value[0], item)
        if "model" in self.known and "model" not in self.values:
            for item in self.draft.free("number"):
                if not item.value.unit and item.value.letter in BIG and item.value.value >= 1e6:
                    self._sized(_billions(item.value.value), item)
                    break

    def _sized(self, size: str, item: Item) -> None:
        """A model by its size alone: training takes one as it is, and else some model has it."""
        found = None if "tokens" in self.known else self.things.sized(size)
        self._give("model", found.handle if found else size, item)
        if found and found.others:
            others = ", ".join(found.others[:4])
            self.draft.notes.append(f"{size} is taken for {found.handle}; of that size there are also {others}")

    def _sides(self, count: int) -> list[str]:
        """The parameters that so many sides are of."""
        shape = [name for name in self.question.shape if self.known[name].default in (None, *self.question.shape)]
        names = [each.name for each in self.question.places if each.words is None]
        if shape:
            return self.question.shape[:] if count == len(self.question.shape) else shape[:count]  # type: ignore
        elements = [name for name in names if name == "elements"]
        return names[:count] if not elements else []

    def _units(self) -> None:
        """Numbers with a unit: each is of the one parameter of its dimension that is free."""
        for item in self.draft.free("number"):
            amount = item.value
            if not amount.unit:
                continue
            if amount.each and "latency" in self.known:
                self._give("latency", amount.text, item)
                continue
            free = [each for each in self.known.values() if each.name not in self.values and each.dim is not FLAG]
            fits = [each for each in free if each.words is None and each.dim.unit and _fits(item, each.dim)]
            must = [each for each in fits if each.default is None]
            fits = must or [each for each in fits if each.name not in NAMED_ONLY]
            if len(fits) == 1:
                self._give(fits[0].name, _typed(item, fits[0]), item)
            elif each := self._parameter(lexicon().of(amount.unit, "name")):
                if not each.dim.unit and each.words is None:
                    self._give(each.name, _typed(item, each), item)
            elif not self.measured and _same(amount.powers, MEASURED.get(self.question.name, KERNEL)):
                self.measured = amount.text
                self.draft.take(item, f"measured {amount.text}")

    def _plain(self) -> None:
        """Numbers alone are what has to be given, in order."""
        for item in self.draft.free("number"):
            if item.value.unit or not whole(item) and item.value.letter == "":
                continue
            free = [each for each in self.question.places if each.name not in self.values and each.words is None]
            needs = [each for each in free if not each.dim.unit]
            if needs:
                self._give(needs[0].name, _typed(item, needs[0]), item)

    def _formats(self) -> None:
        """Number formats: of the weights of a model, else of the arithmetic."""
        for item in self.draft.free("format", "dtype"):
            if "weights" in self.known and (item.kind == "format" or "tokens" not in self.known):
                self._give("weights", item.value, item, listed=True)
            elif item.kind == "dtype" and self.question.typed:
                self.formats.append(item.value)
                self.draft.take(item, f"dtype {item.value}")
        for item in self.draft.free("phrase"):
            for name in item.targets("format"):
                if "weights" in self.known:
                    self._give("weights", name, item, listed=True)

    def _cues(self) -> None:
        """Words that speak of this question."""
        for item in self.draft.items:
            targets = item.targets("cue")
            if self.question.name in targets:
                self.draft.score += 10 - targets.index(self.question.name)
                self.draft.take(item, self.question.name)
            elif "any" in targets or ("kernel" in targets and self.question.busy == "one"):
                self.draft.take(item, "")
            elif "compare" in targets and any("," in text for text in (*self.values.values(), ",".join(self.places))):
                self.draft.take(item, "several at once")
        if self.draft.score:
            for item in self.draft.free("phrase"):
                if item.means("fact"):
                    self.draft.take(item, "")

    def _finish(self) -> None:
        """The words of the command, and what it lacks."""
        draft, question = self.draft, self.question
        if question.placed and not self.places and not self.question.where == "":
            draft.missing += ["on"] if question.placed else []
        draft.missing += [
            each.name for each in question.parameters if each.default is None and each.name not in self.values
        ]
        if "draft" in self.values and "accepted" not in self.values:
            draft.missing.append("accepted")
        on = ",".join(dict.fromkeys(self.places))
        on = "+".join([on, *self.links]) if self.links and on else on
        draft.words = command(question, self.values, on, ",".join(self.formats), self.measured)


NAMED_ONLY = ("sector", "chunk", "checkpoint", "latency", "unique", "served", "drafted", "output", "grid")


def command(question: Question, values: dict[str, str], on: str, dtype: str, measured: str) -> list[str]:
    """The words of a command: 'matmul 4096 4096 4096 --on a100-sxm-80gb', 'run softmax rows=8192 columns=2048'."""
    places = [each.name for each in question.places]
    flags = {each.name for each in question.parameters if each.dim is FLAG} | {"energy"}
    costs = [each.name for each in COSTS]
    run = not question.command
    words = ["run", question.name] if run else [question.name]
    words += [f"{name}={values[name]}" if run else values[name] for name in places if name in values]
    where = (["--on", on] if on else []) + (["--dtype", dtype] if dtype else [])
    order = [*(each.name for each in question.parameters), *costs, *question.picks]
    options: list[str] = []
    for name in sorted((name for name in values if name not in places), key=order.index):
        option = f"--{SPELT.get(name, name).replace('_', '-')}"
        if run and name not in costs:
            words.append(f"{name}={values[name]}")
        else:
            options += [option] if name in flags else [option, values[name]]
    return words + where + options + (["--measured", measured] if measured else [])


def _joins(item: Item) -> bool:
    """Whether an item only joins a name with its number: of, is, about, at."""
    return item.means("ignored") and not item.means("name")


def _fits(item: Item, dim: Dim) -> bool:
    """Whether a number may be of a dimension."""
    amount = item.value
    if not amount.unit:
        return not dim.unit or dim.counted
    return amount.unit != "%" and bool(dim.unit) and amount.powers == reading.unit(dim.unit).powers


def _same(powers: dict[str, float], units: tuple[str, ...]) -> bool:
    return any(powers == reading.unit(unit).powers for unit in units)


def _typed(item: Item, parameter: Parameter) -> str:
    """A value as a command takes it: counts in digits, and k as it was typed."""
    if item.kind != "number":
        return str(item.value)
    amount = item.value
    if "," in amount.text:
        return str(amount.text)
    counted = parameter.dim.counted or not parameter.dim.unit
    if counted and amount.letter != "k":
        text = f"{amount.value:.15g}"
        return text if len(text.rstrip("0")) > 6 or amount.value < 1e7 else f"{amount.value:g}".replace("e+", "e")
    return re.sub(r"tok(?:en)?s?$", "", amount.text) if counted else amount.text


def _billions(value: float) -> str:
    """A size of a model as it is typed: 13B."""
    return f"{value / 1e9:.6g}B"
