"""A model that is a file: what lies on disk beside its weights, or in their first bytes, stands in for its name.

A configuration of a hub (``config.json``), the header of a GGUF or a safetensors file, an index of such files, or a
folder with one of these.
"""

import json
import os
from functools import lru_cache
from typing import Any, NamedTuple

from ..errors import SlipstickError, UsageError
from ..units.dtypes import DTYPES
from ..units.show import show
from ..words import cleaned
from . import ggufshape, hubconfig
from .derivations import derive
from .hubconfig import Facts
from .lines import parts
from .opened import CONFIG, opened, short
from .safetensors import read_json, size_of_tensors
from .store import Record

INDEX, WEIGHTS = "model.safetensors.index.json", "model.safetensors"
INDEX_END = ".index.json"
TOKENS = ("model.context", "attention.window")
NAME = 80  # letters of a model's name that are shown
FAR = 0.02  # a shape that misses the tensors it came with by more is not understood


class Model(NamedTuple):
    """What a file says of a model: its name, the facts of a page by path, and notes."""

    name: str
    facts: Facts
    notes: list[str]


def record(word: str) -> Record:
    """The page of a model out of a file, under a handle that is the word itself.

    Raises UsageError for a file that is not there, cannot be read or is damaged, SlipstickError for one without what
    a model's shape follows from.
    """
    path = _inside(os.path.expanduser(word))
    found = _read(path, _stamp(path))
    return _record(_line(word), path, found)


def _stamp(path: str) -> tuple[tuple[int, ...], ...]:
    """What changes with a file, with one beside it that says more, or with the folder."""
    folder = os.path.dirname(path)
    places = (path, folder or ".", *(os.path.join(folder, name) for name in (CONFIG, INDEX, WEIGHTS)))
    return tuple(map(_mark, places))


def _mark(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ()  # the error is told when it is opened
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _inside(path: str) -> str:
    """The file that is meant: of a folder its configuration, or the one GGUF file in it."""
    if not os.path.isdir(path):
        return path
    if os.path.isfile(config := os.path.join(path, CONFIG)):
        return config
    try:
        found = sorted(name for name in os.listdir(path) if name.endswith(".gguf"))
    except OSError as error:
        raise UsageError(f"{short(path)} cannot be read: {error.strerror}") from None
    if len(found) != 1 and not (found and "-of-" in found[0]):
        raise UsageError(f"{short(path)} is a folder with {len(found)} GGUF files and no {CONFIG}: name one file")
    return os.path.join(path, found[0])


@lru_cache(32)
def _read(path: str, _stamp: tuple[tuple[int, ...], ...]) -> Model:
    if path.casefold().endswith(".gguf") or _magic(path) == b"GGUF":
        return _checked(path, Model(*ggufshape.facts_of(path)))
    folder = os.path.dirname(path)
    beside = path.casefold().endswith((INDEX_END, ".safetensors"))
    config = os.path.join(folder, CONFIG) if beside else path
    if beside and not os.path.isfile(config):
        told = show(float(_size(path)), "B")
        raise SlipstickError(f"{short(path)} has {told} of weights and no shape: put its {CONFIG} beside it")
    facts, notes = hubconfig.facts_of(short(config), read_json(config))
    size = _size(path) if beside else _beside(folder)
    return Model(os.path.basename(os.path.dirname(os.path.abspath(path))) or "config", _sized(facts, size), notes)


def _sized(facts: Facts, size: float) -> Facts:
    """The facts with the size of the weights: that of their tensors, or what follows from a format of fewer bits."""
    stored = str(facts.get("model.dtype", "bf16"))
    if not size and stored not in DTYPES and (made := derive(f"weights.{stored}", {**facts, "kind": "model"}.get)):
        size = made.value
    return facts | ({"weights.size": float(size), f"weights.{stored}": float(size)} if size else {})


def _magic(path: str) -> bytes:
    file, _ = opened(path)
    with file:
        return file.read(4)


def _beside(folder: str) -> int:
    """The bytes of the weights in a folder, by their index or their one file; 0 where there is neither."""
    places = [place for name in (INDEX, WEIGHTS) if os.path.isfile(place := os.path.join(folder, name))]
    return _size(places[0]) if places else 0


def _size(path: str) -> int:
    """The bytes of the tensors that an index lists, or that a file has."""
    if not path.casefold().endswith(INDEX_END):
        return size_of_tensors(path)
    told: Any = read_json(path).get("metadata")
    size = told.get("total_size") if isinstance(told, dict) else None
    if not isinstance(size, int | float) or not 0 < size < 1e18:
        raise SlipstickError(f"{short(path)} has no metadata.total_size: how large its weights are is not known")
    return int(size)


def _checked(path: str, found: Model) -> Model:
    """A model whose shape makes as many parameters as its tensors have."""
    made = derive("model.parameters", {**found.facts, "kind": "model"}.get)
    tensors = float(found.facts["parameters"])
    if made is None or abs(made.value / tensors - 1) > FAR:
        shape = f"its shape makes {show(made.value, '')} parameters" if made else "its shape makes no model"
        told = f"{shape}, its tensors have {show(tensors, '')}"
        raise SlipstickError(f"{short(path)}: {told}: {found.facts['architecture']} is not known")
    return found


def _record(handle: str, path: str, found: Model) -> Record:
    """A page out of facts, all from one source."""
    key = f"{handle}:1"
    source = {
        "title": f"what {os.path.basename(path)} says",
        "publisher": "the file itself",
        "rank": "maker",
        "address": os.path.abspath(path),
        "seen": "now",
    }
    facts = {name: _fact(name, value, key) for name, value in found.facts.items()}
    head = {"name": _line(found.name)[:NAME], "kind": "model", "bases": [], "made_from": {}, "notes": found.notes}
    told, lines, rest = parts(handle, head, facts, {key: source})
    return Record(handle, "model", json.dumps(told), lines, lambda: json.dumps(rest))


def _line(text: str) -> str:
    """A text of a file on one line, with nothing in it that steers a terminal."""
    return " ".join(cleaned(text.replace("\0", " ")).split())


def _fact(path: str, value: float | str, source: str) -> dict[str, Any]:
    if isinstance(value, str):
        return {"value": value, "unit": None, "text": _line(value), "source": source, "also": ()}
    unit = "token" if path in TOKENS else "B" if path.startswith("weights.") else ""
    text = f"{value:.15g} {unit}".strip()
    return {"value": value, "unit": unit, "text": text, "source": source, "also": ()}
