from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from docx import Document

from review.records.word import blank_a4, body_style, saved, set_face, write_field

MADE = datetime(2026, 11, 23, tzinfo=UTC)


def test_a_blank_document_brings_nothing_along():
    """The picture in python-docx's own template would be hidden content of every record."""
    with zipfile.ZipFile(io.BytesIO(saved(blank_a4(made=MADE, title="表")))) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name]


def test_a_document_names_its_making_and_nobody():
    core = Document(io.BytesIO(saved(blank_a4(made=MADE, title="表")))).core_properties

    assert (core.title, core.author, core.comments) == ("表", "", "")
    assert core.created == core.modified == MADE


def test_both_faces_are_named():
    document = blank_a4(made=MADE, title="表")
    style = body_style(document, latin="Times New Roman", east_asian="仿宋_GB2312", size=10.5)
    run = document.add_paragraph().add_run("甲")
    set_face(run, latin="Times New Roman", east_asian="黑体")

    assert style.font.size.pt == 10.5
    assert 'w:eastAsia="仿宋_GB2312"' in style.element.xml
    assert 'w:eastAsia="黑体"' in run.element.xml


def test_word_fills_in_the_page_number_itself():
    run = blank_a4(made=MADE, title="表").add_paragraph().add_run()
    write_field(run, "PAGE")

    assert [part.tag.partition("}")[2] for part in run.element] == [
        "fldChar",
        "instrText",
        "fldChar",
    ]
