"""What hides a run is found out, and what only looks like hiding is not."""

from __future__ import annotations

import pytest

from tests.unit.screening.canaries_word import W
from tests.unit.screening.raw_word import (
    STYLED,
    p,
    r,
    raw_word,
    read,
    row,
    shown,
    story,
    styled,
    table,
    told,
)

WHITE = "<w:color w:val='FFFFFF'/>"
_SHADED = "<w:shd w:val='clear' w:fill='1F3864'/>"
_FORMER = "<w:rPrChange w:id='1' w:author='甲'><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
_GRID = "<w:style w:type='table' w:styleId='Grid'><w:name w:val='Table Grid'/></w:style>"
_COLOURED = (
    "<w:style w:type='table' w:styleId='Blue'><w:tblStylePr w:type='firstRow'><w:tcPr>"
    f"{_SHADED}</w:tcPr></w:tblStylePr></w:style>"
)


def _in_style(name):
    style = f"<w:tblStyle w:val='{name}'/>"
    return raw_word(
        p("正文") + table(f"<w:tr><w:tc>{p(r('表头', WHITE))}</w:tc></w:tr>", style=style),
        parts=styled(_GRID, _COLOURED),
        related=STYLED,
    )


@pytest.mark.parametrize(
    "body",
    [
        p(r("表头", WHITE), looks=_SHADED),
        p(r("表头", f"{WHITE}{_SHADED}")),
        p(r("表头", f"{WHITE}<w:highlight w:val='darkBlue'/>")),
        table(f"<w:tr><w:tc><w:tcPr>{_SHADED}</w:tcPr>{p(r('表头', WHITE))}</w:tc></w:tr>"),
        p(r("表头", "<w:color w:val='FFFFFF' w:themeColor='accent1'/>")),
        p(r("表头", "<w:vanish w:val='0'/>")),
        p(r("表头", "<w:sz w:val='21'/>")),
        p(
            r(
                "表头",
                "<w:rPrChange w:id='1' w:author='甲'><w:rPr><w:vanish/></w:rPr></w:rPrChange>",
            )
        ),
    ],
    ids=["paragraph", "run", "highlight", "cell", "theme", "shown again", "size", "old look"],
)
def test_letters_that_stand_out_are_not_hidden(body):
    extract = read(raw_word(p("正文") + body))

    assert "表头" in shown(extract)
    assert {one.rule for one in extract.traces} <= {"hidden.tracked_change"}


def test_white_in_a_table_is_hidden_unless_its_style_has_a_ground():
    assert told(read(_in_style("Grid")), "white_text") == ["表头"]
    assert told(read(_in_style("Blue")), "white_text") == []


@pytest.mark.parametrize(("fill", "hidden"), [("FFFFFF", True), ("1F3864", False), (None, False)])
def test_white_in_a_text_box_is_hidden_where_the_box_is_white(fill, hidden):
    """What an empty box stands on cannot be known."""
    ground = "" if fill is None else f"<a:solidFill><a:srgbClr val='{fill}'/></a:solidFill>"
    box = (
        f"<w:r><w:drawing><wps:wsp><wps:spPr>{ground}</wps:spPr><wps:txbx><w:txbxContent>"
        f"{p(r('框内', WHITE))}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></w:r>"
    )

    assert told(read(raw_word(p("正文") + p(box))), "white_text") == ["框内"] * hidden


def test_a_page_of_another_colour_hides_its_own_colour_and_shows_white():
    body = "<w:background w:color='204060'/>" + "<w:body>%s</w:body>"
    document = "<?xml version='1.0'?>" + story(
        "document", body % (p(r("白字", WHITE)) + p(r("同色", "<w:color w:val='204060'/>")))
    )
    parts = {"word/settings.xml": story("settings", "<w:displayBackgroundShape/>")}

    extract = read(raw_word(document, parts=parts, related={"/word/settings.xml": "settings"}))

    assert shown(extract)[0] == "白字"
    assert told(extract, "white_text") == ["同色"]


def test_a_paragraph_without_a_style_takes_after_the_default():
    normal = (
        "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:rPr><w:vanish/></w:rPr>"
        "</w:style>"
    )

    extract = read(raw_word(p("藏") + p(r("露", "<w:vanish w:val='0'/>")), parts=styled(normal),
                            related=STYLED))  # fmt: skip

    assert told(extract, "hidden_text") == ["藏"]
    assert "露" in shown(extract)


def test_what_all_styles_build_on_can_hide_everything():
    tiny = "<w:rPrDefault><w:rPr><w:sz w:val='2'/></w:rPr></w:rPrDefault>"
    defaults = f"<w:docDefaults>{tiny}</w:docDefaults>"

    extract = read(raw_word(p("藏"), parts=styled(defaults), related=STYLED))

    assert told(extract, "tiny_text") == ["藏"]


@pytest.mark.parametrize(
    "styles",
    [
        "<w:style w:type='character' w:styleId='Un'><w:rPr><w:vanish/></w:rPr></w:style>",
        "<!-- --><w:style w:type='character' w:styleId='Un'><w:rPr><w:vanish/></w:rPr></w:style>",
        '<w:style w:styleId="Un" w:type="character"><w:rPr><w:vanish/></w:rPr></w:style>',
        '<w:style w:styleId="Odd"/><w:style w:styleId="Un"><w:rPr><w:vanish/></w:rPr></w:style>',
        f'<s:style xmlns:s="{W}" s:styleId="Un"><s:rPr><s:vanish/></s:rPr></s:style>',
    ],
    ids=["single quotes", "a comment", "another order", "an empty style", "another prefix"],
)
def test_a_style_is_found_however_it_is_written(styles):
    extract = read(raw_word(p("露", r("藏", "<w:rStyle w:val='Un'/>")), parts=styled(styles),
                            related=STYLED))  # fmt: skip

    assert told(extract, "hidden_text") == ["藏"]


def test_a_mark_of_seen_letters_stays_whole_around_hidden_ones():
    extract = read(raw_word(p("机", r("无关", "<w:vanish/>"), "密★10年")))

    assert shown(extract) == ["机密★10年"]


def test_paragraphs_whose_marks_do_not_show_are_one_line():
    hidden = "<w:rPr><w:vanish/></w:rPr>"

    extract = read(raw_word(p("机", looks=hidden) + p("密★10年") + p("下文")))

    assert shown(extract) == ["机密★10年", "下文"]


def test_a_row_hides_what_is_in_it():
    rows = ("<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + p("藏") + "</w:tc></w:tr>", row("露"))

    extract = read(raw_word(table(*rows)))

    assert told(extract, "hidden_text") == ["藏"]
    assert shown(extract)[-1] == "露"


def test_page_numbers_that_web_pages_leave_out_are_no_hidden_text():
    entry = p("目录", r("12", "<w:webHidden/>"))

    assert told(read(raw_word(entry)), "hidden_text") == []
