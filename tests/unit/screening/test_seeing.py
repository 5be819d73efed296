"""What was seen is text, what was not made out blocks, and too much to see is not skipped."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PIL import Image

from review.domain.findings import Part
from review.screening.examining import examine
from review.screening.limits import LIMITS
from review.screening.seeing import CLOSED, DISAGREES, HIDDEN, PICTURE, Eyes, Sight, seen
from review.screening.segments import (
    Extract,
    NotRead,
    Reason,
    Scan,
    ScanKind,
    Unread,
    Visibility,
)
from tests.unit.screening.pictures import picture, saved

MOST = 10
SURE = Sight(text="公开", is_sure=True)


@dataclass(frozen=True)
class Reader:
    """A recogniser that sees the same on every picture, or cannot draw it."""

    sight: Sight | None = SURE

    def see(self, scan):
        scan.draw()
        if self.sight is None:
            raise NotRead(Reason.BROKEN)
        return self.sight


def page(number=1, **more):
    return Scan(draw=Image.Image, kind=ScanKind.PAGE, place={"page": number}, **more)


def shown(**more):
    place = {"file": "word/media/image1.png"}
    return Scan(draw=Image.Image, kind=ScanKind.PICTURE, place=place, **more)


def holding(*scans, **more):
    return Extract(media_type="application/pdf", scans=scans, **more)


def after(*scans, sight=SURE, **more):
    """Return what is left of an extract when its pictures were looked at."""
    eyes = Eyes(recogniser=Reader(sight))
    (extract,) = seen([holding(*scans, **more)], eyes=eyes, most=MOST)
    return extract


def test_what_was_seen_is_text_of_the_page():
    sight = Sight(text="正文", is_sure=True, margins={Part.FOOTER: "第2页"})

    extract = after(page(2), sight=sight)

    assert [(each.text, each.part, each.place) for each in extract.segments] == [
        ("正文", Part.BODY, {"page": 2}),
        ("第2页", Part.FOOTER, {"page": 2}),
    ]
    assert (extract.scans, extract.unread) == ((), None)


def test_what_was_not_made_out_blocks_and_its_text_is_looked_at_all_the_same():
    extract = after(page(3), page(7), sight=replace(SURE, is_sure=False))

    assert extract.unread == Unread(reason=Reason.UNSURE_PAGES, pages=(3, 7))
    assert {segment.text for segment in extract.segments} == {"公开"}


def test_what_could_not_be_drawn_blocks():
    assert after(page(3), sight=None).unread == Unread(reason=Reason.UNSURE_PAGES, pages=(3,))


def test_a_picture_on_a_page_that_was_not_made_out_is_left_to_people():
    extract = after(shown(), sight=replace(SURE, is_sure=False))

    assert extract.unread is None
    assert [(trace.rule, trace.text) for trace in extract.traces] == [(PICTURE, "image1.png")]


def test_what_nobody_can_recognise_here_is_unread():
    (extract,) = seen([holding(page(4), shown())], eyes=CLOSED, most=MOST)

    assert extract.unread == Unread(reason=Reason.IMAGE_PAGES, pages=(4,))
    assert [trace.rule for trace in extract.traces] == [PICTURE]


def test_an_earlier_reason_is_kept():
    broken = Unread(reason=Reason.BROKEN)

    assert after(page(), unread=broken).unread == broken


@pytest.mark.parametrize(
    ("scan", "sight", "rule"),
    [
        (page(), replace(SURE, disagreement="+机密"), DISAGREES),
        (page(visibility=Visibility.HIDDEN), SURE, HIDDEN),
    ],
)
def test_a_layer_that_disagrees_and_writing_out_of_sight_are_told(scan, sight, rule):
    assert [trace.rule for trace in after(scan, sight=sight).traces] == [rule]


def test_pictures_are_counted_through_all_parts_of_a_file():
    heard = []
    eyes = Eyes(recogniser=Reader(), told=lambda number, of: heard.append((number, of)))

    list(seen([holding(page(1), page(2)), holding(), holding(shown())], eyes=eyes, most=MOST))

    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_more_pictures_than_can_be_looked_at_block_wherever_they_lie():
    """None is skipped: neither the rest of one part, nor a part that would have had room."""
    parts = [holding(*[page(n) for n in range(6)]), holding(*[shown()] * 5), holding()]

    extracts = list(seen(parts, eyes=Eyes(recogniser=Reader()), most=MOST))

    over = Unread(reason=Reason.TOO_MANY_SCANS)
    assert [extract.unread for extract in extracts] == [over, over, None]
    assert not any(extract.segments for extract in extracts)


def test_a_file_of_too_many_pages_is_unreadable(ruleset):
    frames = [picture() for _ in range(4)]
    content = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    examination = examine(
        content,
        name="档案.tif",
        ruleset=ruleset,
        limits=replace(LIMITS, scans=3),
        eyes=Eyes(recogniser=Reader()),
    )

    assert [unread.reason for unread in examination.unreads] == [Reason.TOO_MANY_SCANS]
    assert examination.scans == 4
