"""A question as a problem has it: shares in words as percentages, names without their sign, numbers in lists."""

import re
from collections.abc import Callable, Iterator

from ..words import pattern
from .amounts import Amount
from .items import Item
from .lexicon import folded, lexicon

PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
NUMBER = r"\d[\d,]*(?:\.\d+)?"
TIMES = r"(?! *(?:h|s|hours?|days?|seconds?|years?|minutes?)\b)"
OUT_OF = r"\b(?:one|1) (?:in(?: every| each)?|of every|of each|out of(?: every)?) "
FASTER = r"times (?:as fast|as quick|faster|quicker)"


def _share(match: re.Match[str]) -> str:
    """'a fifth of', 'one in forty' as percentages; as it stands where the word counts nothing."""
    word = match["of"].casefold()
    spoken = lexicon().of(folded(word), "count")
    many = float(PARTS.get(word, 0) or (spoken[0] if spoken else word.replace(",", "") if word[0].isdigit() else 0))
    return f"{100 / many:.12g}% " if many else match[0]


def _ratio(match: re.Match[str]) -> str:
    return f"{float(match[1]) / float(match[2]):.12g}" if float(match[2]) else match[0]


RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (pattern(r"\b([A-Za-z]\w*)\s*=\s*"), r"\1 "),  # T1 = 90 s
    (pattern(r"\b(one|two|three|1|2|3) and a half\b", re.IGNORECASE), lambda m: f"{_count(m[1]) + 0.5:g}"),
    (pattern(r"\b(hundred|thousand) and ", re.IGNORECASE), r"\1 "),
    (pattern(rf"{OUT_OF}(?P<of>{NUMBER}|[a-z]+){TIMES}\b", re.IGNORECASE), _share),
    (pattern(r"\b(?:an?|one)[ -](?P<of>half|third|quarter|fourth|fifth|sixth|eighth|tenth)\b", re.IGNORECASE), _share),
    (pattern(r"\b(?P<of>half)(?= (?:of|the)\b)", re.IGNORECASE), _share),
    (pattern(r"(?<![\w/.])(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)(?![\w/])"), _ratio),  # an encoding of 128/130
    (pattern(r"\bM/M/([2-9]|\d\d+)\b"), r"M/M/m with \1 servers"),
    (pattern(rf"\b({NUMBER}|two|three|four|five|ten) {FASTER}\b", re.IGNORECASE), r"speedup of \1"),
    (pattern(rf"\b({NUMBER}) (\w+) per (?:square )?([mc]m)(?:\^?2|²)?", re.IGNORECASE), r"\2 \1/\3^2"),
    (pattern(r"\btwice as fast\b", re.IGNORECASE), "speedup of 2"),
    (pattern(r"\bsquare (milli|centi)met(?:re|er)s?\b", re.IGNORECASE), lambda m: f"{m[1][0].lower()}m^2"),
)


def _count(word: str) -> float:
    return float(word) if word.isdigit() else float(lexicon().of(word.casefold(), "count")[0])


def reworded(text: str) -> str:
    """A question with shares in words as percentages, and so on.

    >>> reworded("a fifth of the accesses, T1 = 90 s, M/M/4")
    '20%  of the accesses, T1 90 s, M/M/m with 4 servers'
    """
    for rule, put in RULES:
        text = rule.sub(put, text)
    return text


def rated(items: list[Item]) -> list[Item]:
    """The items with a plain count before 'per second' as one number, a rate of requests."""
    found: list[Item] = []
    for item in items:
        before = found[-1] if found else item
        if item.means("per") and before.kind == "number" and not before.value.unit and not before.stop:
            unit = f"request/{item.targets('per')[0]}"
            value = before.value._replace(text=f"{before.value.text}{unit}", unit=unit)
            found[-1] = before._replace(value=value, text=f"{before.text} {item.text}", last=item.last, stop=item.stop)
        else:
            found.append(item)
    return found


def lists(items: list[Item]) -> Iterator[dict[int, list[Item]]]:
    """Numbers that may be a list, by the place of the first: those in a row, and all of a unit wherever they stand."""
    rows: dict[int, list[Item]] = {}
    for place, item in enumerate(items):
        if item.kind != "number":
            continue
        before = items[place - 1] if place else item
        joined = before.kind == "number" or (before.text.casefold() in ("and", "or") and place > 1)
        row = next(reversed(rows.values()), [])
        last = row[-1] if row else item
        if joined and row and item.first - last.last <= 2 and last.value.unit in ("", item.value.unit):
            row.append(item)
        else:
            rows[item.first] = [item]
    yield {first: row for first, row in rows.items() if len(row) > 1 or "," in row[0].value.text}
    alike: dict[str, list[Item]] = {}
    for item in items:
        if item.kind == "number":
            alike.setdefault(item.value.unit if item.value.unit == "%" else str(item.value.powers), []).append(item)
    yield {row[0].first: row for row in alike.values() if len(row) > 1}


def joined(row: list[Item]) -> Item:
    """Numbers of a list as one, each with the unit that the last one has."""
    unit = row[-1].value.unit
    texts = [text.removesuffix(item.value.unit) for item in row for text in item.value.text.split(",")]
    text = ",".join(f"{each}{unit}" for each in texts)
    return row[0]._replace(value=Amount(text, row[0].value.value, unit, "", row[-1].value.end), last=row[-1].last)
