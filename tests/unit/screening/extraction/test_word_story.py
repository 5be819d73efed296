"""The text of a paragraph is what its reader sees, however it is written."""

from __future__ import annotations

import pytest

from review.screening.segments import Visibility
from tests.unit.screening.canaries_word import W
from tests.unit.screening.raw_word import p, raw_word, read, row, shown, story, table, told

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def test_how_a_sign_is_read_does_not_break_the_line():
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>jī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>机</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r>"
    )

    assert shown(read(raw_word(p(ruby, "密★10年")))) == ["机密★10年", "jī"]


@pytest.mark.parametrize(
    ("symbol", "seen"),
    [
        ("w:font='Wingdings' w:char='F0AB'", "★"),
        ("w:font='Wingdings 2' w:char='F0EA'", "★"),
        ("w:font='Wingdings 2' w:char='F052'", "□"),
        ("w:font='Webdings' w:char='F063'", "◆"),
        ("w:font='Symbol' w:char='F039'", "9"),
        ("w:font='Wingdings' w:char='zz'", ""),
    ],
)
def test_signs_of_picture_fonts_are_read_as_what_they_look_like(symbol, seen):
    assert shown(read(raw_word(p("甲", f"<w:r><w:sym {symbol}/></w:r>", "乙")))) == [f"甲{seen}乙"]


def test_a_private_sign_is_read_as_the_star_it_is():
    assert shown(read(raw_word(p("机密\uf0ab10年")))) == ["机密★10年"]


def test_a_comment_within_a_text_does_not_cut_it():
    extract = read(raw_word("<w:p><w:r><w:t>机<!-- 藏 -->密★10年</w:t></w:r></w:p>"))

    assert shown(extract) == ["机密★10年"]
    assert "藏" in [one.text for one in extract.segments]


def test_the_other_edition_of_the_standard_is_read_alike():
    body = story("document", f"<w:body>{p('机密★10年')}</w:body>").replace(W, STRICT)

    assert shown(read(raw_word(f"<?xml version='1.0'?>{body}"))) == ["机密★10年"]


@pytest.mark.parametrize("code", ["utf-16", "gb18030", "hz"])
def test_a_body_in_another_encoding_is_read_alike(code):
    body = story("document", f"<w:body>{p('机密')}<w:bookmarkStart w:name='书签'/></w:body>")
    content = f"<?xml version='1.0' encoding='{code}'?>{body}".encode(code)

    extract = read(raw_word("", parts={"word/document.xml": content}))

    assert shown(extract) == ["机密"]
    assert "书签" in [one.text for one in extract.segments]


def test_a_paragraph_is_told_by_its_number_among_all():
    extract = read(raw_word(p("一") + p() + p("三") + table(row("四", "五"))))

    numbers = {
        one.text: one.place["paragraph"] for one in extract.segments if one.text in "一三四五"
    }
    assert numbers == {"一": 1, "三": 3, "四": 4, "五": 5}


def test_a_cell_knows_the_head_of_its_own_column():
    """Through cells that span, under a title that spans them all."""
    title = "<w:tc><w:tcPr><w:gridSpan w:val='3'/></w:tcPr>" + p("名单") + "</w:tc>"
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("李四") + "</w:tc>"
    body = table(
        row(title), row("序号", "姓名", "卡号"), row("1", "张三", "6222"), row(wide, "6333")
    )

    found = {one.text: (one.column, one.heading) for one in read(raw_word(body)).segments}

    assert found["张三"][0] == "姓名"
    assert found["6222"][0] == found["6333"][0] == "卡号"
    assert "卡号" in found["6222"][1]
    assert "名单" in found["6222"][1]


def test_a_deleted_row_is_a_deletion_by_its_author():
    deleted = (
        "<w:tr><w:trPr><w:del w:id='1' w:author='李明'/></w:trPr><w:tc>"
        + p("删")
        + "</w:tc></w:tr>"
    )

    extract = read(raw_word(table(row("留"), deleted)))

    seen = {one.text: one.visibility for one in extract.segments}
    assert seen["删"] is Visibility.DELETED
    assert (extract.traces[0].who, extract.traces[0].text) == ("李明", "删")


def test_who_deletes_what_another_inserted_deletes_it():
    both = (
        "<w:ins w:id='1' w:author='甲'><w:del w:id='2' w:author='乙'><w:r><w:delText>去</w:delText>"
        "</w:r></w:del></w:ins>"
    )

    extract = read(raw_word(p("文", both)))

    assert shown(extract) == ["文"]
    assert [(one.who, one.text) for one in extract.traces] == [("乙", "去")]


def test_a_header_that_only_counts_pages_is_not_hidden_where_it_does_not_show():
    parts = {"word/header1.xml": story("hdr", p("- 1 -"))}

    extract = read(raw_word(p("文"), parts=parts, related={"/word/header1.xml": "header"}))

    assert told(extract, "hidden_text") == []


def test_text_outside_of_any_run_is_read():
    extract = read(raw_word("<w:p>散落13812345678<w:r><w:t>文</w:t></w:r></w:p>"))

    assert "散落13812345678" in [one.text for one in extract.segments]
    assert shown(extract) == ["文"]
