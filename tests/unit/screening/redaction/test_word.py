"""The copy of a Word file has what shows in it, without what was removed, and nothing else."""

from __future__ import annotations

import io
import random
import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt
from PIL import Image

from review.screening.extraction.docx import read_docx
from review.screening.limits import LIMITS
from review.screening.redaction.removal import NotRemoved, Removal
from review.screening.redaction.word import copied_word
from review.screening.redaction.word_numbers import chinese
from review.screening.segments import Visibility
from tests.unit.screening.canaries_word_parts import canaries, word_file
from tests.unit.screening.copies import (
    CODE,
    MASK,
    NUMBER,
    copy_of,
    copy_without,
    everything_in,
    shown,
)
from tests.unit.screening.papers import BODY, W, word, word_with

NAME = "通知.docx"
DRAWN = {"图表标题", "图示", "水印", "注音", "后备框"}
"""Shown by drawings, above lines and by programs of long ago: these are left out, and listed."""


def opened(copy):
    """The copy as another library reads it."""
    return docx.Document(io.BytesIO(copy.content))


def texts(content):
    """All texts that show, in their order."""
    return [one.text for one in shown(content, name=NAME) if one.text.strip()]


def test_a_number_across_several_runs_is_cut_as_one_thing():
    def split(document):
        paragraph = document.add_paragraph("电话")
        for piece in ("138", "1234", "5678"):
            paragraph.add_run(piece).bold = piece == "1234"
        paragraph.add_run("，请查收")

    copy = copy_without(word(BODY, change=split), NUMBER, name=NAME)

    assert [each.text for each in opened(copy).paragraphs] == [
        BODY,
        f"电话{MASK}〔{CODE}〕，请查收",
    ]
    assert copy.cuts == 1


def test_only_what_a_reader_sees_goes_over_into_the_copy():
    """Every hiding place of a Word file, and of each only what shows anyway as text."""
    planted = {
        canary.word: canary.seen is Visibility.VISIBLE and canary.name not in DRAWN
        for canary in canaries()
    }

    copy = copy_without(word_file(), name=NAME)

    said = everything_in(copy.content)
    extract = read_docx(copy.content, limits=LIMITS)
    assert {word: word in said for word in planted} == planted
    assert extract.traces == ()
    assert {one.visibility for one in extract.segments} == {Visibility.VISIBLE}


def test_what_is_left_out_is_listed_by_kind_with_its_number():
    left_out = copy_without(word_file(), name=NAME).left_out

    assert left_out["hidden.tracked_change"] > 1
    assert left_out["hidden.comment"] > 0
    assert left_out["chart"] > 0
    assert left_out["body"] == 1  # how a sign is read, above the line
    assert copy_without(word(BODY), name=NAME).left_out == {
        "hidden.property": 1,
        "hidden.thumbnail": 1,
    }


def test_a_copy_keeps_headings_tables_and_how_runs_look():
    def change(document):
        document.add_heading("一、总体要求", level=1)
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run("居中的粗体")
        run.bold, run.font.size = True, Pt(22)
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "名单"
        table.cell(1, 0).text, table.cell(1, 1).text = "张三", NUMBER

    made = opened(copy_without(word(BODY, change=change), NUMBER, name=NAME))

    heading, centred = made.paragraphs[1:3]
    assert heading._p.pPr.find("{*}outlineLvl").values() == ["0"]  # noqa: SLF001
    assert (centred.alignment, centred.runs[0].bold) == (WD_ALIGN_PARAGRAPH.CENTER, True)
    assert centred.runs[0].font.size == Pt(22)
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["名单", "名单"],
        ["张三", f"{MASK}〔{CODE}〕"],
    ]


def test_margins_and_sections_stay_and_are_cut_too():
    def change(document):
        section = document.sections[0]
        section.header.paragraphs[0].text = f"值班{NUMBER}"
        section.footer.paragraphs[0].text = "内页"
        section.page_width = Pt(500)

    copy = copy_without(word(BODY, change=change), NUMBER, name=NAME)

    section = opened(copy).sections[0]
    assert section.header.paragraphs[0].text == f"值班{MASK}〔{CODE}〕"
    assert section.footer.paragraphs[0].text == "内页"
    assert section.page_width == Pt(500)


def test_the_page_number_of_a_footer_still_counts():
    def change(document):
        paragraph = document.sections[0].footer.paragraphs[0]
        for piece in (
            "<w:fldChar w:fldCharType='begin'/>",
            "<w:instrText> PAGE </w:instrText>",
            "<w:fldChar w:fldCharType='separate'/>",
            "<w:t>1</w:t>",
            "<w:fldChar w:fldCharType='end'/>",
        ):
            run = parse_xml(f"<w:r xmlns:w='{W}'>{piece}</w:r>")
            paragraph._p.append(run)  # noqa: SLF001

    said = everything_in(copy_without(word(BODY, change=change), name=NAME).content)

    assert '<w:fldSimple w:instr="PAGE"><w:r>' in said


def test_automatic_numbers_are_written_out():
    def change(document):
        for text in ("甲", "乙"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("丙", style="List Bullet")

    assert texts(copy_without(word(BODY, change=change), name=NAME).content) == [
        BODY,
        "1. 甲",
        "2. 乙",
        "• 丙",
    ]


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "〇"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (101, "一百〇一"),
     (110, "一百一十"), (1005, "一千〇五")],
)  # fmt: skip
def test_chapters_are_counted_as_a_paper_counts_them(number, said):
    assert chinese(number) == said


def test_a_text_box_is_cut_once_and_stands_once():
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent><w:p><w:r><w:t>电话{NUMBER}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r>"
        f"<w:t>电话{NUMBER}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )

    copy = copy_without(word_with(box, BODY), NUMBER, name=NAME)

    assert [text for text in texts(copy.content) if "电话" in text] == [f"电话{MASK}〔{CODE}〕"]


def test_fonts_and_values_that_say_something_do_not_go_over():
    run = (
        "<w:p><w:pPr><w:jc w:val='绝不公开'/><w:spacing w:before='13812345678'/></w:pPr><w:r>"
        "<w:rPr>"
        "<w:rFonts w:ascii='绝不公开' w:eastAsia='仿宋_GB2312'/><w:color w:val='绝不公开'/>"
        "</w:rPr><w:t>正文</w:t></w:r></w:p>"
    )

    said = everything_in(copy_without(word_with(run, BODY), name=NAME).content)

    assert "绝不公开" not in said
    assert NUMBER not in said
    assert "仿宋_GB2312" in said


def picture(size=(40, 30)):
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, format="JPEG", comment=b"shot by Li at home")
    return made.getvalue()


def test_pictures_are_left_out_unless_wanted_and_then_drawn_anew():
    def change(document):
        document.add_picture(io.BytesIO(picture()))

    content = word(BODY, change=change)
    bare, with_picture = (
        copy_without(content, name=NAME, with_pictures=kept) for kept in (False, True)
    )

    assert (bare.left_out["picture"], "picture" in with_picture.left_out) == (1, False)
    assert len(opened(bare).inline_shapes) == 0
    assert len(opened(with_picture).inline_shapes) == 1
    assert b"shot by Li" not in with_picture.content
    parts = opened(with_picture).part.package.iter_parts()
    blob = next(part.blob for part in parts if "media" in part.partname)
    assert Image.open(io.BytesIO(blob)).size == (40, 30)
    assert Image.open(io.BytesIO(blob)).info == {}


def test_the_same_file_gives_the_same_bytes():
    copy = copy_without(word_file(), name=NAME)

    assert copy == copy_without(word_file(), name=NAME)
    with zipfile.ZipFile(io.BytesIO(copy.content)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_rows_that_are_hidden_or_were_taken_out_leave_no_row():
    def row(text, looks):
        cell = f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        return f"<w:tr><w:trPr>{looks}</w:trPr>{cell}</w:tr>"

    table = "".join(
        row(text, looks)
        for text, looks in (
            ("甲", ""),
            ("乙", "<w:hidden/>"),
            ("丙", "<w:del w:id='1' w:author='李'/>"),
            ("丁", ""),
        )
    )
    copy = copy_without(word_with(f"<w:tbl><w:tblPr/>{table}</w:tbl>", BODY), name=NAME)

    rows = opened(copy).tables[0].rows
    assert [[cell.text for cell in each.cells] for each in rows] == [["甲"], ["丁"]]


def test_whatever_is_cut_at_random_is_gone_and_all_else_stays(amount):
    for seed in range(amount(short=12, full=300)):
        chance = random.Random(seed)  # noqa: S311 - a seed
        lines = ["".join(chance.choices("甲乙丙丁0123456789 ，", k=40)) for _ in range(6)]

        def change(document, lines=lines, chance=chance):
            for line in lines:
                paragraph, at = document.add_paragraph(), 0
                while at < len(line):
                    step = chance.randint(1, 9)
                    paragraph.add_run(line[at : at + step]).italic = chance.random() < 0.5
                    at += step

        number = chance.randrange(len(lines))
        start = chance.randrange(20)
        end = start + chance.randint(8, 20)
        one = Removal(
            paragraph=number + 1,
            start=start,
            end=end,
            text=lines[number][start:end],
            replacement="□",
        )

        copy = copied_word(word(change=change), removals=[one], limits=LIMITS)

        left = lines[number][:start] + "□" + lines[number][end:]
        made = docx.Document(io.BytesIO(copy.content))
        assert [each.text for each in made.paragraphs] == [
            *lines[:number],
            left,
            *lines[number + 1 :],
        ]


@pytest.mark.parametrize(
    "where",
    [{"paragraph": 1}, {"paragraph": 9}, {"paragraph": 2, "file": "word/header9.xml"}, {"page": 1}],
    ids=["other text", "no such paragraph", "no such part", "no paragraph"],
)
def test_a_removal_of_what_stands_elsewhere_makes_no_copy(where):
    wrong = Removal(**where, start=2, end=2 + len(NUMBER), text=NUMBER)

    with pytest.raises(NotRemoved):
        copy_of(word(BODY, f"电话{NUMBER}"), wrong, name=NAME)
