"""Turn the references into data/measurements/: python tools/measurements.py REFERENCES [FOLDER]

REFERENCES is a folder with measurements.yaml, attention.csv, collectives.csv and gemm.csv. What they say of parts and
sources, and what is not scored, is in references.yaml beside this file. The same references make the same bytes.
"""

import csv
import io
import json
import re
import sys
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

from conversion import dtype
from conversion_models import KINDS
from conversion_training import completed
from records import records
from slipstick.files import yamltree

TOP = Path(__file__).parents[1]
FILES = {
    "matmul": "kernels.yaml",
    "run": "kernels.yaml",
    "collective": "transfers.yaml",
    "move": "transfers.yaml",
    "infer": "models.yaml",
    "train": "models.yaml",
    "calc": "numbers.yaml",
    "other": "numbers.yaml",
}
PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./+*^()_=%-]*[A-Za-z0-9./+*^()_=%-])?")
LONG = re.compile(r"\d{4,}\.0")  # a count that was written as a fraction
SHARES = {"% MFU": "mfu", "% MFU with attention": "mfu", "% HFU": "hfu"}
ELEMENT = {"half": 2, "int8": 1}  # bytes
LEFT_OUT = ("a_latlon", "b_latlon")  # added by those who wrote the references down


def plain(branch):
    """The value of a branch: text, a list or a mapping."""
    if isinstance(branch.value, dict):
        return {key: plain(each) for key, each in branch.value.items()}
    if isinstance(branch.value, list):
        return [plain(each) for each in branch.value]
    return branch.value.removesuffix(".0") if LONG.fullmatch(branch.value) else branch.value


def tree(path):
    return plain(yamltree.read(str(path), path.read_bytes()))


def by_pattern(patterns, word):
    """What the first pattern that fits a word stands for; empty text where none does."""
    return next((found for pattern, found in patterns.items() if fnmatchcase(word, pattern)), "")


def handle(hardware, known):
    """The machine that a record's hardware is, with its count; empty text for one that has no page."""
    count, name = re.fullmatch(r"(?:(\d+)x )?(.*)", hardware).groups()
    found = known.get(hardware) or known.get(name, "")
    return f"{count}x{found}" if found and count not in (None, "1") and hardware not in known else found


def source(record, rules):
    """The key of a record's source: that of the worked example, or by the beginning of what it names."""
    if record["example"]:
        return record["example"].source
    if paper := by_pattern(rules["papers"], record["id"]):
        return paper
    keys = [key for start, key in rules["sources"].items() if record["source"].startswith(start)]
    if not keys:
        raise SystemExit(f"{record['id']}: no key for the source {record['source']!r}: add it to references.yaml")
    return keys[0]


def converted(record, rules, examples):
    """A record as a measurement, and why it is not scored, if it is not."""
    record = {**record, "on": handle(record["hardware"], rules["hardware"]), "example": examples.get(record["id"])}
    record["over"] = by_pattern(rules["links"], record["id"])
    record["config"] = {key: value for key, value in record["config"].items() if key not in LEFT_OUT}
    question, measured, note = KINDS[record["kind"]](record)
    shares, also = reported(record)
    key = source(record, rules)
    reasons = why_unscored(record, question, key, rules)
    told = record["hardware"] if record["on"] and set(",(") & set(record["hardware"]) else ""
    made = {
        "id": record["id"],
        "question": {name: value for name, value in question.items() if value != ""},
        "measured": measured | shares,
        "library": library(record, key, rules),
        "source": key,
        "note": "; ".join(each.strip("; ") for each in (note, told, also, *reasons) if each.strip("; ")),
        "score": "no" if reasons else "",
    }
    made = completed(made, rules.get("options", {}))
    return {name: value for name, value in made.items() if value}, reasons


def reported(record):
    """What else a record prints: shares of the peak, and the rest in words."""
    every = record.get("also_reported", [])
    shares = {SHARES[each["unit"]]: f"{each['value']}%" for each in every if each["unit"] in SHARES}
    words = [f"{each['value']} {each['unit']}" for each in every if each["unit"] not in SHARES]
    return shares, f"also printed: {', '.join(words)}" if words else ""


def library(record, key, rules):
    config = record["config"]
    if config.get("kernel") == "cuBLAS":
        return "cublas"
    named = config.get("library") or config.get("software", "").partition("/")[0]
    return rules["libraries"].get(key) or (named.lower() if re.fullmatch(r"[A-Za-z+.]+", named) else "")


def why_unscored(record, question, key, rules):
    """Why no estimate is held to a record: every reason there is."""
    reasons = [by_pattern(rules["unscored"], record["id"])]
    if record.get("verified"):
        reasons.append("from memory, not seen")
    if record["example"] and record["example"].printed:
        reasons.append(f"printed by mistake: {record['example'].answer} is right")
    if key in rules["unopened"] and question["command"] != "calc":
        reasons.append("the source was not opened again")
    if question["command"] == "other":
        reasons.append("no question asks it")
    elif not record["on"] and "on" in question:
        reasons.append(f"no page for {record['hardware']}")
    return [reason for reason in reasons if reason]


def scalar(text):
    text = str(text)
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def flow(mapping):
    told = (
        f"{key}: {scalar(', '.join(value) if isinstance(value, list) else value)}" for key, value in mapping.items()
    )
    return f"{{{', '.join(told)}}}"


def block(measurement):
    """A measurement as YAML."""
    lines = [
        f"{key}: {flow(value) if isinstance(value, dict) else scalar(value)}" for key, value in measurement.items()
    ]
    return "- " + "\n  ".join(lines) + "\n"


def table(head, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


def lines(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gemm(rows):
    head = ["command", "on", "dtype", "m", "n", "k", "trtllm time [us]", "sglang time [us]", "vllm time [us]", "source"]
    return table(head, [["matmul", *row.values(), "aiconfigurator"] for row in rows])


def attention(rows):
    same = ("batch", "heads", "kv_heads", "query_length", "context", "head_dim")
    head = ["command", "kernel", "on", "dtype", "batch", "heads", "kv_heads", "queries", "keys", "head", "causal"]
    made = []
    for row in rows:
        causal = "true" if row["phase"] == "prefill" else ""
        sides, about = (row[name] for name in same), (causal, row["library"], row["time [us]"])
        made.append(["run", "attention", row["on"], row["dtype"], *sides, *about, "aiconfigurator-attention"])
    return table([*head, "library", "time [us]", "source"], made)


def collectives(rows):
    head = ["command", "op", "size", "on", "dtype", "nccl time [us]", "source"]
    made = []
    for row in rows:
        op = row["op"].replace("alltoall", "all-to-all").replace("_", "-")
        size = f"{int(row['elements']) * ELEMENT[row['dtype']]} B"
        made.append(["collective", op, size, row["on"], dtype(row["dtype"]), row["time [us]"], "aiconfigurator-nccl"])
    return table(head, made)


TABLES = {"gemm.csv": gemm, "attention.csv": attention, "collectives.csv": collectives}


def convert(references, rules, examples):
    """The files that the references make, by name, and what became of each kind of row: (kind, reason or none)."""
    texts = dict.fromkeys(sorted(set(FILES.values())), "measurements:\n")
    told = []
    for record in tree(references / "measurements.yaml")["records"]:
        measurement, reasons = converted(record, rules, examples)
        texts[FILES[measurement["question"]["command"]]] += block(measurement)
        told.append((record["kind"], "; ".join(reasons)))
    texts = {name: text for name, text in texts.items() if text != "measurements:\n"}
    for name, make in TABLES.items():
        if (references / name).exists():
            rows = lines(references / name)
            texts[name] = make(rows)
            told += [(name, "")] * len(rows)
    return texts, told


def report(told):
    """How many rows of each kind were converted, and of them not scored, with every reason."""
    every, reasons = Counter(kind for kind, _ in told), Counter((kind, why) for kind, why in told if why)
    made = [f"{'kind':<20}{'rows':>6}{'unscored':>10}"]
    for kind, count in every.items():
        held = sum(number for (each, _), number in reasons.items() if each == kind)
        made.append(f"{kind:<20}{count:>6}{held:>10}")
        made += [f"{'':<4}{number:>4}  {why}" for (each, why), number in reasons.items() if each == kind]
    return "\n".join([*made, f"{len(told)} rows converted, {sum(reasons.values())} of them not scored, none skipped"])


def main(arguments):
    references = Path(arguments[0])
    folder = Path(arguments[1]) if len(arguments) > 1 else TOP / "data" / "measurements"
    rules = tree(Path(__file__).with_name("references.yaml"))
    texts, told = convert(references, rules, {each.id: each for each in records()})
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    print(report(told))


if __name__ == "__main__":
    main(sys.argv[1:])
