"""Files written whole: what was there stays until the new one is complete."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import get_ident

from ..errors import SlipstickError


@contextmanager
def in_one_move(path: str) -> Iterator[str]:
    """A place beside a path to write to; what was written takes the path whole, or leaves nothing behind."""
    temporary = os.path.join(os.path.dirname(path), f".{os.getpid()}-{get_ident()}")  # short: a name has 255 bytes
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        yield temporary
        os.replace(temporary, path)
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def in_a_folder(path: str) -> None:
    """Raise SlipstickError for a path whose folder is not there, before the work that is to be written."""
    if not os.path.isdir(os.path.dirname(path) or os.curdir):
        raise SlipstickError(f"{path} cannot be written: there is no such folder")


def write_whole(path: str, data: bytes) -> None:
    """Write a file, whole or not at all; its mode stays, and a link to it stays a link.

    What is no file, such as a pipe or a device, is written through. Raises SlipstickError where it cannot be written,
    and for a file that may only be read.
    """
    try:
        mode = _mode(path)
        if mode and not stat.S_ISREG(mode):
            with open(path, "wb", 0) as file:
                file.write(data)
        elif mode and not (mode & 0o222 and os.access(path, os.W_OK)):
            raise SlipstickError(f"{path} cannot be written: it may only be read")
        else:
            _replace(os.path.realpath(path), data, stat.S_IMODE(mode))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SlipstickError(f"{path} cannot be written: {error.strerror}") from None
    except ValueError:  # a null character, or letters that the locale has not
        raise SlipstickError(f"{path!a} cannot be written: it is no name of a file here") from None


def _mode(path: str) -> int:
    """What a path is, and who may write it; 0 for what is not there."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return 0


def _replace(path: str, data: bytes, mode: int) -> None:
    with in_one_move(path) as place:
        with open(place, "wb") as file:
            file.write(data)
        if mode:
            os.chmod(place, mode)


def write_new(path: str, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all. Raises OSError."""
    with open(path, "xb") as file:
        try:
            file.write(data)
            file.flush()
        except BaseException:
            os.unlink(path)
            raise
