"""Time of whole processes, against ``python -c "import click"`` in the same run: on the clock, and of the processor.

Run it with the Python of an environment slipstick is installed in: ``.venv/bin/python benchmarks/startup.py``.
Commands take turns, so that a drifting machine slows all; quoted are the medians of the ratios pair by pair. Words
after it, such as ``list "sheet gpu"``, leave out the commands that begin with none of them.
"""

import os
import shlex
import statistics
import subprocess
import sys
import time

PAIRS = 20
SCRIPT = os.path.join(os.path.dirname(sys.executable), "slipstick")
BASE = [sys.executable, "-c", "import click"]
COMMANDS = {
    "matmul 4096 4096 4096 --on a100": 1.3,
    "run softmax rows=8192 columns=2048 --on a100": 1.5,
    "show a100": 1.5,
    "compare a100 h100": 1.5,
    "number l2 latency": 1.5,
    "formula ridge": 1.5,
    "--help": 1.5,
    "calc '70e9 * 2 B / a100.memory.HBM.bandwidth'": 1.5,
    "calc 'ridge(312 TFLOP/s, 2 TB/s)'": 1.5,
    "list": 2.0,
    "list gpu": 2.0,
    "infer llama-3.1-8b --on h100": 2.0,
    "fit llama-3.1-8b --on a100": 2.0,
    "train 30B --on 128xa100 --tokens 6e12": 2.0,
    "scaling 1e22FLOP": 2.0,
    "ask how long does a 4096 cubed matmul take on an A100": 1.8,
    "ask memory bandwidth of an H100": 1.8,
    "ask how long does an l2 hit take": 1.8,
    "ask which gpus have at least 80 GB of memory": 1.8,
    "ask A100 vs H100": 1.8,
    "ask how fast is llama 3.1 8b on an H100": 1.8,
    "ask what is amdahl law": 1.8,
    "ask amdahl with 95% on 64 processors": 1.8,
    "ask 80 GB / 2 TB/s": 1.8,
    "ask what is the weather tomorrow": 1.8,
    "sweep infer llama-3.1-8b --batch 1..256*2 --on l40s": 2.0,
    "collective all-reduce 256MiB --on 8xh100": 2.0,
    "move 8GB --over pcie-5": 2.0,
    **{f"sheet {name}": 2.0 for name in ("latency", "bandwidth", "collective", "gpu", "llm", "rules")},
    "list gpu --where 'memory.*.capacity >= 80 GiB' --sort peak.bf16": 3.0,
    "plot sweep 'amdahl(0.95, x)' x=1..1024": 3.0,
}


def used(command):
    """Seconds of a command on the clock, and of the processor."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and "tomorrow" not in command:  # which is refused
        raise SystemExit(f"{shlex.join(command)} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def seconds(command):
    return used(command)[0]


def main():
    asked = [words for words in COMMANDS if words.startswith(tuple(sys.argv[1:]) or "")]
    print(f"{'slipstick ...':<66}{'ms':>5}{'ratio':>7}{'cpu':>6}{'target':>8}")
    rounds = {words: [] for words in asked}
    for number in range(PAIRS + 1):
        for words in asked:
            pair = used([SCRIPT, *shlex.split(words)]), used(BASE)
            rounds[words] += [pair] if number else []  # the first one fills the caches
    for words in asked:
        clock, processor = (statistics.median(a[i] / b[i] for a, b in rounds[words]) for i in (0, 1))
        milliseconds = 1000 * statistics.median(a[0] for a, _ in rounds[words])
        print(f"{words:<66}{milliseconds:>5.0f}{clock:>7.2f}{processor:>6.2f}{COMMANDS[words]:>8.1f}")


if __name__ == "__main__":
    main()
