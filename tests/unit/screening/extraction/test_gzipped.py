"""Gzip: one file, what its head says of it, and nothing behind it."""

from __future__ import annotations

import gzip
import zlib

import pytest

from review.screening.segments import Reason
from tests.unit.screening.found import SECRET, found

PLAIN = gzip.compress("公开".encode(), mtime=0)


def headed(flag: int, said: bytes) -> bytes:
    """A gzip whose head says something more."""
    return PLAIN[:3] + bytes([flag]) + PLAIN[4:10] + said + PLAIN[10:]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (gzip.compress(SECRET.encode(), mtime=0), ""),
        (headed(8, SECRET.encode() + b"\0"), ""),
        (headed(8, SECRET.encode("gbk") + b"\0"), ""),
        (headed(16, SECRET.encode() + b"\0"), "hidden.archive_comment"),
        (PLAIN + gzip.compress(SECRET.encode(), mtime=0), ""),
    ],
)
def test_a_sentence_in_every_place_is_found(content, rule):
    read = found(content, name="a.gz")

    assert read.where()
    assert not read.reasons
    assert not rule or read.tells(rule)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PLAIN[:-4], Reason.BROKEN),
        (PLAIN[:-8] + b"\0" * 8, Reason.BROKEN),
        (PLAIN + b"behind the end", Reason.ODD_ARCHIVE),
        (gzip.compress(b"\0" * (300 << 20), 1), Reason.INFLATES),
        (PLAIN[:10] + zlib.compress(b"a"), Reason.BROKEN),
    ],
    ids=["cut off", "a wrong sum", "a tail", "a bomb", "no deflate"],
)
def test_what_is_not_read_says_why(content, reason):
    assert found(content, name="a.gz").reasons == [reason]
