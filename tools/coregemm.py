"""Write data/measurements/cores_gemm.csv: matmuls on CPUs, from clones of repositories and from printed tables.

python tools/coregemm.py FOLDER, where FOLDER/OWNER+NAME/repo are the clones

Left out: libraries of one author, and results whose clock nobody knows (a Ryzen 9 5950X at an idle governor's clock,
hosts whose name the cloud hides). Of the EPYC 7H12, whose matrices one thread had filled and thus lay by one of four
nodes, the runs on the 16 cores of that node are kept.
"""

import csv
import io
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "data" / "measurements" / "cores_gemm.csv"
HEAD = ("command", "m", "n", "k", "batch", "on", "dtype", "threads", "level", "library", "time [us]", "source")
TOOLS, NOCTUA = "mmperf+mmperf", "carstenbauer+julia-dgemm-noctua"
ORFEO = "IsacPasianotto+foundations_of_HPC-assignment"
ALDER = "official_results/alderlake/2022-01-27_23-40-34-673036"
LIBRARIES = {"mkl": "mkl", "oblas": "openblas", "blis": "blis"}
NODES = {"Noctua1": ("xeon-6148", (20, 40), "OpenBLAS_custom_v0.3.20"), "Noctua2": ("epyc-7763", (64, 128), "OpenBLAS")}
# Threads, and the GFLOP/s of each part: so many matmuls of 768 at once, one a thread.
PRINTED = {
    "ryzen-7-3700x": {1: 134, 2: 262, 4: 513, 8: 924},
    "ryzen-9-5900x": {1: 148, 2: 284, 4: 558, 8: 1106, 12: 1555},
}
TILES = {1: 1229, 4: 4675}  # GFLOP/s of a Xeon 6972P by threads, of 4096 in bf16: the better of OpenBLAS and MKL
Row = dict[str, object]


def shown(folder: str, name: str, path: str) -> str:
    """A file of a clone."""
    command = ["git", f"--git-dir={folder}/{name}/repo", "show", f"HEAD:{path}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def row(shape: tuple[int, int, int], threads: int, gflops: float, **about: object) -> Row:
    """A row, from a rate in GFLOP/s."""
    m, n, k = shape
    work = 2.0 * m * n * k * int(str(about.get("batch", 1)))
    made = {"command": "matmul", "m": m, "n": n, "k": k, "threads": threads, **about}
    return {**made, "time [us]": f"{work / gflops / 1e3:.6g}"}


def one_core(folder: str) -> Iterator[Row]:
    """mmperf: one core of an i9-12900K, the same matrices again and again."""
    about = {"on": "core-i9-12900k", "dtype": "fp32", "level": "warm", "library": "mkl", "source": "mmperf-alderlake"}
    for path in shown(folder, TOOLS, ALDER + "/").splitlines():
        if found := re.fullmatch(r"matmul_mkl_(\d+)x(\d+)x(\d+)_perf.out", path):
            (rate,) = re.findall(r"([\d.]+) GFLOPS", shown(folder, TOOLS, f"{ALDER}/{path}"))
            m, n, k = map(int, found.groups())
            yield row((m, n, k), 1, float(rate), **about)


def one_node(folder: str) -> Iterator[Row]:
    """Orfeo: up to the 16 cores of a node of an EPYC 7H12, the median of ten runs."""
    for short, library in LIBRARIES.items():
        for word, dtype in (("double", "fp64"), ("float", "fp32")):
            text = shown(folder, ORFEO, f"Assignment2/results/{short}-{word}-epyc-size-close.csv")
            times: dict[int, list[float]] = {}
            for line in csv.DictReader(io.StringIO(text)):
                times.setdefault(int(line["cores"]), []).append(float(line["time"]))
            for threads in (1, 2, 4, 8, 16):
                rate = 2 * 12000**3 / statistics.median(times[threads]) / 1e9
                about = {"on": "epyc-7h12", "dtype": dtype, "library": library, "source": "orfeo-gemm"}
                yield row((12000,) * 3, threads, rate, **about)


def whole_sockets(folder: str) -> Iterator[Row]:
    """Noctua: one socket and two, matrices filled by all threads; the best of ten, as its table has it."""
    for node, (part, many, openblas) in NODES.items():
        for threads in many:
            for path, library in (("MKL", "mkl"), ("BLIS", "blis"), (openblas, "openblas")):
                file = f"{node}/{path}/{library}_job_{threads}.out"
                text = shown(folder, NOCTUA, file).split("Linear parallel initialization")[1]
                rate = float(re.findall(r"Best performance: ([\d.]+)", text)[0])
                on = part if threads == many[0] else f"2x{part}"
                yield row((10240,) * 3, threads, rate, on=on, dtype="fp64", library=library, source="noctua-dgemm")


def printed() -> Iterator[Row]:
    """What tables print."""
    for part, rates in PRINTED.items():
        for threads, rate in rates.items():
            about = {
                "on": part,
                "dtype": "fp32",
                "level": "warm",
                "library": "mkl",
                "source": "danieldk-gemm-benchmark",
            }
            yield row((768,) * 3, threads, rate, batch=threads, **about)
    for threads, rate in TILES.items():
        yield row((4096,) * 3, threads, rate, on="xeon-6972p", dtype="bf16", source="johnnyw3-gemm")


def text(folder: str) -> str:
    """The file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEAD, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*one_core(folder), *one_node(folder), *whole_sockets(folder), *printed()])
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_text(text(sys.argv[1]), encoding="utf-8")
    print(f"wrote {TARGET}")
