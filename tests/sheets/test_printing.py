import csv
import io
import json

import html5lib
import pytest

from made import NAMES, made
from slipstick.sheets import printing


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", printing.FORMS)
def test_every_sheet_prints_in_every_form(name, form, tmp_path):
    sheet = made(name)
    paths = [tmp_path / f"{again}.out" for again in "ab"]
    for path in paths:
        printing.write(sheet, form, "letter", str(path))
    data = paths[0].read_bytes()
    assert data == paths[1].read_bytes()  # the same sheet gives the same bytes
    if form == "pdf":
        assert data.startswith(b"%PDF-")
        return
    told = data.decode()
    if form == "html":
        html5lib.HTMLParser(strict=True).parse(told)
        assert "http" not in told.partition("</style>")[0]  # nothing comes from elsewhere
    elif form == "json":
        found = json.loads(told)
        rows = [row for section in found["sections"] for row in section["rows"]]
        assert [row["label"] for row in rows] == [row.label for row in sheet.rows]
        assert all(key in found["sources"] for row in rows for key in row["sources"])
    elif form == "csv":
        lines = list(csv.reader(io.StringIO(told)))
        assert {len(line) for line in lines} == {len(lines[0])}
        assert len(lines) == len(sheet.rows) + 1
    elif form == "text":
        assert max(map(len, told.splitlines())) <= 80
    elif form == "latex":
        assert told.count(r"\begin{") == told.count(r"\end{")
    if form == "latex":  # which writes some letters out
        return
    for row in sheet.rows:
        assert all(part in told.replace("&amp;", "&") for part in row.label.replace("|", " ").split()), row.label
    assert all(cell.text in told for row in sheet.rows for cell in row.cells)


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_says_where_its_numbers_are_from(name):
    sheet = made(name)
    used = {number for row in sheet.rows for number in row.footnotes}
    assert used == set(range(1, len(sheet.sources) + 1))
    for source in sheet.sources:
        assert source.title, source.key
        assert source.seen, source.key
