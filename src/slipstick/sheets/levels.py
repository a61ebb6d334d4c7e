"""The memory hierarchy of a machine, as far as its latencies are known."""

import re

from ..errors import SlipstickError, UsageError
from ..specs.spec import Spec
from .subject import Subject


def levels(subject: Subject) -> list[tuple[str, str]]:
    """The caches and memories of the machine whose latency is known, the nearest first, each as an expression.

    Raises SlipstickError where none is known, and UsageError where there are no caches and no memory.
    """
    part = subject.machine
    paths = [path for path in part if path.endswith(".latency") and path.split(".")[0] in ("cache", "memory")]
    if not any(path.startswith(("cache.", "memory.")) for path in part):
        raise UsageError(f"{part.handle} has no caches and no memory that this sheet could be about")
    if not paths:
        raise SlipstickError(f"{part.handle} lists no latency of its caches or memory")
    named = [_level(part, path) for path in paths]
    found = sorted((subject.answer(expression).value.value, label, expression) for label, expression in named)
    return [(label, expression) for _, label, expression in found]


def _level(part: Spec, path: str) -> tuple[str, str]:
    """A level's label, and its latency in seconds as an expression."""
    section, level, _ = path.split(".", 2)
    label = f"{level} cache" if section == "cache" or re.match(r"L\d", level) else f"{level} memory"
    expression = f"{part.handle}.{path}"
    if part.fact(path).unit == "cycle":
        label += f", {part.fact(path).text}s"
        expression += f" / {part.handle}.{'clock.boost' if 'clock.boost' in part else 'clock.base'}"
    return label, expression
