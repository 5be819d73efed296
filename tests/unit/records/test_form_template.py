from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.table import _Row

from review.records.form_template import form_template
from review.records.form_view import wording
from review.shipped import shipped

COMMITTED = "templates/records/approval_form.docx"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_word_template_is_what_the_script_writes():
    assert parts(shipped(COMMITTED).read_bytes()) == parts(form_template())


def test_the_template_is_a4_in_the_office_s_fonts():
    document = Document(str(shipped(COMMITTED)))
    section = document.sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert '仿宋_GB2312"' in document.styles["Normal"].element.xml
    assert "方正小标宋简体" in document.element.body[0].xml


def repeats(row: _Row) -> bool:
    return "w:tblHeader" in row.cells[0]._element.getparent().xml  # noqa: SLF001 - no public flag


def test_every_long_table_repeats_its_head():
    document = Document(str(shipped(COMMITTED)))
    headed = [table for table in document.tables if repeats(table.rows[0])]

    assert [[cell.text for cell in table.rows[0].cells] for table in headed] == [
        wording()["heads"][name]
        for name in ("files", "modes", "findings", "checks", "readings", "consulted", "opinions")
    ]


def test_the_template_has_a_seat_for_everyone_who_gives_an_opinion():
    seats = next(t for t in Document(str(shipped(COMMITTED))).tables if t.cell(0, 1).text == "意见")

    labels = [seat["label"] for seat in wording()["seats"]]
    assert [row.cells[0].text for row in seats.rows[-len(labels) :]] == labels
