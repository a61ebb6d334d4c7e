"""``slipstick`` and ``python -m slipstick`` start here."""

import gc

gc.disable()  # one question and the process ends: collecting costs more than it frees. repl and drill enable it again

import atexit  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from contextlib import suppress  # noqa: E402
from typing import NoReturn  # noqa: E402

from .cli import answered  # noqa: E402


def run(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and end the process: the system frees what it held ten times faster than Python does."""
    code = answered(arguments)
    atexit._run_exitfuncs()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
