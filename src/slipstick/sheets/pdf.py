"""A sheet as a PDF page, A4 or Letter, in two columns where its table is narrow. reportlab lives here."""

import io
from typing import Any

from ..errors import SlipstickError
from .content import Filled, Row, Section

MARGIN, GUTTER, HEAD = 34.0, 16.0, 40.0  # points
NARROW = 2  # columns of values that fit beside each other twice on a page
TOGETHER = 300.0  # points: a lower section is not parted
BAR = 50.0  # points, of the longest bar
INK, FAINT, RULE, BLUE = "#111111", "#666666", "#d5d5d5", "#0072b2"


def as_pdf(sheet: Filled, paper: str = "a4") -> bytes:
    """The bytes of a PDF: the same for the same sheet. Raises SlipstickError where reportlab is not installed."""
    try:
        import reportlab.platypus as platypus
    except ImportError:
        raise SlipstickError("a PDF needs one more package: pip install 'slipstick[pdf]'") from None
    out = io.BytesIO()
    width, height = _paper(paper)
    two = len(sheet.columns) <= NARROW
    inner = width - 2 * MARGIN
    column = (inner - GUTTER) / 2 if two else inner
    tall = height - 2 * MARGIN - HEAD
    lefts = [MARGIN, MARGIN + column + GUTTER] if two else [MARGIN]
    frames = [platypus.Frame(left, MARGIN, column, tall, 0, 0, 0, 0) for left in lefts]
    document = platypus.BaseDocTemplate(
        out, pagesize=(width, height), title=sheet.title, author="slipstick", invariant=1, pageCompression=1
    )
    draw = _Head(sheet, width, height)
    document.addPageTemplates(platypus.PageTemplate(frames=frames, onPage=draw))
    groups = [*_sections(sheet, column), *_foot(sheet)]
    document.build(_story(groups, column, tall if two else 0.0))
    return out.getvalue()


def _story(groups: list[list[Any]], width: float, tall: float) -> list[Any]:
    """The groups in order, with a break where two columns of a page come out most alike, if all go on one page."""
    from reportlab.platypus import FrameBreak, KeepTogether

    heights = [sum(part.wrap(width, 1e4)[1] + part.getSpaceAfter() for part in group) for group in groups]
    splits = [(max(sum(heights[:at]), sum(heights[at:])), at) for at in range(1, len(groups))]
    longest, middle = min(splits, default=(tall, 0))
    story: list[Any] = []
    for at, (group, height) in enumerate(zip(groups, heights, strict=True)):
        story += [FrameBreak()] if at == middle and longest < tall else []
        story += [KeepTogether(group)] if height < TOGETHER else group
    return story


def _paper(paper: str) -> tuple[float, float]:
    from reportlab.lib.pagesizes import A4, LETTER

    size: tuple[float, float] = {"a4": A4, "letter": LETTER}[paper]
    return size


class _Head:
    """The head of every page: the title, what the sheet is about, and a rule."""

    def __init__(self, sheet: Filled, width: float, height: float) -> None:
        self.sheet, self.width, self.height = sheet, width, height

    def __call__(self, canvas: Any, document: Any) -> None:
        top = self.height - MARGIN
        canvas.setFillColor(INK)
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(MARGIN, top - 11, latin(self.sheet.title))
        canvas.setFont("Helvetica", 7.5)
        canvas.setFillColor(FAINT)
        canvas.drawString(MARGIN, top - 23, latin(self.sheet.about))
        canvas.drawRightString(self.width - MARGIN, MARGIN - 14, f"slipstick  ·  page {document.page}")
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.2)
        canvas.line(MARGIN, top - 30, self.width - MARGIN, top - 30)


def _sections(sheet: Filled, width: float) -> list[list[Any]]:
    """Each section's heading, table and space."""
    from reportlab.platypus import Paragraph, Spacer

    groups = []
    for section in sheet.sections:
        heading = [Paragraph(_safe(section.heading), _style("heading"))] if section.heading else []
        groups.append([*heading, _table(sheet, section, width), Spacer(1, 6)])
    return groups


def _foot(sheet: Filled) -> list[list[Any]]:
    """Notes and sources."""
    from reportlab.platypus import Paragraph

    story = [Paragraph(_safe(note), _style("note")) for note in (*sheet.notes, sheet.legend_to_scale) if note]
    for number, source in enumerate(sheet.sources, 1):
        at = _safe(source.address).replace('"', "%22")
        told = (
            f'<a href="{at}">{_safe(source.text)}</a>'
            if source.address.startswith(("http://", "https://"))
            else _safe(source.text)
        )
        story.append(Paragraph(f"{number}. {told}", _style("source")))
    return [[part] for part in story]


def _table(sheet: Filled, section: Section, width: float) -> Any:
    headed = sheet.headed and (bool(sheet.label) or section is sheet.sections[0])
    from reportlab.platypus import Paragraph, Table, TableStyle

    header = [Paragraph(_safe(sheet.label), _style("head"))]
    for name, right in zip(sheet.columns, sheet.numeric, strict=True):
        header.append(Paragraph(_safe(name), _style("head-right" if right else "head")))
    rows = [[*header, *([""] if sheet.bars else [])]] if headed else []
    rows += [_row(sheet, row) for row in section.rows]
    rules = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("FONTSIZE", (0, 0), (-1, -1), 6),
            ("LEADING", (0, 0), (-1, -1), 7),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 1.1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE),
        ]
    )
    return Table(rows, colWidths=_widths(sheet, width), style=rules, repeatRows=int(headed))


def _widths(sheet: Filled, width: float) -> list[float]:
    """Each column as wide as its longest text; in two columns the labels take what is left, else all share it."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def wide(at: int, name: str) -> float:
        texts = [name, *(row.cells[at].text for row in sheet.rows)]
        return max(float(stringWidth(latin(text), "Helvetica", 7.2)) for text in texts) + 7

    columns = [wide(at, name) for at, name in enumerate(sheet.columns)]
    bars = [BAR + 5] if sheet.bars else []
    labels = max(float(stringWidth(latin(row.label), "Helvetica", 7.2)) for row in sheet.rows) + 24
    spare = width - labels - sum(columns) - sum(bars)
    if len(sheet.columns) <= NARROW or spare < 0:
        return [max(width - sum(columns) - sum(bars), 60), *columns, *bars]
    return [labels, *(column + spare / len(columns) for column in columns), *bars]


def _row(sheet: Filled, row: Row) -> list[Any]:
    from reportlab.platypus import Paragraph

    told = ",".join(map(str, row.footnotes))
    marks = f'\u00a0<font color="{FAINT}"><super size="5">{told}</super></font>' if told else ""
    cells = [Paragraph(_safe(row.label) + marks, _style("label"))]
    for cell, right in zip(row.cells, sheet.numeric, strict=True):
        cells.append(Paragraph(_safe(cell.text), _style("value" if right else "label")))
    return [*cells, *([_bar(sheet, row)] if sheet.bars else [])]


def _bar(sheet: Filled, row: Row) -> Any:
    from reportlab.graphics.shapes import Drawing, Rect

    scale = sheet.bars
    assert scale is not None
    decades = scale.decades(row.cells[scale.column])
    drawing = Drawing(BAR, 7)
    if decades is not None:
        long = BAR * decades / max(scale.last - scale.first, 1)
        drawing.add(Rect(0, 0.6, max(long, 0.8), 4.6, fillColor=_colour(BLUE), strokeColor=None))
    return drawing


def _colour(name: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(name)


def _style(name: str) -> Any:
    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle

    told: dict[str, dict[str, Any]] = {
        "heading": {"fontName": "Helvetica-Bold", "fontSize": 8.6, "leading": 11, "textColor": INK},
        "label": {"fontSize": 7.2, "leading": 8.4, "textColor": INK},
        "value": {"fontSize": 7.2, "leading": 8.4, "textColor": INK, "alignment": TA_RIGHT},
        "head": {"fontSize": 6.2, "leading": 7.2, "textColor": FAINT},
        "head-right": {"fontSize": 6.2, "leading": 7.2, "textColor": FAINT, "alignment": TA_RIGHT},
        "note": {"fontSize": 6.4, "leading": 7.8, "textColor": FAINT, "spaceAfter": 2},
        "source": {"fontSize": 5.4, "leading": 6.4, "textColor": FAINT, "leftIndent": 9, "firstLineIndent": -9},
    }
    return ParagraphStyle(name, fontName=told[name].pop("fontName", "Helvetica"), **told[name])


def latin(text: str) -> str:
    """Text in the letters the built-in fonts have."""
    return text.replace("−", "-").replace("≈", "~").encode("cp1252", "replace").decode("cp1252")


def _safe(text: str) -> str:
    return latin(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
