"""A file of a model that a person names: whether a word means one, and opened to be read.

Whatever else lies under the name is an error of one line.
"""

import os
import stat
from typing import BinaryIO

from ..errors import UsageError
from ..words import quoted

ENDINGS = (".json", ".gguf", ".safetensors")
CONFIG = "config.json"
SHOWN = 36  # letters of a path that an error shows


def stands_in(word: str) -> bool:
    """Whether a word means a file, or a folder with a model in it, and not a name.

    >>> stands_in("model.Q4_K_M.gguf"), stands_in("llama-3.1-8b"), stands_in("./there"), stands_in("meta-llama/Llama-3")
    (True, False, True, False)
    """
    if word.casefold().endswith(ENDINGS):
        return True
    if os.sep not in word:
        return False
    return word.startswith((".", os.sep, "~")) or os.path.isfile(os.path.join(word, CONFIG))


def opened(path: str) -> tuple[BinaryIO, int]:
    """A regular file and its size in bytes. Raises UsageError for what is none, or cannot be read."""
    try:
        mode = os.stat(path).st_mode  # before it is opened: to open a pipe waits for whoever writes into it
        if stat.S_ISREG(mode):
            return open(path, "rb"), os.path.getsize(path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no name of a file"
        raise UsageError(f"{short(path)} cannot be read: {why}") from None
    raise UsageError(f"{short(path)} is no file of a model but {_kind(mode)}")


def _kind(mode: int) -> str:
    return "a folder" if stat.S_ISDIR(mode) else "a pipe or a device"


def short(path: str) -> str:
    """A path as an error names it: its end, where it is long.

    >>> short("models/" + 40 * "m" + "/config.json")
    "'...mmmmmmmmmmmmmmmmmmmmmmmm/config.json'"
    """
    return quoted(path if len(path) <= SHOWN else "..." + path[-SHOWN:])
