"""The frame of every page, and the pieces that all of them are made of."""

from collections.abc import Iterable, Sequence
from html import escape

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
PLACES = {
    "index.html": "slipstick",
    "parts/index.html": "Parts",
    "kinds/model.html": "Models",
    "formulas/index.html": "Formulas",
    "numbers/index.html": "Numbers",
    "sheets/index.html": "Sheets",
}


def page(path: str, title: str, body: str, scripts: Sequence[str] = ()) -> str:
    """A whole page. path: where it will lie in the site, by which its links find the rest. body: from header on."""
    up = "../" * path.count("/")
    tags = "".join(f'\n<script src="{up}{name}" defer></script>' for name in (*scripts, "site.js"))
    here = ' aria-current="page"'
    links = "\n".join(f'<a href="{up}{to}"{here * (to == path)}>{word}</a>' for to, word in PLACES.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="{up}icon.svg">
<link rel="stylesheet" href="{up}style.css">{tags}
</head>
<body>
<nav aria-label="Site">
{links}
</nav>
{body}
</body>
</html>
"""


def body(title: str, about: str, main: str, footer: str = "") -> str:
    """What stands on a page: its title, a line about it, what it is for, and the sources."""
    told = f"\n<p>{about}</p>" if about else ""
    foot = f"\n<footer>\n{footer}\n</footer>" if footer else ""
    return f"<header>\n<h1>{escape(title)}</h1>{told}\n</header>\n<main>\n{main}\n</main>{foot}"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """Rows of cells that are HTML already, the first of each its header. kind: a class, such as ``"list"``."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in headers)
    lines = "\n".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    )
    named = f' class="{kind}"' if kind else ""
    inner = f"<table{named}>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"
    return f'<div class="wide" role="group" aria-label="Table" tabindex="0">\n{inner}\n</div>'


def listed(items: Iterable[str]) -> str:
    """A list of what is HTML already."""
    return "<ul>\n" + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ul>"


def to(path: str, text: str) -> str:
    """A link within the site, to a path as it is from this page."""
    return f'<a href="{escape(path)}">{escape(text)}</a>'
