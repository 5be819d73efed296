"""A page of a PDF is drawn in a child, and what was found on it is framed where it stands."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from PIL import Image

from review.screening.extraction.pdf_opening import pages_of
from review.screening.limits import LIMITS
from review.screening.picture_answer import packed, unpacked
from review.screening.picture_child import MOST_DOTS, drawn, needles
from review.screening.picture_room import PictureRoom
from tests.unit.screening.papers import pdf

CARD = "11010519491231002X"
FIRST = "云溪区财政局关于发放补助的通知\n各单位："
PAPER = pdf(FIRST, f"联系人身份证号{CARD}。\n请知悉。")


@pytest.fixture
def room():
    return PictureRoom()


def dots_of(picture):
    return np.asarray(Image.open(io.BytesIO(picture.image)).convert("L"))


def turned(made):
    made.pages[1].Rotate = 90


@pytest.mark.parametrize("change", [None, turned], ids=["upright", "turned"])
def test_the_frame_stands_around_the_words_and_nothing_else_is_framed(ruleset, change):
    content = pdf(FIRST, f"联系人身份证号{CARD}。\n请知悉。", change=change)
    found = needles(content, name="通知.pdf", ruleset=ruleset, limits=LIMITS, page=2)
    assert set(found.values()) == {frozenset({CARD})}

    picture = drawn(content, page=2, found=found, limits=LIMITS)

    (spot,) = picture.spots
    dots = dots_of(picture)
    assert dots.shape == (picture.height, picture.width)
    framed = dots[spot.y : spot.y + spot.height, spot.x : spot.x + spot.width]
    assert (framed < 128).any()
    long, short = max(spot.width, spot.height), min(spot.width, spot.height)
    assert long > 4 * short
    ink = np.argwhere(dots < 128)
    assert (framed < 128).sum() < len(ink)


def test_a_page_on_which_nothing_was_found_has_no_frame(ruleset, room):
    picture = room.drawn(PAPER, name="通知.pdf", ruleset=ruleset, page=1)

    assert picture is not None
    assert picture.spots == ()
    assert (picture.page, picture.pages) == (1, 2)
    assert (dots_of(picture) < 128).any()


def test_what_a_child_draws_is_kept_until_it_is_to_be_forgotten(ruleset, room):
    first = room.drawn(PAPER, name="通知.pdf", ruleset=ruleset, page=2)
    assert room.drawn(PAPER, name="通知.pdf", ruleset=ruleset, page=2) is first
    assert first is not None
    assert [spot.finding for spot in first.spots]
    room.forget()
    assert room.drawn(PAPER, name="通知.pdf", ruleset=ruleset, page=2) is not first


@pytest.mark.parametrize(
    ("content", "page"),
    [(PAPER, 3), (PAPER, 0), (b"%PDF-1.7\nbroken", 1), ("通知".encode(), 1), (b"", 1)],
)
def test_what_cannot_be_drawn_is_no_picture(ruleset, room, content, page):
    assert room.drawn(content, name="通知.pdf", ruleset=ruleset, page=page) is None


def test_a_huge_page_is_a_picture_no_larger_than_any_other(ruleset, room):
    def widened(made: pikepdf.Pdf) -> None:
        made.pages[0].MediaBox = pikepdf.Array([0, 0, 14_000, 14_000])

    picture = room.drawn(pdf("大", change=widened), name="图.pdf", ruleset=ruleset, page=1)

    assert picture is not None
    assert picture.width * picture.height <= MOST_DOTS * 1.01
    assert len(picture.image) < MOST_DOTS


def test_what_is_no_answer_is_not_read_as_one():
    picture = drawn(PAPER, page=1, found={}, limits=LIMITS)
    assert unpacked(packed(picture)) == picture
    for said in (b"{}", b"[]", packed(picture).replace(b"iVBOR", b"PHN2Z")):
        with pytest.raises((ValueError, LookupError, TypeError)):
            unpacked(said)
    with pages_of(PAPER, limits=LIMITS) as document:
        assert len(document) == picture.pages
