"""What the drill asks: numbers worth knowing, formulas with numbers put in, and matmuls."""

import ast
from collections.abc import Iterator
from doctest import DocTestParser
from inspect import getdoc
from typing import NamedTuple

from ..calculator.calculate import calculate
from ..errors import SlipstickError, UsageError
from ..estimates.typed import matmul
from ..formulas.core.formula import Formula
from ..reference import handbook
from ..reference.number import Number, numbers_of
from ..specs.catalogue import catalogue
from ..units.reading import unit_text
from ..words import did_you_mean, quoted

SIZES = ((1, 4096, 4096), (64, 4096, 4096), (4096, 4096, 4096), (8192, 8192, 8192), (1, 8192, 28672))
PARTS = ("a100", "h100", "h200", "b200", "mi300x", "rtx-4090", "l40s")


class Prompt(NamedTuple):
    """What is asked: its stable key, its text, and how to work out what is said after an answer.

    kind: number, formula or matmul. name: of the number, formula or part.
    """

    key: str
    text: str
    kind: str
    name: str


class Solution(NamedTuple):
    """The right answer in coherent units with its unit and range, and the work behind it."""

    value: float
    unit: str
    low: float
    high: float
    told: str


def prompts(names: tuple[str, ...] = ()) -> list[Prompt]:
    """The prompts of some subjects, or of all: ``numbers``, ``estimates``, ``matmul``, a page or a chapter.

    Raises UsageError for an unknown subject.
    """
    known = subjects()
    for name in names:
        if name not in known:
            raise UsageError(f"unknown subject {quoted(name)}: {did_you_mean(name, known)}")
    wanted = [part for name in names or ("numbers", "matmul") for part in known[name]]
    every = [*_numbers(), *_formulas(), *_matmuls()]
    chosen = set(wanted)
    return [prompt for group, prompt in every if group in chosen]


def subjects() -> dict[str, list[str]]:
    """Every subject, and the groups of prompts it stands for."""
    pages = [f"numbers/{page.handle}" for page in catalogue(None).specs("numbers")]
    chapters = [f"chapter/{chapter}" for chapter in _chapters()]
    found = {"numbers": pages, "estimates": [*chapters, "matmul"], "matmul": ["matmul"]}
    for group in [*pages, *chapters]:
        found.setdefault(group.partition("/")[2], []).append(group)
    return found


def _chapters() -> list[str]:
    return list(dict.fromkeys(_chapter(formula) for _, own in handbook.contents() for formula in own))


def _chapter(formula: Formula) -> str:
    return formula.function.__module__.rpartition(".")[2]


def _numbers() -> Iterator[tuple[str, Prompt]]:
    for page in catalogue(None).specs("numbers"):
        for number in numbers_of(page):
            if number.text("typical") and number.text("vignette") and not number.history:
                asked = f"{number.name}: how much is it? ({page.name})"
                yield f"numbers/{page.handle}", Prompt(f"number/{number.path}", asked, "number", number.path)


def _formulas() -> Iterator[tuple[str, Prompt]]:
    """Each formula with the numbers of its first worked example, where these are plain."""
    for _, own in handbook.contents():
        for formula in own:
            if arguments := _example(formula):
                given = ", ".join(f"{key} = {value}" for key, value in arguments.items())
                asked = f"{handbook.summary(formula)} What is it for {given}?"
                yield (
                    f"chapter/{_chapter(formula)}",
                    Prompt(f"formula/{formula.name}", asked, "formula", formula.name),
                )


def _example(formula: Formula) -> dict[str, str]:
    """The arguments of a formula's first worked example; none where they are more than numbers and texts."""
    for example in DocTestParser().get_examples(getdoc(formula.function) or ""):
        for node in ast.walk(ast.parse(example.source)):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != formula.name:
                continue
            plain = [part.value for part in node.args if isinstance(part, ast.Constant)]
            if len(plain) == len(formula.parameters) and not node.keywords:
                return {key: str(value) for key, value in zip(formula.parameters, plain, strict=True)}
    return {}


def _matmuls() -> Iterator[tuple[str, Prompt]]:
    for part in PARTS:
        for m, n, k in SIZES:
            asked = f"How long does a {m} x {n} x {k} matmul in bf16 take on {part}?"
            yield "matmul", Prompt(f"matmul/{part}/{m}x{n}x{k}", asked, "matmul", f"{part} {m} {n} {k}")


def solve(prompt: Prompt) -> Solution:
    """The right answer to a prompt, with the work."""
    if prompt.kind == "number":
        return _number(prompt.name)
    if prompt.kind == "matmul":
        part, *sizes = prompt.name.split()
        answer = matmul(*map(int, sizes), on=part)
        outcome = answer.outcome
        return Solution(
            float(outcome.value), "s", float(outcome.low), float(outcome.high), f"{answer.text()}\n\n{answer.work()}"
        )
    formula = handbook.find(prompt.name)
    given = ", ".join(f"{key}={value}" for key, value in _example(formula).items())
    worked = calculate(f"{formula.name}({given})")
    value = worked.value.value
    steps = "\n".join(f"  {step.formula.name} = {step.with_numbers}" for step in worked.steps)
    return Solution(value, unit_text(worked.value.powers), value, value, f"{worked.text()}\n{steps}")


def _number(path: str) -> Solution:
    handle, _, entry = path.partition(".")
    number = Number(catalogue(None).find(handle), entry)
    value, unit, _ = number.page.told(number.at("typical"))
    ends = [number.page.told(number.at(key))[0] if number.text(key) else value for key in ("low", "high")]
    if unit is None:
        raise SlipstickError(f"{path} is no number")
    return Solution(float(value), unit, float(ends[0]), float(ends[1]), str(number))
