"""RTF is read whole: what shows, what does not, and every file that lies in it."""

from __future__ import annotations

import io
import struct
import time

import pytest
from PIL import Image

from review.screening.extraction.compound_copy import compound_of
from review.screening.segments import Reason, Visibility
from tests.unit.screening.found import SECRET, found
from tests.unit.screening.papers import BODY, word

FONTS = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}{\f2\fcharset136 Ming;}}"
COLOURS = r"{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"


def coded(text: str) -> str:
    """Chinese by codes, as the newer programs write it."""
    units = struct.unpack(f"<{len(text.encode('utf-16-le')) // 2}h", text.encode("utf-16-le"))
    return "".join(rf"\u{unit}?" for unit in units)


def hexed(text: str, encoding: str = "gbk") -> str:
    """Chinese by bytes, as the older programs write it."""
    return "".join(rf"\'{byte:02x}" for byte in text.encode(encoding))


def rtf(inner: str, *, head: str = "") -> bytes:
    body = rf"{{\rtf1\ansi\ansicpg936\deff0{FONTS}{COLOURS}{head}\pard {coded(BODY)}\par {inner}}}"
    return body.encode("gbk")


SAID = coded(SECRET)
STORE = compound_of({("Item",): f"<a>{SECRET}</a>".encode()})
PICTURE = io.BytesIO()
Image.new("RGB", (4, 4), "white").save(PICTURE, "PNG")


def ole(content: bytes, *, program: bytes = b"Word.Document.12\0", topic: bytes = b"") -> str:
    """An embedded object as its digits."""
    head = struct.pack("<II", 0x501, 2) + struct.pack("<I", len(program)) + program
    strings = struct.pack("<I", len(topic)) + topic + struct.pack("<I", 0)
    return (head + strings + struct.pack("<I", len(content)) + content).hex()


def packaged(name: bytes, content: bytes) -> str:
    """A file in the wrapping of the packager."""
    path = b"C:\\a\0"
    inner = struct.pack("<H", 2) + name + b"\0" + b"C:\\a\0" + struct.pack("<I", 0x30000)
    inner += struct.pack("<I", len(path)) + path + struct.pack("<I", len(content)) + content
    return ole(inner, program=b"Package\0")


def linked(topic: bytes) -> str:
    strings = [b"Excel.Sheet\0", topic, b""]
    packed = b"".join(struct.pack("<I", len(one)) + one for one in strings)
    return (struct.pack("<II", 0x501, 1) + packed + b"\0" * 12).hex()


SHOWN = {
    "codes": rtf(SAID),
    "bytes": rtf(rf"\f1 {hexed(SECRET)}"),
    "bytes of no font": rtf(hexed(SECRET)),
    "bytes in a Western font": rtf(rf"\f0 {hexed(SECRET)}"),
    "bytes as they are": rtf(SECRET),
    "pieces": rtf(rf"{coded(SECRET[:3])}{{\b {coded(SECRET[3:])}}}"),
    "lines of the file": rtf("\n".join(coded(sign) for sign in SECRET)),
    "codes without stand-ins": rtf(r"\uc0 " + SAID.replace("?", "")),
    "codes with bytes for them": rtf(
        r"\uc2 " + "".join(rf"\u{ord(sign)}{hexed(sign)}" for sign in SECRET)
    ),
    "the header": rtf(rf"{{\header {SAID}\par}}"),
    "a footnote": rtf(rf"a{{\footnote {SAID}}}b"),
    "a text box": rtf(rf"{{\shp{{\*\shpinst{{\shptxt {SAID}\par}}}}}}"),
    "letters of art": rtf(rf"{{\shp{{\*\shpinst{{\sp{{\sn gtextUNICODE}}{{\sv {SAID}}}}}}}}}"),
    "the result of a field": rtf(rf"{{\field{{\*\fldinst PAGE}}{{\fldrslt {SAID}}}}}"),
    "a cell": rtf(rf"\trowd\pard\intbl a\cell {SAID}\cell\row\pard"),
    "a list": rtf(rf"{{\listtext {SAID}\tab}}a"),
    "white on black": rtf(rf"\cf1\highlight2 {SAID}"),
    "letters of another size": rtf(rf"\fs44 {SAID}"),
}
HIDDEN = [
    ("hidden.hidden_text", rtf(rf"{{\v {SAID}}}")),
    ("hidden.hidden_text", rtf(rf"\v {SAID}\v0 a")),
    ("hidden.hidden_text", rtf(rf"{{\xe {SAID}}}")),
    ("hidden.hidden_text", rtf(rf"\uc14\u97{hexed(SECRET)}\uc1 ")),
    ("hidden.white_text", rtf(rf"\cf1 {SAID}")),
    ("hidden.tiny_text", rtf(rf"\fs2 {SAID}")),
    ("hidden.tracked_change", rtf(rf"{{\deleted\revauthdel1 {SAID}}}",
                                  head=r"{\*\revtbl{Unknown;}{Zhang;}}")),
    ("hidden.comment", rtf(rf"{{\*\atnauthor Li}}{{\*\annotation {SAID}}}")),
    ("hidden.property", rtf("", head=rf"{{\info{{\author {SAID}}}}}")),
    ("hidden.property", rtf("", head=rf"{{\*\userprops{{\propname a}}{{\staticval {SAID}}}}}")),
    ("hidden.template_path", rtf("", head=rf"{{\*\template {SAID}}}")),
    ("hidden.user_name", rtf("", head=rf"{{\*\revtbl{{Unknown;}}{{{SAID};}}}}")),
    ("hidden.document_variable", rtf(rf"{{\*\docvar {{a}}{{{SAID}}}}}")),
    ("hidden.form_value", rtf(rf"{{\field{{\*\fldinst FORMTEXT{{\*\formfield{{\*\ffdeftext {SAID}}}}}}}}}")),  # noqa: E501
    ("hidden.prompt", rtf(rf"{{\*\formfield{{\*\ffhelptext {SAID}}}}}")),
    ("hidden.field_code", rtf(rf'{{\field{{\*\fldinst IF 1=2 "{SAID}"}}{{\fldrslt a}}}}')),
    ("hidden.external_link", rtf(
        rf'{{\field{{\*\fldinst INCLUDETEXT "d:\\{SAID}.doc"}}{{\fldrslt a}}}}')),
    ("hidden.external_link", rtf(
        rf'{{\field{{\*\fldinst HYPERLINK "file:///d:/{SAID}"}}{{\fldrslt a}}}}')),
    ("hidden.active_content", rtf(rf'{{\field{{\*\fldinst DDEAUTO cmd "{SAID}"}}}}')),
    ("hidden.custom_xml", rtf(rf"{{\*\whatever {SAID}}}")),
    ("hidden.markup", rtf(rf"{{\*\htmltag {SAID}}}")),
    ("hidden.alt_text", rtf(rf"{{\*\picprop{{\sp{{\sn wzDescription}}{{\sv {SAID}}}}}}}")),
    ("hidden.embedded_file", rtf(rf"{{\object\objemb{{\*\objdata {ole(word(SECRET))}}}}}")),
    ("hidden.embedded_file", rtf(
        rf"{{\object{{\*\objdata {packaged('附.txt'.encode('gbk'), SECRET.encode())}}}}}")),
    ("hidden.external_link", rtf(
        rf"{{\object{{\*\objdata {linked(f'd:/{SECRET}.xls'.encode('gbk'))}}}}}")),
    ("hidden.custom_xml", rtf(rf"{{\*\datastore {f'<a>{SECRET}</a>'.encode().hex()}}}")),
    ("hidden.custom_xml", rtf(rf"{{\*\datastore {STORE.hex()}}}")),
    ("hidden.active_content", rtf(rf"{{\*\formfield{{\*\ffentrymcr {SAID}}}}}")),
    ("hidden.external_link", rtf("", head=rf"{{\*\filetbl{{\file\fid0 d:{SAID}.doc}}}}")),
    ("hidden.unused_object", rtf("") + SECRET.encode()),
    ("hidden.unused_object", rtf(rf"\bin{len(SECRET) * 2} {SECRET}")),
    ("hidden.hidden_text", rtf(rf"{{\pict\pngblip 8950 {SAID}}}")),
    ("hidden.hidden_text", rtf(rf"{{\pict\pngblip 8950 {SECRET}}}")),
]  # fmt: skip
_ELSEWHERE = frozenset({"hidden.embedded_file", "hidden.unused_object"})
"""What lies in files of its own is seen there."""


@pytest.mark.parametrize("place", SHOWN)
def test_what_shows_is_seen(place):
    read = found(SHOWN[place], name="a.rtf")

    assert SECRET in read.seen()
    assert BODY in read.seen()
    assert not read.reasons
    assert "hidden.white_text" not in read.rules()


@pytest.mark.parametrize(("rule", "made"), HIDDEN)
def test_a_sentence_in_every_hiding_place_is_found_with_its_rule(rule, made):
    read = found(made, name="a.rtf")

    assert read.where()
    assert rule in read.rules()
    assert not read.reasons
    assert BODY in read.seen()


@pytest.mark.parametrize(("rule", "made"), [one for one in HIDDEN if one[0] not in _ELSEWHERE])
def test_what_does_not_show_is_not_seen(rule, made):
    assert rule
    assert Visibility.VISIBLE not in {one.visibility for one in found(made, name="a.rtf").where()}


def test_who_changed_and_who_commented_is_told():
    made = rtf(
        rf"{{\revised\revauth1 a}}{{\deleted\revauthdel1 {SAID}}}"
        rf"{{\*\atnauthor Li}}{{\*\annotation {SAID}}}",
        head=r"{\*\revtbl{Unknown;}{Zhang;}}",
    )

    told = {(one.rule, one.who) for one in found(made, name="a.rtf").traces}

    assert {("hidden.tracked_change", "Zhang"), ("hidden.comment", "Li")} <= told


def test_cells_are_labelled_by_the_head_of_their_table():
    rows = rf"\trowd\intbl {coded('姓名')}\cell {coded('备注')}\cell\row"
    rows += rf"\trowd\intbl {coded('甲')}\cell {SAID}\cell\row\pard {coded('公开')}"

    (segment,) = found(rtf(rows), name="a.rtf").where()

    assert segment.column == "备注"
    assert segment.heading.startswith("甲")


@pytest.mark.parametrize(
    "digits",
    [
        rf"\pngblip {PICTURE.getvalue().hex()}",
        rf"\pngblip\bin{len(PICTURE.getvalue())} {{data}}",
    ],
)
def test_a_picture_is_a_file_of_its_own(digits):
    before, _, after = rtf(rf"{{\pict{digits}}}").partition(b"{data}")
    made = before + PICTURE.getvalue() + after if after else before

    (picture,) = found(made, name="a.rtf").readings[0].extract.embedded

    assert picture.content == PICTURE.getvalue()
    assert picture.is_picture


def test_what_programs_always_write_is_no_finding():
    head = r"{\*\passwordhash 0100000020000000080000000b0000}{\stylesheet{\s0 Normal;}}"
    head += r"{\*\generator Word 12345678901;}{\*\rsidtbl \rsid12345678}{\*\pnseclvl1\pnlcltr}"

    assert not found(rtf("a", head=head), name="a.rtf").traces


def test_a_sign_beyond_the_first_plane_is_one_sign():
    assert "𠮷" in found(rtf(coded("𠮷")), name="a.rtf").seen()


def test_paragraphs_are_apart():
    texts = [one.text for one in found(rtf(r"a\par b"), name="a.rtf").segments]

    assert texts[-2:] == ["a", "b"]


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (rtf("a")[:-1], Reason.BROKEN),
        (rb"{\rtf1 " + b"{" * 5000 + b"}" * 5001, Reason.TOO_DEEP),
        (rtf(r"{\pict\bin900000 a}"), Reason.BROKEN),
        (rb"{\rtf1 }", Reason.NO_TEXT),
        (rb"{\rtf1\ansi{\fonttbl{\f0\fcharset128 a;}}\f0 \'ff\'fe\'fd\'81}", Reason.UNDECODABLE),
    ],
)  # fmt: skip
def test_what_is_half_read_is_not_read(made, reason):
    assert found(made, name="a.rtf").reasons == [reason]


@pytest.mark.parametrize(
    "piece",
    ["{", SAID, rf"\trowd\intbl {SAID}\cell\row", rf"{{\*\annotation {SAID}}}", r"\u97", "\\'bb",
     r"\par ", r"{\field{\*\fldinst IF}}", "\\"],
)  # fmt: skip
def test_four_times_the_text_takes_no_more_than_a_few_times_as_long(piece):
    def seconds(count: int) -> float:
        made = rtf(piece * count)
        start = time.process_time()
        found(made, name="a.rtf")
        return time.process_time() - start

    assert seconds(2000) < 8 * seconds(500) + 0.3
