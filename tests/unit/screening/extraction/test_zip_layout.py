"""In a zip every byte belongs to an entry, and what its heads say is what its directory says."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib

import pytest

from review.screening.extraction.archive import open_archive
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason
from tests.unit.screening.papers import packed

NAME, TEXT = "word/a.xml", b"<a>" + b"text " * 400 + b"</a>"
_HEAD = 30


def plain():
    return packed({NAME: TEXT, "b.xml": b"<b/>"})


def patched(offset, value, *, content=None):
    made = bytearray(content or plain())
    made[offset : offset + len(value)] = value
    return bytes(made)


def directory():
    return plain().index(b"PK\x01\x02")


def spread(inserted, at):
    """Put bytes among the entries and move everything the directory points to behind them."""
    made = plain()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        second, start = archive.getinfo("b.xml").header_offset, archive.start_dir
    at = {"first": 0, "between": second, "before the directory": start}[at]
    moved = bytearray(made[:at] + inserted + made[at:])
    entry = moved.index(b"PK\x01\x02")
    while entry >= 0:
        (offset,) = struct.unpack_from("<I", moved, entry + 42)
        if offset >= at:
            struct.pack_into("<I", moved, entry + 42, offset + len(inserted))
        entry = moved.find(b"PK\x01\x02", entry + 1)
    struct.pack_into("<I", moved, moved.rindex(b"PK\x05\x06") + 16, start + len(inserted))
    return bytes(moved)


def behind_the_stream():
    """An entry whose stream ends before its bytes do."""
    stream = zlib.compressobj(wbits=-15)
    data = stream.compress(TEXT) + stream.flush() + b"hidden"
    made = packed({NAME: TEXT})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        info = archive.getinfo(NAME)
        start, end = info.header_offset + _HEAD + len(NAME), archive.start_dir
    moved = bytearray(made[:start] + data + made[end:])
    central = moved.index(b"PK\x01\x02")
    for at in (info.header_offset + 18, central + 20):
        struct.pack_into("<I", moved, at, len(data))
    struct.pack_into("<I", moved, moved.rindex(b"PK\x05\x06") + 16, start + len(data))
    return bytes(moved)


def with_extra(kind, said):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(NAME)
        info.extra = struct.pack("<HH", kind, len(said)) + said
        archive.writestr(info, TEXT)
    return buffer.getvalue()


def opened(content):
    archive = open_archive(content, limits=LIMITS)
    return archive, list(archive.entries())


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (lambda: patched(_HEAD, b"evil/b.xml"), Reason.BROKEN),
        (lambda: patched(8, struct.pack("<H", 0)), Reason.ODD_ARCHIVE),
        (lambda: patched(6, struct.pack("<H", 1)), Reason.ODD_ARCHIVE),
        (lambda: patched(0, b"PK\x03\x05"), Reason.BROKEN),
        (lambda: patched(directory() + 16, bytes(4)), Reason.BROKEN),
        (lambda: patched(directory() + 24, struct.pack("<I", 10)), Reason.BROKEN),
        (lambda: patched(directory() + 24, struct.pack("<I", 10**6)), Reason.BROKEN),
        (lambda: spread(b"hidden", "first"), Reason.ODD_ARCHIVE),
        (lambda: spread(b"hidden", "between"), Reason.ODD_ARCHIVE),
        (lambda: spread(b"hidden", "before the directory"), Reason.ODD_ARCHIVE),
        (behind_the_stream, Reason.ODD_ARCHIVE),
        (lambda: with_extra(0x4242, b"x" * 5000), Reason.ODD_ARCHIVE),
    ],
    ids=[
        "another name", "another method", "another lock", "no head", "another sum", "says less",
        "says more", "before", "between", "after", "behind the stream", "long extra field",
    ],
)  # fmt: skip
def test_a_zip_that_says_two_things_is_not_read(build, reason):
    with pytest.raises(NotRead) as refusal:
        opened(build())

    assert refusal.value.reason is reason


def test_entries_come_out_as_they_went_in():
    _, entries = opened(plain())

    assert [(entry.name, entry.content) for entry in entries] == [(NAME, TEXT), ("b.xml", b"<b/>")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_compression_of_the_library_is_read(method):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(NAME, TEXT)

    _, entries = opened(buffer.getvalue())

    assert [entry.content for entry in entries] == [TEXT]


def test_a_zip_written_without_looking_back_is_read():
    """Sizes stand behind each entry then."""

    class Stream(io.BytesIO):
        def seekable(self):
            return False

    buffer = Stream()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, TEXT)
        archive.writestr("b.xml", b"<b/>")

    _, entries = opened(buffer.getvalue())

    assert [entry.content for entry in entries] == [TEXT, b"<b/>"]


def test_more_entries_than_a_directory_can_count_are_not_even_listed():
    names = [b"%d" % number for number in range(65_536)]
    heads = b"".join(struct.pack("<4s22xHH", b"PK\x03\x04", len(name), 0) + name for name in names)
    entries = b"".join(
        struct.pack("<4s24xHHH12x", b"PK\x01\x02", len(name), 0, 0) + name for name in names
    )
    end = struct.pack("<4s4xHHIIH", b"PK\x05\x06", 0, 0, len(entries), len(heads), 0)
    began = time.perf_counter()

    with pytest.raises(NotRead) as refusal:
        opened(heads + entries + end)

    assert refusal.value.reason is Reason.ODD_ARCHIVE
    assert time.perf_counter() - began < 0.2


@pytest.mark.parametrize("tail", [b"\x00\x00\n", b""])
def test_padding_behind_the_end_is_nothing(tail):
    assert len(opened(plain() + tail)[1]) == 2


@pytest.mark.parametrize(
    ("kind", "said", "remarks"),
    [
        (0x4242, "密".encode(), ("密".encode(),)),
        (0xA220, b"\x28\xa0\x00\x00" + bytes(40), ()),
        (0xA220, b"\x28\xa0\x00\x00" + b"said", (b"said",)),
        (0x5455, b"\x01\x00\x00\x00\x01", ()),
    ],
    ids=["unknown", "padding", "padding that speaks", "times"],
)
def test_what_stands_beside_an_entry_is_told(kind, said, remarks):
    assert opened(with_extra(kind, said))[0].remarks == remarks
