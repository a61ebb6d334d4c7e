"""The pictures of the README: a terminal's answer, a roofline and a sheet.

``python tools/pictures.py`` draws them again into docs/pictures.
"""

import shlex
from html import escape
from pathlib import Path

from examples import TOP, run

FOLDER = TOP / "docs" / "pictures"
ANSWER = "slipstick matmul 4096 4096 4096 --on a100"
ROOFLINE = "slipstick plot roofline a100 h100 --matmul 4096 --matmul 64x4096x4096 --matmul 1x4096x4096"
SHEET = "slipstick sheet latency"
USED = 0.71  # of the height of the page
WIDE, TALL, LETTER = 8.43, 18, 14  # of a letter, of a line, of the type, in pixels


def terminal(command: str) -> str:
    """What a command prints, as it looks in a terminal: an SVG of text."""
    done = run(shlex.split(command)[1:])
    lines = [f"$ {command}", *done.stdout.rstrip("\n").splitlines()]
    width = round(WIDE * max(map(len, lines)) + 40)
    height = TALL * len(lines) + 44
    rows = "\n".join(
        f'<text x="20" y="{40 + TALL * number}" fill="{"#7ee787" if number == 0 else "#e6edf3"}">{kept(line)}</text>'
        for number, line in enumerate(lines)
    )
    style = f"font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: {LETTER}px"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        f"<title>{escape(command)}</title>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>\n'
        f'<g style="{style}">\n{rows}\n</g>\n</svg>\n'
    )


def kept(line: str) -> str:
    """A line whose spaces stay: what draws SVG may take several for one."""
    return escape(line).replace(" ", "\u00a0")


def roofline(path: Path) -> None:
    """The roofline, in few colours."""
    from PIL import Image

    assert run([*shlex.split(ROOFLINE)[1:], "-o", str(path)]).returncode == 0
    Image.open(path).convert("RGB").quantize(32).save(path, optimize=True)


def sheet(path: Path) -> None:
    """The first page of a sheet's PDF as a picture."""
    import pypdfium2

    pdf = path.with_suffix(".pdf")
    assert run([*shlex.split(SHEET)[1:], "-o", str(pdf)]).returncode == 0
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=1.6).to_pil()
    page = page.crop((0, 0, page.width, round(USED * page.height)))
    page.quantize(64).save(path, optimize=True)
    pdf.unlink()


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "answer.svg").write_text(terminal(ANSWER), encoding="utf-8")
    roofline(FOLDER / "roofline.png")
    sheet(FOLDER / "latency.png")


if __name__ == "__main__":
    write()
