"""One question of the list of questions on the way to a command."""

from ..estimates.parameter import Parameter
from ..estimates.question import Question
from .drafts import Draft
from .items import Item
from .lexicon import lexicon
from .things import Things


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
