"""``slipstick`` and ``python -m slipstick`` start here."""

import gc

gc.disable()  # one question and the process ends: collecting costs more than it frees. repl and drill enable it again

import atexit  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from contextlib import suppress  # noqa: E402
from typing import NoReturn  # noqa: E402

try:
    from .cli import answered
except KeyboardInterrupt:  # before there is anything that could say so
    os._exit(130)


def run(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and end the process: the system frees what it held ten times faster than Python does."""
    try:
        code = answered(arguments)
        atexit._run_exitfuncs()
    except KeyboardInterrupt:
        code = 130
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
