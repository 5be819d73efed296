"""OpenDocument files are read whole: texts, sheets and slides, and all that does not show."""

from __future__ import annotations

import base64
import time

import pytest

from review.screening.segments import Reason, Visibility
from tests.unit.screening.found import SECRET, found
from tests.unit.screening.odf_papers import HEAD, SPACES, content, odf, p, part, row, sheet, style
from tests.unit.screening.papers import BODY, word

GONE = style("G", "text:display='none'")
WHITE = style("W", "fo:color='#ffffff'", family="text")
TINY = style("T", "fo:font-size='1pt'", family="text")
CHANGED = (
    "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info>"
    "<dc:creator>甲</dc:creator></office:change-info>{gone}</text:deletion></text:changed-region>"
    "<text:changed-region text:id='c2'><text:insertion><office:change-info><dc:creator>乙"
    "</dc:creator></office:change-info></text:insertion></text:changed-region>"
    "</text:tracked-changes>"
)
ADDED = f"<text:change-start text:change-id='c2'/>{SECRET}<text:change-end text:change-id='c2'/>"
SPAN = f"公开<text:span text:style-name='H'>{SECRET}</text:span>"
NOTE = (
    "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
    f"<text:note-body>{p(SECRET)}</text:note-body></text:note>"
)
FRAME = "<draw:frame{more}><draw:text-box>{inner}</draw:text-box></draw:frame>"
OBJECT = "<draw:frame><draw:object xlink:href='{href}'/></draw:frame>"


def comment() -> str:
    return f"<office:annotation><dc:creator>甲</dc:creator>{p(SECRET)}</office:annotation>"


def slide(inner: str, *, styles: str = "", more: str = "", masters: str = "") -> bytes:
    made = f"<draw:page draw:name='一'{more}>{FRAME.format(more='', inner=p(BODY))}{inner}"
    return odf(f"{made}</draw:page>", styles=styles, kind="presentation", masters=masters)


def workbook(*rows: str, styles: str = "", **more: str) -> bytes:
    first = sheet(row("名称", "备注"), row("公开", "甲"), name="公开表")
    return odf(first + sheet(*rows, **more), styles=styles, kind="spreadsheet")


def with_part(name: str, raw: bytes) -> bytes:
    return odf(parts={name: raw})


SHOWN = {
    "a paragraph": odf(p(SECRET)),
    "pieces": odf(p(f"{SECRET[:3]}<text:span>{SECRET[3:]}</text:span>")),
    "a list": odf(f"<text:list><text:list-item>{p(SECRET)}</text:list-item></text:list>"),
    "a section": odf(f"<text:section text:name='a'>{p(SECRET)}</text:section>"),
    "a table": odf(sheet(row("公开", SECRET))),
    "a footnote": odf(p(f"公开{NOTE}")),
    "a frame": odf(p(FRAME.format(more="", inner=p(SECRET)))),
    "a header": odf(
        masters=f"<style:master-page style:name='M'><style:header>{p(SECRET)}</style:header></style:master-page>"  # noqa: E501
    ),
    "a master": slide(
        "",
        masters=f"<style:master-page style:name='M'>{FRAME.format(more='', inner=p(SECRET))}</style:master-page>",  # noqa: E501
    ),
    "a sheet": workbook(row("名称", SECRET)),
    "a slide": slide(FRAME.format(more="", inner=p(SECRET))),
    "an object": with_part("Object 1/content.xml", content(p(SECRET))),
    "an index": odf(f"<text:table-of-content><text:index-body>{p(SECRET)}</text:index-body></text:table-of-content>"),  # noqa: E501
    "what was added": odf(CHANGED.format(gone=p("公开")) + p(ADDED)),
    "a drawing in a sheet": workbook(f"<table:shapes>{FRAME.format(more='', inner=p(SECRET))}</table:shapes>"),  # noqa: E501
}  # fmt: skip

HIDDEN = [
    ("hidden.hidden_text", odf(p(SECRET, "G"), styles=GONE)),
    ("hidden.hidden_text", odf(p(f"公开<text:span text:style-name='H'>{SECRET}</text:span>"),
                               styles=style("H", "text:display='none'", family="text"))),
    ("hidden.hidden_text", odf(f"<text:section text:display='none'>{p(SECRET)}</text:section>")),
    ("hidden.hidden_text", odf(p(f"公开<text:hidden-text text:string-value='{SECRET}'/>"))),
    ("hidden.hidden_text", odf(p(f"公开<text:hidden-text>{SECRET}</text:hidden-text>"))),
    ("hidden.hidden_text", odf(p(f"<text:hidden-paragraph text:is-hidden='true'/>{SECRET}"))),
    ("hidden.hidden_text", odf(p(
        f"<text:conditional-text text:string-value-if-false='{SECRET}'>公开</text:conditional-text>"
    ))),
    ("hidden.white_text", odf(p(f"公开<text:span text:style-name='W'>{SECRET}</text:span>"),
                              styles=WHITE)),
    ("hidden.tiny_text", odf(p(f"公开<text:span text:style-name='T'>{SECRET}</text:span>"),
                             styles=TINY)),
    ("hidden.tracked_change", odf(CHANGED.format(gone=p(SECRET)))),
    ("hidden.comment", odf(p(f"公开{comment()}"))),
    ("hidden.alt_text", odf(p(f"<draw:frame><svg:desc>{SECRET}</svg:desc></draw:frame>"))),
    ("hidden.document_variable", odf(
        f"<text:user-field-decls><text:user-field-decl office:string-value='{SECRET}'/>"
        "</text:user-field-decls>")),
    ("hidden.form_value", odf(f"<office:forms><form:form><form:hidden form:value='{SECRET}'/>"
                              "</form:form></office:forms>")),
    ("hidden.active_content", odf(f"<office:scripts><office:script>{SECRET}</office:script>"
                                  "</office:scripts>")),
    ("hidden.active_content", odf(p(f"<text:script>{SECRET}</text:script>"))),
    ("hidden.active_content", with_part("Basic/Standard/M.xml", f"<m>{SECRET}</m>".encode())),
    ("hidden.active_content", with_part("Scripts/python/a.py", f"say('{SECRET}')".encode())),
    ("hidden.external_link", odf(OBJECT.format(href=f"file:///d:/{SECRET}.odt"))),
    ("hidden.external_link", odf(p(f"<text:a xlink:href='file:///d:/{SECRET}'>公开</text:a>"))),
    ("hidden.property", with_part("meta.xml", part(
        "document-meta", f"<office:meta><dc:creator>{SECRET}</dc:creator></office:meta>"))),
    ("hidden.template_path", with_part("meta.xml", part(
        "document-meta", f"<office:meta><meta:template xlink:href='/home/{SECRET}.ott'/>"
        "</office:meta>"))),
    ("hidden.property", with_part("settings.xml", part(
        "document-settings", f"<config:config-item config:name='PrinterName'>{SECRET}"
        "</config:config-item>"))),
    ("hidden.superseded_revision", with_part("Versions/Version1", odf(p(SECRET)))),
    ("hidden.thumbnail", with_part("Thumbnails/a.txt", SECRET.encode())),
    ("hidden.embedded_file", with_part("Object 1", word(SECRET))),
    ("hidden.embedded_file", with_part("Object 1/content.xml",
                                       f"<math><mi>{SECRET}</mi></math>".encode())),
    ("hidden.chart_cache", with_part("Object 1/content.xml", content(
        sheet(row(SECRET), name="local-table"), kind="chart"))),
    ("hidden.custom_xml", odf(f"<!-- {SECRET} -->")),
    ("hidden.unused_object", odf(f"<office:scripts>{p(SECRET)}</office:scripts>")),
    ("hidden.sheet", workbook(row(SECRET), style="S", styles=style(
        "S", "table:display='false'", family="table", kind="table"))),
    ("hidden.tiny_text", workbook(row(
        f"<table:table-cell table:style-name='C'>{p(SECRET)}</table:table-cell>"),
        styles=style("C", "fo:font-size='1pt'", family="table-cell"))),
    ("hidden.number_format", workbook(row(
        f"<table:table-cell>{p(SPAN)}"
        "</table:table-cell>"), styles=style("H", "text:display='none'", family="text"))),
    ("hidden.defined_name", odf(
        f"<table:named-expressions><table:named-range table:name='{SECRET}'/>"
        "</table:named-expressions>" + sheet(row("公开")), kind="spreadsheet")),
    ("hidden.rows", odf(sheet(row("公开", SECRET, more="table:visibility='collapse'")))),
    ("hidden.custom_xml", odf(
        "<x:model xmlns:x='http://www.w3.org/2002/xforms'><x:instance><a>"
        f"{SECRET}</a></x:instance></x:model>")),
    ("hidden.rows", workbook(row("公开", SECRET, more="table:visibility='collapse'"))),
    ("hidden.rows", workbook("<table:table-row-group table:display='false'>" + row(SECRET)
                             + "</table:table-row-group>")),
    ("hidden.columns", workbook(row("公开", SECRET), columns="<table:table-column/>"
                                "<table:table-column table:visibility='collapse'/>")),
    ("hidden.number_format", workbook(row(
        f"<table:table-cell office:string-value='{SECRET}'/>"))),
    ("hidden.white_text", workbook(row(
        f"<table:table-cell table:style-name='C'>{p(SECRET)}</table:table-cell>"),
        styles=style("C", "fo:color='#ffffff'", family="table-cell"))),
    ("hidden.comment", workbook(row(
        f"<table:table-cell>{p('公开')}{comment()}</table:table-cell>"))),
    ("hidden.prompt", odf(
        "<table:content-validations><table:content-validation><table:help-message>"
        f"{p(SECRET)}</table:help-message></table:content-validation></table:content-validations>"
        + sheet(row("公开")), kind="spreadsheet")),
    ("hidden.notes", slide(f"<presentation:notes>{FRAME.format(more='', inner=p(SECRET))}"
                           "</presentation:notes>")),
    ("hidden.slide", slide(FRAME.format(more="", inner=p(SECRET)), more=" draw:style-name='D'",
                           styles=style("D", "presentation:visibility='hidden'",
                                        family="drawing-page", kind="drawing-page"))),
    ("hidden.off_slide", slide(FRAME.format(
        more=" svg:x='40cm' svg:y='2cm' svg:width='3cm' svg:height='2cm'", inner=p(SECRET)))),
    ("hidden.layer", slide(
        FRAME.format(more=" draw:layer='x'", inner=p(SECRET)),
        masters="<draw:layer-set><draw:layer draw:name='x' draw:display='none'/>"
                "</draw:layer-set>")),
]  # fmt: skip
_UNSEEN = {Visibility.HIDDEN, Visibility.DELETED, Visibility.COMMENT, Visibility.META}


@pytest.mark.parametrize("place", SHOWN)
def test_what_shows_is_seen(place):
    read = found(SHOWN[place], name="a.odt")

    assert SECRET in read.seen()
    assert not read.reasons


@pytest.mark.parametrize(("rule", "made"), HIDDEN)
def test_a_sentence_in_every_hiding_place_is_found_with_its_rule(rule, made):
    read = found(made, name="a.odt")

    assert read.where()
    assert rule in read.rules()
    assert not read.reasons


@pytest.mark.parametrize(
    ("rule", "made"), [one for one in HIDDEN if one[0] not in {"hidden.superseded_revision",
                                                               "hidden.embedded_file",
                                                               "hidden.thumbnail",
                                                               "hidden.active_content"}],
)  # fmt: skip
def test_what_does_not_show_is_not_seen(rule, made):
    assert rule
    assert {one.visibility for one in found(made, name="a.odt").where()} <= _UNSEEN


def test_a_cell_knows_its_place():
    read = found(workbook(row("名称", "备注"), row("公开", SECRET)), name="a.ods")

    (segment,) = read.where()

    assert segment.place == {"sheet": "表一"}
    assert segment.grid is not None
    assert segment.grid.name_at(segment.text.index(SECRET)) == "B2"
    assert segment.grid.heading_at(segment.text.index(SECRET)) == "备注"


def test_who_changed_and_who_commented_is_told():
    read = found(odf(CHANGED.format(gone=p(SECRET)) + p(ADDED + comment())), name="a.odt")

    assert {(one.rule, one.who) for one in read.traces} >= {
        ("hidden.tracked_change", "甲"),
        ("hidden.tracked_change", "乙"),
        ("hidden.comment", "甲"),
    }


def test_a_document_of_one_piece_is_read_like_a_package():
    picture = base64.b64encode(f"<p>{SECRET}</p>".encode()).decode()
    inner = (
        f"<office:body><office:text>{p(BODY)}<draw:frame><draw:image><office:binary-data>{picture}"
        "</office:binary-data></draw:image></draw:frame></office:text></office:body>"
    )

    read = found(part("document", inner), name="a.fodt")

    assert BODY in read.seen()
    assert read.where()


LOCKED = f"{HEAD}<manifest:manifest {SPACES}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"  # noqa: E501


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (with_part("META-INF/manifest.xml", LOCKED.encode()), Reason.ENCRYPTED),
        (with_part("encrypted-package", b"\x01\x02"), Reason.ENCRYPTED),
        (with_part("content.xml", b"<office:document"), Reason.BROKEN),
        (with_part("content.xml", b"<!DOCTYPE a []><a/>"), Reason.DOCTYPE),
        (with_part("content.xml", content("<text:section>" * 400 + "</text:section>" * 400)),
         Reason.BROKEN),
        (with_part("content.xml", content("")), Reason.NO_TEXT),
    ],
)  # fmt: skip
def test_what_is_half_read_is_not_read(made, reason):
    assert found(made, name="a.odt").reasons == [reason]


@pytest.mark.parametrize(
    "piece",
    [p(SECRET), p(f"<text:span>{BODY}</text:span>"), sheet(row("一", "二")), p(f"{NOTE}"),
     "<text:section>" + p("公") + "</text:section>"],
)  # fmt: skip
def test_four_times_the_text_takes_no_more_than_a_few_times_as_long(piece):
    def seconds(count: int) -> float:
        made = odf(piece * count)
        start = time.process_time()
        found(made, name="a.odt")
        return time.process_time() - start

    assert seconds(1200) < 8 * seconds(300) + 0.3


def test_a_sheet_of_repeated_rows_ends_soon():
    rows = [row("公开", more="table:number-rows-repeated='1000000'")] * 50
    start = time.process_time()

    assert not found(workbook(*rows), name="a.ods").reasons
    assert time.process_time() - start < 1
