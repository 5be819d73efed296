"""Nothing in an old presentation stays hidden: on slides, beside them, in what savings left."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from review.domain.findings import Part
from review.screening.extraction.compound import read_compound
from review.screening.extraction.compound_copy import compound_of
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason
from tests.unit.screening import old_slides as old
from tests.unit.screening.canary import COMMENT, HIDDEN, META, VISIBLE, Canary, missed
from tests.unit.screening.found import why_unread
from tests.unit.screening.old_slides import (
    OldDeck,
    anchor,
    box,
    child_anchor,
    comment,
    drawing,
    notes,
    old_deck,
    rec,
    shape,
    slide,
    string,
    text,
)
from tests.unit.screening.old_words import OldWord, par, shape_texts

FAR = anchor(9000, 100, 9900, 900)
BELOW = rec(0xF010, struct.pack("<4i", 5000, 10, 900, 5900))
HIDDEN_SHAPE = rec(0xF00B, struct.pack("<HI", 0x03BF, 0x20002), instance=1)
PLACEHOLDER = box(0xF011, rec(0x0BC3, bytes(8)))


def read(content):
    return read_compound(content, limits=LIMITS)


def group(*shapes, at, inner):
    frame = rec(0xF009, struct.pack("<4i", *inner))
    return box(0xF003, box(0xF004, frame, rec(0xF00A, bytes(8)), at), *shapes)


def link(name, target):
    return box(0x0FD7, rec(0x0FD3, bytes(4)), string(name, 0), string(target, 1))


def newer():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("drs/master.xml", "<m><t>〔新版母版〕</t></m>")
    return rec(0x041E, packed.getvalue())


CANARIES = [
    Canary("标题", seen=VISIBLE, place={"page": 1}),
    Canary("大纲", seen=VISIBLE, place={"page": 1}),
    Canary("只在大纲", seen=HIDDEN, place={"page": 1}),
    Canary("画外", seen=HIDDEN, rule="hidden.off_slide", place={"page": 1}),
    Canary("画外之下", seen=HIDDEN, rule="hidden.off_slide", place={"page": 1}),
    Canary("组内画外", seen=HIDDEN, rule="hidden.off_slide", place={"page": 1}),
    Canary("组内画上", seen=VISIBLE, place={"page": 1}),
    Canary("隐藏形状", seen=HIDDEN, rule="hidden.hidden_text", place={"page": 1}),
    Canary("删去形状", seen=HIDDEN, rule="hidden.hidden_text", place={"page": 1}),
    Canary("艺术字", seen=VISIBLE, place={"page": 1}),
    Canary("替代文字", seen=HIDDEN, rule="hidden.alt_text", place={"page": 1}),
    Canary("批注", seen=COMMENT, rule="hidden.comment", place={"page": 1}),
    Canary("批注人", rule="hidden.comment", place={"page": 1}),
    Canary("页脚", seen=VISIBLE, place={"page": 1}),
    Canary("隐藏页", seen=HIDDEN, rule="hidden.slide", place={"page": 2}),
    Canary("备注", seen=HIDDEN, rule="hidden.notes", place={"page": 1}),
    Canary("母版文字", seen=VISIBLE),
    Canary("母版提示", seen=META),
    Canary("标题母版", seen=VISIBLE),
    Canary("无主幻灯片", seen=HIDDEN, rule="hidden.unused_object"),
    Canary("较早文字", seen=HIDDEN, rule="hidden.superseded_revision"),
    Canary("现在文字", seen=VISIBLE, place={"page": 3}),
    Canary("链接", seen=META, rule="hidden.external_link"),
    Canary("链接名", seen=META),
    Canary("链接对象", seen=HIDDEN, rule="hidden.external_link"),
    Canary("标记", seen=HIDDEN),
    Canary("新版母版", seen=HIDDEN),
    Canary("未知记录", seen=HIDDEN),
    Canary("当前用户", seen=HIDDEN, rule="hidden.user_name"),
    Canary("图片流", seen=HIDDEN),
    Canary("白字", seen=HIDDEN, rule="hidden.white_text", place={"page": 1}),
    Canary("同底色字", seen=HIDDEN, rule="hidden.white_text", place={"page": 1}),
    Canary("压在色块上的字", seen=HIDDEN, rule="hidden.white_text", place={"page": 1}),
    Canary("极小字", seen=HIDDEN, rule="hidden.tiny_text", place={"page": 1}),
]
WHITE, RED = (255, 255, 255, 254), (200, 0, 0, 254)
UNFILLED = rec(0xF00B, struct.pack("<HI", 0x01BF, 0x100000), instance=1)


def unseen():
    """Shapes whose letters do not show."""
    apart, block = anchor(2100, 2100, 3000, 3000), anchor(3100, 3100, 4000, 4000)

    def one(said, size, colour, more=UNFILLED, at=apart):
        return shape(text(said), old.style((len(said) + 1, size, colour)), more=more, at=at)

    return (
        one("〔白字〕", None, WHITE),
        one("〔同底色字〕", None, RED, more=old.filled(199, 1, 0)),
        shape(more=old.filled(200, 0, 0), at=block),
        one("〔压在色块上的字〕", None, RED, at=block),
        one("〔极小字〕", 1, None),
    )


def full():
    first = slide(
        shape(text("〔标题〕")),
        shape(rec(0x0F9E, struct.pack("<I", 0))),
        shape(text("〔画外〕"), at=FAR),
        shape(text("〔画外之下〕"), at=BELOW),
        group(
            shape(text("〔组内画外〕"), at=child_anchor(0, 0, 10, 10)),
            at=FAR,
            inner=(0, 0, 100, 100),
        ),
        group(
            shape(text("〔组内画上〕"), at=child_anchor(9000, 0, 9010, 10)),
            at=old.ON,
            inner=(9000, 0, 9100, 100),
        ),
        shape(text("〔隐藏形状〕"), more=HIDDEN_SHAPE),
        shape(text("〔删去形状〕"), flags=0xA08),
        shape(more=shape_texts({0xC0: "〔艺术字〕", 0x381: "〔替代文字〕"})),
        *unseen(),
        more=comment("〔批注人〕", "〔批注〕")
        + box(0x0FD9, rec(0x0FDA, bytes(4)), string("〔页脚〕", 2))
        + rec(0x0FFF, "〔未知记录〕".encode("utf-16-le")),
    )
    master = box(
        0x03F8,
        drawing(shape(text("〔母版文字〕")), shape(text("〔母版提示〕"), more=PLACEHOLDER)),
        newer(),
    )
    deck = OldDeck(
        slides=[
            (first, ["〔大纲〕", "〔只在大纲〕"]),
            (slide(shape(text("〔隐藏页〕")), more=old.hidden_slide_show()), []),
            (slide(shape(text("〔现在文字〕"))), []),
        ],
        earlier={2: slide(shape(text("〔较早文字〕")))},
        others=[notes(257, shape(text("〔备注〕"))), master],
        unlisted=[slide(shape(text("〔无主幻灯片〕")))],
        masters=[slide(shape(text("〔标题母版〕")))],
        document=[
            box(
                0x0409,
                link("〔链接名〕", "\\\\host\\〔链接〕.ppt"),
                box(0x0FCE, string("D:\\〔链接对象〕.xls", 1)),
            ),
            box(0x07D0, box(0x1389, string("名", 0), string("〔标记〕", 1))),
        ],
    )
    return deck.packed({("Pictures",): "〔图片流〕".encode("utf-16-le")})


def test_everything_that_an_old_presentation_hides_is_found():
    extract = read(full())

    assert missed(CANARIES, extract) == []
    assert extract.unread is None
    assert len(CANARIES) >= 34


def test_text_in_letters_of_one_byte_and_the_lines_of_a_shape_are_read():
    deck = OldDeck([(slide(shape(old.narrow("No. 12\x0bA"), text("机密★10年\r乙"))), [])])

    extract = read(deck.packed())

    assert [it.text for it in extract.segments if it.part is Part.BODY] == [
        "No. 12\nA\n机密★10年\n乙"
    ]


def test_a_text_that_no_saving_changed_is_no_earlier_text():
    same = slide(shape(text("没有改动")))
    extract = read(OldDeck([(same, [])], earlier={0: same}).packed())

    assert [t.rule for t in extract.traces] == ["hidden.user_name"]


def test_without_the_stream_of_the_user_it_is_no_presentation():
    """No program opens it: which saving is the last is only a guess then."""
    deck = OldDeck([(slide(shape(text("新"))), [])], earlier={0: slide(shape(text("旧")))})
    stream = deck.streams()["PowerPoint Document",]

    with pytest.raises(NotRead) as refusal:
        read(compound_of({("PowerPoint Document",): stream}))

    assert refusal.value.reason is Reason.BROKEN


def test_bytes_between_the_records_are_text_too():
    deck = OldDeck([(slide(shape(text("正文"))), [])])
    streams = deck.streams()
    rest = "残留的文字".encode("utf-16-le")

    extract = read(
        compound_of({**streams, ("PowerPoint Document",): streams["PowerPoint Document",] + rest})
    )

    assert [(it.visibility, it.part) for it in extract.segments if "残留" in it.text] == [
        (HIDDEN, Part.REVISION)
    ]


def stored(content, *, size=None):
    body = struct.pack("<I", len(content) if size is None else size) + zlib.compress(content)
    return rec(0x1011, body, instance=1)


def test_objects_sounds_pictures_and_actions_are_handed_on():
    inner = OldWord({0: [par("内嵌")]}).packed()
    action = rec(0x0FF3, struct.pack("<IIBBBB4x", 0, 0, 2, 0, 0, 0))
    picture = struct.pack("<HHI", 0x6E00, 0xF01E, 17 + 8) + b"\0" * 17 + b"\x89PNG...."
    deck = OldDeck(
        [(slide(shape(text("正文" * 12), box(0x0FF2, action))), [])],
        others=[stored(inner), rec(0x1011, inner)],
        document=[box(0x07E4, box(0x07E6, string("声"), rec(0x07E7, b"RIFF....WAVE")))],
    )

    extract = read(deck.packed({("Pictures",): picture}))

    contents = [it.content for it in extract.embedded]
    assert contents.count(inner) == 2
    assert b"RIFF....WAVE" in contents
    assert b"\x89PNG...." in contents
    rules = [trace.rule for trace in extract.traces]
    assert rules.count("hidden.embedded_file") == 2
    assert "hidden.active_content" in rules


def edited(change, deck=None):
    streams = dict((deck or OldDeck([(slide(shape(text("正文"))), [])])).streams())
    streams["PowerPoint Document",] = change(streams["PowerPoint Document",])
    return compound_of(streams)


def in_itself(stream):
    """The last saving names itself as the one before it."""
    at = stream.rfind(struct.pack("<HH", 0, 0x0FF5))
    return stream[: at + 16] + struct.pack("<I", at) + stream[at + 20 :]


def deep(count):
    record = text("机密")
    for _ in range(count):
        record = box(0x0FFE, record)
    return record


def without_document(stream):
    at = stream.rfind(struct.pack("<I", 1 | 1 << 20)) + 4
    return stream[:at] + struct.pack("<I", 0xFFFFFF) + stream[at + 4 :]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (OldDeck([(slide(), [])], token=0xF3D1C4DF).packed(), Reason.ENCRYPTED),
        (OldDeck([(slide(), [])], lock=7).packed(), Reason.ENCRYPTED),
        (edited(in_itself), Reason.BROKEN),
        (edited(lambda stream: stream[:-4]), Reason.BROKEN),
        (edited(lambda stream: stream[:100]), Reason.BROKEN),
        (edited(lambda stream: b""), Reason.BROKEN),
        (edited(without_document), Reason.BROKEN),
        (OldDeck([(slide(more=deep(200)), [])]).packed(), Reason.TOO_DEEP),
        (OldDeck([(slide(more=stored(b"x", size=9)), [])]).packed(), Reason.BROKEN),
        (OldDeck([(slide(more=stored(b"x", size=1 << 31)), [])]).packed(), Reason.INFLATES),
        (OldDeck([(slide(), [])]).packed(), Reason.NO_TEXT),
        (old_deck("正文")[:1500], Reason.BROKEN),
    ],
    ids=[
        "locked", "locked of old", "savings in a ring", "last saving cut", "cut", "empty",
        "document lost", "too deep", "object cut", "object of gigabytes", "no text", "cut file",
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_not_read(content, reason):
    assert why_unread(read, content) is reason


SAID = "〔看不到〕"
GROUND_OF_SCHEME, TEXT_OF_SCHEME = (0, 0, 0, 0), (0, 0, 0, 1)


def written(*, size=None, colour=None, more=UNFILLED, at=old.ON):
    """A shape that says one text in black and the other as it is asked."""
    runs = ((4, None, TEXT_OF_SCHEME), (len(SAID) + 1, size, colour))
    return shape(text("看得到的" + SAID), old.style(*runs), more=more, at=at)


def told(*shapes, more=b""):
    """The traces of a slide's own texts, and what of it shows."""
    extract = read(OldDeck([(slide(*shapes, more=more), [])]).packed())
    traces = [(trace.rule, trace.text) for trace in extract.traces if trace.place == {"page": 1}]
    shown = [one.text for one in extract.segments if one.visibility == VISIBLE]
    return traces, shown


@pytest.mark.parametrize(
    ("drawn", "more", "rule"),
    [
        ([written(colour=WHITE)], b"", "hidden.white_text"),
        ([written(size=1)], b"", "hidden.tiny_text"),
        ([written(colour=GROUND_OF_SCHEME)], old.scheme((0, 0, 90)), "hidden.white_text"),
        ([written(colour=RED, more=old.filled(199, 1, 0))], b"", "hidden.white_text"),
        ([shape(more=old.filled(200, 0, 0)), written(colour=RED)], b"", "hidden.white_text"),
        ([shape(at=anchor(0, 0, 5000, 90)), written(colour=WHITE)], b"", "hidden.white_text"),
    ],
)
def test_letters_that_do_not_show_are_hidden_and_the_others_are_shown(drawn, more, rule):
    traces, shown = told(*drawn, more=more)

    assert traces == [(rule, SAID)]
    assert shown == ["看得到的"]


@pytest.mark.parametrize(
    ("drawn", "more"),
    [
        ([written(colour=RED)], b""),
        ([written(size=8)], b""),
        ([written(colour=WHITE)], old.scheme((0, 0, 90))),
        ([written(colour=WHITE, more=old.filled(0, 0, 90))], b""),
        ([shape(more=old.filled(0, 0, 90)), written(colour=WHITE)], b""),
        ([shape(), written(colour=WHITE)], b""),
    ],
    ids=["red", "small", "dark ground", "dark filling", "over dark", "over who knows what"],
)
def test_letters_that_show_or_may_show_are_not_called_hidden(drawn, more):
    """White letters on a dark ground are what most slides have; what is not sure is none."""
    traces, shown = told(*drawn, more=more)

    assert traces == []
    assert "看得到的" + SAID in shown


def test_letters_on_the_ground_and_under_the_shapes_of_a_master_are_looked_at_there():
    """A slide that takes its background and its shapes from its master has none of its own."""
    bar = old.filled(0, 0, 90)
    dark = box(0xF004, rec(0xF00A, struct.pack("<II", 1, 0xC00)), bar)

    def deck(master, flags):
        atom = rec(0x03EF, bytes(12) + struct.pack("<IIHH", 255, 0, flags, 0))
        page = box(0x03EE, atom, drawing(written(colour=WHITE)))
        packed = OldDeck([(page, [])], masters=[master]).packed()
        return [one.rule for one in read(packed).traces if one.place == {"page": 1}]

    ground = box(0x03F8, box(0x040C, box(0xF002, box(0xF003), dark)))
    barred = box(0x03F8, drawing(shape(more=bar)))

    assert deck(ground, 0x4) == []
    assert deck(ground, 0x0) == ["hidden.white_text"]
    assert deck(barred, 0x1) == []
    assert deck(barred, 0x0) == ["hidden.white_text"]


def test_a_style_that_is_not_in_order_hides_nothing():
    cut = shape(text(SAID), rec(0x0FA1, bytes(5)), more=UNFILLED)

    assert told(cut) == ([], [SAID])


def test_texts_of_the_outline_are_looked_at_as_they_are_written_there():
    outline = shape(rec(0x0F9E, struct.pack("<I", 0)), more=PLACEHOLDER + UNFILLED)
    deck = OldDeck([(slide(outline), [SAID])], outline_style=old.style((5 + 1, 2, None)))

    traces = [one.rule for one in read(deck.packed()).traces if one.place == {"page": 1}]

    assert traces == ["hidden.tiny_text"]
