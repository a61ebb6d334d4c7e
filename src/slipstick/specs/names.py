"""How a word finds a spec that is none of its names as they stand, and what is nearest where it finds none.

A word may glue or part what a name says otherwise ("H100SXM5"), carry what tools print around a name ("AMD EPYC 7763
64-Core Processor"), or leave words of a name out. It never ends inside a number, and never leaves out what makes
another product: an RTX 2080 is no RTX 2080 Ti.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ..errors import UsageError
from ..words import nearest, pattern, quoted, slug
from .modelnames import cuts_version, is_copy, of_shape, of_size, owned
from .spec import COMPUTES

LONGEST = 200  # letters of a word that may be a name
SHORTEST = 2  # of a shortened one
NEAR = 0.8  # how alike a wrong word and a hint are: more than 'milan' and 'wlan'
TOLD = 6  # candidates that are named
KEPT = 50_000  # words, each glued once
LINKS = ("link", "network")
DEVICES = (*COMPUTES, "node")
# What is said of a chip beside its name by nvidia-smi, rocm-smi, lscpu, /proc/cpuinfo and sysctl.
PRINTED = pattern(
    r"\((?:r|tm|c)\)|®|™|@.*|\bw/.*|\bwith radeon\b.*|\b\d+(?:st|nd|rd|th) gen\b"
    r"|\b(?:\d+|dual|quad|six|eight)-cores?\b|\bprocessor\b|\bgraphics\b",
    re.IGNORECASE,
)
MAKERS = ("nvidia", "amd", "intel", "aws", "amazon", "google", "geforce", "radeon", "tesla", "cpu")
# Without one of these a name is another product's, and another one's with it.
ANOTHER = {
    "ti",
    "super",
    "xt",
    "xtx",
    "gre",
    "d",
    "s",
    "x",
    "max",
    "max+",
    "pro",
    "ultra",
    "mini",
    "lite",
    "ada",
    "nvl",
}
ANOTHER |= {"quadro", "mobile", "laptop", "express"}
LANES = pattern(r"[\s-]+x(?:1|2|4|8|16|32)$", re.IGNORECASE)


class Names(NamedTuple):
    """words: every handle, alias and name, and the handle it means. kinds: of each handle its kind.

    wanted: the kinds that were asked for; all where it is empty.
    """

    words: Mapping[str, str]
    kinds: Mapping[str, str]
    wanted: tuple[str, ...] = ()

    def meant(self, word: str) -> str:
        """The name that a word means. Raises UsageError: unknown, with the nearest, or ambiguous, with the candidates.

        >>> words = {"rtx-2080-ti": "rtx-2080-ti", "h100-sxm5": "h100-sxm"}
        >>> known = Names(words, dict.fromkeys(words.values(), "gpu"))
        >>> known.meant("H100SXM5")
        'h100-sxm5'
        >>> known.meant("rtx 2080")
        Traceback (most recent call last):
        slipstick.errors.UsageError: unknown device 'rtx 2080': did you mean rtx-2080-ti?
        """
        if len(word) > LONGEST:
            raise UsageError(self._unknown(word, plain(word[:LONGEST])))
        key, found = self.found(word)
        if len(set(found.values())) == 1:
            return next(iter(found))
        if found:
            raise UsageError(f"{quoted(word)} is ambiguous: it could be {self._listed(key, found)}")
        raise UsageError(self._unknown(word, plain(word)))

    def found(self, word: str) -> tuple[str, dict[str, str]]:
        """The names that a word may be with the handle of each, and how it is spelled as a handle; empty for none.

        >>> Names({"rtx-2080-ti": "rtx-2080-ti"}, {"rtx-2080-ti": "gpu"}).found("GeForce RTX2080Ti")
        ('rtx2080ti', {'rtx-2080-ti': 'rtx-2080-ti'})
        """
        for names, keys in ((self, [*spellings(word)]), (self._models(), [*of_shape(word)])):
            for find in (names._glued, names._shortened):
                for key in keys:
                    if found := find(key):
                        return key, found
        return "", {}

    def _models(self) -> "Names":
        """The names of models alone; none where models were not asked for."""
        asked = not self.wanted or "model" in self.wanted
        return Names(self.words if asked else {}, self.kinds, ("model",))

    def _among(self) -> dict[str, str]:
        return {
            name: handle
            for name, handle in self.words.items()
            if not self.wanted or self.kinds.get(handle) in self.wanted
        }

    def _glued(self, key: str) -> dict[str, str]:
        """The names that are the word but for its separators."""
        if key in self.words and self.words[key] in self._among().values():
            return {key: self.words[key]}
        like = glued(key)
        return {name: handle for name, handle in self._among().items() if glued(name) == like}

    def _shortened(self, key: str) -> dict[str, str]:
        """The names that the word leaves words out of; where of one it leaves out none, that one."""
        if len(key) < SHORTEST or max(map(len, key.split("-"))) == 1:  # of letters alone: 'a b' is no shortening
            return {}
        rests = {name: rest for name in self._among() if (rest := left_out(key, name)) is not None}
        found = {name: self.words[name] for name, rest in rests.items() if self._may_lack(key, name, rest)}
        return {name: handle for name, handle in found.items() if not rests[name]} or found

    def _may_lack(self, key: str, name: str, rest: list[str]) -> bool:
        """Whether a name without some words is still its own; that of a link begins with what it is."""
        if self.kinds.get(self.words[name]) == "model" and (cuts_version(key, name, rest) or is_copy(rest)):
            return False
        if self.kinds.get(self.words[name]) in LINKS and name.split("-")[0] in rest:
            return False
        return not ANOTHER.intersection(rest)

    def _listed(self, key: str, found: Mapping[str, str]) -> str:
        several = sorted(set(found.values()), key=lambda handle: (not handle.startswith(key), handle))
        more = f" and {len(several) - TOLD} more" if len(several) > TOLD else ""
        return ", ".join(several[:TOLD]) + more

    def _unknown(self, word: str, key: str) -> str:
        near = self.near(key)
        kinds = {self.kinds.get(self.words[name], "") for name in near} if near else {*self.wanted}
        kind = next(iter(kinds)) if len(kinds) == 1 else ""
        thing = kind if kind in ("model", "dataset") or (kind == "link" and self.wanted) else "device"
        listed = "list" if thing == "device" else f"list {thing}"
        hint = f"did you mean {' or '.join(near)}?" if near else f"slipstick {listed} shows what there is"
        return f"unknown {thing} {quoted(word)}: {hint}"

    def near(self, key: str) -> list[str]:
        """The nearest names, at most three, each of another spec: of one family, spelled alike, or of one series."""
        among = self._among()
        found: dict[str, str] = {}
        alike = [*_begins(key, among), *nearest(key, among, NEAR)]
        for names in (of_size(key, among), self._family(key, among), alike, self._series(key, among)):
            for name in names:
                handle = among[name]
                found.setdefault(handle, handle if nearest(key, [handle], NEAR) else name)
            if found:
                break
        return [*found.values()][:3]

    def _family(self, key: str, among: Mapping[str, str]) -> list[str]:
        """The handles of which a name goes on where the word ends, but not within a number: MI300A of MI300."""
        if len(key) < SHORTEST or re.fullmatch(r"\d+[a-z]", key):  # '4g' is begun of an amount
            return []
        start = re.compile(rf"{re.escape(glued(key))}(?!\d|gb)")
        fits = {handle for name, handle in among.items() if any(map(start.match, self._ends(name)))}
        return sorted(fits, key=lambda handle: (self.kinds.get(handle) not in DEVICES, len(handle), handle))

    def _ends(self, name: str) -> Iterator[str]:
        """A name from each of its words on, without separators; that of a link from its first."""
        words = name.split("-")
        last = 1 if self.kinds.get(self.words[name]) in LINKS else len(words)
        return (glued("-".join(words[place:])) for place in range(last))

    def _series(self, key: str, among: Mapping[str, str]) -> list[str]:
        """The names that begin with the first word of several, the most alike first."""
        first, dash, _ = key.partition("-")
        series = [name for name in among if name.startswith(first + "-")] if dash and first.isalpha() else []
        return nearest(key, series, 0.5)


def _begins(key: str, among: Mapping[str, str]) -> list[str]:
    """The longest name that the word begins with: 4090 of '4090 ti'."""
    while "-" in key:
        key = key.rpartition("-")[0]
        if key in among:
            return [key]
    return []


def spellings(word: str) -> Iterator[str]:
    """A word as a handle: as it was typed, and without what tools print around a name.

    >>> [*spellings("AMD EPYC 7763 64-Core Processor")]
    ['amd-epyc-7763-64-core-processor', 'amd-epyc-7763', 'epyc-7763']
    >>> [*spellings("A100 40G")], [*spellings("gfx942:sramecc+:xnack-")]
    (['a100-40g', 'a100-40gb'], ['gfx942', 'gfx942-sramecc+-xnack'])
    """
    architecture = re.search(r"\bgfx[0-9a-f]{3,4}\b", word)
    bare = plain(word)
    lanes = slug(LANES.sub("", word)) if LANES.search(word) else ""
    whole = re.sub(r"(?<=\d)g(?=-|$)", "gb", bare)
    shown = slug(PRINTED.sub(" ", word))
    keys = (architecture and architecture[0], slug(word), shown, bare, lanes, whole, owned(word))
    return iter(dict.fromkeys(key for key in keys if key))


def plain(word: str) -> str:
    """A word as a handle without what tools print around a name, and without its maker."""
    key = slug(PRINTED.sub(" ", word))
    return "-".join(each for each in key.split("-") if each not in MAKERS) or key


@lru_cache(KEPT)
def glued(key: str) -> str:
    """A handle without separators but those between two digits.

    >>> glued("rtx-4090"), glued("pcie-4-0"), glued("h100-80gb")
    ('rtx4090', 'pcie4-0', 'h100-80gb')
    """
    return re.sub(r"(?<!\d)-|-(?!\d)", "", key)


def left_out(key: str, name: str) -> list[str] | None:
    """The words of a name that a shortening of it leaves out; None where it is none.

    Its words may stand in any order, and the last one may be begun, where it ends between two letters.

    >>> left_out("h100-p", "h100-pcie-80gb"), left_out("epyc-776", "epyc-7763"), left_out("h100sxm5", "h100-sxm5-80gb")
    (['80gb'], None, ['80gb'])
    """
    rest = name.split("-")
    for word in key.split("-"):
        if word not in rest:
            break
        rest.remove(word)
    else:
        return rest
    begun = _begun(key, name)
    return _run(key, name) if begun is None else begun


def _begun(key: str, name: str) -> list[str] | None:
    """The same for a shortening whose last word is only begun."""
    *words, last = key.split("-")
    rest = name.split("-")
    if not last.isalpha() or not set(words) <= set(rest):
        return None
    rest = [word for word in rest if word not in words]
    begun = next((word for word in rest if word.startswith(last) and word[len(last) :][:1].isalpha()), None)
    return [word for word in rest if word != begun] if begun else None


def _run(key: str, name: str) -> list[str] | None:
    """The same for a shortening that glues words of the name, one after the other, together."""
    like, words = glued(key), name.split("-")
    if like not in glued(name):
        return None
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if glued("-".join(words[start:end])) == like:
                return words[:start] + words[end:]
    return None
