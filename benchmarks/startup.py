"""Whole-process time of commands, against ``python -c "import click"`` in the same run.

Run it with the Python of an environment slipstick is installed in: ``.venv/bin/python benchmarks/startup.py``.
Commands take turns, so that a drifting machine slows both; quoted is the median of the ratios pair by pair.
"""

import os
import statistics
import subprocess
import sys
import time

PAIRS = 40
SCRIPT = os.path.join(os.path.dirname(sys.executable), "slipstick")
BASE = [sys.executable, "-c", "import click"]
COMMANDS = {
    "matmul 4096 4096 4096 --on a100": 1.4,
    "show a100": 2.0,
    "list": 2.0,
    "sheet latency": 2.0,
}


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    print(f"{'slipstick ...':<34}{'ms':>7}{'ratio':>8}{'target':>8}")
    for words, target in COMMANDS.items():
        command = [SCRIPT, *words.split()]
        seconds(command), seconds(BASE)
        pairs = [(seconds(command), seconds(BASE)) for _ in range(PAIRS)]
        ratio = statistics.median(ours / base for ours, base in pairs)
        print(f"{words:<34}{1000 * statistics.median(p[0] for p in pairs):>7.0f}{ratio:>8.2f}{target:>8.1f}")


if __name__ == "__main__":
    main()
