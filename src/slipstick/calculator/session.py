"""An interactive session: one line in, one answer out, with variables, ``ans`` and completion."""

import re
from collections.abc import Callable, Iterable

from ..errors import SlipstickError
from ..specs.catalogue import catalogue
from .calculate import answers
from .tree import Node

HELP = """An expression, such as 80 GB / 2 TB/s; x = 3 GB sets a variable; ans is the last answer.
A question in words, such as: memory bandwidth of an H100.
Facts (a100.memory.HBM.bandwidth), formulas (amdahl(0.95, 64)), ranges (35%..55%), lists ([1, 2]), 'in UNIT'.
An equation with one '?' is solved. Tab completes. 'vars' lists variables, 'help NAME' explains a formula,
'quit' ends."""


class Session:
    """Answers lines. variables: what was set, by name; specs: as in ``load``.

    explain: the page of a formula by its name, for 'help NAME'. ask: the answer to a question in words, which a line of
    words that is no expression is taken for; empty where it is none.
    """

    def __init__(
        self,
        specs: str | None = None,
        explain: Callable[[str], str] = str,
        ask: Callable[[str], str] = lambda line: "",
    ) -> None:
        self.specs, self.explain, self.ask = specs, explain, ask
        self.variables: dict[str, Node] = {}
        self.shown: dict[str, str] = {}

    def answer(self, line: str) -> str:
        """What to print for a line: the answer, or what was wrong with it. Nothing is lost by an error."""
        words = line.split()
        if not words:
            return ""
        try:
            if words[0] == "help":
                return self.explain(words[1]) if words[1:] else HELP
            if words == ["vars"]:
                return "\n".join(f"{name} = {text}" for name, text in self.shown.items()) or "no variables yet"
            return self._calculated(line)
        except SlipstickError as error:
            if len(words) > 2 and (asked := self.ask(line)):
                return asked
            return "\n".join([f"error: {error}", *([picture] if (picture := getattr(error, "picture", "")) else [])])

    def _calculated(self, line: str) -> str:
        variables = dict(self.variables)
        found = list(answers(line, variables, self.specs))
        self.shown |= {each.name: each.short for each in found if each.name}
        variables["ans"] = found[-1].kept
        self.variables, self.shown["ans"] = variables, found[-1].short
        return "\n".join(each.text() for each in found)

    def completions(self, word: str) -> list[str]:
        """Every name a word could be the beginning of: variables, formulas, units, parts and their facts."""
        if "." in word:
            return self._facts(word)
        from ..formulas import formulas
        from ..units.reading import table

        names: Iterable[str] = [*self.variables, *(f"{name}(" for name in formulas()), *table().spellings]
        handles = [f"{handle}." for handle in catalogue(self.specs).words]
        return sorted({name for name in (*names, *handles) if name.startswith(word)})

    def _facts(self, word: str) -> list[str]:
        handle, _, path = word.partition(".")
        try:
            part = catalogue(self.specs).find(handle)
        except SlipstickError:
            return []
        return sorted(f"{handle}.{known}" for known in part if known.startswith(path))


def unfinished(text: str) -> bool:
    """Whether more has to come: an open bracket, or a last line that ends in a backslash or an operator."""
    opened = len(re.findall(r"[(\[]", text)) - len(re.findall(r"[)\]]", text))
    return opened > 0 or text.rstrip().endswith(("\\", "+", "*", "/", "^", "=", ","))
