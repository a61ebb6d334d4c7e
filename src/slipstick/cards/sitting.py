"""One sitting of the drill: which questions are asked, and what is said to each answer."""

from datetime import datetime
from random import Random
from typing import Any

from .grading import SAID, Grade, grade
from .progress import Progress
from .prompts import Prompt, Solution, prompts, solve


class Sitting:
    """A sitting. asked: the questions still to come, the due ones first, then new ones.

    names: subjects. count: questions at most. new: new ones at most. seed: for the order of the new ones.
    """

    def __init__(self, progress: Progress, names: tuple[str, ...], count: int, new: int, seed: int | None) -> None:
        self.progress = progress
        self.grades: list[Grade] = []
        self.asked = self._chosen(names, count, new, seed)

    def _chosen(self, names: tuple[str, ...], count: int, new: int, seed: int | None) -> list[Prompt]:
        from .progress import now

        every, moment = prompts(names), now()
        due = [question for question in every if self.progress.due(question.key, moment)]
        due.sort(key=lambda question: self.progress.cards[question.key]["due"])
        fresh = [question for question in every if question.key not in self.progress.cards]
        Random(seed).shuffle(fresh)
        return [*due, *fresh[:new]][:count]

    def answer(self, question: Prompt, text: str, moment: datetime) -> str:
        """What is said to an answer; the question's next time is set.

        Raises UsageError, and sets nothing, for an answer that is no number of the kind asked for.
        """
        solution = solve(question)
        given, factor = (Grade.AGAIN, 0.0) if not text.strip() else grade(text, solution)
        due = self.progress.answered(question.key, given, moment)
        self.grades.append(given)
        said = "not known" if not text.strip() else SAID[given] + (f" ({factor:.3g} times)" if factor > 1 else "")
        return f"{said}; asked again {_when(due, moment)}\n\n{_indented(solution)}"

    def summary(self) -> dict[str, Any]:
        """How it went: how many answers of each grade."""
        counts = {each.name.lower(): self.grades.count(each) for each in reversed(Grade)}
        return {"asked": len(self.grades), **counts}


def _indented(solution: Solution) -> str:
    return "\n".join(f"  {line}".rstrip() for line in solution.told.splitlines())


def _when(due: datetime, moment: datetime) -> str:
    from ..units.show import show

    seconds = max((due - moment).total_seconds(), 1.0)
    return f"in {show(seconds, 's', digits=3)}"
