"""What the drill asks: numbers worth knowing, formulas with numbers put in, and kernels on parts."""

import ast
import shlex
from collections.abc import Iterator, Mapping
from doctest import DocTestParser
from inspect import getdoc
from typing import Any, NamedTuple

from ..calculator.calculate import calculate
from ..errors import SlipstickError, UsageError
from ..estimates import questions
from ..estimates.question import DTYPE, Question
from ..estimates.shelf import every as every_question
from ..formulas.core.formula import Formula
from ..reference import handbook
from ..reference.number import Number, numbers_of
from ..specs.catalogue import catalogue
from ..units.reading import unit_text
from ..words import did_you_mean, quoted

PARTS = ("a100", "h100", "h200", "b200", "mi300x", "rtx-4090", "l40s")


class Prompt(NamedTuple):
    """What is asked: its stable key, its text, and how to work out what is said after an answer.

    kind: number, formula or estimate. name: of the number or formula; of a part, with the question as it is typed.
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
    """The prompts of some subjects, or of all: ``numbers``, ``estimates``, a kernel, a page or a chapter.

    Raises UsageError for an unknown subject.
    """
    known = subjects()
    for name in names:
        if name not in known:
            raise UsageError(f"unknown subject {quoted(name)}: {did_you_mean(name, known)}")
    wanted = [part for name in names or ("numbers", "matmul") for part in known[name]]
    chosen = set(wanted)
    kernels = [name for name in every_question() if f"kernel/{name}" in chosen]
    every = [*_numbers(), *_formulas(), *(each for name in kernels for each in _estimates(name))]
    return [prompt for group, prompt in every if group in chosen]


def subjects() -> dict[str, list[str]]:
    """Every subject, and the groups of prompts it stands for."""
    pages = [f"numbers/{page.handle}" for page in catalogue(None).specs("numbers")]
    chapters = [f"chapter/{chapter}" for chapter in _chapters()]
    kernels = [f"kernel/{name}" for name in every_question()]
    found = {"numbers": pages, "estimates": [*chapters, *kernels]}
    for group in [*pages, *chapters, *kernels]:
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


def _estimates(name: str) -> Iterator[tuple[str, Prompt]]:
    """What is drilled of a kernel, on each part that has the rates and format it asks, and that of its examples."""
    question = questions.find(name)
    parts = dict.fromkeys([*(_where(question, each) for each in PARTS), question.device])
    for part in parts if question.placed else ():
        for values in question.drilled or question.examples:
            if _answers(question, values, part):
                key = f"{name}/{part}/{'x'.join(map(str, values.values()))}"
                typed = shlex.join([part, name, *(f"{each}={value}" for each, value in values.items())])
                yield f"kernel/{name}", Prompt(key, _asking(question, values, part), "estimate", typed)


def _where(question: Question, part: str) -> str:
    """A part, or as many of it as a question about several is asked on."""
    many, times, _ = question.device.partition("x")
    return f"{many}x{part}" if times and many.isdigit() else part


def _answers(question: Question, values: Mapping[str, Any], part: str) -> bool:
    """Whether a part has what is asked of it."""
    try:
        question.ask(values, part, DTYPE)
    except UsageError:
        raise
    except SlipstickError:
        return False
    return True


def _asking(question: Question, values: Mapping[str, Any], part: str) -> str:
    sizes = question.in_words({name: str(value) for name, value in values.items()})
    typed = f" in {DTYPE}" if question.typed else ""
    if question.says:
        return f"How long does {'an' if sizes[:1] in 'aeiou' else 'a'} {sizes} {question.name}{typed} take on {part}?"
    return f"{question.help} For {sizes}{typed} on {part}."


def solve(prompt: Prompt) -> Solution:
    """The right answer to a prompt, with the work."""
    if prompt.kind == "number":
        return _number(prompt.name)
    if prompt.kind == "estimate":
        return _estimate(prompt.name)
    formula = handbook.find(prompt.name)
    given = ", ".join(f"{key}={value}" for key, value in _example(formula).items())
    worked = calculate(f"{formula.name}({given})")
    value = worked.value.value
    steps = "\n".join(f"  {step.formula.name} = {step.with_numbers}" for step in worked.steps)
    return Solution(value, unit_text(worked.value.powers), value, value, f"{worked.text()}\n{steps}")


def _estimate(typed: str) -> Solution:
    part, _, asked = typed.partition(" ")
    question, values = questions.read(asked)
    answer = question.ask(values, part)
    outcome = answer.outcome
    told = f"{answer.text()}\n\n{answer.work()}"
    return Solution(float(outcome.value), answer.unit, float(outcome.low), float(outcome.high), told)


def _number(path: str) -> Solution:
    handle, _, entry = path.partition(".")
    number = Number(catalogue(None).find(handle), entry)
    value, unit, _ = number.page.told(number.at("typical"))
    ends = [number.page.told(number.at(key))[0] if number.text(key) else value for key in ("low", "high")]
    if unit is None:
        raise SlipstickError(f"{path} is no number")
    return Solution(float(value), unit, float(ends[0]), float(ends[1]), str(number))
