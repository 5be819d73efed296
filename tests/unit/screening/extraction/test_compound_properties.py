"""The properties of a compound file are read once each, whatever they claim to be."""

from __future__ import annotations

import struct

import pytest

from review.screening.extraction.compound_properties import SUMMARY, property_set_finds
from review.screening.segments import NotRead, Reason, Segment
from tests.unit.screening.old_workbooks import properties


def said(content):
    finds = property_set_finds(SUMMARY, content, place={})
    return [it.text for it in finds if isinstance(it, Segment)]


def alike(count, *, offset, length):
    """Many properties that all stand at one place."""
    pairs = struct.pack("<II", 4, offset) * count
    text = b"A" * length
    section = struct.pack("<II", 0, count) + pairs + struct.pack("<II", 30, length) + text
    return b"\0" * 44 + struct.pack("<I", 48) + section


def test_a_property_is_read_in_the_page_of_its_file():
    assert "张三" in said(properties({4: "张三"}))


def test_a_property_far_outside_of_the_stream_is_empty_and_costs_nothing():
    assert said(alike(1, offset=0xFFFFFFF0, length=8))[-1].strip() == "AAAAAAAA"


def test_the_same_bytes_as_property_a_thousand_times_are_not_read():
    content = alike(1000, offset=8 + 8 * 1000, length=1000)

    with pytest.raises(NotRead) as refused:
        said(content)

    assert refused.value.reason is Reason.BROKEN
