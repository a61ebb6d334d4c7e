"""``slipstick`` and ``python -m slipstick`` start here."""

import gc

gc.disable()  # one question and the process ends: collecting costs more than it frees. repl and drill enable it again

from .cli import start as run  # noqa: E402

if __name__ == "__main__":
    run()
