"""Every spec at hand, found by name. :func:`load` is the way in.

YAML is the truth. Each place of specs is a :class:`slipstick.files.layer.Layer`, the shipped ones at the bottom, a
user's own above them; a spec, or a word for one, counts from the highest layer that has it.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from ..errors import UsageError
from ..files.layer import Layer
from ..files.opened import stands_in
from ..files.places import Watch, config_folder, file_stamps, name_of, shipped_root, spec_files
from ..words import pattern, quoted, slug
from .spec import Spec

MOST = 8  # variants that are named
KEPT = 1000  # words whose spec is remembered
FILED = pattern(r"(.+\.(?:json|gguf|safetensors))\.([a-z]\w*(?:\.\w+)*)")  # a fact of a model in a file


class Catalogue:
    """Every spec at hand, by handle. Made by :func:`catalogue`; reads only what is asked for.

    layers: the places of specs, the lowest first.
    """

    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers
        self._found: dict[tuple[str, tuple[str, ...] | None], tuple[Spec, Watch]] = {}  # None: by an exact word
        self._refused: dict[tuple[str, tuple[str, ...]], str] = {}  # of this question: the search is a long one
        self.memo: dict[Any, Any] = {}  # what was worked out of many pages, for this question
        self.machines: dict[str, Any] = {}  # by text, each to be asked whether it still stands
        self._own = [(layer.root, file_stamps(layer.root)) for layer in layers[1:]]
        self._described = Watch([name_of(os.path.join(layer.root, "sources.yaml")) for layer in layers[:1]])

    def asked_again(self) -> bool:
        """Start another question: whether this catalogue still stands, as far as one can see without reading."""
        for layer in self.layers:
            layer.look_again()
        self._refused.clear()
        self.memo.clear()
        return self._described.quiet and all(file_stamps(root) == stamps for root, stamps in self._own)

    def __repr__(self) -> str:
        return f"<catalogue: {len(self)} specs>"

    def __iter__(self) -> Iterator[Spec]:
        return iter(self.specs())

    def __len__(self) -> int:
        return len(set(self.words.values()))

    def specs(self, kind: str = "") -> list[Spec]:
        """Every spec, or those of a kind, in order of handles."""
        found: dict[str, Spec] = {}
        for place, layer in enumerate(self.layers):
            for part in map(Spec, layer.pages(kind)):
                above = self.layers[place + 1 :] if kind else []  # where the handle may be of a part of another kind
                if not any(over.page(part.handle) for over in above):
                    found[part.handle] = part
        return [found[handle] for handle in sorted(found)]

    @property
    def words(self) -> dict[str, str]:
        """Every handle, alias and name, and the handle it means."""
        found: dict[str, str] = {}
        for layer in self.layers:
            found |= layer.words()
        return found

    @property
    def sources(self) -> dict[str, dict[str, str]]:
        """Every source by key."""
        found: dict[str, dict[str, str]] = {}
        for layer in self.layers:
            found |= layer.sources()
        return found

    def source(self, key: str) -> dict[str, str]:
        """A source by key; a key that nothing describes is its own title."""
        for layer in reversed(self.layers):
            with suppress(KeyError):
                return layer.source(key)
        return {"title": key}

    def described(self, part: Spec, keys: Iterable[str]) -> dict[str, dict[str, str]]:
        """Title, publisher, address and day seen of sources: of a part's facts, or of formulas."""
        return {key: part.sources.get(key) or self.source(key) for key in dict.fromkeys(keys)}

    def spec(self, handle: str) -> Spec:
        """The spec of an exact handle. Raises UsageError where there is none."""
        found = self._spec(handle)
        if found is None:
            raise UsageError(f"unknown device '{handle[:40]}': slipstick list shows what there is")
        return found

    def _spec(self, handle: str) -> Spec | None:
        pages = (layer.page(handle) for layer in reversed(self.layers))
        return next((Spec(page) for page in pages if page), None)

    def find(self, word: str, kinds: tuple[str, ...] = ()) -> Spec:
        """The spec a word means: its handle, an alias, its name, what a tool prints of it, or words of its name.

        kinds: those asked for; what is none of a spec's words as it stands means one of these.
        Raises UsageError for an unknown word, with the nearest, and for an ambiguous one, with its candidates.
        """
        if not isinstance(word, str):
            raise UsageError(f"{quoted(word)} is no name of a part: expected text, such as 'a100'")
        if stands_in(word):
            return of_file(word)
        kept = self._found.get((word, None)) or self._found.get((word, kinds))
        if kept and kept[1].quiet:
            return kept[0]
        if (word, kinds) in self._refused:
            raise UsageError(self._refused[word, kinds])
        try:
            found = self._find(word, kinds)
        except UsageError as error:
            self._refused[word, kinds] = str(error)
            raise
        exact = slug(word) in (found.handle, *found.aliases)
        self._found[word, None if exact else kinds] = found, Watch(found.made_from)
        while len(self._found) > KEPT:
            del self._found[next(iter(self._found))]
        return found

    def _find(self, word: str, kinds: tuple[str, ...]) -> Spec:
        key = slug(word)
        handle = self._exact(key)
        if handle:
            found = self._spec(handle)
            if found and self._exact(key) == handle:  # reading the page may have shown that its file has changed
                return found
        words = self.words
        return self.spec(words[self._meant(word, words, kinds)])

    def _meant(self, word: str, words: dict[str, str], kinds: tuple[str, ...] = ()) -> str:
        """The known word that a word means. Raises as :meth:`find`."""
        if slug(word) in words:
            return slug(word)
        from .names import Names

        return Names(words, self._kinds(), kinds).meant(word)

    def _kinds(self) -> dict[str, str]:
        return {handle: kind for layer in self.layers for handle, kind in layer.kinds().items()}

    def variants(self, word: str) -> list[str]:
        """The other specs that a word could mean, and that are not meant by choice: 'a100' is the SXM one of 80 GB.

        Empty where a word is no alias that several share. Raises as :meth:`find`.
        """
        part = self.find(word)
        key = slug(word)
        if key == part.handle or stands_in(word):
            return []
        if self._exact(key) is None:
            key = self._meant(word, self.words)
        longer: dict[str, str] = {}
        for layer in self.layers:
            longer |= layer.longer(key)
        if longer.pop(part.handle, None) is None:
            return []
        return sorted(handle for handle, kind in longer.items() if kind == part.kind)

    def choice(self, word: str) -> str:
        """What a word is taken for where it means one of several by choice, in words; else empty."""
        others = self.variants(word)
        if not others:
            return ""
        told = ", ".join(others[:MOST]) + (f" and {len(others) - MOST} more" if len(others) > MOST else "")
        return f"{word.strip()[:40]} is taken for {self.find(word).handle}; there are also {told}"

    def look_up(self, question: str) -> tuple[Spec, str]:
        """The spec and the path of a question such as ``a100.memory.L2.bandwidth``; an empty path for a whole spec.

        See :meth:`find` and :meth:`Spec.resolve` for what it may leave out, and for the errors.
        """
        word, path = parted(question)
        if not path or (not self.exact(word) and self.exact(question)):
            return self.find(question), ""
        part = self.find(word)
        return part, part.resolve(path)

    def one(self, question: str) -> tuple[Spec, str]:
        """The spec and the path of a single fact, which of a number is its value: ``latency.l2-hit``.

        Raises what :meth:`look_up` does, and UsageError for a path with many facts under it.
        """
        part, path = self.look_up(question)
        if path.startswith("numbers.") and f"{path}.typical" in part:
            return part, f"{path}.typical"
        if path not in part:
            inside = ", ".join([known for known in part if known.startswith(path)][:4])
            raise UsageError(f"{quoted(question)} is not one fact but many: {inside} ...")
        return part, path

    def exact(self, word: str) -> bool:
        """Whether a word is a handle, an alias or a name as it stands."""
        part, watch = self._found.get((word, None), (None, None))
        if part and watch and watch.quiet:
            return True
        return self._exact(slug(word)) is not None

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of every handle."""
        return self._kinds()

    def handle(self, key: str) -> str | None:
        """The handle that a word means as it stands, in the form of a handle; None for no known word."""
        return self._exact(key)

    def _exact(self, key: str) -> str | None:
        return next(filter(None, (layer.handle(key) for layer in reversed(self.layers))), None)


def of_file(word: str) -> Spec:
    """The model that a file or a folder holds. Raises UsageError, or SlipstickError where it says too little."""
    from ..files.modelfile import record

    return Spec(record(word))


def parted(question: str) -> tuple[str, str]:
    """The word for a spec and the path of a question; a version's dot, as in 'PCIe 5.0', parts nothing.

    >>> parted("llama-3.1-8b.model.layers")
    ('llama-3.1-8b', 'model.layers')
    >>> parted("./config.json.model.layers"), parted("q4.gguf")
    (('./config.json', 'model.layers'), ('q4.gguf', ''))
    """
    if filed := FILED.fullmatch(question):
        return filed[1], filed[2]
    if stands_in(question):
        return question, ""
    word, *path = re.split(r"\.(?=[A-Za-z])", question, maxsplit=1)
    return word, "".join(path)


def load(handle: str, specs: str | None = None) -> Spec:
    """The spec a handle means, such as ``"a100"``, ``"rtx 4090"`` or ``"h100-pcie"``.

    specs: a folder (or one file) of your own specs, read beside the shipped ones and before them; by default
    the environment's ``SLIPSTICK_SPECS`` and the ``slipstick/hardware`` folder of the user's configuration.
    Raises UsageError for an unknown or ambiguous handle, SpecError for a spec file that breaks a rule.

    >>> print(load("a100")["memory.HBM.capacity"])
    80.0 gibibyte
    """
    return catalogue(specs).find(handle)


def catalogue(specs: str | Catalogue | None = None) -> Catalogue:
    """Every spec: the shipped ones, and above them the user's own. See :func:`load`; a catalogue is itself.

    It is kept in the process, and made anew when a file of it has changed.
    """
    if isinstance(specs, Catalogue):
        return specs
    roots = own_roots(specs)
    key = (*roots, os.getcwd()) if roots else ()
    known = _KEPT.get(key)
    if known is None or not known.asked_again():
        known = _KEPT[key] = _made(roots)
    return known


_KEPT: dict[tuple[str, ...], Catalogue] = {}


def _made(roots: tuple[str, ...]) -> Catalogue:
    found = Catalogue([Layer(shipped_root())])
    for root in roots:
        found = Catalogue([*found.layers, Layer(root, found)])
    return found


def own_roots(specs: str | None) -> tuple[str, ...]:
    """The places of a user's own specs: the configuration's if it is there, and the one named, or the environment's."""
    named = specs or os.environ.get("SLIPSTICK_SPECS")
    if named and not os.path.exists(named):
        raise UsageError(f"no such file or folder: {named}")
    usual = f"{config_folder()}{os.sep}hardware"
    found = os.access(usual, os.F_OK) and spec_files(usual)  # sooner than os.path.exists where there is none
    return (*((usual,) if found else ()), *((named,) if named else ()))
