"""The proof sees what was put back anywhere in a copy, however written, and names the place."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from review.screening.extraction.kinds import Kind
from review.screening.limits import LIMITS
from review.screening.redaction.proof import gone, prove
from review.screening.redaction.proof_bytes import byte_views
from review.screening.redaction.proof_packages import package_views, sheet_views
from review.screening.redaction.removal import NotRemoved
from review.screening.redaction.sheets import copied_workbook
from review.screening.redaction.word import copied_word
from tests.unit.screening.copies import NUMBER, TABLE
from tests.unit.screening.papers import BODY, packed, parts_of, word

PERSON = "欧阳某某"


def proven(content, *, kind, words=(NUMBER, PERSON), kept=(BODY,)):
    """Prove that the words are gone from a copy of which this is kept."""
    prove(content, gone(words, kept=kept, table=TABLE), name="x", kind=kind, limits=LIMITS)


def clean_word():
    return copied_word(word(BODY), removals=[], limits=LIMITS).content


def clean_workbook():
    made, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append([BODY, 3])
    book.save(made)
    return copied_workbook(made.getvalue(), removals=[], limits=LIMITS).content


def with_part(content, name, part, *, instead=b"", by=b""):
    """A package with a part more, or with some bytes of one replaced."""
    parts = parts_of(content)
    parts[name] = part if not instead else parts[name].replace(instead, by)
    return packed(parts)


def rewritten(instead, by, *, name="word/document.xml"):
    return lambda content: with_part(content, name, b"", instead=instead, by=by)


def added(name, part):
    return lambda content: with_part(content, name, part)


def commented(content):
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as package:
        package.comment = NUMBER.encode()
    return made.getvalue()


def at_the_end(*paragraphs):
    """The body with paragraphs more, each of raw runs."""
    more = "".join(f"<w:p>{runs}</w:p>" for runs in paragraphs)
    return rewritten(b"</w:body>", f"{more}</w:body>".encode())


def run(text, looks=""):
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


WORD_SABOTAGE = {
    "in the body": at_the_end(run(NUMBER)),
    "hidden in the body": at_the_end(run(PERSON, "<w:vanish/>")),
    "across runs": at_the_end(run("138") + run("1234") + run("5678")),
    "across paragraphs": at_the_end(run("1381234"), run("5678")),
    "in full-width digits": at_the_end(run("１３８１２３４５６７８")),
    "with dashes": at_the_end(run("138-1234-5678")),
    "as character references": at_the_end(run("".join(f"&#{ord(char)};" for char in NUMBER))),
    "in a comment of the markup": rewritten(b"</w:body>", f"<!--{NUMBER}--></w:body>".encode()),
    "in an attribute": rewritten(b"<w:p>", f'<w:p w:rsidR="{NUMBER}">'.encode()),
    "in a part nobody leads to": added("customXml/item1.xml", f"<a>{PERSON}</a>".encode()),
    "in bytes": added("word/media/x.bin", b"\x00\x01" + NUMBER.encode("utf-16-le")),
    "in a part's name": added(f"word/{NUMBER}.xml", b"<a/>"),
    "in a package in the package": added("word/x.zip", packed({"a.txt": NUMBER.encode()})),
    "in the remark of the package": commented,
    "behind a picture": added("word/media/x.png", b"\x89PNG\r\n\x1a\n" + NUMBER.encode()),
    "in a part that is no sound XML": added("word/broken.xml", b"<a>"),
}


@pytest.mark.parametrize("way", WORD_SABOTAGE)
def test_what_was_put_back_into_a_word_file_is_seen(way):
    content = clean_word()
    proven(content, kind=Kind.WORD)

    with pytest.raises(NotRemoved) as refusal:
        proven(WORD_SABOTAGE[way](content), kind=Kind.WORD)

    assert NUMBER not in str(refusal.value) or way == "in a part's name"
    assert PERSON not in str(refusal.value)


SHEET = "xl/worksheets/sheet1.xml"
TEXT_CELL = '<row r="9" hidden="1"><c r="A9" t="inlineStr"><is><t>{}</t></is></c></row></sheetData>'
SHEET_SABOTAGE = {
    "as a number": rewritten(b"<v>3</v>", f"<v>{NUMBER}</v>".encode(), name=SHEET),
    "in a formula": rewritten(b"<v>3</v>", f"<f>{NUMBER}+0</f><v>3</v>".encode(), name=SHEET),
    "in a hidden row": rewritten(b"</sheetData>", TEXT_CELL.format(PERSON).encode(), name=SHEET),
    "in a sheet's name": rewritten(b'name="', f'name="{NUMBER}'.encode(), name="xl/workbook.xml"),
    "in a string that no cell has": added(
        "xl/sharedStrings.xml", f"<sst><si><t>{PERSON}</t></si></sst>".encode()
    ),
}


@pytest.mark.parametrize("way", SHEET_SABOTAGE)
def test_what_was_put_back_into_a_workbook_is_seen(way):
    content = clean_workbook()
    proven(content, kind=Kind.WORKBOOK)

    with pytest.raises(NotRemoved):
        proven(SHEET_SABOTAGE[way](content), kind=Kind.WORKBOOK)


@pytest.mark.parametrize(
    "text",
    [NUMBER, "138 1234 5678", "１３８１２３４５６７８", "13812\u200b345678", "138\n12345678"],
)
def test_what_was_put_back_into_a_text_is_seen(text):
    with pytest.raises(NotRemoved):
        proven(f"{BODY}\n{text}".encode(), kind=Kind.TEXT)


def test_each_reader_sees_what_another_may_pass_over():
    """None leans on the others: attributes, comments, instructions and names are seen by each."""
    part = f'<a b="甲"><!--乙--><?丙 丁?>戊<c>己</c>{NUMBER}</a>'.encode()
    content = with_part(clean_word(), "x.xml", part)

    (views,) = package_views(content, limits=LIMITS)
    said = [view.text for view in views if view.place == "x.xml"]
    raw = [
        view.text.encode("latin-1").decode()
        for view in byte_views(content, kind=Kind.WORD, limits=LIMITS)
        if view.place == "x.xml"
    ]

    assert set(said) >= {"x.xml", "甲", "乙", "丙", "丁"}
    assert any("戊己" in text for text in said)
    assert raw == [part.decode(), "x.xml"]


def test_a_third_reader_takes_the_cells_of_a_workbook():
    (views,) = sheet_views(clean_workbook(), limits=LIMITS)

    assert [view.text for view in views] == ["Sheet", BODY, "3.0"]


def test_the_place_is_named_and_never_the_text():
    content = with_part(clean_word(), "customXml/item1.xml", f"<a>{PERSON}</a>".encode())

    with pytest.raises(NotRemoved) as refusal:
        proven(content, kind=Kind.WORD)

    assert refusal.value.place == "customXml/item1.xml"


def test_what_was_kept_may_be_met_as_often_as_it_was_kept():
    line = f"值班{NUMBER}"

    proven(line.encode(), kind=Kind.TEXT, kept=(line,))
    with pytest.raises(NotRemoved):
        proven(f"{line}\n{line}".encode(), kind=Kind.TEXT, kept=(line,))


def test_a_copy_that_our_own_reader_cannot_read_proves_nothing():
    with pytest.raises(NotRemoved):
        proven(clean_word()[:-30], kind=Kind.WORD)
