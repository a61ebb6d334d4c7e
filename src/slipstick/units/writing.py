"""Files written whole: what was there stays until the new one is complete."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import get_ident


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
