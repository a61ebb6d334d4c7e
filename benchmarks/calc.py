"""Whole-process time of ``calc`` with units against ``pint-convert``, in turns; run it as ``startup.py`` is run."""

import os
import statistics
import sys

from startup import SCRIPT, seconds

PAIRS = 20
PINT = [os.path.join(os.path.dirname(sys.executable), "pint-convert"), "80GB", "MB"]
QUESTIONS = ["80 GB / 2 TB/s", "70e9 * 2 B / a100.memory.HBM.bandwidth", "ridge(312 TFLOP/s, 2 TB/s)"]


def main():
    print(f"{'slipstick calc ...':<42}{'ms':>6}{'ratio':>8}{'target':>8}")
    for question in QUESTIONS:
        command = [SCRIPT, "calc", question]
        seconds(command), seconds(PINT)
        pairs = [(seconds(command), seconds(PINT)) for _ in range(PAIRS)]
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        print(f"{question:<42}{1000 * statistics.median(p[0] for p in pairs):>6.0f}{ratio:>8.2f}{0.5:>8.1f}")


if __name__ == "__main__":
    main()
