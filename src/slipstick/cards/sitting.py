"""One sitting of the drill: which questions are asked, and what is said to each answer."""

from datetime import datetime
from random import Random
from typing import Any

from ..errors import UsageError
from ..markup import table
from ..words import counted
from .grading import SAID, Grade, grade
from .progress import Progress, now, require
from .prompts import Prompt, Solution, prompts, solve


class Sitting:
    """A sitting. asked: its questions, the due ones first, then new ones; ``str()`` of it lists them.

    names: subjects. count: questions at most. new: new ones at most. seed: for the order of the new ones.
    """

    def __init__(self, progress: Progress, names: tuple[str, ...], count: int, new: int, seed: int | None) -> None:
        self.progress = progress
        self.grades: list[Grade] = []
        self.asked = self._chosen(names, count, new, seed)

    def __repr__(self) -> str:
        return f"<sitting: {counted(len(self.asked), 'question')}, {len(self.grades)} answered>"

    def __str__(self) -> str:
        return "\n".join(question.text for question in self.asked) or "nothing is due"

    def _repr_html_(self) -> str:
        return table(["question"], [[question.text] for question in self.asked], repr(self)[1:-1])

    def _chosen(self, names: tuple[str, ...], count: int, new: int, seed: int | None) -> list[Prompt]:
        every, moment = prompts(names), now()
        due = [question for question in every if self.progress.due(question.key, moment)]
        due.sort(key=lambda question: self.progress.cards[question.key]["due"])
        fresh = [question for question in every if question.key not in self.progress.cards]
        Random(seed).shuffle(fresh)
        return [*due, *fresh[:new]][:count]

    def answer(self, question: Prompt, text: str, moment: datetime | None = None) -> str:
        """What is said to an answer; the question's next time is set. moment: of the answer; now for none.

        Raises UsageError, and sets nothing, for an answer that is no number of the kind asked for.
        """
        solution, moment = solve(question), moment or now()
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


def drill(
    *subjects: str,
    count: int = 10,
    new: int = 10,
    seed: int | None = None,
    reset: bool = False,
    progress: str | None = None,
) -> Sitting:
    """A sitting of the drill: numbers and estimates to guess, what was hard again sooner.

    subjects: numbers, estimates, a page of numbers, a chapter of formulas or a kernel; numbers and matmul for none.
    count, new: questions, and new ones, at most. seed: for the same order of new ones again. reset: forget before what
    was learned of these subjects. progress: the file that remembers, in the user's data folder for none.
    ``sitting.answer(sitting.asked[0], "100 ns")`` says how near it is, and when it is asked again.
    Raises UsageError for an unknown subject, SlipstickError where fsrs is not installed.
    """
    require()
    kept = Progress(progress)
    if reset:
        forget(kept, subjects)
    return Sitting(kept, subjects, count, new, seed)


def forget(progress: Progress, subjects: tuple[str, ...]) -> int:
    """Forget what was learned of some subjects; returns of how many questions. Raises UsageError for no subject."""
    if not subjects:
        raise UsageError("--reset needs the SUBJECTS to forget, such as numbers")
    return progress.forget({question.key for question in prompts(subjects)})
