"""Fields: which reach out, which show their code, and what they hide."""

from __future__ import annotations

import pytest

from tests.unit.screening.raw_word import p, raw_word, read, shown, told

_BEGIN, _SEPARATE, _END = (
    f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "separate", "end")
)


def code(*pieces):
    return "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)


def field(*pieces, result="果"):
    return f"{_BEGIN}{code(*pieces)}{_SEPARATE}<w:r><w:t>{result}</w:t></w:r>{_END}"


@pytest.mark.parametrize(
    "said",
    [
        ' INCLUDETEXT "C:\\\\内网\\\\a.docx" ',
        ' includepicture "http://a.example/p.png" \\d ',
        " DDEAUTO excel sheet ",
        ' LINK Excel.Sheet.8 "C:\\\\a.xls" ',
        ' RD "C:\\\\a.docx" ',
        ' DATABASE \\d "C:\\\\a.mdb" ',
        ' HYPERLINK "file:///C:\\\\a.docx" ',
        ' HYPERLINK "\\\\\\\\server\\\\a.docx" ',
        ' HYPERLINK \\o "看" "名单.xlsx" ',
        " QUOTE 68 68 69 65 85 84 79 32 99 ",
    ],
)
def test_a_field_that_leads_out_of_the_file_is_an_external_link(said):
    assert len(told(read(raw_word(p("文", field(said)))), "external_link")) == 1


@pytest.mark.parametrize(
    "said",
    [
        " PAGE ", " TOC \\o &quot;1-3&quot; ", ' HYPERLINK "https://www.example.org/" ',
        ' HYPERLINK \\l "_Toc1" ', ' HYPERLINK "mailto:a@example.org" ', " =SUM(ABOVE) ",
    ],
)  # fmt: skip
def test_an_ordinary_field_is_no_finding(said):
    assert read(raw_word(p("文", field(said)))).traces == ()


def test_a_code_in_pieces_is_one_code():
    extract = read(raw_word(p("文", field(" INCL", "UDETE", 'XT "甲.docx" '))))

    assert told(extract, "external_link") == ['INCLUDETEXT "甲.docx"']


def test_a_field_in_a_field_is_told_with_it():
    """A code that is put together when it runs."""
    nested = f"{_BEGIN}{code(' ')}{field(' QUOTE 68 68 69 ')}{code(' cmd ')}{_SEPARATE}{_END}"

    extract = read(raw_word(p("文", nested)))

    assert any("cmd" in text for text in told(extract, "external_link"))


def test_text_amid_a_code_does_not_show():
    hidden = f"{_BEGIN}<w:r><w:t>藏13812345678</w:t></w:r>{code(' PAGE ')}{_SEPARATE}{_END}"

    extract = read(raw_word(p("机", hidden, "密")))

    assert shown(extract) == ["机密"]
    assert "藏13812345678" in [one.text for one in extract.segments]


def test_a_field_that_never_ends_hides_nothing():
    """A lone beginning would otherwise take the rest of the paper out of sight."""
    extract = read(raw_word(p(_BEGIN, "机密★10年") + p("下文")))

    assert shown(extract) == ["机密★10年", "下文"]


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        (" EQ \\o\\ad(机密,　　　　) ", "机密"),
        (" SYMBOL 171 \\f &quot;Wingdings&quot; ", "★"),
        (" SYMBOL 0xAB \\f Wingdings ", "★"),
        (" SYMBOL 65 \\f Arial ", ""),
    ],
)
def test_what_a_code_itself_puts_on_the_page_is_read_in_its_place(said, seen):
    whole = f"{_BEGIN}{code(said)}{_END}"

    assert shown(read(raw_word(p("前", whole, "后")))) == [f"前{seen}后"]


def test_a_deleted_field_is_read_too():
    deleted = (
        "<w:del w:id='1' w:author='甲'>" + _BEGIN + "<w:r><w:delInstrText> INCLUDETEXT x "
        "</w:delInstrText></w:r>" + _END + "</w:del>"
    )

    assert told(read(raw_word(p("文", deleted))), "external_link") == ["INCLUDETEXT x"]
