"""Files written whole: what was there stays until the new one is complete."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import get_ident

from ..errors import SlipstickError


@contextmanager
def in_one_move(path: str) -> Iterator[str]:
    """A place beside a path to write to; what was written takes the path whole, or leaves nothing behind."""
    temporary = f"{path}.{os.getpid()}-{get_ident()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        yield temporary
        os.replace(temporary, path)
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def in_a_folder(path: str) -> None:
    """Raise SlipstickError for a path whose folder is not there, before the work that is to be written."""
    if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
        raise SlipstickError(f"{path} cannot be written: there is no such folder")


def write_whole(path: str, data: bytes) -> None:
    """Write a file, whole or not at all. Raises SlipstickError where it cannot be written."""
    try:
        with in_one_move(os.path.abspath(path)) as place, open(place, "wb") as file:
            file.write(data)
    except OSError as error:
        raise SlipstickError(f"{path} cannot be written: {error.strerror}") from None
