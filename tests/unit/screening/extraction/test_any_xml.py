"""XML of no office program is read whole: texts, attributes, remarks and addresses."""

from __future__ import annotations

import base64

import pytest

from review.screening.segments import Reason
from tests.unit.screening.found import SECRET, found

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
PACKED = base64.b64encode(f"<p>{SECRET}在此</p>".encode()).decode()


@pytest.mark.parametrize(
    ("xml", "rule"),
    [
        (f"<d><b>{SECRET}</b></d>", ""),
        (f"<d><b x='{SECRET}'>公开</b></d>", ""),
        ("<d><p>公开<r>青山渡口</r><r>七号库</r></p></d>", ""),
        ("<d><v>青山渡口<b/>七号库</v></d>", ""),
        (f"<d>公开<!-- {SECRET} --></d>", "hidden.markup"),
        (f"<!-- {SECRET} --><d>公开</d>", "hidden.markup"),
        (f"<d>公开</d><!-- {SECRET} -->", "hidden.markup"),
        (f"<d>公开<![CDATA[{SECRET}]]></d>", ""),
        ("<d>公开&#38738;&#23665;渡口七号库</d>", ""),
        (f"<d>公开<c>{base64.b64encode((SECRET * 3).encode()).decode()}</c></d>", ""),
        (f"<?xml-stylesheet href='file:///c:/{SECRET}.xsl'?><d>公开</d>", "hidden.external_link"),
    ],
)
def test_a_sentence_in_every_place_is_found(xml, rule):
    read = found(HEAD + xml, name="a.xml")

    assert read.where()
    assert not rule or read.tells(rule)


@pytest.mark.parametrize(
    ("inner", "rule"),
    [
        (f"<script>say('{SECRET}')</script>", "hidden.active_content"),
        (f"<g onload=\"say('{SECRET}')\"/>", "hidden.active_content"),
        (f"<image href='file://server/{SECRET}.png'/>", "hidden.external_link"),
        (f"<text><tspan>{SECRET}</tspan></text>", "hidden.picture"),
        (f"<image href='data:text/html;base64,{PACKED}'/>", "hidden.picture"),
    ],
)
def test_a_drawing_is_left_to_people_and_read_all_the_same(inner, rule):
    drawn = f"<svg xmlns='http://www.w3.org/2000/svg'><text>公开</text>{inner}</svg>"

    read = found(drawn, name="a.svg")

    assert read.where()
    assert rule in read.rules()


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<d><k>公开</d>", Reason.BROKEN),
        ("<!DOCTYPE d [<!ENTITY x 'y'>]><d>公开</d>", Reason.DOCTYPE),
        (
            "<w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'/>",
            Reason.LEGACY_OFFICE,
        ),
        ("<d>" * 5000 + "公开" + "</d>" * 5000, Reason.BROKEN),
        ("<d b='1'/>", None),
        ("<d/>", Reason.NO_TEXT),
    ],
)
def test_what_is_half_read_is_not_read(xml, reason):
    assert found(HEAD + xml, name="a.xml").reasons == ([reason] if reason else [])
