"""The pages of the numbers and the sheets, and the first page."""

from collections.abc import Iterator
from html import escape

from ..errors import UsageError
from ..formulas import formulas
from ..reference.number import numbers_of
from ..sheets.html import content
from ..sheets.library import sheet, sheet_titles
from ..specs.catalogue import Catalogue
from ..specs.spec import Spec
from ..words import counted
from .page import body, listed, page, table, to

COMPARED = {"compare": ("a100", "h100", "mi300x")}  # an example of what the page of the sheet shows


def number_page(parts: list[Spec]) -> Iterator[tuple[str, str]]:
    """Every number worth knowing, page by page; their sources are on the pages of the catalogue."""
    inner, many = [], 0
    for part in parts:
        if found := numbers_of(part):
            many += len(found)
            rows = [[escape(each.name), escape(each.span), each.date, f"<code>{each.path}</code>"] for each in found]
            inner.append(f"<h2>{to(f'../parts/{part.handle}.html', part.name)}</h2>")
            inner.append(table(["what", "value", "date", "called"], rows, "list"))
    about = f"{counted(many, 'number')} worth knowing; a heading leads to where they are from."
    text = body("Numbers", about, "\n".join(inner))
    yield "numbers/index.html", page("numbers/index.html", "Numbers", text)


def sheet_pages(known: Catalogue, specs: str | None) -> Iterator[tuple[str, str]]:
    """Every sheet as it prints, but for those that are of parts to be named, and a list of them."""
    made = {}
    for name in sheet_titles(specs):
        try:
            filled = sheet(name, *COMPARED.get(name, ()), specs=known)
        except UsageError:
            continue
        made[name] = filled.title
        path = f"sheets/{name}.html"
        yield path, page(path, filled.title, content(filled))
    items = (to(f"{name}.html", title) for name, title in made.items())
    about = "Pages of numbers, worked out from the catalogue and the formulas; they print well."
    yield "sheets/index.html", page("sheets/index.html", "Sheets", body("Sheets", about, listed(items)))


def first_page(parts: list[Spec]) -> str:
    """What is here."""
    models = sum(part.kind == "model" for part in parts)
    items = [
        f"{to('parts/index.html', 'Parts')}: {len(parts)} specs to search, sort and compare, each fact with its source",
        f"{to('kinds/model.html', 'Models')}: {models} language models, their sizes, weights and caches",
        f"{to('formulas/index.html', 'Formulas')}: {len(formulas())}, typeset, explained, and to be tried with numbers",
        f"{to('numbers/index.html', 'Numbers')}: those worth knowing",
        f"{to('sheets/index.html', 'Sheets')}: latency, bandwidth, energy, cost and more on a page",
    ]
    about = "A slide rule for computer hardware: how long does this matmul take on an A100, and why."
    asked = '<pre tabindex="0">slipstick matmul 4096 4096 4096 --on a100\nslipstick ask can a 4090 run llama 3 8b</pre>'
    told = f"<p>Questions are answered by the command:</p>\n{asked}"
    return page("index.html", "slipstick", body("slipstick", about, f"{listed(items)}\n{told}"))
