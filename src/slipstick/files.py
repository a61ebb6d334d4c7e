"""The files of specs: where they lie, what they hold, and whether they still hold it."""

import os
from collections.abc import Iterable, Iterator
from zlib import crc32

from .errors import SpecError, UsageError
from .units import data_folder

FOLDERS = ("hardware", "numbers")  # of the shipped data, with specs in them
RULES = ("compiler", "page", "schema", "yamltree", "quantities", "units", "door", "dtypes", "words")  # what compiles
CODE = os.path.dirname(os.path.abspath(__file__))


def shipped_root() -> str:
    """The place of the shipped specs."""
    return data_folder()


def rules() -> list[str]:
    """The files a compiled form depends on beside the specs: what compiles them, and the units."""
    paths = [os.path.join(CODE, f"{name}.py") for name in RULES]
    return [path for path in (*paths, os.path.join(data_folder(), "units.txt")) if os.path.isfile(path)]


def gather(root: str) -> dict[str, bytes]:
    """Every file of a place, with its bytes. Raises UsageError for a place without any."""
    paths = spec_files(root)
    if not paths:
        raise UsageError(f"no .yaml file in {root}")
    return {path: read_bytes(path) for path in paths}


def spec_files(root: str) -> list[str]:
    """Every YAML file of a place, which is a folder, one file, or the shipped data."""
    if os.path.isfile(root):
        return [root]
    if root == shipped_root():
        return sorted([os.path.join(root, "sources.yaml"), *_yaml(os.path.join(root, name) for name in FOLDERS)])
    return sorted(_yaml([root]))


def _yaml(folders: Iterable[str]) -> Iterator[str]:
    for top in folders:
        for folder, _, names in os.walk(top):
            paths = (os.path.join(folder, name) for name in names if name.endswith((".yaml", ".yml")))
            yield from filter(os.path.isfile, paths)


def is_sources(path: str) -> bool:
    """Whether a file describes sources."""
    return os.path.basename(path) == "sources.yaml"


def read_bytes(path: str) -> bytes:
    """A file's bytes. Raises SpecError where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise SpecError([f"{path}:1: cannot be read: {error.strerror}"]) from None


def marks(paths: Iterable[str]) -> dict[str, int]:
    """What files hold, by their names."""
    return {name_of(path): crc32(read_bytes(path)) for path in paths}


def unchanged(made_from: dict[str, int]) -> bool:
    """Whether every named file still holds what it did."""
    try:
        return all(crc32(read_bytes(place_of(name))) == mark for name, mark in made_from.items())
    except SpecError:
        return False


def name_of(path: str) -> str:
    """A file's name wherever the package is installed: shipped data and code are named from their folder on."""
    for start, folder in (("data:", data_folder()), ("code:", CODE)):
        if path.startswith(folder + os.sep):
            return start + os.path.relpath(path, folder)
    return os.path.abspath(path)


def place_of(name: str) -> str:
    """The path of a file's name."""
    start, _, rest = name.partition(":")
    return os.path.join({"data": data_folder(), "code": CODE}[start], rest) if start in ("data", "code") else name


def fingerprint(files: dict[str, bytes]) -> str:
    """What a compiled form was made from: every file's name and bytes, and the rules of compiling."""
    total = 0
    for path, data in (*files.items(), *((path, read_bytes(path)) for path in rules())):
        total = crc32(data, crc32(f"\0{name_of(path)}\0{len(data)}\0".encode(), total))
    return f"{total:08x}"


def compiled_paths(root: str) -> list[str]:
    """Where a compiled form may lie: in the user's cache, and for the shipped specs beside them."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    path = os.path.join(base, "slipstick", f"specs-{crc32(os.path.abspath(root).encode()):08x}.db")
    return [path, os.path.join(data_folder(), "compiled.db")] if root == shipped_root() else [path]
