"""When a question comes again, and the file that remembers it. fsrs, which schedules, lives here."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from ..errors import SlipstickError
from ..units.data import user_folder
from ..units.writing import write_whole
from .grading import Grade

FORMAT = 1


def default_path() -> str:
    """The file of progress in the user's data folder: ``SLIPSTICK_DATA``, or the system's usual place."""
    base = user_folder("XDG_DATA_HOME", os.path.join(".local", "share"))
    return os.path.join(os.environ.get("SLIPSTICK_DATA") or os.path.join(base, "slipstick"), "drill.json")


class Progress:
    """What was asked before and when it comes again. Each answer is written at once, whole or not at all.

    path: of the file. A damaged file is set aside under another name, which ``damaged`` says.
    """

    def __init__(self, path: str | None = None) -> None:
        self.path = path or default_path()
        self.damaged = ""
        self.cards = self._read()

    def due(self, key: str, now: datetime) -> bool:
        """Whether a question that was asked before comes again now."""
        return key in self.cards and datetime.fromisoformat(self.cards[key]["due"]) <= now

    def answered(self, key: str, grade: Grade, now: datetime) -> datetime:
        """Remember a grade; returns when the question comes again. Raises SlipstickError where it cannot be written."""
        scheduler, card_type, rating = _fsrs()
        with self._alone():
            self.cards = self._read()  # another drill may have written meanwhile
            told = self.cards.get(key)
            card = card_type.from_dict(told) if told else card_type(card_id=len(self.cards) + 1)
            card, _ = scheduler.review_card(card, rating(int(grade)), now)
            self.cards[key] = card.to_dict()
            self._write()
        return datetime.fromisoformat(self.cards[key]["due"])

    def forget(self, keys: set[str]) -> int:
        """Forget some questions; returns how many were known."""
        with self._alone():
            self.cards = self._read()
            known = keys & set(self.cards)
            for key in known:
                del self.cards[key]
            if known:
                self._write()
        return len(known)

    def _read(self) -> dict[str, Any]:
        try:
            with open(self.path, encoding="utf-8") as file:
                told = json.load(file)
            cards: dict[str, Any] = told["cards"]
            if told["format"] != FORMAT or not all(map(_sound, cards.values())):
                raise ValueError
            return cards
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise SlipstickError(f"{self.path} cannot be read: {error.strerror}") from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._set_aside()
            return {}

    def _set_aside(self) -> None:
        number = 1
        while os.path.exists(f"{self.path}.damaged-{number}"):
            number += 1
        self.damaged = f"{self.path}.damaged-{number}"
        try:
            os.replace(self.path, self.damaged)
        except OSError as error:
            raise SlipstickError(f"{self.path} is damaged, and cannot be set aside: {error.strerror}") from None

    def _write(self) -> None:
        write_whole(self.path, json.dumps({"format": FORMAT, "cards": self.cards}, indent=1).encode())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other drills out while the file is read and written, where the system can."""
        try:
            import fcntl
        except ImportError:
            yield
            return
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            lock = open(f"{self.path}.lock", "w", encoding="utf-8")  # noqa: SIM115
        except OSError as error:
            raise SlipstickError(f"{self.path} cannot be written: {error.strerror}") from None
        with lock:
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _sound(card: Any) -> bool:
    """Whether a card is whole, so that it can be asked again. Raises what its reading raises."""
    times = [datetime.fromisoformat(card[key]) for key in ("due", "last_review") if card[key]]
    numbers = [card[key] for key in ("card_id", "state", "step", "stability", "difficulty") if card[key] is not None]
    return bool(card["due"]) and all(each.tzinfo for each in times) and all(0 <= each < 1e5 for each in numbers)


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def require() -> None:
    """Raise SlipstickError, with what to install, where the scheduler is missing."""
    _fsrs()


def _fsrs() -> tuple[Any, Any, Any]:
    try:
        from fsrs import Card, Rating, Scheduler
    except ImportError:
        raise SlipstickError("the drill needs one more package: pip install 'slipstick[drill]'") from None
    return Scheduler(enable_fuzzing=False), Card, Rating
