"""What to write in place of a unit that is unknown: of the same dimension, and with each meaning it could have."""

import math
import re
from collections.abc import Iterable
from itertools import product

from ..words import did_you_mean, pattern
from .table import SYMBOLS, known, size_and_powers, split, table

SPEED = pattern(r"(.*?)(?:p[sS]|PS)")  # 'Gbps'
BITS = pattern(r"([kKmMgGtTpPeE])(i?)([bB])(?:its?|ITS?)?")
CELSIUS = ("c", "celsius", "centigrade", "degrees", "deg", "degree_celsius")
SUCH = "expected a unit such as s, B, bit, FLOP, OP, cycle, token, request, J, W, V, A, m, K or USD"
WORK = pattern(r"([kKmMgGtTpPeE]?)((?:fl)?ops?(?:/s)?)", re.IGNORECASE)
SCALES = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E"}
SPELLED = pattern(rf"({'|'.join(SCALES)})((?:fl)?ops?)", re.IGNORECASE)
POWERED = pattern(r"(.+?)([23²³])")
UNCOUNTED = "is counted without a unit: leave it out"
MEANT = {  # what people write: what to write here
    **{"hr": "h", "hrs": "h", "mins": "min", "secs": "s", "yr": "year", "yrs": "year", "wk": "week", "wks": "week"},
    **{"nsecs": "ns", "usecs": "us", "msecs": "ms", "amps": "A", "amp": "A", "celsius": "degC"},
    **dict.fromkeys(("inst", "insts", "instr", "insn"), "instruction"),
    **dict.fromkeys(("clk", "clks", "clock", "clocks"), "cycle"),
    **{"toks": "token", "req": "request", "reqs": "request"},
    **{"mips": "1e6 instruction/s for one", "gips": "1e9 instruction/s for one", "ipc": "instruction/cycle"},
    **{"tps": "token/s, or request/s for transactions", "pps": "1/s for packets", "fps": "1/s for frames"},
    **dict.fromkeys(("eur", "gbp", "jpy", "cent", "cents", "dollar", "dollars"), "USD: other money is not converted"),
    **{
        "mod": "x - y * floor(x / y) for a remainder",
        "ppm": "a number such as 3e-6",
        "mah": "mA*h",
        "va": "V*A",
        "db": "decibel_ratio(3) for 3 dB",
        "inch": "2.54 cm",
        "inches": "2.54 cm",
    },
    **dict.fromkeys(("percent", "pct"), "%"),
    **dict.fromkeys(("degf", "°f", "fahrenheit"), "degC or K: degrees Fahrenheit are not read"),
}
THINGS = frozenset(
    f"{one}{s}" for one in ("gpu", "cpu", "chip", "core", "node", "device", "param", "user") for s in ("", "s")
)


def remedy(word: str, rate: bool = False, otherwise: str = SUCH) -> str:
    """The remedy for an unknown unit: what it could mean, its letters in another case, or the nearest.

    rate: whether '/s' follows it, so that only rates are named. otherwise: said of a word that is like no unit.

    >>> remedy("mbps"), remedy("kb")
    ('write Mbit/s (10^6 bit/s) or MB/s (10^6 B/s)', 'write kbit (1000 bit) or kB (1000 B) or KiB (1024 B)')
    """
    if said := _meant(word):
        return said
    speed = SPEED.fullmatch(word)
    for stem, per in ((word, "/s" * rate), *(((speed[1], "/s"),) if speed else ())):
        if meant := [each for each in _sizes(stem) if not per or "i" not in each[1:2] or {"i", "B"} & {*stem}]:
            return _write([f"{each}{per} ({_meaning(each)}{per})" for each in meant])
    if work := WORK.fullmatch(word):
        stem = work[1].upper().replace("K", "k") + ("FLOP" if work[2][0] in "fF" else "OP")
        return f"write {stem}/s ({_meaning(stem)}/s)" if rate else f"write {stem}/s for a rate, {stem} for an amount"
    if len(word) <= 6:
        cases = {"".join(letters) for letters in product(*({c.lower(), c.upper()} for c in word))}
        if good := sorted({case for case in cases if known(case)}, key=lambda c: (_size(c), c)):
            return _write([f"{case} ({_meaning(case)})" for case in good])
    if word.endswith("Bs") and known(word[:-1]):
        return _write([f"{word[:-1]}/s"] if rate else [word[:-1], f"{word[:-1]}/s for a rate"])
    if word.casefold() in CELSIUS:
        return "write degC or K: a temperature difference"
    names = [name for name in table().units if not name.endswith(("Tps", "bps", "Bps"))]
    return did_you_mean(word, names, otherwise)


def _meant(word: str) -> str:
    """What to write for a word that people use for a unit; an empty text for any other."""
    folded, spelled, powered = word.casefold(), SPELLED.fullmatch(word), POWERED.fullmatch(word)
    if folded in MEANT:
        return f"write {MEANT[folded]}"
    if folded in THINGS:
        return f"{word} {UNCOUNTED}"
    if powered and known(powered[1]):
        return f"write {powered[1]}^{powered[2].translate({178: '2', 179: '3'})}"
    return remedy(SCALES[spelled[1].lower()] + spelled[2]) if spelled else ""


def _sizes(word: str) -> Iterable[str]:
    """The sizes that a word with a wrong or unclear b could be: bits, bytes, and bytes in powers of two."""
    match = BITS.fullmatch(word)
    if not match and word.casefold() in ("b", "bits"):
        yield from ("bit", "B") if len(word) == 1 else ("bit",)
    if not match:
        return
    big, small = match[1].upper(), match[1].upper().replace("K", "k")
    spelled = len(word) > len(match[1] + match[2]) + 1
    for unit in ("bit", "B") if match[3] == "b" and not spelled else ("bit",) if spelled else ("B",):
        yield from () if match[2] else (small + unit,)
        yield from (f"{big}i{unit}",) if match[2] or unit == "B" or spelled else ()


def _write(words: list[str]) -> str:
    return f"write {' or '.join(words)}"


def _size(word: str) -> float:
    return size_and_powers(known(word))[0]


def _meaning(word: str) -> str:
    """What one of a unit is: '1000 B', '1024 B', '10^9 bit', '0.001 s'."""
    prefix, name = split(word)
    symbol = SYMBOLS.get(name, name)
    if not prefix:
        return name.replace("bit", "1/8 B")
    factor = table().prefixes[prefix][1]
    if 1 <= factor < 10_000:
        return f"{factor:.0f} {symbol}"
    power = round(math.log10(factor))
    return f"10^{power} {symbol}" if factor == 10.0**power else f"2^{round(math.log2(factor))} {symbol}"
