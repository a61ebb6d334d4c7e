"""The data of a package that is run from a zip, such as its wheel: unpacked where files can be read one by one."""

import atexit
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from zlib import crc32

from ..errors import SlipstickError
from .writing import in_one_move


def unpacked(folder: str, cache: str) -> str:
    """A folder with the files of one in a zip, each as the zip has it: in the user's cache, else a temporary one.

    folder: its path, through the zip. cache: the path of one in the user's cache, to which what tells zips apart is
    added. What is missing there or damaged is written anew, so that every process that asks finds the whole.
    Raises SlipstickError where nothing can be written.
    """
    archive = _archive(folder)
    start = os.path.relpath(folder, archive).replace(os.sep, "/") + "/"
    for place in _places(archive, cache):
        with suppress(OSError):
            _fill(place, archive, start)
            return place
    raise SlipstickError(f"no folder can be written to unpack the data of {archive}: name one in XDG_CACHE_HOME")


def _archive(path: str) -> str:
    """The file that a path leads through."""
    while not os.path.isfile(path):
        if path == (path := os.path.dirname(path)):
            raise SlipstickError("the data of slipstick is not there: neither beside its code nor in a zip")
    return path


def _places(archive: str, cache: str) -> Iterator[str]:
    """Where to unpack: of each state of a zip to another folder."""
    stat = os.stat(archive)
    yield f"{cache}-{crc32(archive.encode()):08x}-{stat.st_size:x}-{stat.st_mtime_ns:x}"
    with suppress(OSError):
        place = tempfile.mkdtemp(prefix="slipstick-")
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        yield place


def _fill(place: str, archive: str, start: str) -> None:
    with zipfile.ZipFile(archive) as source:
        for told in source.infolist():
            if told.filename.startswith(start) and not told.is_dir():
                path = os.path.join(place, *told.filename[len(start) :].split("/"))
                if not _holds(path, told):
                    with in_one_move(path) as new, open(new, "wb") as file:
                        file.write(source.read(told))


def _holds(path: str, told: zipfile.ZipInfo) -> bool:
    try:
        with open(path, "rb") as file:
            return crc32(file.read()) == told.CRC
    except OSError:
        return False
