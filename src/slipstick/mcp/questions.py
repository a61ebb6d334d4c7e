"""A tool for every question: its arguments are the question's parameters."""

from functools import partial
from typing import Any

from ..ask.asking import ask as asked
from ..errors import UsageError
from ..estimates.answers import Answers, ask
from ..estimates.choice import FASTEST, SETTINGS
from ..estimates.estimate import Estimate
from ..estimates.listing import listed
from ..estimates.parameter import FLAG, Parameter, shown
from ..estimates.question import Question
from ..estimates.questions import find
from ..units.dtypes import DTYPES
from ..words import sentence
from .tool import Answer, Arguments, Tool, said, text, whether, yes

MACHINE = "The machine: a part, several, a node or a list, such as 'a100', '8xh100', 'dgx-h100', 'a100,h100'."
MEASURED = "What somebody measured, to be told whether it is normal, such as '514us', '190TFLOP/s' or '60 %'."
EXPLAIN = "Whether to show the whole work, in symbols and numbers."
OWN = ("on", "dtype", "measured", "explain")  # arguments that are no parameter
LONG = ("steps", "facts", "quantities", "levers")  # what is told beside the work


def question_tools(specs: str | None) -> list[Tool]:
    """A tool for every question there is, those of one's own included."""
    return [_tool(find(name), specs) for name in listed()]


def _tool(question: Question, specs: str | None) -> Tool:
    parameters = [*question.parameters, *question.extras]
    arguments = {each.name: _schema(each) for each in parameters}
    arguments |= {name: text(_picked(name)) for name in question.picks}
    if question.placed or question.where:
        arguments["on"] = text(MACHINE if question.placed else question.where)
    if question.typed:
        arguments["dtype"] = text(f"Number format; the usual one of the part if not given. One of {', '.join(DTYPES)}.")
    arguments |= {"measured": text(MEASURED), "explain": yes(EXPLAIN)}
    needs = [each.name for each in parameters if each.default is None] + ["on"] * question.placed
    return Tool(question.name.replace("-", "_"), question.help, arguments, needs, partial(_answer, question, specs))


def _picked(name: str) -> str:
    """What is said of what may be picked."""
    default, told = SETTINGS.get(name, (FASTEST[0], f"the {name}"))
    return f"{sentence(told)} Default: {default}."


def _schema(parameter: Parameter) -> dict[str, Any]:
    """The schema of a parameter: what it may be, its unit and its default."""
    told, default = sentence(parameter.help), parameter.default
    if parameter.dim is FLAG:
        return yes(told)
    if parameter.words is None:
        unit = parameter.dim.unit
        told += f" A number with its unit as text, of {unit}; or a list of them." if unit else " Or a list of them."
        told += "" if not default else f" Default: {default if isinstance(default, str) else shown(default, unit)}."
        return {"type": ["number", "string", "array"], "description": told}
    told += f" One of {', '.join(parameter.words)}; or a list of them." if parameter.words else ""
    return {"type": ["string", "array"], "description": told + (f" Default: {default}." if default else "")}


def _answer(question: Question, specs: str | None, given: Arguments) -> Answer:
    values = {name: value for name, value in given.items() if name not in OWN and value is not False}
    on, dtype = given.get("on"), given.get("dtype")
    found = ask(question, values, None if on is None else said(given, "on"), dtype and said(given, "dtype"), specs)
    return _told(found, said(given, "measured"), whether(given, "explain"))


def ask_tool(specs: str | None) -> Tool:
    """The tool that takes a question in words."""
    told = "In words, such as 'how long does a 4096 cubed bf16 matmul take on an A100'; a word left over is refused."
    help = "A question in words: the command that was understood, and its answer. It never guesses"
    return Tool("ask", help, {"question": text(told)}, ["question"], partial(_asked, specs))


def _asked(specs: str | None, given: Arguments) -> Answer:
    found = asked(said(given, "question"), specs)
    read, answer = found.reading, found.answer
    if isinstance(answer, Answers | Estimate):
        told, made = _told(answer, read.put.measured if read.put else "", False)
    else:
        told, made = str(answer), {"text": str(answer)}
    return "\n".join([read.command, *read.notes, "", told]), {"reading": read.as_dict(), "answer": made}


def _told(found: Answers | Estimate, measured: str, work: bool) -> Answer:
    """The answer to a question, or a table of them, as text and for programs, with what was measured in its place."""
    if isinstance(found, Answers):
        if measured:
            raise UsageError("measured is of one answer, and lists are of many: ask for one")
        told = "\n\n".join(each.explain() for each in found) if work else found.text()
        return told, {"answers": [_brief(each, work) for each in found]}
    placed = found.measured(measured) if measured else None
    made = _brief(found, work) | ({"measured": placed.as_dict()} if placed else {})
    return found.explain() if work else found.text(measured=placed), made


def _brief(estimate: Estimate, work: bool) -> dict[str, Any]:
    made = estimate.as_dict()
    return made if work else {key: value for key, value in made.items() if key not in LONG}
