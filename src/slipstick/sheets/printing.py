"""A sheet in any of its forms, as text or as a file."""

import os
from collections.abc import Callable

from ..errors import UsageError
from ..units.writing import in_a_folder, write_whole
from ..words import did_you_mean
from .content import Filled
from .text import text

ENDINGS = {
    **{".txt": "text", ".md": "markdown", ".csv": "csv", ".json": "json", ".html": "html", ".htm": "html"},
    **{".tex": "latex", ".pdf": "pdf"},
}
FORMS = ("text", "markdown", "csv", "json", "html", "latex", "pdf")


def form_of(path: str | None) -> str:
    """The form a file's ending asks for. Raises UsageError for one that is none."""
    if path is None:
        return "text"
    ending = os.path.splitext(path)[1].casefold()
    if ending not in ENDINGS:
        raise UsageError(f"cannot tell the form from {path}: expected an ending such as {', '.join(ENDINGS)}")
    return ENDINGS[ending]


def printed(sheet: Filled, form: str, paper: str = "a4") -> str:
    """A sheet in one of the forms that are text."""
    return _forms(paper)[form](sheet)


def write(sheet: Filled, form: str, paper: str, path: str) -> None:
    """Write a sheet to a file, whole or not at all. Raises SlipstickError where it cannot be written."""
    if form not in FORMS:
        raise UsageError(f"unknown form: {did_you_mean(form, FORMS)}")
    if form == "pdf":
        from .pdf import as_pdf

        data = as_pdf(sheet, paper)
    else:
        data = (printed(sheet, form, paper) + "\n").encode()
    in_a_folder(path)
    write_whole(path, data)


def _forms(paper: str) -> dict[str, Callable[[Filled], str]]:
    from .data import as_csv, as_json, as_markdown
    from .html import as_html
    from .latex import as_latex

    return {
        "text": text,
        "csv": as_csv,
        "json": as_json,
        "markdown": as_markdown,
        "html": lambda sheet: as_html(sheet, paper),
        "latex": lambda sheet: as_latex(sheet, paper),
    }
