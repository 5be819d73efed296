"""What the fonts in an OFD draw is held against what its texts say."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from review.screening.extraction.glyph_fonts import GlyphFont
from review.screening.segments import NotRead, Reason
from tests.unit.screening.found import Found, found
from tests.unit.screening.made_fonts import bare_outlines, typeface
from tests.unit.screening.ofd_papers import ofd, page, root, text
from tests.unit.screening.papers import BODY, packed, parts_of

OTHER = "hidden.other_glyphs"
SAID, SHOWN = "公开资料", "内部绝密"
FONT = "<ofd:Font ID='1' FontName='甲'><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font>"
NUMBERED = (1, 2, 3, 4)


def with_font(content: bytes, *drawn: str, fonts: str = FONT) -> bytes:
    """A paper in the font 2 of the machine, with texts in the font 1 of the file."""
    body = text(BODY).replace('Font="1"', 'Font="2"')
    return ofd(
        page(body, *drawn),
        common="<ofd:PublicRes>R.xml</ofd:PublicRes>",
        parts={
            "Doc_0/R.xml": root("Res", f"<ofd:Fonts>{fonts}</ofd:Fonts>"),
            "Doc_0/f.ttf": content,
        },
    )


def by_glyph(said: str, *numbers: int, at: int = 0, codes: int | None = None, y: int = 60) -> str:
    """A text of which the glyphs are given."""
    head = f"<ofd:CGTransform CodePosition='{at}' CodeCount='{codes or len(said)}'"
    listed = " ".join(map(str, numbers))
    given = (
        f"{head} GlyphCount='{len(numbers)}'><ofd:Glyphs>{listed}</ofd:Glyphs></ofd:CGTransform>"
    )
    return text(said, y=y).replace("<ofd:TextCode", f"{given}<ofd:TextCode", 1)


def honest(said: str) -> dict[str, int]:
    """The table of a font whose glyphs are these signs."""
    return {sign: number for number, sign in enumerate(said, start=1)}


def read(content: bytes) -> Found:
    return found(content, name="a.ofd")


def told(content: bytes) -> list[str]:
    return [one.text for one in read(content).traces if one.rule == OTHER]


LIES = {
    "glyphs of other signs": with_font(
        typeface(*SHOWN, table=honest(SHOWN)), by_glyph(SAID, *NUMBERED)
    ),
    "a font without a table": with_font(typeface(*SHOWN), by_glyph(SAID, *NUMBERED)),
    "a table that lies": with_font(typeface(*SHOWN, table=honest(SAID)), text(SAID, y=60)),
    "a table and glyphs that lie": with_font(
        typeface(*SHOWN, table=honest(SAID)), by_glyph(SAID, *NUMBERED)
    ),
    "bare outlines": with_font(bare_outlines(*SHOWN), by_glyph(SAID, *NUMBERED)),
    "bare outlines of a collection": with_font(
        bare_outlines(*SHOWN, numbers=(34, 57, 901, 4000)), by_glyph(SAID, 34, 57, 901, 4000)
    ),
    "a second code that counts on": with_font(
        typeface(*SHOWN),
        by_glyph("公开", 1, 2).replace(
            "</ofd:TextObject>",
            "<ofd:CGTransform CodePosition='2' CodeCount='2' GlyphCount='2'><ofd:Glyphs>3 4"
            "</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X='10' Y='5' DeltaX='5'>资料"
            "</ofd:TextCode></ofd:TextObject>",
        ).replace('DeltaX="g 2 5"', 'DeltaX="5"'),
    ),
    "blanks": with_font(typeface(*SHOWN), by_glyph("\u3000\u3000\u3000\u3000", *NUMBERED)),
    "signs of the private area": with_font(
        typeface(*SHOWN), by_glyph("\ue001\ue002\ue003\ue004", *NUMBERED)
    ),
    "glyphs that belong to no sign": with_font(
        typeface(*SHOWN), by_glyph("、", *NUMBERED, codes=1)
    ),
    "digits": with_font(typeface(*SHOWN), by_glyph("2023", *NUMBERED)),
    "letters": with_font(typeface(*SHOWN), by_glyph("open", *NUMBERED)),
}  # fmt: skip


@pytest.mark.parametrize("way", LIES)
def test_a_text_that_shows_another_is_told_and_what_it_shows_is_read(way):
    read_ = read(LIES[way])

    assert OTHER in read_.rules()
    assert SHOWN in read_.seen().replace("\t", "")
    assert {one.place.get("page") for one in read_.traces if one.rule == OTHER} == {1}
    assert BODY in read_.seen()


def test_digits_that_show_other_digits_are_told():
    content = with_font(typeface(*"31415926"), by_glyph("27182818", *range(1, 9)))

    assert told(content) == ["27182818→31415926"]


def test_only_the_difference_in_a_long_text_is_told():
    said, shown = "本通知的附件可以向社会公开资料。", "本通知的附件可以向社会内部绝密。"
    content = with_font(typeface(*shown), by_glyph(said, *range(1, len(said) + 1)))

    assert told(content) == ["公开资料→内部绝密"]


def test_a_mark_that_is_only_drawn_refuses_the_paper(screened):
    said, shown = "公开★10年", "机密★10年"
    content = with_font(typeface(*shown), by_glyph(said, *range(1, len(said) + 1), y=10))

    report = screened(content, name="通知.ofd")

    assert report.refused is not None
    assert "marking.classification" in {one.rule for one in report.findings}
    (finding,) = [one for one in report.findings if one.rule == OTHER]
    assert finding.excerpt == "公开★10年→机密★10年"
    assert finding.place["page"] == 1


MARKS = "，。《》（）：；“”—…、·★％＋"
HONEST = {
    "its own table": with_font(typeface(*SAID, table=honest(SAID)), text(SAID, y=60)),
    "glyphs and a table": with_font(
        typeface(*SAID, table=honest(SAID)), by_glyph(SAID, *NUMBERED)
    ),
    "glyphs alone": with_font(typeface(*SAID), by_glyph(SAID, *NUMBERED)),
    "glyphs for a part": with_font(
        typeface(*SAID, table=honest(SAID)), by_glyph(SAID, 2, 3, at=1, codes=2)
    ),
    "bare outlines": with_font(bare_outlines(*SAID), by_glyph(SAID, *NUMBERED)),
    "bare outlines of a collection": with_font(
        bare_outlines(*SAID, numbers=(34, 57, 901, 4000)), by_glyph(SAID, 34, 57, 901, 4000)
    ),
    "digits and letters": with_font(
        typeface(*"0123456789abcXYZ"), by_glyph("0123456789abcXYZ", *range(1, 17))
    ),
    "wide digits": with_font(typeface(*"20230816"), by_glyph("２０２３０８１６", *range(1, 9))),
    "marks and blanks": with_font(
        typeface(*MARKS, " ", "\u3000"),
        by_glyph(f"{MARKS} \u3000", *range(1, len(MARKS) + 3)),
    ),
    "a sign with a choice of its form": with_font(
        typeface(*SAID), by_glyph("公\ufe00开资料", *NUMBERED)
    ),
    "a sign beyond the first plane": with_font(
        typeface("\U00020164", "开"), by_glyph("\U00020164开", 1, 2, codes=3)
    ),
    "two letters in one glyph": with_font(typeface("ﬁ"), by_glyph("fi", 1, codes=2)),
    "a sign the font does not have": with_font(
        typeface("公", table={"公": 1}), text(SAID, y=60)
    ),
    "a font of the machine": with_font(typeface(*SHOWN), text(SAID, y=60), fonts=""),
    "joined letters in a font of the machine": with_font(
        typeface(*SHOWN), by_glyph("fine", 191, at=0, codes=2), fonts=""
    ),
    "bullets for letters": with_font(typeface("★", "■"), by_glyph("ln", 1, 2)),
    "a frame for a blank": with_font(typeface("口"), by_glyph(" ", 1)),
    "a frame for a mark": with_font(typeface("口"), by_glyph("□", 1)),
}  # fmt: skip


@pytest.mark.parametrize("way", HONEST)
def test_a_text_that_shows_itself_is_believed(way):
    read_ = read(HONEST[way])

    assert OTHER not in read_.rules()
    assert not read_.reasons


def damaged() -> dict[str, bytes]:
    """Fonts that draw what they say, and what became of them."""
    font = typeface(*SAID, table=honest(SAID))
    at = font.index(b"glyf") + 8
    outlines = struct.unpack_from(">I", font, at)[0]
    return {
        "cut": font[: len(font) // 2],
        "cut in its outlines": font[: outlines + 40],
        "overwritten": font[:outlines] + bytes(range(256)) * 3 + font[outlines + 768 :],
        "a head alone": font[:12],
        "cut bare outlines": bare_outlines(*SAID)[:90],
        "cut numbers of a collection": bare_outlines(*SAID, numbers=(7, 8, 9, 10))[:99],
        "text": "这里不是字体".encode(),
        "of enormous letters": typeface(*SAID, table=honest(SAID), em=16),
        "without outlines": typeface("", "", "", "", table=honest(SAID)),
        "with few glyphs": typeface("公", table=honest(SAID)),
    }


@pytest.mark.parametrize("way", damaged())
@pytest.mark.parametrize("drawn", [text(SAID, y=60), by_glyph(SAID, *NUMBERED)])
def test_what_a_damaged_font_draws_is_never_believed(way, drawn):
    read_ = read(with_font(damaged()[way], drawn))

    assert read_.reasons or OTHER in read_.rules()


def test_a_glyph_that_is_not_there_and_signs_drawn_as_one_are_told():
    font = typeface(*SAID)

    assert told(with_font(font, by_glyph(SAID, 1, 2, 3, 900))) == ["公开资料→公开资〓"]
    assert told(with_font(font, by_glyph(SAID, 1, codes=4))) == ["公开资料→〓〓〓〓公"]


def test_numbers_of_glyphs_in_a_font_that_is_not_in_the_file_are_told():
    """What they stand for depends on the machine of who reads it."""
    assert told(with_font(b"", by_glyph(SAID, *NUMBERED), fonts="")) == ["公开资料→〓〓〓〓"]
    assert told(with_font(b"", by_glyph(SAID, *NUMBERED))) == ["公开资料→〓〓〓〓"]


def test_more_signs_than_a_paper_has_are_not_looked_at():
    font = typeface(*SAID)
    with pytest.raises(NotRead):
        GlyphFont(font).glyph(70_000)
    codes = "".join(chr(0x4E00 + at) for at in range(10_000))
    drawn = [by_glyph(codes, *([number] * len(codes))) for number in NUMBERED]

    assert read(with_font(font, *drawn)).reasons == [Reason.TOO_LARGE]


def test_a_collection_of_fonts_is_drawn_by_its_first():
    font = typeface(*SHOWN)
    count = struct.unpack_from(">H", font, 4)[0]
    moved = bytearray(font)
    for number in range(count):
        at = 12 + 16 * number + 8
        struct.pack_into(">I", moved, at, struct.unpack_from(">I", font, at)[0] + 16)
    collection = b"ttcf" + struct.pack(">III", 0x10000, 1, 16) + bytes(moved)

    assert told(with_font(collection, by_glyph(SAID, *NUMBERED))) == ["公开资料→内部绝密"]


def test_real_files_draw_what_they_say(real_files: Path):
    """In one of them many codes mean nothing by themselves; no other has a single finding."""
    for path in sorted(real_files.glob("corpus/ofd/*.ofd")):
        content = path.read_bytes()
        texts = told(content)

        assert all("□" in text.partition("→")[0] for text in texts), path.name
        assert "ano.ofd" in path.name or not texts, path.name


def test_a_real_file_in_which_two_glyphs_are_exchanged_is_told(real_files: Path):
    (path,) = real_files.glob("corpus/ofd/*resources__y.ofd")
    parts = parts_of(path.read_bytes())
    glyphs = re.compile(rb"<ofd:Glyphs>(\d+) (\d+) (\d+)")
    for name in [name for name in parts if name.endswith(".xml")]:
        parts[name] = glyphs.sub(rb"<ofd:Glyphs>\2 \3 \1", parts[name])

    texts = told(packed(parts))

    assert len(texts) > 100
