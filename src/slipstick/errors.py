"""Errors a user can meet. Each says in one line what was wrong and what was expected."""

from collections.abc import Callable, Iterable


class SlipstickError(Exception):
    """A question that cannot be answered from the facts at hand. The command line exits with 1.

    text: its line, or what makes it: finding the nearest spelling costs more than most answers, and many an error is
    caught before anybody reads it.
    """

    exit_code = 1

    def __init__(self, text: str | Callable[[], str] = "") -> None:
        super().__init__(text)

    def __str__(self) -> str:
        if not isinstance(self.args[0], str):
            self.args = (self.args[0](),)
        return str(self.args[0])


class UsageError(SlipstickError, ValueError):
    """A question that was not understood: a wrong value, name or unit. The command line exits with 2."""

    exit_code = 2


class DimensionError(UsageError, TypeError):
    """A quantity of one dimension where another belongs."""


class SpecError(SlipstickError):
    """Facts that break a rule, each problem with its file, line and remedy."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        more = f" (and {len(self.problems) - 1} more: slipstick check)" if len(self.problems) > 1 else ""
        super().__init__(self.problems[0] + more)
