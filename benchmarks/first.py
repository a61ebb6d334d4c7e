"""The first answer after a file of the catalogue has changed, against the later ones, of an installation to develop.

Run it with a Python that slipstick runs with, from a checkout: ``.venv/bin/python benchmarks/first.py``. It works on a
copy of the code and the data, laid out as a checkout is.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from startup import seconds

import slipstick
from slipstick.units.data import data_folder

ROUNDS = 10
MOMENT = 2.5  # seconds: a file as young as that is not believed by its time alone
QUESTIONS = {"matmul 4096 4096 4096 --on t4 --dtype fp16": 2.0, "list gpu": 2.0}


def main():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(Path(slipstick.__file__).parent, Path(folder, "src", "slipstick"))
        shutil.copytree(data_folder(), Path(folder, "data"), ignore=shutil.ignore_patterns("*.db", "questions.json"))
        os.environ |= {"PYTHONPATH": str(Path(folder, "src")), "XDG_CACHE_HOME": str(Path(folder, "cache"))}
        print(f"{'slipstick ...':<46}{'first ms':>9}{'later':>7}{'ratio':>7}{'target':>8}")
        for question, target in QUESTIONS.items():
            command = [sys.executable, "-m", "slipstick", *question.split()]
            seconds(command)
            pairs = [_pair(command, Path(folder, "data", "hardware", "gpu", "t4.yaml")) for _ in range(ROUNDS)]
            first, later = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
            ratio = statistics.median(a / b for a, b in pairs)
            print(f"{question:<46}{first:>9.0f}{later:>7.0f}{ratio:>7.2f}{target:>8.1f}")


def _pair(command, path):
    """Seconds of the first answer after a change, and of one when all is at rest again."""
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    first = seconds(command)
    time.sleep(MOMENT)
    seconds(command)
    return first, seconds(command)


if __name__ == "__main__":
    main()
