"""The pages of the formulas: an index, and a page a chapter with every formula typeset, sourced, and to be tried."""

import json
from collections.abc import Iterator
from html import escape
from inspect import getdoc

from ..formulas import chapters, formulas
from ..formulas.core.formula import Formula
from ..formulas.core.mathml import mathml
from ..formulas.core.script import script
from ..markup import link
from ..reference.handbook import contents, described, summary
from ..specs.catalogue import Catalogue
from .page import body, listed, page, to
from .trying import trying

SCRIPTS = ("maths.js", "formulas.js")

HOLDS = {  # what a condition says of its arguments
    "at least": "{0} {1} large enough",
    "at most another": "{0} keep their order, the first at most the other",
    "power of two": "{0} {1} a power of two",
    "below one": "{0} {1} below one",
    "add up to one": "{0} add up to one",
    "even": "{0} {1} even",
}


def chapter_pages(known: Catalogue) -> Iterator[tuple[str, str]]:
    """The path and the text of each page about formulas. known: where their sources are."""
    index = []
    for module, (title, own) in zip(chapters(), contents(), strict=True):
        name = module.__name__.rpartition(".")[2]
        path = f"formulas/{name}.html"
        rest = " ".join("\n".join((getdoc(module) or "").splitlines()[1:]).split())
        inner = "\n".join(_section(each, known) for each in own)
        yield path, page(path, title, body(title, escape(rest), inner), SCRIPTS)
        items = (f"{to(f'{name}.html#{each.name}', each.name)}: {escape(summary(each))}" for each in own)
        index += [f"<h2>{to(f'{name}.html', title)}</h2>", listed(items)]
    about = f"{len(formulas())} formulas, each one expression with a source and worked examples."
    yield "formulas/index.html", page("formulas/index.html", "Formulas", body("Formulas", about, "\n".join(index)))


def _section(formula: Formula, known: Catalogue) -> str:
    """A formula: its expression, what it means, its arguments, a worked example, and its source."""
    text, _, examples = (getdoc(formula.function) or "").partition("\n\n>>>")
    prose = "\n".join(f"<p>{escape(' '.join(part.split()))}</p>" for part in text.split("\n\n"))
    shown = f'<pre tabindex="0">&gt;&gt;&gt;{escape(examples)}</pre>\n' if examples else ""
    source = known.source(formula.source)
    named = link(f"{source['title']} ({source.get('publisher') or formula.source})", source.get("address", ""))
    holds = "".join(f"<li>holds only where {escape(_condition(each.of, each.said))}</li>" for each in formula.holds)
    arguments = "".join(f"<li><b>{name}</b>: {escape(described(d))}</li>" for name, d in formula.parameters.items())
    return f"""<section class="formula" id="{formula.name}">
<h2><a href="#{formula.name}">{formula.name}</a></h2>
<div class="wide" role="group" aria-label="{formula.name}, written out" tabindex="0">{mathml(formula)}</div>
{prose}
<ul>{arguments}<li>gives {escape(described(formula.result))}</li>{holds}</ul>
{trying(formula)}{shown}<p class="source">Source: {named}</p>
</section>"""


def _condition(of: tuple[str, ...], said: str) -> str:
    """A condition as a sentence's end: 'm, n are powers of two'."""
    names = " and ".join(of)
    if said == "queue ends":
        return f"the queue comes to an end, by {names}"
    return HOLDS.get(said, f"{names}: {said}").format(names, "are" if len(of) > 1 else "is")


def formulas_script() -> str:
    """Every formula as JavaScript, by name."""
    lines = (f"F[{json.dumps(name)}] = {script(each)};" for name, each in formulas().items())
    return '"use strict";\nconst F = {};\n' + "\n".join(lines) + "\n"
