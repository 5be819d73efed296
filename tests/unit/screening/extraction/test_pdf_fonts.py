"""Fonts whose text says other than their signs show, and pages of which nothing can be told."""

from __future__ import annotations

import struct

import pytest
from pikepdf import Dictionary, Name

from review.screening.extraction.pdf import read_pdf
from review.screening.extraction.pdf_strings import name_of, text_in, text_of, untagged
from review.screening.extraction.pdf_tounicode import glyph_meanings, to_unicode
from review.screening.limits import LIMITS
from review.screening.segments import Reason
from tests.unit.screening.made_fonts import bare_outlines, typeface
from tests.unit.screening.papers import BODY, pdf, typed


def mapped(pairs):
    """Let the font of the page say that its codes mean something."""

    def change(made):
        lines = "\n".join(f"<{code:04X}> <{ord(sign):04X}>" for code, sign in pairs)
        table = f"{len(pairs)} beginbfchar\n{lines}\nendbfchar".encode()
        made.pages[0].obj.Resources.Font.F.ToUnicode = made.make_stream(table)

    return change


def honest(text):
    return [(ord(sign), sign) for sign in dict.fromkeys(text)]


def test_a_font_that_says_what_it_shows_is_believed():
    extract = read_pdf(pdf(BODY, change=mapped(honest(BODY))), limits=LIMITS)

    assert extract.scans == ()
    assert [one.text for one in extract.segments] == [BODY]


def test_a_page_whose_font_lies_is_handed_on_to_be_seen(examined):
    lies = [(ord(sign), chr(ord(sign) + 1)) for sign in dict.fromkeys(BODY)]

    content = pdf(BODY, BODY, change=mapped(lies))

    assert examined(content).unread.reason is Reason.GARBLED_PAGES
    assert [scan.place for scan in read_pdf(content, limits=LIMITS).scans] == [
        {"page": 1},
        {"page": 2},
    ]


def test_a_page_whose_font_makes_one_sign_of_many_is_handed_on(examined):
    same = [(ord(sign), "一") for sign in dict.fromkeys(BODY)]

    assert examined(pdf(BODY, change=mapped(same))).unread.reason is Reason.GARBLED_PAGES


def test_a_page_of_signs_without_meaning_is_handed_on(examined):
    private = [(ord(sign), chr(0xE000 + n)) for n, sign in enumerate(dict.fromkeys(BODY))]

    assert examined(pdf(BODY, change=mapped(private))).unread.reason is Reason.GARBLED_PAGES


@pytest.mark.parametrize("encoding", ["WinAnsiEncoding", "differences"])
def test_the_letters_of_a_plain_font_are_held_against_its_map(examined, encoding):
    def change(made):
        table = b"1 beginbfrange\n<30> <39> <0041>\nendbfrange"
        named = Dictionary(Differences=[48, *(Name(f"/{name}") for name in NAMES)])
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
            Encoding=named if encoding == "differences" else Name.WinAnsiEncoding,
            ToUnicode=made.make_stream(table),
        )  # fmt: skip
        made.pages[0].obj.Resources.Font.F = font
        made.pages[0].obj.Contents = made.make_stream(b"BT /F 20 Tf 60 700 Td (0123456789) Tj ET")

    assert examined(pdf(BODY, change=change)).unread.reason is Reason.GARBLED_PAGES


NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


SAID, SHOWN = "公开资料", "内部绝密"


def drawn_by(file, content, *, more=None):
    """Let the page say a text by the numbers of the glyphs of a font in the file."""

    def change(made):
        lines = "\n".join(f"<{code:04X}> <{ord(sign):04X}>" for code, sign in enumerate(SAID, 1))
        table = made.make_stream(f"4 beginbfchar\n{lines}\nendbfchar".encode())
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Own, Flags=4)
        stream = made.make_stream(content)
        if file == Name.FontFile3:
            stream.Subtype = Name.CIDFontType0C
        descriptor[file] = stream
        descendant = Dictionary(
            Type=Name.Font, BaseFont=Name.Own, FontDescriptor=descriptor, DW=1000,
            Subtype=Name.CIDFontType2 if file == Name.FontFile2 else Name.CIDFontType0,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        )  # fmt: skip
        made.pages[0].obj.Resources.Font.G = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Own, Encoding=Name("/Identity-H"),
            DescendantFonts=[descendant], ToUnicode=table,
        )  # fmt: skip
        codes = "".join(f"{code:04X}" for code in range(1, len(SAID) + 1))
        made.pages[0].contents_add(
            made.make_stream(f"BT /G 20 Tf 60 500 Td <{codes}> Tj ET".encode())
        )
        if more is not None:
            more(made)

    return pdf(BODY, change=change)


FONTS = {
    "outlines": (Name.FontFile2, typeface),
    "bare outlines": (Name.FontFile3, bare_outlines),
    "bare outlines of a collection": (
        Name.FontFile3, lambda *drawn: bare_outlines(*drawn, numbers=range(1, len(drawn) + 1)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("shown", "is_seen"), [(SHOWN, True), (SAID, False)])
def test_a_font_of_one_byte_codes_is_looked_at_too(shown, is_seen):
    """Many programs write Chinese in several such fonts, whose own tables mean nothing."""

    def change(made):
        (sign,) = made.pages[0].obj.Resources.Font.G.DescendantFonts
        sign.FontDescriptor.FontFile2 = made.make_stream(typeface(*shown, by_code=True))
        lines = "\n".join(f"<{code:02X}> <{ord(each):04X}>" for code, each in enumerate(SAID, 1))
        table = made.make_stream(f"4 beginbfchar\n{lines}\nendbfchar".encode())
        made.pages[0].obj.Resources.Font.G = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Own, FirstChar=1, LastChar=4,
            Widths=[1000] * 4, FontDescriptor=sign.FontDescriptor, ToUnicode=table,
        )  # fmt: skip
        made.pages[0].contents_add(made.make_stream(b"BT /G 20 Tf 60 400 Td <01020304> Tj ET"))

    extract = read_pdf(drawn_by(Name.FontFile2, b"", more=change), limits=LIMITS)

    assert SAID in extract.segments[0].text
    assert bool(extract.scans) is is_seen


@pytest.mark.parametrize("kind", FONTS)
def test_a_page_whose_glyphs_show_another_text_is_handed_on_to_be_seen(examined, kind):
    """The map of the font is honest in all that can be asked of it but its looks."""
    file, font = FONTS[kind]

    content = drawn_by(file, font(*SHOWN))

    assert SAID in read_pdf(content, limits=LIMITS).segments[0].text
    assert examined(content).unread.reason is Reason.GARBLED_PAGES


@pytest.mark.parametrize("kind", FONTS)
def test_a_page_whose_glyphs_show_what_it_says_is_believed(kind):
    file, font = FONTS[kind]

    extract = read_pdf(drawn_by(file, font(*SAID)), limits=LIMITS)

    assert extract.scans == ()
    assert SAID in extract.segments[0].text


def test_a_font_that_cannot_be_drawn_says_nothing_of_its_text():
    extract = read_pdf(drawn_by(Name.FontFile2, typeface(*SHOWN)[:300]), limits=LIMITS)

    assert extract.scans == ()


def test_a_map_is_read_in_all_its_forms():
    table = (
        b"2 beginbfchar <01> <4E00> <0002> <D840DC00> endbfchar"
        b" 2 beginbfrange <10> <12> <0041> <20> <21> [<0061> <00620063>] endbfrange"
        b" 1 beginbfchar <zz> <0041> endbfchar"
    )

    assert to_unicode(table) == {
        1: "一", 2: "\U00020000", 16: "A", 17: "B", 18: "C", 32: "a", 33: "bc"
    }  # fmt: skip


def test_the_table_of_a_font_is_read_and_a_broken_one_says_nothing():
    ends, starts = struct.pack(">HH", 0x4E01, 0xFFFF), struct.pack(">HH", 0x4E00, 0xFFFF)
    deltas, offsets = struct.pack(">HH", 0x10000 - 0x4E00 + 7, 1), struct.pack(">HH", 0, 0)
    head = struct.pack(">HHHHHHH", 4, 32, 0, 4, 0, 0, 0)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12)
    cmap += head + ends + bytes(2) + starts + deltas + offsets
    font = struct.pack(">IHHHH", 0x10000, 1, 0, 0, 0) + b"cmap" + struct.pack(">III", 0, 28, 99)

    assert glyph_meanings(font + cmap) == {7: {"一"}, 8: {"丁"}}
    assert glyph_meanings(font) == {}


def test_strings_in_chinese_encodings_are_read(examined):
    import pikepdf  # noqa: PLC0415 - for these strings alone

    for encoding in ("utf-8", "gb18030"):
        assert text_of(pikepdf.String("绝密文件".encode(encoding))) == "绝密文件"
    assert text_of(pikepdf.String("绝密文件")) == "绝密文件"
    assert name_of(pikepdf.Object.parse(b"/#CB#CE#CC#E5")) == "宋体"
    assert text_in("正文".encode("utf-8-sig")) == "正文"
    assert text_in(bytes(range(256))) == ""
    assert untagged("<a title='甲乙'>丙&amp;丁</a>") == "丙&丁\n甲乙"


def test_a_form_that_is_drawn_twice_is_read_as_often():
    def change(made):
        form = made.make_stream(typed("表格", top=500))
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, [0, 0, 595, 842]
        form.Resources = Dictionary(Font=made.pages[0].obj.Resources.Font)
        made.pages[0].obj.Resources.XObject = Dictionary(Fm=form)
        made.pages[0].contents_add(made.make_stream(b"/Fm Do 1 0 0 1 0 -40 cm /Fm Do"))

    extract = read_pdf(pdf(BODY, change=change), limits=LIMITS)

    assert extract.segments[0].text.count("表格") == 2
    assert extract.traces == ()
