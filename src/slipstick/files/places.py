"""The files of specs: where they lie, what they hold, and whether they still hold it."""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from zlib import crc32

from ..errors import SpecError, UsageError
from ..units.data import PACKAGE, cache_path, code, data_folder, user_folder
from ..units.writing import in_one_move

FOLDERS = ("hardware", "models", "datasets", "numbers", "sheets")  # of the shipped data, with specs and sheets in them
YAML = (".yaml", ".yml")
Stamps = Mapping[str, Sequence[int]]  # of files by path: inode, size, when they were changed and moved
MOMENT = 2.0  # seconds: some file systems tell no finer time apart


def shipped_root() -> str:
    """The place of the shipped specs."""
    return data_folder()


def gather(root: str) -> dict[str, bytes]:
    """Every file of a place, with its bytes. Raises UsageError for a place without any."""
    paths = spec_files(root)
    if not paths:
        raise UsageError(f"no .yaml file in {root}")
    return {path: read_bytes(path) for path in paths}


def spec_files(root: str) -> list[str]:
    """Every YAML file of a place, which is a folder, one file, or the shipped data."""
    return sorted(file_stamps(root))


def settled(root: str, mark: str) -> bool:
    """Whether a place still has the files whose fingerprint is the mark.

    Where nothing about the files has moved since they were last read, they are not read again.
    """
    return _as_before(
        f"{compiled_paths(root)[0]}.stamps", mark, file_stamps(root), lambda: fingerprint(gather(root)) == mark
    )


def ruled(root: str, made_from: dict[str, int]) -> bool:
    """Whether the files that every page of a place was made by hold what they did."""
    return held(f"{compiled_paths(root)[0]}.rules", made_from)


def held(kept: str, made_from: dict[str, int]) -> bool:
    """Whether files hold what they did; read as for :func:`settled`. kept: the file in which that is remembered."""
    mark = f"{crc32(repr(sorted(made_from.items())).encode()):08x}"
    stamps = {path: found for path in map(place_of, made_from) if (found := seen(path))}
    if len(stamps) < len(made_from):  # some lie in a zip
        return unchanged(made_from)
    return _as_before(kept, mark, stamps, lambda: unchanged(made_from))


def _as_before(kept: str, mark: str, stamps: Stamps, holds: Callable[[], bool]) -> bool:
    """Whether files have held since they were last read, or do so now; of files that are not new it is remembered."""
    now = f"{mark} {sum_of(stamps)}"
    with suppress(OSError, ValueError), open(kept, encoding="utf-8") as file:
        if file.read() == now:
            return True
    if not holds():
        return False
    if stamps and time.time() - max(changed for *_, changed in stamps.values()) / 1e9 > MOMENT:
        with suppress(OSError), in_one_move(kept) as place, open(place, "w", encoding="utf-8") as file:
            file.write(now)
    return True


def sum_of(stamps: Stamps) -> str:
    """A checksum of what the file system says of files."""
    told = [f"{path}\0{a} {b} {c} {d}\0" for path, (a, b, c, d) in sorted(stamps.items())]
    return f"{crc32(''.join(told).encode()):08x}"


def file_stamps(root: str) -> dict[str, list[int]]:
    """What the file system says of each YAML file of a place. A file that is written again has another last number."""
    found: dict[str, list[int]] = {}
    if root == shipped_root():
        _look(os.path.join(root, "sources.yaml"), found)
    for top in [os.path.join(root, name) for name in FOLDERS] if root == shipped_root() else [root]:
        _look(top, found)
    return found


def _look(path: str, found: dict[str, list[int]]) -> None:
    with suppress(OSError):
        if os.path.isdir(path):
            for entry in os.scandir(path):
                if entry.is_dir(follow_symlinks=False):
                    _look(entry.path, found)
                elif entry.name.endswith(YAML) and entry.is_file():
                    found[entry.path] = _stamp(entry.stat())
        elif os.path.isfile(path):
            found[path] = _stamp(os.stat(path))


def _stamp(stat: os.stat_result) -> list[int]:
    return [stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns]


class Watch:
    """Files that were read: whether the file system still says of them what it did. names: as in :func:`marks`."""

    def __init__(self, names: Iterable[str]) -> None:
        now = time.time_ns() - int(MOMENT * 1e9)
        paths = [place_of(name) for name in names]
        self._stamps = [(path, seen(path)) for path in paths]
        self._trusted = all(stamp and max(stamp[2:]) < now for _, stamp in self._stamps)

    @property
    def quiet(self) -> bool:
        """Whether nothing has moved; False where a file is too new to tell."""
        return self._trusted and all(seen(path) == stamp for path, stamp in self._stamps)


def seen(path: str) -> tuple[int, int, int, int] | None:
    """What the file system says of a file, another where it was written again; None where there is none."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def config_folder() -> str:
    """The folder of the user's own specs, kernels and calibration."""
    return _config(os.environ.get("XDG_CONFIG_HOME"), os.environ.get("HOME"))


@lru_cache(16)
def _config(_base: str | None, _home: str | None) -> str:
    return os.path.join(user_folder("XDG_CONFIG_HOME", ".config"), "slipstick")


def is_sources(path: str) -> bool:
    """Whether a file describes sources."""
    return os.path.basename(path) == "sources.yaml"


def is_sheet(path: str) -> bool:
    """Whether a file defines a sheet: those in a folder of that name do."""
    return os.path.basename(os.path.dirname(path)) == "sheets"


def read_bytes(path: str) -> bytes:
    """A file's bytes. Raises SpecError where it cannot be read."""
    try:
        if path.startswith(PACKAGE + os.sep):
            return code(path)
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
    for start, folder in (("data:", data_folder()), ("code:", PACKAGE)):
        if path.startswith(folder + os.sep):
            return start + path[len(folder) + 1 :]
    return os.path.abspath(path)


def place_of(name: str) -> str:
    """The path of a file's name."""
    start, _, rest = name.partition(":")
    return os.path.join({"data": data_folder(), "code": PACKAGE}[start], rest) if start in ("data", "code") else name


def fingerprint(files: dict[str, bytes]) -> str:
    """What the files of a place are: every one's name and bytes."""
    total = 0
    for path, data in files.items():
        total = crc32(data, crc32(f"\0{name_of(path)}\0{len(data)}\0".encode(), total))
    return f"{total:08x}"


def compiled_paths(root: str) -> list[str]:
    """Where a compiled form may lie: in the user's cache, and for the shipped specs beside them."""
    path = cache_path(f"specs-{crc32(os.path.abspath(root).encode()):08x}.db")
    return [path, os.path.join(data_folder(), "compiled.db")] if root == shipped_root() else [path]
