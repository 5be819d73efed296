"""Text boxes of an old Word file show as far as their shapes do."""

from __future__ import annotations

import struct

from review.screening.extraction.compound import read_compound
from review.screening.limits import LIMITS
from tests.unit.screening import old_words as old
from tests.unit.screening.canary import VISIBLE
from tests.unit.screening.old_words import HIDDEN_PROPERTIES, OldWord, box_shape


def with_boxes(*shapes):
    """A file of three text boxes, one in the margin, in the shapes 11, 12 and 13."""
    boxes = [old.par("〔第一框〕"), old.par("〔第二框〕"), old.par("〔第二框又一段〕")]
    ends, numbers = [0, 6, 20], [11, 12]
    about = [bytes(14) + struct.pack("<II", number, 0) for number in numbers]
    margin = [bytes(14) + struct.pack("<II", 13, 0)]
    drawn = old.drawing(0xF000, b"", container=True) + b"\0"
    drawn += old.drawing(0xF002, b"".join(shapes), container=True)
    return OldWord(
        stories={
            old.BODY: [old.par("〔正文〕")],
            old.BOXES: boxes,
            old.MARGIN_BOXES: [old.par("〔页眉框〕")],
        },
        areas={
            old.BOX_PLACES: old.places(ends, about),
            old.MARGIN_BOX_PLACES: old.places([0, 6], margin),
            old.DRAWINGS: drawn,
        },
    ).packed()


def box_texts(content):
    extract = read_compound(content, limits=LIMITS)
    hidden = [t.text for t in extract.traces if t.rule == "hidden.hidden_text"]
    shown = [it.text for it in extract.segments if it.visibility == VISIBLE]
    return hidden, shown


def test_a_text_box_whose_shape_is_hidden_is_hidden_text_and_the_others_show():
    second = box_shape(12, properties=HIDDEN_PROPERTIES)

    hidden, shown = box_texts(with_boxes(box_shape(11), second, box_shape(13)))

    assert hidden == ["〔第二框〕", "〔第二框又一段〕"]
    assert shown == ["〔正文〕", "〔第一框〕", "〔页眉框〕"]


def test_a_deleted_shape_and_one_in_the_margin_are_looked_at_too():
    first, third = box_shape(11, flags=0xA08), box_shape(13, properties=HIDDEN_PROPERTIES)

    hidden, shown = box_texts(with_boxes(first, box_shape(12), third))

    assert hidden == ["〔第一框〕", "〔页眉框〕"]
    assert shown == ["〔正文〕", "〔第二框〕", "〔第二框又一段〕"]


def test_where_no_shape_is_hidden_every_box_shows():
    hidden, shown = box_texts(with_boxes(box_shape(11), box_shape(12), box_shape(13)))

    assert hidden == []
    assert shown == ["〔正文〕", "〔第一框〕", "〔第二框〕", "〔第二框又一段〕", "〔页眉框〕"]
