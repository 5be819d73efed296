from __future__ import annotations

import io
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
from typst import TypstError

from review.records.typesetting import typeset

AT = datetime(2026, 11, 23, tzinfo=UTC)
TEMPLATE = """
#set document(title: "t", date: datetime(year: 2026, month: 11, day: 23))
#set text(font: "Noto Serif SC")
#sys.inputs.words
"""


def test_inputs_are_words_and_never_markup(tmp_path):
    (tmp_path / "form.typ").write_text(TEMPLATE, encoding="utf-8")
    pdf = typeset(tmp_path / "form.typ", inputs={"words": "#panic() *粗* = 一"}, at=AT)

    page = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()

    assert "".join(page.split()) == "#panic()*粗*=一"


def test_a_template_cannot_read_beside_its_own_folder(tmp_path):
    """A form that someone edited must not carry the office's files out."""
    (tmp_path / "secret.txt").write_text("内部", encoding="utf-8")
    folder = tmp_path / "forms"
    folder.mkdir()
    (folder / "form.typ").write_text('#read("../secret.txt")', encoding="utf-8")

    with pytest.raises(TypstError):
        typeset(folder / "form.typ", inputs={}, at=AT)


def test_a_font_of_the_machine_is_not_used(tmp_path):
    (tmp_path / "form.typ").write_text(
        TEMPLATE.replace("Noto Serif SC", "DejaVu Sans"), encoding="utf-8"
    )
    content = typeset(tmp_path / "form.typ", inputs={"words": "a"}, at=AT)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        faces = [str(it.FontName) for it in pdf.objects if is_font(it)]
    assert faces
    assert all("NotoSerifSC" in face for face in faces)


def is_font(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
