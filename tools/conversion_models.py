"""From a record of the references about a model, a number or a textbook to a question and what was measured."""

import re

import conversion as kernels
from conversion import UNITS, dtype, model, number, other, printed, seconds, times

PARALLEL = re.compile(r"TP=?(\d+)")
PIPELINE = re.compile(r"PP=?(\d+)")
DATA = re.compile(r"DP=?(\d+)")
SAME = {
    "batch": "batch",
    "context": "context",
    "tensor_parallel": "tp",
    "pipeline_parallel": "pp",
    "data_parallel": "dp",
    "context_parallel": "cp",
    "global_batch": "global_batch",
    "microbatch": "microbatch",
    "interleaving": "interleaving",
    "seq": "sequence",
    "seq_len": "sequence",
    "tokens": "tokens",
    "recompute": "recompute",
}
TRAINED = {"GPU-hours": "device time", "chip-hours": "device time", "% MFU": "mfu"}


def devices(on):
    """How many devices a handle counts: 8 of 8xa100."""
    count = re.match(r"(\d+)x", on)
    return int(count[1]) if count else 1


def asked(record, command, names):
    """A question about a model, with the conditions of these names."""
    config = record["config"]
    question = {"command": command, "model": model(config), "on": record["on"]}
    question |= {SAME[name]: config[name] for name in names if name in config}
    topology = config.get("parallel") or config.get("topology") or ""
    for option, pattern in (("tp", PARALLEL), ("pp", PIPELINE), ("dp", DATA)):
        question |= {option: found[1]} if (found := pattern.search(topology)) else {}
    split = int(question.get("tp", 1)) * int(question.get("pp", 1))
    if question["on"] and devices(question["on"]) == 1 and split > 1 and command == "infer":
        question["on"] = f"{split}x{question['on']}"
    return question


def infer(record):
    """Prefill, decoding, whole answers and serving of a model."""
    config, unit = record["config"], record["measured"]["unit"]
    question = asked(record, "infer", ("batch", "context", "tensor_parallel"))
    question |= {"weights": config["weights"].lower()} if "weights" in config else {"dtype": config["dtype"]}
    prompt = config.get("prompt") or config.get("prompt_tokens") or config.get("input_len") or config.get("isl")
    output = config.get("output_len") or config.get("osl")
    test = config.get("test", "")
    prompt, output = (test[2:], output) if test.startswith("pp") else (prompt, test[2:] if test else output)
    if record["kind"] == "llm_prefill":
        prompt = prompt or config["tokens"]
        question.pop("context", None)
        timed = seconds(float(prompt) / number(record)) if unit == "tok/s" else printed(record)
        measured = {"first token": timed}
    else:
        output = output or config.get("tokens")
        name = {"tok/s": "throughput", "output tok/s total": "throughput", "ms/token": "per token"}.get(unit, "time")
        measured = {name: printed(record)}
    note = f"printed as {printed(record)}" if record["kind"] == "llm_prefill" and unit == "tok/s" else ""
    if record["kind"] == "llm_decode" and "tokens" in config:
        note = "the decoding alone: the prompt is in the cache"
    sizes = {key: value for key, value in (("prompt", prompt), ("output", output)) if value}
    runtime = (
        {"runtime": config["software"].lower()} if config.get("software") in ("llama.cpp", "FasterTransformer") else {}
    )
    shape = [f"{key} {config[key]}" for key in ("layers", "d_model", "heads", "head_dim", "vocab") if key in config]
    return question | sizes | runtime, measured, ", ".join([*shape, *([note] if note else [])])


def train(record):
    """Training: a throughput, a step, or a whole run."""
    config, unit = record["config"], record["measured"]["unit"]
    question = asked(record, "train", [name for name in SAME if name != "context"])
    precision = config.get("dtype") or config.get("precision")
    question |= {"dtype": dtype(precision)} if precision else {}
    shape = ("layers", "d_model", "d_ff", "heads", "kv_heads", "vocab", "params", "par", "local_batch", "ac")
    shape += ("sharding", "activation_checkpointing", "activation_recompute", "torch_compile", "note")
    note = ", ".join(f"{key} {config[key]}".removeprefix("note ") for key in shape if key in config and key != "params")
    count = devices(record["on"]) if unit.endswith(("/GPU", "/chip", "(hardware)")) else 1
    if unit in TRAINED:
        return question, {TRAINED[unit]: printed(record)}, note
    if unit.startswith(("ms/", "s/")):
        tokens = config.get("tokens_per_step") or _product(config, "global_batch", "seq")
        return question | ({"tokens": tokens} if tokens else {}), {"time": printed(record)}, f"one step; {note}"
    if unit == "seq/s":
        rate = number(record) * float(config["seq_len"])
        return (
            question,
            {"throughput": f"{rate:.10g} token/s"},
            f"printed as {record['measured']['value']} sequences a second",
        )
    name = "rate" if "FLOP" in unit else "throughput" if "tok" in unit else "time"
    told = f"printed as {record['measured']['value']} {unit}; " if count > 1 else ""
    return question, {name: times(record, count)}, told + note


def _product(config, *names):
    if not all(name in config for name in names):
        return ""
    made = 1
    for name in names:
        made *= int(config[name])
    return str(made)


def memory_footprint(record):
    config = record["config"]
    question = {"command": "train", "model": model(config), "on": record["on"]}
    return question, {"memory": printed(record)}, config["quantity"]


def scaling(record):
    unit = record["measured"]["unit"]
    return other(record, {"speedup" if "x" in unit.split() else "value": printed(record)})


def energy(record):
    config = record["config"]
    expression = f"{config['chips']} * {config['days']} day * {config['watts_per_chip']} W * {config['pue']}"
    return {"command": "calc", "expression": expression}, {"energy": printed(record)}, ""


def figure(record):
    """A latency or a rate of a machine that no question is about."""
    unit = UNITS.get(record["measured"]["unit"], record["measured"]["unit"])
    name = "throughput" if unit == "IOPS" else "bandwidth" if unit.endswith("B/s") else "latency"
    if record.get("over"):
        return {"command": "move", "over": record["over"]}, {name: printed(record)}, record["config"]["op"]
    return other(record, {name: printed(record)})


def worked_example(record):
    """A textbook's answer: what slipstick is asked for it, as the tests of worked examples ask."""
    example = record["example"]
    if example is None:
        return other(record, {"value": record["measured"]["value"]})
    answer = example.printed or example.answer
    return {"command": "calc", "expression": example.question}, {"value": answer}, record["measured"]["unit"]


KINDS = {
    "gemm": kernels.gemm,
    "stream": kernels.stream,
    "memcpy": kernels.memcpy,
    "roofline_sweep": kernels.roofline_sweep,
    "collective": kernels.collective,
    "elementwise": kernels.elementwise,
    "softmax": kernels.rows,
    "layernorm": kernels.rows,
    "attention_prefill": kernels.attention_prefill,
    "attention_decode": kernels.attention_decode,
    "transformer_op": kernels.transformer_op,
    "llm_prefill": infer,
    "llm_decode": infer,
    "llm_generate": infer,
    "llm_serving": infer,
    "train_throughput": train,
    "train_step": train,
    "train_run": train,
    "memory_footprint": memory_footprint,
    "scaling_efficiency": scaling,
    "energy": energy,
    "latency_number": figure,
    "cpu_latency": figure,
    "network_rtt": figure,
    "storage": figure,
    "worked_example": worked_example,
}
