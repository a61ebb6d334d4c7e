"""Write data/measurements/cores.csv from a clone of kerncraft, whose machine files have loops measured on CPUs.

What pages of parts have of one core or of all, measured elsewhere, is beside them as reads of so many bytes.

python tools/cores.py FOLDER, where FOLDER/RRZE-HPC+kerncraft/repo and FOLDER/simon-r+My_Stream_Benchmark/repo are
clones
"""

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

TARGET = Path(__file__).parents[1] / "data" / "measurements" / "cores.csv"
HEAD = ("command", "kernel", "on", "dtype", "size", "elements", "reads", "writes", "operations")
TAIL = ("threads", "level", "clock", "time [us]", "source")
# The part and source of a machine file, and the threads of a domain's counts that are one socket's.
FILES = {
    "Zen2_EPYC-7452": ("epyc-7452", "kerncraft-epyc-7452", 32),
    "SkylakeSP_Gold-6148": ("xeon-6148", "kerncraft-skylake-sp", 20),
    "CascadelakeSP_Gold-6248_SNC": ("xeon-6248", "kerncraft-xeon-6248", 20),
    "A64FX_qpace4": ("a64fx", "kerncraft-a64fx", 48),
}
LEVELS = {"L1": "L1d", "L2": "L2", "L3": "L3", "MEM": "memory"}
# Of each loop: the kernel, arrays it has, streams that are read or written, and what is said of it.
LOOPS: dict[str, tuple[str, int, int, dict[str, int]]] = {
    "load": ("read", 1, 1, {}),
    "copy": ("copy", 2, 2, {}),
    "daxpy": ("axpy", 2, 3, {}),
    "triad": ("elementwise", 4, 4, {"reads": 3, "writes": 1, "operations": 2}),
}
# Part, threads, level, GB/s and source of what else was read: by all cores of one socket where it says no threads.
PRINTED: tuple[tuple[str, int, str, float, str], ...] = (
    ("ryzen-9-7950x", 1, "memory", 57, "chipsandcheese-zen-4-memory"),
    ("epyc-9684x", 1, "memory", 37, "chipsandcheese-genoa-x"),
    ("epyc-9684x", 1, "L3", 90, "chipsandcheese-genoa-x"),
    ("graviton4", 1, "L3", 30, "chipsandcheese-graviton4"),
    ("epyc-9684x", 96, "memory", 375, "chipsandcheese-genoa-x"),
    ("epyc-9654", 96, "memory", 376.8, "oracle-stream-e5"),
    ("graviton4", 96, "memory", 465.5, "arm-bandwidth-learning-path"),
    ("graviton2", 64, "memory", 169.6, "arm-bandwidth-learning-path"),
    ("grace", 72, "memory", 307, "grace-benchmarking-guide"),
)
# Heading and machine of the streams of all cores of two sockets, each thread by its own memory.
SOCKETS = {
    "Intel(R) Xeon(R) Platinum 8480+ (2x NUMA CPUs)": ("2xxeon-8480-plus", 112),
    "AMD EPYC 7742 64-Core (2x NUMA CPUs)": ("2xepyc-7742", 128),
    "AMD EPYC 9654 96-Core Processor (2x NUMA CPUs)": ("2xepyc-9654", 192),
}
# What its loops are: d = a b + c, d = a, d = s a + b, and d = a + b with c = a b.
STREAMS: dict[str, tuple[str, dict[str, int]]] = {
    "FMA": ("elementwise", {"reads": 3, "writes": 1, "operations": 2}),
    "copy": ("copy", {}),
    "axpy (TRIAD)": ("triad", {}),
    "add mul": ("elementwise", {"reads": 2, "writes": 2, "operations": 2}),
}
SIZES = {"memory": 8 * 10**9, "L3": 16 * 10**6}  # bytes that were read, about
UNITS = {"B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9, "GB/s": 1e9, "GHz": 1e9}
WIDTH = 8  # bytes of a double


class Loader(yaml.SafeLoader):
    """Reads the tags of machine files as plain values."""


def _plain(loader: Loader, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return str(node.value)


Loader.add_multi_constructor("", _plain)


def amount(text: str) -> float:
    """A number with its unit, in B, B/s or Hz."""
    value, unit = text.split()
    return float(value) * UNITS[unit]


def rows(folder: str) -> Iterator[dict[str, object]]:
    """The loops of every machine file, of one thread, and in memory of all."""
    for name, (part, source, cores) in FILES.items():
        command = ["git", "-C", f"{folder}/RRZE-HPC+kerncraft/repo", "show", f"HEAD:examples/machine-files/{name}.yml"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        machine = yaml.load(text, Loader)
        for level, measured in machine["benchmarks"]["measurements"].items():
            found = measured.get(1, measured.get("1"))
            for place, threads in enumerate(map(int, found["cores"])):
                if threads == 1 or (threads == cores and level == "MEM"):  # no row says what waking threads takes
                    about = {"on": part, "threads": threads, "level": LEVELS[level], "source": source}
                    about["clock"] = machine["clock"].replace(" ", "")
                    yield from _loops(found, place, amount(found["total size"][place]), about)


def _loops(found: Any, place: int, total: float, about: dict[str, object]) -> Iterator[dict[str, object]]:
    for loop, (kernel, arrays, streams, said) in LOOPS.items():
        elements = round(total / arrays / WIDTH)
        seconds = streams * elements * WIDTH / amount(found["results"][loop][place])
        sized = {"size": f"{elements * WIDTH} B"} if kernel in ("read", "copy") else {"elements": elements}
        made = {"command": "run", "kernel": kernel, "dtype": "fp64", "time [us]": f"{seconds * 1e6:.6g}"}
        yield {**made, **sized, **said, **about}


def printed() -> Iterator[dict[str, object]]:
    """What was read at a rate that is printed."""
    for part, threads, level, rate, source in PRINTED:
        made = {"command": "run", "kernel": "read", "on": part, "dtype": "fp64", "threads": threads, "level": level}
        yield {**made, "size": f"{SIZES[level]} B", "time [us]": f"{SIZES[level] / rate / 1e3:.6g}", "source": source}


def sockets(folder: str) -> Iterator[dict[str, object]]:
    """The streams of two sockets, as RESULTS.md of My_Stream_Benchmark has their times."""
    command = ["git", "-C", f"{folder}/simon-r+My_Stream_Benchmark/repo", "show", "HEAD:RESULTS.md"]
    whole = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for heading, (machine, threads) in SOCKETS.items():
        (section,) = re.findall(rf"^#+ {re.escape(heading)}$(.*?)(?=^#+ |\Z)", whole, re.MULTILINE | re.DOTALL)
        (elements,) = map(int, re.findall(r"Adjusted vector size: +(\d+)", section))
        about = {"on": machine, "dtype": "fp64", "threads": threads, "level": "memory", "source": "my-stream-benchmark"}
        for name, (kernel, said) in STREAMS.items():
            (time,) = re.findall(rf"{re.escape(name)}: +[\d.]+ GB/s, +([\d.]+) ms", section)
            sized = {"elements": elements} if said else {"size": f"{elements * WIDTH} B"}
            made = {"command": "run", "kernel": kernel, "time [us]": f"{float(time) * 1e3:.6g}"}
            yield {**made, **sized, **said, **about}


def text(folder: str) -> str:
    """The file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*HEAD, *TAIL], lineterminator="\n")
    writer.writeheader()
    writer.writerows([*rows(folder), *printed(), *sockets(folder)])
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_text(text(sys.argv[1]), encoding="utf-8")
    print(f"wrote {TARGET}")
