"""Whole-process time of questions against the size of the catalogue: as shipped, ten and a hundred times as large.

Run it with the Python of an environment slipstick is installed in: ``.venv/bin/python benchmarks/catalogue.py``. It
copies the package to a temporary folder, with every spec repeated under other names, compiles that once (which takes
a second for a thousand specs), and asks. Sizes and ``import click`` take turns; quoted is the median of the ratios.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import slipstick
from slipstick.units.data import data_folder

PAIRS = 20
SIZES = (1, 10, 100)
QUESTIONS = ("matmul 4096 4096 4096 --on a100", "show a100", "show h100-pcie.memory.L2.capacity")
BASE = [sys.executable, "-c", "import click"]


def multiplied(times, folder):
    """A copy of the package whose catalogue has so many times the specs; and the environment to run it in."""
    home = Path(folder, f"x{times}")
    package = Path(slipstick.__file__).parent
    shutil.copytree(package, home / "slipstick", ignore=shutil.ignore_patterns("data", "__pycache__"))
    shutil.copytree(data_folder(), home / "slipstick" / "data", ignore=shutil.ignore_patterns("*.db"))
    for path in list((home / "slipstick" / "data").glob("hardware/*/*.yaml")):
        text = path.read_text(encoding="utf-8")
        for copy in range(1, times):
            other = re.sub(r"^aliases:.*\n", "", text, flags=re.MULTILINE)
            other = re.sub(r"^name: [\"']?(.*?)[\"']?$", rf'name: "\1 copy {copy}"', other, count=1, flags=re.MULTILINE)
            path.with_name(f"{path.stem}-copy-{copy}.yaml").write_text(other, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    return {key: value for key, value in environment.items() if key != "PYTHONDONTWRITEBYTECODE"}


def seconds(command, environment):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def main():
    with tempfile.TemporaryDirectory() as folder:
        places = {}
        for times in SIZES:
            places[times] = multiplied(times, folder)
            took = seconds([sys.executable, "-m", "slipstick", *QUESTIONS[0].split()], places[times])
            print(f"x{times}: compiled and asked in {took:.1f} s", flush=True)
        print(f"{'slipstick ...':<36}" + "".join(f"{f'x{times}':>8}" for times in SIZES))
        for question in QUESTIONS:
            command = [sys.executable, "-m", "slipstick", *question.split()]
            rounds = []
            for _ in range(PAIRS):
                base = seconds(BASE, places[1])
                rounds.append([seconds(command, places[times]) / base for times in SIZES])
            medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
            print(f"{question:<36}" + "".join(f"{median:>8.2f}" for median in medians))


if __name__ == "__main__":
    main()
