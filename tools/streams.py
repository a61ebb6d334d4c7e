"""Write data/measurements/streams.csv from clones of the repositories that have the measurements.

python tools/streams.py FOLDER, where FOLDER/OWNER+NAME/repo is a clone of each of REPOSITORIES
"""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "data" / "measurements" / "streams.csv"
HEAD = ("command", "kernel", "on", "dtype", "size", "elements", "reads", "writes", "operations", "rows", "columns")
TAIL = ("library", "time [us]", "source")
BENCHES, LIGER = "RRZE-HPC+gpu-benches", "linkedin+Liger-Kernel"
COMPASS, VIDUR = "PrincetonUniversity+LLMCompass", "microsoft+vidur"
REPOSITORIES = (BENCHES, LIGER, COMPASS, VIDUR)

# The result files of gpu-stream; that of the A100 with 80 GB does not say which of the two cards it is.
STREAMED = {"a100_40": "a100-sxm-40gb", "a40": "a40", "gh200": "gh200-96gb", "h100_pcie": "h100-pcie", "l40": "l40"}
STREAMED |= {"mi100": "mi100", "mi210": "mi210", "mi300a": "mi300a", "mi300x": "mi300x", "v100": "v100-pcie-16gb"}
DOUBLES = 256 * 1024 * 1024 + 2  # of each array there
# What a call from Python takes on a machine, in seconds, as the source's own code has it, by kernel: its rows count
# from four times that on, as they were timed by the clock on the wall.
CALLS = {"a100-sxm-80gb": {"softmax": 12e-6, "layernorm": 45e-6, "gelu": 45e-6}}
CALLS["mi210"] = {"softmax": 25e-6, "layernorm": 50e-6, "gelu": 22e-6}
CARDS = {"NVIDIA A100-SXM4-80GB": "a100-sxm-80gb", "NVIDIA GeForce RTX 3090": "rtx-3090"}
CARDS["NVIDIA H100 80GB HBM3"] = "h100-sxm"
NORMS = {"layer_norm": "layernorm", "rms_norm": "rmsnorm", "megatron_rms_norm": "rmsnorm", "softmax": "softmax"}
PROFILED = {"a100": "a100-sxm-80gb", "a40": "a40", "h100": "h100-sxm"}
MODELS = ("meta-llama/Llama-2-7b-hf", "meta-llama/Llama-2-70b-hf", "microsoft/phi-2")
SHORTEST = 10e-6  # seconds: that source has whole microseconds
# GB/s of BabelStream's copy, scale, add, triad and dot of 2^25 doubles, from printed outputs; of two processors half.
BABEL = {
    ("a100-sxm-80gb", "babelstream-ukri"): (1709.361, 1676.182, 1715.846, 1724.827, 1586.906),
    ("a100-sxm-40gb", "babelstream-alcf"): (1400.256, 1360.438, 1369.585, 1377.517, 1353.462),
}
ARCHER = (None, 295.653 / 2, 319.003 / 2, 293.901 / 2, 340.543 / 2)  # what it copies is in the caches
ADDED = ((65536, 1.5e-6), (2**30, 4.1e-3))  # elements and seconds of JAX on an H100
Row = dict[str, object]


def shown(folder: str, repository: str, path: str) -> str:
    """A file of a clone."""
    command = ["git", "-C", f"{folder}/{repository}/repo", "show", f"HEAD:{path}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def row(kernel: str, on: str, dtype: str, library: str, seconds: float, source: str, **values: object) -> Row:
    """A row of the file."""
    about = {"command": "run", "kernel": kernel, "on": on, "dtype": dtype, "library": library, "source": source}
    return {**about, "time [us]": f"{seconds * 1e6:.6g}", **values}


def streamed(folder: str) -> Iterator[Row]:
    """The best of each pattern of gpu-stream, on any count of threads."""
    for name, part in STREAMED.items():
        lines = [line for line in shown(folder, BENCHES, f"gpu-stream/{name}.txt").splitlines() if "GB/s:" in line]
        columns = zip(*([float(each) for each in line.split("GB/s:")[1].split()] for line in lines), strict=True)
        write, read, scale, triad = (max(column) for column in list(columns)[:4])
        size = {"size": f"{8 * DOUBLES} B"}
        for kernel, arrays, rate in (("write", 1, write), ("read", 1, read), ("scale", 2, scale)):
            yield row(kernel, part, "fp64", "", arrays * 8e-9 * DOUBLES / rate, "gpu-benches-stream", **size)
        more = {"elements": DOUBLES, "reads": 3, "writes": 1, "operations": 2}
        yield row("elementwise", part, "fp64", "", 32e-9 * DOUBLES / triad, "gpu-benches-stream", **more)


def babel() -> Iterator[Row]:
    """BabelStream as others printed it."""
    every = [(part, source, 2**25, rates) for (part, source), rates in BABEL.items()]
    for part, source, many, rates in [*every, ("epyc-7742", "babelstream-ukri", 2**24, ARCHER)]:
        for (kernel, arrays), rate in zip(
            (("copy", 2), ("scale", 2), ("add", 3), ("triad", 3), ("dot", 2)), rates, strict=True
        ):
            sized = {"elements": many} if kernel in ("add", "dot") else {"size": f"{8 * many} B"}
            if rate:
                yield row(kernel, part, "fp64", "", arrays * 8e-9 * many / rate, source, **sized)


def liger(folder: str) -> Iterator[Row]:
    """Norms and softmax of Liger-Kernel and of PyTorch, one kernel each."""
    text = shown(folder, LIGER, "benchmark/data/all_benchmark_data.csv")
    for each in csv.DictReader(io.StringIO(text)):
        speed = (each["kernel_operation_mode"], each["metric_name"]) == ("forward", "speed")
        eager = (each["kernel_name"], each["kernel_provider"]) == ("rms_norm", "huggingface")  # several kernels
        if not speed or eager or each["kernel_name"] not in NORMS:
            continue
        told = json.loads(each["extra_benchmark_config_str"])
        dtype = "fp32" if told.get("dtype") == "torch.float32" else "bf16"
        library = "liger" if each["kernel_provider"] == "liger" else "pytorch"
        shape = {"rows": told.get("M") or told["S"] * told["B"], "columns": int(float(each["x_value"]))}
        seconds, part = float(each["y_value_50"]) * 1e-3, CARDS[each["gpu_name"]]
        yield row(NORMS[each["kernel_name"]], part, dtype, library, seconds, "liger-benchmarks", **shape)


def compass(folder: str) -> Iterator[Row]:
    """Softmax, norm and GELU of PyTorch, where they take long against a call from Python."""
    for kernel, place in (("softmax", "cf"), ("layernorm", "de"), ("gelu", "g")):
        for card, part in (("A100", "a100-sxm-80gb"), ("MI210", "mi210")):
            text = shown(folder, COMPASS, f"ae/figure5/{place}/real_hardware/{kernel}_{card}.csv")
            for line in text.split("\n"):
                *sides, rate = [float(each) for each in line.split(",")] if line.strip() else [0.0]
                if not sides:
                    continue
                names = ("elements",) if kernel == "gelu" else ("rows", "columns")
                values = {name: int(side) for name, side in zip(names, sides, strict=True)}
                seconds = sides[0] * (sides[1] if sides[1:] else 1) / rate / 1e9
                if seconds > 4 * CALLS[part][kernel]:
                    yield row(kernel, part, "fp16", "pytorch", seconds, "llmcompass", **values)


def vidur(folder: str) -> Iterator[Row]:
    """Norms, activations and sums of a layer as vLLM and PyTorch run them, for some numbers of tokens."""
    for card, part in PROFILED.items():
        for model in MODELS:
            text = shown(folder, VIDUR, f"data/profiling/compute/{card}/{model}/mlp.csv")
            every = [each for each in csv.DictReader(io.StringIO(text)) if each["num_tensor_parallel_workers"] == "1"]
            for tokens in (256, 512, 1024, 2048, 4096):
                told = next(each for each in every if each["num_tokens"] == str(tokens))
                yield from layer(told, part, tokens, int(told["n_embd"]), int(told["n_expanded_embd"]))


def layer(told: dict[str, str], part: str, tokens: int, hidden: int, inner: int) -> Iterator[Row]:
    """The rows of one layer. hidden: width of the model. inner: of its MLP."""
    norm, act, add = (float(told[f"time_stats.{name}.median"]) * 1e-3 for name in ("input_layernorm", "mlp_act", "add"))
    sides = {"rows": tokens, "columns": hidden}
    gated = {"elements": tokens * inner, "reads": 2, "writes": 1, "operations": 5}
    if told["use_gated_mlp"] == "True":
        found = [("rmsnorm", "vllm", norm, sides), ("elementwise", "vllm", act, gated)]
        found.append(("add", "pytorch", add, {"elements": tokens * hidden}))
    else:
        found = [("layernorm", "pytorch", norm, sides), ("gelu", "vllm", act, {"elements": tokens * inner})]
    for kernel, library, seconds, values in found:
        if seconds >= SHORTEST:
            yield row(kernel, part, "fp16", library, seconds, "vidur-profiles", **values)


def main(folder: str) -> None:
    """Write the file."""
    added = [row("add", "h100-sxm", "fp32", "", time, "scaling-book-gpus", elements=many) for many, time in ADDED]
    every = [*streamed(folder), *babel(), *liger(folder), *compass(folder), *vidur(folder), *added]
    with open(TARGET, "w", encoding="utf-8", newline="") as file:
        made = csv.DictWriter(file, (*HEAD, *TAIL), lineterminator="\n")
        made.writeheader()
        made.writerows(every)
    print(f"wrote {len(every)} rows to {TARGET.name}")


if __name__ == "__main__":
    main(sys.argv[1])
