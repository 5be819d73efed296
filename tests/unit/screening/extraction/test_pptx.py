"""Everything in a presentation is read, slide by slide, also what no show would show."""

from __future__ import annotations

import io

import pptx
import pytest
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Emu, Pt

from review.domain.vocabulary import Severity
from review.screening.extraction.pptx import read_pptx
from review.screening.limits import LIMITS
from review.screening.segments import Reason, Visibility
from tests.unit.screening.papers import packed, parts_of

CLASSIFIED, ID = "marking.classification", "11010519491231002X"
_MAKERS_OWN = {"hidden.property", "hidden.user_name", "hidden.thumbnail"}


def deck(*changes, slides=1):
    """A presentation of so many slides, each with a title; changes are made on the first."""
    show = pptx.Presentation()
    for number in range(1, slides + 1):
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = f"关于部门预算公开工作的情况汇报之{number}"
    for change in changes:
        change(show.slides[0])
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def boxed(text, *, left=0, size=None, colour=None):
    def change(slide):
        box = slide.shapes.add_textbox(Emu(left), Emu(3_000_000), Emu(900_000), Emu(900_000))
        run = box.text_frame.paragraphs[0].add_run()
        run.text = text
        if size:
            run.font.size = Pt(size)
        if isinstance(colour, RGBColor):
            run.font.color.rgb = colour
        elif colour is not None:
            run.font.color.theme_color = colour

    return change


def dot():
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (9, 9)).save(buffer, "PNG")
    return buffer.getvalue()


def read(content):
    return read_pptx(content, limits=LIMITS)


def told(extract, rule):
    return [one.text for one in extract.traces if one.rule == f"hidden.{rule}"]


def test_a_mark_in_a_text_box_is_found_with_the_number_of_its_slide(examined):
    examination = examined(deck(boxed("机密★10年"), slides=3), name="汇报.pptx")

    finding = next(one for one in examination.judgement.findings if one.rule == CLASSIFIED)
    assert examination.judgement.refused == CLASSIFIED
    assert (finding.part, finding.place["page"]) == ("text_box", 1)


def test_slides_are_numbered_in_the_order_of_the_show():
    content = deck(slides=3)
    parts = parts_of(content)
    listed = parts["ppt/presentation.xml"]
    begin, end = listed.index(b"<p:sldId "), listed.index(b"</p:sldIdLst>")
    entries = listed[begin:end].split(b"/>")[:-1]
    turned = b"/>".join(reversed(entries)) + b"/>"
    parts["ppt/presentation.xml"] = listed[:begin] + turned + listed[end:]

    said = {one.text: one.place.get("page") for one in read(packed(parts)).segments}

    assert [said[f"关于部门预算公开工作的情况汇报之{n}"] for n in (1, 2, 3)] == [3, 2, 1]


def test_a_hidden_slide_is_hidden_text(examined):
    def hide(slide):
        slide._element.set("show", "0")  # noqa: SLF001
        boxed("电话13812345678")(slide)

    findings = examined(deck(hide, slides=2)).judgement.findings

    rules = {one.rule: one for one in findings if one.rule not in _MAKERS_OWN}
    assert rules["hidden.slide"].place == {"page": 1}
    assert rules["person.mobile"].severity is Severity.BLOCK


def test_notes_are_read_with_their_slide(examined):
    def note(slide):
        slide.notes_slide.notes_text_frame.text = f"不要念出{ID}"

    findings = {one.rule: one for one in examined(deck(note)).judgement.findings}

    assert findings["hidden.notes"].place["page"] == 1
    assert (findings["person.resident_id"].part, findings["person.resident_id"].severity) == (
        "notes",
        Severity.BLOCK,
    )


def test_a_slide_without_notes_has_no_notes():
    assert told(read(deck(lambda slide: slide.notes_slide)), "notes") == []


@pytest.mark.parametrize(
    ("colour", "ground", "hidden"),
    [
        (RGBColor(255, 255, 255), None, True),
        (MSO_THEME_COLOR.BACKGROUND_1, None, True),
        (MSO_THEME_COLOR.TEXT_1, None, False),
        (RGBColor(255, 255, 255), RGBColor(20, 40, 80), False),
        (RGBColor(20, 40, 80), RGBColor(20, 40, 80), True),
    ],
)
def test_letters_like_their_slide_are_hidden(colour, ground, hidden):
    def paint(slide):
        if ground is not None:
            slide.background.fill.solid()
            slide.background.fill.fore_color.rgb = ground

    extract = read(deck(paint, boxed("藏起来的", colour=colour)))

    assert told(extract, "white_text") == ["藏起来的"] * hidden


def test_white_letters_on_something_drawn_below_are_not_hidden():
    def panel(slide):
        slide.shapes.add_shape(1, Emu(0), Emu(2_900_000), Emu(2_000_000), Emu(2_000_000))

    white = boxed("白字", colour=RGBColor(255, 255, 255))

    assert told(read(deck(panel, white)), "white_text") == []
    assert told(read(deck(white, panel)), "white_text") == ["白字"]


@pytest.mark.parametrize(
    ("left", "off"), [(-950_000, True), (-800_000, False), (9_144_000, True), (9_000_000, False)]
)
def test_what_lies_beside_the_slide_is_off_it(left, off):
    extract = read(deck(boxed("画外", left=left)))

    assert told(extract, "off_slide") == ["画外"] * off
    seen = {one.text: one.visibility for one in extract.segments}
    assert (seen["画外"] is Visibility.HIDDEN) is off


def test_a_group_moves_what_is_in_it_off_the_slide():
    def group(slide):
        made = slide.shapes.add_group_shape()
        box = made.shapes.add_textbox(Emu(0), Emu(0), Emu(900_000), Emu(900_000))
        box.text_frame.text = "组里"
        made.left = Emu(-1_000_000)

    assert told(read(deck(group)), "off_slide") == ["组里"]


def test_a_picture_beside_the_slide_is_named():
    def picture(slide):
        slide.shapes.add_picture(io.BytesIO(dot()), Emu(-900_000), Emu(0), Emu(800_000))

    extract = read(deck(picture, slides=2))

    assert told(extract, "off_slide") == ["Picture 2"]
    assert [one.is_picture for one in extract.embedded] == [True]


def test_letters_too_small_to_read_are_hidden():
    assert told(read(deck(boxed("极小", size=1))), "tiny_text") == ["极小"]


def test_a_cell_knows_the_head_of_its_column():
    def table(slide):
        made = slide.shapes.add_table(2, 2, Emu(0), Emu(0), Emu(900_000), Emu(900_000)).table
        for at, text in enumerate(("姓名", "卡号", "张三", "6222021234567890128")):
            made.cell(at // 2, at % 2).text = text

    said = {one.text: one for one in read(deck(table)).segments}

    assert said["6222021234567890128"].column == "卡号"
    assert "张三" in said["6222021234567890128"].heading


def test_a_chart_shows_its_title_and_keeps_its_figures():
    def chart(slide):
        data = CategoryChartData()
        data.categories = ["甲街道", "乙街道"]
        data.add_series("人数", (13, 14))
        place = Emu(0), Emu(0), Emu(900_000), Emu(900_000)
        made = slide.shapes.add_chart(XL_CHART_TYPE.PIE, *place, data).chart
        made.has_title = True
        made.chart_title.text_frame.text = "低保人数"

    extract = read(deck(chart))

    seen = {one.text: (one.visibility.value, one.part.value) for one in extract.segments}
    assert seen["低保人数"] == ("visible", "chart")
    assert "甲街道" in told(extract, "chart_cache")[0]
    assert [one.name.rpartition(".")[2] for one in extract.embedded] == ["xlsx"]


def test_a_program_that_a_click_starts_is_active_content():
    def click(slide):
        run = slide.shapes.title.text_frame.paragraphs[0].runs[0]
        run.hyperlink.address = "file:///C:/a.exe"
        link = run._r.rPr.hlinkClick  # noqa: SLF001
        link.set("action", "ppaction://program")

    extract = read(deck(click))

    assert told(extract, "active_content") == ["ppaction://program file:///C:/a.exe"]
    assert told(extract, "external_link") == ["hyperlink file:///C:/a.exe"]


def test_a_prompt_of_a_layout_shows_on_no_slide():
    seen = {one.text: one.visibility for one in read(deck()).segments}

    assert seen["Click to edit Master title style"] is Visibility.META


def test_slides_of_pictures_alone_are_decided_by_what_is_seen_on_them():
    def cover(slide):
        title = slide.shapes.title._element  # noqa: SLF001
        title.getparent().remove(title)
        wide, high = Emu(9_144_000), Emu(6_858_000)
        slide.shapes.add_picture(io.BytesIO(dot()), Emu(0), Emu(0), wide, high)

    scanned = read(deck(cover))
    beside_text = read(deck(cover, slides=2))

    assert [one.is_picture for one in (*scanned.embedded, *beside_text.embedded)] == [False, False]
    assert scanned.unread is None


def test_an_empty_presentation_has_not_been_read():
    empty = io.BytesIO()
    pptx.Presentation().save(empty)

    assert read(empty.getvalue()).unread.reason is Reason.NO_TEXT


@pytest.mark.parametrize("ending", ["pptx", "ppsx", "pptm"])
def test_an_ordinary_presentation_is_read_without_a_finding(examined, ending):
    examination = examined(deck(slides=2), name=f"汇报.{ending}")

    assert examination.unread is None
    assert {one.rule for one in examination.judgement.findings} <= _MAKERS_OWN
