"""What a record of training leaves out: options by its id, and of a rate the time of a step that follows from it."""

import re
from fnmatch import fnmatchcase

RATE = "time of the step by the paper's formula for its work"


def completed(made, options):
    """A measurement with the options that its record leaves out. options: by patterns of ids."""
    told = [each for pattern, each in options.items() if fnmatchcase(made["id"], pattern)]
    if not told or made["question"]["command"] != "train":
        return made
    question = made["question"]
    for each in told:
        question = question | each
    made = made | {"question": {name: value for name, value in question.items() if value != ""}}
    return _timed(made) if "rate" in made["measured"] else made


def _timed(made):
    """The same with the time of a step beside the rate, whose work counts all scores and layers done twice."""
    question, rate = made["question"], made["measured"]["rate"]
    layers, width, vocabulary, sequence = (
        float(question[name]) for name in ("layers", "width", "vocabulary", "sequence")
    )
    work = 96 * float(question["tokens"]) * layers * width**2
    work *= 1 + sequence / (6 * width) + vocabulary / (16 * layers * width)
    time = work / (float(re.match(r"[\d.]+", rate)[0]) * 1e12)
    measured = {"time": f"{time:.6g} s", **made["measured"]}
    return made | {"measured": measured, "note": f"{made['note']}; {RATE}"}
