"""An old Word file that is locked, broken or hostile is not read, and never half."""

from __future__ import annotations

import struct

import pytest

from review.screening.extraction.compound import read_compound
from review.screening.extraction.compound_copy import compound_of
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason
from tests.unit.screening import old_words as old
from tests.unit.screening.found import why_unread
from tests.unit.screening.old_words import OldWord, old_word, par


def read(content):
    return read_compound(content, limits=LIMITS)


def changed(at, raw, *, stream="WordDocument"):
    """A sound file with some bytes of a stream overwritten."""
    streams = dict(OldWord({old.BODY: [par("正文")]}).streams())
    content = streams[stream,]
    streams[stream,] = content[:at] + raw + content[at + len(raw) :]
    return compound_of(streams)


def area(number):
    return 154 + 8 * number


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (OldWord({old.BODY: [par("正文")]}, flags=0x0300).packed(), Reason.ENCRYPTED),
        (OldWord({old.BODY: [par("正文")]}, flags=0).packed(), Reason.BROKEN),
        (changed(0, b"\xdc\xa5"), Reason.LEGACY_OFFICE),
        (changed(8, b"\xff\x7f"), Reason.BROKEN),
        (changed(0x4C, b"\xff\xff\xff\x7f"), Reason.BROKEN),
        (changed(0x4C, b"\xff\xff\xff\xff"), Reason.BROKEN),
        (changed(area(old.CLX), struct.pack("<II", 0, 0xFFFFFF)), Reason.BROKEN),
        (changed(area(old.CLX), bytes(8)), Reason.BROKEN),
        (changed(area(old.RUNS), struct.pack("<II", 0xFFFFFFFF, 16)), Reason.BROKEN),
        (changed(152, b"\xff\xff"), Reason.BROKEN),
        (old_word("正文")[:1500], Reason.BROKEN),
        (old_word(" "), Reason.NO_TEXT),
    ],
    ids=[
        "locked", "the other table", "Word 95", "stored texts that are not there", "too long",
        "negative", "table of pieces too long", "no pieces", "formats outside", "areas outside",
        "cut file", "blank",
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_not_read(content, reason):
    assert why_unread(read, content) is reason


def test_a_text_that_is_its_own_pieces_a_thousand_times_ends():
    streams = dict(OldWord({old.BODY: [par("机密" * 30_000)]}).streams())
    words, count = streams["WordDocument",], 600
    numbers = [60_000 * it for it in range(count + 1)]
    listed = old.places(numbers, [struct.pack("<HIH", 0, old.TEXT_AT, 0)] * count)
    clx = b"\2" + struct.pack("<I", len(listed)) + listed
    table = streams["1Table",]
    words = (
        words[:0x4C] + struct.pack("<I", numbers[-1]) + words[0x50 : area(old.CLX)]
        + struct.pack("<II", len(table), len(clx)) + words[area(old.CLX) + 8 :]
    )  # fmt: skip

    with pytest.raises(NotRead) as refused:
        read(compound_of({("WordDocument",): words, ("1Table",): table + clx}))

    assert refused.value.reason is Reason.TOO_LARGE
