"""A question of the list of questions, filled from the items of what was asked."""

from ..estimates.parameter import Parameter
from ..estimates.question import Question
from .drafts import Draft
from .items import Item
from .lexicon import lexicon
from .named import given, named, words
from .placed import things
from .sized import formats, plain, shapes, units
from .things import Things
from .values import command

STEPS = (given, named, words, things, shapes, units, plain, formats)  # what is certain first
APART = ("collective", "move")  # are not about what a memory is or does


class Filling:
    """One question on the way to a command.

    values: of parameters, as they are typed. places: machines; links: of them.
    """

    def __init__(self, question: Question, items: list[Item], known: Things) -> None:
        self.things = known
        self.question, self.draft = question, Draft(question.name, items)
        self.known = {each.name: each for each in (*question.parameters, *question.extras)}
        self.values: dict[str, str] = {}
        self.places: list[str] = []
        self.links: list[str] = []
        self.formats: list[str] = []
        self.measured = ""
        for step in STEPS:
            step(self)
        self._cues()
        self._finish()

    def give(self, name: str, text: str, item: Item, listed: bool = False) -> bool:
        """Give a parameter its value; False where it has another one already."""
        if name in self.values and not listed:
            return False
        if text in self.values.get(name, "").split(","):
            self.draft.take(item, "")
            return True
        self.values[name] = f"{self.values[name]},{text}" if name in self.values else text
        self.draft.take(item, f"{name} {text}")
        return True

    def parameter(self, names: tuple[str, ...]) -> Parameter | None:
        """The first parameter of some names, or of their synonyms, that the question has."""
        every = [*names, *(other for name in names for other in lexicon().of(name.replace("_", " "), "name"))]
        return next((self.known[name] for name in every if name in self.known), None)

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
        if self.draft.score and self.question.name not in APART:
            for item in self.draft.free("phrase"):
                if item.means("fact"):
                    self.draft.take(item, "")

    def _finish(self) -> None:
        """The words of the command, and what it lacks."""
        draft, question = self.draft, self.question
        if question.placed and not self.places and self.question.where != "":
            draft.missing += ["on"] if question.placed else []
        draft.missing += [
            each.name for each in question.parameters if each.default is None and each.name not in self.values
        ]
        asked = {name for item in draft.items for name in item.targets("needs") if name in self.known}
        draft.missing += sorted(asked - {*self.values})
        if "draft" in self.values and "accepted" not in self.values:
            draft.missing.append("accepted")
        on = ",".join(dict.fromkeys(self.places))
        on = "+".join([on, *self.links]) if self.links and on else on
        draft.words = command(question, self.values, on, ",".join(self.formats), self.measured)
