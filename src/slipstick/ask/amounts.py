"""Numbers in a question: counts in words, amounts with units, money, sides joined by x, and NAME=VALUE."""

import re

from ..errors import UsageError
from ..records import Fields
from ..units import reading
from ..words import pattern, quoted
from .lexicon import folded, lexicon

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?"
SIDE = r"\d[\d_]*(?:\.\d+)?(?:k|Ki|K)?"
SIDES = pattern(rf"({SIDE})(?:(?:\s*[x×*]\s*|\s+by\s+|\s+times\s+)({SIDE}))+(?![\w.])", re.IGNORECASE)
PAIR = pattern(
    rf"({SIDE})\s*[x×*]\s*({SIDE})\s+(?:matrix\s+|one\s+)?"
    rf"(?:by|times|and|with|x|\*)\s+(?:an?\s+)?({SIDE})\s*[x×*]\s*({SIDE})(?![\w.])",
    re.IGNORECASE,
)
POWER = pattern(rf"({SIDE})\s*(cubed|cube|squared|square|\^\s*[23]|\*\*\s*[23]|³|²)(?!\w)", re.IGNORECASE)
GIVEN = pattern(r"((?:[A-Za-z][\w-]*\s*=\s*)+)([^\s=,?;]+)")
LISTED = pattern(  # closed up, or of three or more
    r"(?:\d+k?(?:,\d+k?)*,(?!\d{3}(?!\d))\d+k?(?:,\d+k?)*|\d+k?(?:(?:,| and| or|, and|, or) \d+k?){2,})(?![\w.])"
)
ENDS = r"(\d[\d_]*(?:\.\d+)?\s*(?:[kKMG]i?B?\b)?)"
RANGED = pattern(  # from 1 to 64 in powers of two: what says so may stand behind, and is an item of its own
    rf"{ENDS}\s*(?:to|through|up to|\.\.)\s*{ENDS}(?:"
    r",?\s*(?:in )?steps of (?P<step>\d+k?)(?P<times>x)?"
    r"|(?=[a-z ,]*\b(?:(?P<by>doubling|quadrupling|tripling)|(?:in )?powers of (?:two|2))\b))",
    re.IGNORECASE,
)
SIZES = ("B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB")
FACTORS = {"doubling": "*2", "tripling": "*3", "quadrupling": "*4"}
COUNTED = pattern(rf"(~?)({NUMBER})")
LETTER = pattern(r"(Ki|Mi|Gi|Ti|[kKMGTBbm])(?![A-Za-z0-9/²³])")
LETTERS = {"k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "G": 1e9, "B": 1e9, "b": 1e9, "T": 1e12}
LETTERS |= {"Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40}
UNIT = pattern(r"[A-Za-zµμ°%$€][A-Za-zµμ°0-9_]*(?:[*/^-][A-Za-z0-9]+)*")
WORDED = "bn"  # the letter of a count of billions in words
MILLIONS = pattern(
    r"\s*(?:/|\b(?:per|a|for a|for every)\b)\s*(?:1\s*)?(?:million|M|mil)\b(?:\s*(?:(?:in|out)put )?tok(?:en)?s?\b)?",
    re.IGNORECASE,
)
EACH = " each"  # after a unit of time: of one token
PERCENT = ("%", "percent", "per cent", "pct")
SHORT = 3  # letters of a unit whose case counts
SPOKEN = pattern(r"[\s-]*([A-Za-z]+)")
HALF = pattern(r"half an?\b", re.IGNORECASE)
ARTICLE = pattern(r"an?\s+(?=[A-Za-z])", re.IGNORECASE)
PER = pattern(r"\s*(?:/|\bper\b|\bevery\b|\beach\b|\ban?\b)\s*", re.IGNORECASE)


class Amount(Fields):
    """A number as it was asked.

    text: as a command takes it. value: the number before its unit. unit: of it, empty for a plain count. letter: the
    letter of its count, as B in 7B. end: where it ends in the question. each: of what it is a time, as of a token.
    """

    text: str
    value: float
    unit: str
    letter: str
    end: int
    each: str = ""

    @property
    def powers(self) -> dict[str, float]:
        """The root units of its unit."""
        return reading.unit(self.unit).powers if self.unit and self.unit != "%" else {}


def sides(text: str, start: int) -> tuple[list[str], int] | None:
    """The sides of a shape that begins there, and where it ends.

    >>> sides("4096x4096 by 1k?", 0), sides("2048 cubed", 0)
    ((['4096', '4096', '1k'], 15), (['2048', '2048', '2048'], 10))
    """
    pair = PAIR.match(text, start)
    if pair and pair[2] != pair[3] and re.search(r"\b(?:by|times|and|with)\b", pair[0]):
        raise UsageError(f"{quoted(pair[0])}: a matrix of {pair[2]} columns times one of {pair[3]} rows is none")
    if pair and pair[2] == pair[3]:
        return [pair[1], pair[4], pair[2]], pair.end()
    if match := SIDES.match(text, start):
        return re.findall(SIDE, re.sub(r"(?i)\s*(?:[x×*]|\bby\b|\btimes\b)\s*", " ", match[0])), match.end()
    if match := POWER.match(text, start):
        power = 3 if match[2].casefold() in ("cubed", "cube", "³") or match[2].endswith("3") else 2
        return [match[1]] * power, match.end()
    return None


def given(text: str, start: int) -> tuple[list[tuple[str, str]], int] | None:
    """Values by name that begin there, of 'n=k=2048' two; and where they end."""
    match = GIVEN.match(text, start)
    if not match:
        return None
    names = [name.strip().casefold().replace("-", "_") for name in match[1].split("=")[:-1]]
    return [(name, match[2].rstrip(".")) for name in names], match.end()


def amount(text: str, start: int) -> Amount | None:
    """The amount that begins there. Raises UsageError for one in a unit that means two things.

    >>> amount("2 TB/s of", 0)[:3], amount("$2.50 an hour", 0)[:3], amount("6T tokens", 0)[:3]
    (('2TB/s', 2.0, 'TB/s'), ('2.5USD/h', 2.5, 'USD/h'), ('6000000000000token', 6000000000000.0, 'token'))
    """
    first = text[start : start + 1]
    if first.isdigit() and (ranged := RANGED.match(text, start)):
        return _ranged(ranged)
    if first.isdigit() and (listed := LISTED.match(text, start)):
        texts = re.sub(r"(?:,| and| or|, and|, or) ", ",", listed[0])
        unit, end = _unit(text, listed.end())
        unit = unit if unit in SIZES else ""
        every = ",".join(f"{each}{unit}" for each in texts.split(","))
        return Amount(every, 1.0, unit, "", end if unit else listed.end())
    money = first == "$"
    match = COUNTED.match(text, start + money) if money or first in "~." or first.isdigit() else None
    if match:
        value, end, typed = float(match[2].replace(",", "").replace("_", "")), match.end(), match[2].replace(",", "")
    else:
        spoken = None if money else _spelled(text, start)
        if spoken is None:
            return None
        value, end = spoken
        typed = f"{value:.15g}"
    value, typed, letter, end = _scaled(text, value, typed, end)
    unit, end = _money(text, end) if money else _unit(text, end)
    if unit is None:
        return None
    each = "token" if unit.endswith(EACH) else ""
    unit = unit.removesuffix(EACH)
    return Amount(_text(typed, value, unit), value, unit, letter, end, each)


def _ranged(match: re.Match[str]) -> Amount:
    """A range of values, with the factor or the step between them."""
    first, last = (re.sub(r"\s", "", each) for each in match.group(1, 2))
    step = ("*" if match["times"] else "+") + (match["step"] or "")
    by = step if match["step"] else FACTORS.get((match["by"] or "doubling").casefold(), "*2")
    unit = reading_of(last)
    return Amount(f"{first}..{last}{by}", 1.0, unit, "", match.end())


def reading_of(text: str) -> str:
    """The unit at the end of a number; empty where it is a plain one, also in thousands."""
    unit = text.lstrip("0123456789._")
    return unit if unit.endswith("B") else ""


def _text(typed: str, value: float, unit: str) -> str:
    """An amount as a command takes it."""
    if unit.startswith("1/"):
        return f"{typed}{unit[1:]}"
    if unit and typed.replace(".", "").isdigit():
        return f"{float(typed):.15g}{unit}"
    return f"{typed or f'{value:.15g}'}{unit}"


def _spelled(text: str, start: int) -> tuple[float, int] | None:
    """A number in words that begins there, and where it ends: 'sixty-four', 'two hundred', 'half a', 'a million'.

    >>> _spelled("two hundred gigabytes", 0), _spelled("half a terabyte", 0), _spelled("a matmul", 0)
    ((200.0, 11), (0.5, 6), None)
    """
    if text[start : start + 1] in "hH" and (half := HALF.match(text, start)):
        return 0.5, half.end()
    found, end, article = 0.0, start, ARTICLE.match(text, start) if text[start : start + 1] in "aA" else None
    place = article.end() if article else start
    while word := SPOKEN.match(text, place):
        value = lexicon().of(folded(word[1]), "count")
        if not value or (found and float(value[0]) < 100 and not (found % 10 == 0 and float(value[0]) < 10)):
            break
        found = (found or 1.0) * float(value[0]) if float(value[0]) >= 100 else found + float(value[0])
        end = place = word.end()
    if found and not article:
        return found, end
    scale = SPOKEN.match(text, article.end()) if article else None
    many = scale and (lexicon().of(folded(scale[1]), "scale") or lexicon().of(folded(scale[1]), "dozen"))
    return (1.0, article.end()) if article and many else None


def _scaled(text: str, value: float, typed: str, end: int) -> tuple[float, str, str, int]:
    """A number with the letter or the word of its count: typed is kept where a command reads it as it stands."""
    letter = LETTER.match(text, end)
    if letter and letter[0] != "m":
        if letter[0] in ("k", "K"):
            return value * 1e3, f"{typed}k", "k", letter.end()
        return value * LETTERS[letter[0]], "", letter[0], letter.end()
    word = SPOKEN.match(text, end)
    scale = lexicon().of(folded(word[1]), "scale") if word else ()
    if word and scale:
        return value * float(scale[0]), "", WORDED if scale[1:2] == ("B",) else "".join(scale[1:2]), word.end()
    return value, typed, "", end


def _money(text: str, end: int) -> tuple[str | None, int]:
    """The unit of what stands after a sign of money."""
    if millions := MILLIONS.match(text, end):
        return "USD/Mtoken", millions.end()
    below = _below(text, end)
    return (f"USD/{below[0]}", below[1]) if below else ("USD", end)


def _unit(text: str, end: int) -> tuple[str | None, int]:
    """The unit after a number, and where it ends; empty where none follows."""
    number = end
    start = re.compile(r"[\s-]*").match(text, end).end()  # type: ignore[union-attr]
    found = _word(text, start)
    if not found:
        area = _below(text, end) if text[end : end + 1] == "/" else None
        return (f"1/{area[0]}", area[1]) if area and area[0].endswith("m^2") else ("", end)
    unit, end = found
    if "/" not in unit and (below := _below(text, end)):
        each = below[0] == "token" and reading.is_time(unit)  # so long for a token is a time
        return unit + EACH if each else f"{unit}/{below[0]}", below[1]
    if unit == "request":  # a count of them is plain, and the word a name
        return "", number
    return unit, end


def _word(text: str, start: int) -> tuple[str, int] | None:
    """The unit that begins there: by the table of units, or in words; the longest phrase first."""
    words = re.compile(r"[A-Za-zµμ°%$²³][A-Za-z0-9µμ°%$/²³^]*(?:[ -][A-Za-z/]+){0,3}").match(text, start)
    if not words:
        return None
    phrase = words[0]
    while phrase:
        if (unit := _known(phrase)) and not text[start + len(phrase) :][:1].isalnum():
            return unit, start + len(phrase)
        phrase = re.sub(r"(?:^|[ -])[^ -]*$", "", phrase)
    return None


def _known(phrase: str) -> str:
    """A unit as the house spells it; empty for another word."""
    if phrase.casefold() in PERCENT:
        return "%"
    phrase = phrase.replace("µ", "u").replace("μ", "u")
    spoken = lexicon().of(folded(phrase), "unit")
    if spoken and len(phrase) > SHORT:
        return spoken[0]
    if " " not in phrase:
        try:
            reading.unit(phrase)
            return phrase
        except UsageError:
            pass
    return spoken[0] if spoken else ""


def _below(text: str, end: int) -> tuple[str, int] | None:
    """The unit below a line that follows: 'per hour', '/GPU-hour', 'a day'."""
    per = PER.match(text, end)
    if not per:
        return None
    busy = re.compile(r"(?:gpu|device|card|chip|accelerator|instance)s?[\s-]*(?:/|per)?[\s-]*", re.IGNORECASE)
    skip = busy.match(text, per.end())
    found = _word(text, skip.end() if skip else per.end())
    return found if found and found[0] != "%" else None


def unit_alone(text: str, start: int) -> tuple[str, int] | None:
    """A unit without a number that begins there, and where it ends."""
    found = _word(text, start)
    if found and "/" not in found[0] and (below := _below(text, found[1])):
        return f"{found[0]}/{below[0]}", below[1]
    return found
