"""From a record of the references to a question and what was measured: one rule for each kind of record.

A rule takes a record and gives (question, measured, note). Where a source prints only a rate, the time that follows
from it stands beside it.
"""

import re

from slipstick.words import slug

DTYPES = {"fp8_e4m3": "fp8", "fp16/bf16": "fp16", "float8": "fp8", "amp_bf16": "bf16", "amp_fp8": "fp8", "half": "fp16"}
UNITS = {
    "tok/s": "token/s",
    "tok/s/GPU": "token/s",
    "output tok/s total": "token/s",
    "TFLOP/s/GPU": "TFLOP/s",
    "TFLOP/s/GPU (hardware)": "TFLOP/s",
    "TFLOP/s/chip": "TFLOP/s",
    "PFLOP/s sustained": "PFLOP/s",
    "cycles": "cycle",
    "days": "day",
    "days (upper bound)": "day",
    "hours wall": "h",
    "minutes": "min",
    "ms RTT": "ms",
    "ms/iter": "ms",
    "ms/step": "ms",
    "ms/token": "ms",
    "ns (median)": "ns",
    "s/iteration": "s",
    "GPU-hours": "h",
    "chip-hours": "h",
    "x speedup": "",
    "% weak scaling": "%",
    "% MFU": "%",
    "seq/s": "1/s",
}
SCALES = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15}
ARRAY = re.compile(r"bf16\[(\d+),(\d+)\]")


def dtype(name):
    """A number format as slipstick spells it."""
    return DTYPES.get(name, name)


def printed(record):
    """What a record prints, with a unit that slipstick reads."""
    value, unit = record["measured"]["value"], record["measured"]["unit"]
    return f"{value} {UNITS.get(unit, unit)}".replace(" %", "%").strip()


def number(record):
    return float(record["measured"]["value"])


def seconds(value):
    """A time in the unit that suits it, to four digits."""
    for scale, unit in ((1e-6, "us"), (1e-3, "ms"), (1.0, "s")):
        if value < 1000 * scale or unit == "s":
            return f"{value / scale:.4g} {unit}"
    return ""


def times(record, count):
    """What is printed for one device, for all of them: to four digits where there are several."""
    value, unit = number(record) * count, UNITS.get(record["measured"]["unit"], record["measured"]["unit"])
    return f"{record['measured']['value'] if count == 1 else format(value, '.10g')} {unit}"


def rate(record):
    """A printed rate in FLOP/s."""
    return number(record) * SCALES[record["measured"]["unit"][0]]


def other(record, measured, **more):
    """What no question asks: its conditions as they are."""
    conditions = {"hardware": record["hardware"], **record["config"], **more}
    return {"command": "other", **conditions}, measured, ""


def gemm(record):
    config = record["config"]
    if "op" in config:
        return other(record, {"rate": printed(record)})
    sides = {"m": config.get("M") or config["M_per_group"], "n": config["N"], "k": config["K"]}
    question = {
        "command": "matmul",
        **sides,
        "on": record["on"],
        "dtype": dtype(config.get("dtype") or config["in_dtype"]),
    }
    if "groups" in config:
        question["batch"] = config["groups"]
    note = ", ".join(config[key] for key in ("kernel", "layout", "selection", "software") if key in config)
    if not record["measured"]["unit"].endswith("FLOP/s"):
        return question, {"time": printed(record)}, note
    work = 2.0 * float(config.get("groups", 1))
    for side in sides.values():
        work *= float(side)
    return question, {"time": seconds(work / rate(record)), "rate": printed(record)}, note


def stream(record):
    config = record["config"]
    kernel = {"init": "write", "triad on unified memory": "triad"}.get(config["kernel"], config["kernel"])
    question = {"command": "run", "kernel": kernel, "on": record["on"], "dtype": config.get("dtype", "fp64")}
    if "buffer_MB" in config:
        return question | {"size": f"{config['buffer_MB'] // 3} MiB"}, {"time": printed(record)}, "unified memory"
    note = f"{config['counted_bytes_per_elem']} bytes counted an element" if "counted_bytes_per_elem" in config else ""
    return question, {"bandwidth": printed(record)}, note


def memcpy(record):
    config = record["config"]
    if "local copy" in config["direction"]:
        question = {"command": "run", "kernel": "copy", "on": record["on"]}
        return question, {"bandwidth": printed(record)}, "reads and writes counted"
    question = {"command": "move", "over": record["over"], "on": record["on"]}
    name = "time" if "bytes" in config else "bandwidth"
    return (
        question | ({"size": f"{config['bytes']} B"} if "bytes" in config else {}),
        {name: printed(record)},
        config["direction"],
    )


def roofline_sweep(record):
    config = record["config"]
    intensity = f"{config['arithmetic_intensity_flop_per_byte']} FLOP/B"
    question = {
        "command": "run",
        "kernel": "kernel",
        "intensity": intensity,
        "on": record["on"],
        "dtype": config["dtype"],
    }
    return question, {"rate": printed(record)}, ""


def collective(record):
    config = record["config"]
    array = ARRAY.match(config.get("array", ""))
    size = 2 * int(array[1]) * int(array[2]) if array else config["bytes"]
    question = {"command": "collective", "op": config["op"].replace("_", "-")}
    question |= {"size": f"{size} B"} if str(size).isdigit() else {}
    question |= {"on": record["on"]} | ({"dtype": config["dtype"]} if "dtype" in config else {})
    if "busbw" not in record["measured"]["unit"]:
        return question, {"time": printed(record)}, ""
    note = f"printed as {record['measured']['value']} {record['measured']['unit']}"
    note += f", {config['count']} in a row" if "count" in config else ""
    ranks, bits = int(config["ranks"]), 8 if record["measured"]["unit"].startswith("Gbit") else 1
    bandwidth = number(record) * 1e9 / bits
    if "size" not in question:
        return question, {"bandwidth": f"{record['measured']['value']} GB/s"}, note
    return question, {"time": seconds(float(size) * 2 * (ranks - 1) / ranks / bandwidth)}, note


def elements(record, question, count):
    """A kernel whose rate is printed in elements: its time."""
    if not record["measured"]["unit"].startswith("Gelem"):
        return question, {"time": printed(record)}, ""
    note = f"printed as {record['measured']['value']} Gelem/s"
    return question, {"time": seconds(count / (number(record) * 1e9))}, note


def elementwise(record):
    config = record["config"]
    if "tokens" in config:
        sides = {"rows": config["tokens"], "columns": config["d_model"]}
        question = {"command": "run", "kernel": "rmsnorm", **sides, "on": record["on"], "dtype": config["dtype"]}
        return question, {"time": printed(record)}, config["op"]
    kernel, count = ("gelu", config["elements"]) if config["op"] == "gelu" else ("add", config["N"])
    question = {
        "command": "run",
        "kernel": kernel,
        "elements": count,
        "on": record["on"],
        "dtype": config.get("dtype", "fp32"),
    }
    return elements(record, question, float(count))


def rows(record):
    """A softmax or a layer norm over rows."""
    config = record["config"]
    question = {"command": "run", "kernel": record["kind"], "rows": config["M"], "columns": config["N"]}
    return elements(
        record, question | {"on": record["on"], "dtype": config["dtype"]}, float(config["M"]) * float(config["N"])
    )


def attention_prefill(record):
    config = record["config"]
    if config["phase"] != "fwd" or "batch" not in config:
        return other(record, {"rate": printed(record)})
    question = {"command": "run", "kernel": "attention", "batch": config["batch"], "heads": config["heads"]}
    question |= {
        "queries": config["seq"],
        "keys": config["seq"],
        "head": config["head_dim"],
        "causal": config["causal"],
    }
    work = 4.0 if config["causal"] == "false" else 2.0
    for side in ("batch", "heads", "seq", "seq", "head_dim"):
        work *= float(config[side])
    measured = {"time": seconds(work / rate(record)), "rate": printed(record)}
    note = "the rate counts half the scores" if config["causal"] == "true" else ""
    return question | {"on": record["on"], "dtype": dtype(config["dtype"])}, measured, note


def attention_decode(record):
    config = record["config"]
    if "kv_len" not in config:
        return other(record, {"rate" if "FLOP" in record["measured"]["unit"] else "bandwidth": printed(record)})
    question = {"command": "run", "kernel": "attention", "batch": config["batch"], "heads": config["q_heads"]}
    question |= {"kv_heads": config["kv_heads"], "queries": "1", "keys": config["kv_len"], "head": config["head_dim"]}
    question |= {"on": record["on"], "dtype": config["dtype"]}
    return question, {"time": printed(record)}, config.get("software", "")


def transformer_op(record):
    """One operation of a layer split over devices: what one of them does."""
    config = record["config"]
    prefill, split = config["phase"] == "prefill", int(config["tensor_parallel"])
    width, batch = int(config["d_model"]), int(config["batch"])
    tokens = batch * int(config["seq"] if prefill else config["q_len"])
    heads, keys = int(config["heads"]) // split, int(config["seq"] if prefill else config["kv_len"])
    on = {"on": re.sub(r"^\d+x", "", record["on"]), "dtype": config["dtype"]}
    part = {
        "Q_K_V": {"command": "matmul", "m": tokens, "n": 3 * width // split, "k": width},
        "Wo_proj": {"command": "matmul", "m": tokens, "n": width, "k": width // split},
        "Softmax": {"command": "run", "kernel": "softmax", "rows": tokens * heads, "columns": keys},
        "GeLU": {"command": "run", "kernel": "gelu", "elements": 4 * tokens * width // split},
    }[config["op"]]
    return {**part, **on}, {"time": printed(record)}, f"one of {split} devices: {config['layer']}, {config['phase']}"


def model(config):
    """The model a record names, or its size."""
    if "model" in config:
        name = config["model"].partition(" (")[0].removesuffix(" pre-training").removesuffix(" bench")
        return slug(name.replace(".", " point ")).replace("-point-", ".")
    if "params_B" in config:
        return f"{config['params_B']}B"
    count = config.get("params") or config["total_params"]
    return count if count.endswith("B") else f"{float(count) / 1e9:.4g}B"
