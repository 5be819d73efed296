"""What a compound file is, its streams say; what is in none of them is looked at all the same."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile

import pytest

from review.domain.vocabulary import Verdict
from review.screening.extraction.compound import read_compound
from review.screening.extraction.compound_copy import compound_of
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason, Visibility
from tests.unit.screening.old_slides import old_deck
from tests.unit.screening.old_words import OldWord, old_word, par
from tests.unit.screening.old_workbooks import old_workbook

MARK = "机密★10年"
SECTOR = 512


def read(content):
    return read_compound(content, limits=LIMITS)


def reason_of(content):
    try:
        extract = read(content)
    except NotRead as refusal:
        return refusal.reason
    return extract.unread and extract.unread.reason


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (old_word("公开"), "application/msword"),
        (old_deck("公开"), "application/vnd.ms-powerpoint"),
        (old_workbook("公开"), "application/vnd.ms-excel"),
    ],
)
@pytest.mark.parametrize("name", ["通知.doc", "通知.wps", "通知.dps", "通知.et"])
def test_the_name_does_not_decide_which_reader_takes_it(examined, content, kind, name):
    examination = examined(content, name=name)

    assert examination.media_type == kind
    assert examination.unread is None


@pytest.mark.parametrize("made", [old_word, old_deck, old_workbook])
def test_a_mark_at_the_head_of_an_old_file_refuses_it(screened, made):
    report = screened(made(MARK, "关于某事的通知"), name="通知.doc")

    assert report.refused is not None
    assert report.verdict is Verdict.BLOCK


@pytest.mark.parametrize("made", [old_word, old_deck, old_workbook])
def test_a_plain_old_file_is_not_blocked(screened, made):
    report = screened(made("关于公开某事的通知", "各科室"), name="通知.doc")

    assert report.unreadable is None
    assert report.verdict is not Verdict.BLOCK


@pytest.mark.parametrize(
    ("streams", "reason"),
    [
        ({("EncryptedPackage",): b"x", ("EncryptionInfo",): b"x"}, Reason.ENCRYPTED),
        ({("\x06DataSpaces", "DRMEncryptedDataSpace"): b"x"}, Reason.ENCRYPTED),
        ({("\x09DRMContent",): b"x", ("WordDocument",): b"x"}, Reason.ENCRYPTED),
        ({("MatOST",): b"x", ("MM",): b"x"}, Reason.LEGACY_OFFICE),
        ({("WordDocument",): b"x", ("Workbook",): b"x"}, Reason.LEGACY_OFFICE),
        ({("WordDocument",): b"x"}, Reason.BROKEN),
        ({("PowerPoint Document",): b"x"}, Reason.BROKEN),
        ({("VBA", "dir"): b"x"}, Reason.BROKEN),
        ({("\x01Ole10Native",): b"x" * 40 + b"\2\0"}, None),
        ({("\x01Ole10Native",): b"\0\0\0\0\2\0a\0"}, Reason.BROKEN),
    ],
    ids=[
        "locked", "rights of an office", "rights of old", "Works", "two papers",
        "Word without head", "slides without records", "macros", "bytes", "packager cut",
    ],
)  # fmt: skip
def test_what_nobody_reads_is_told_with_its_reason(streams, reason):
    assert reason_of(compound_of(streams)) is reason


def test_a_wrapped_file_is_handed_on():
    extract = read(compound_of({("Package",): b"PK", ("\x01CompObj",): b"Excel.Sheet.12"}))

    assert [(it.name, it.content) for it in extract.embedded] == [("Package", b"PK")]
    assert "Excel.Sheet.12" in "".join(it.text for it in extract.segments)


def paper():
    return OldWord({0: [par("公开的文字")]})


def test_a_stream_that_was_taken_out_is_still_read():
    """Its entry in the directory is gone, as programs leave it; its sectors are not."""
    content = paper().packed({("Z",): MARK.encode("utf-16-le") * 400})
    name = "Z".encode("utf-16-le")
    at = content.index(name + bytes(62)) + 66
    removed = content[:at] + b"\0" + content[at + 1 :]

    extract = read(removed)

    assert [it.visibility for it in extract.segments if MARK in it.text] == [Visibility.HIDDEN]
    assert "hidden.unused_object" in [trace.rule for trace in extract.traces]


def test_what_follows_the_file_or_the_end_of_a_stream_is_read():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as opened:
        opened.writestr("a.txt", MARK)
    plain = paper().packed({("L",): b"x" * 5000})
    slack = plain.index(b"x" * 5000) + 5000

    behind = read(plain + packed.getvalue())
    within = read(plain[:slack] + "残留文字".encode("utf-16-le") + plain[slack + 8 :])

    assert [it.content for it in behind.embedded] == [packed.getvalue()]
    assert "残留文字" in "".join(it.text for it in within.segments)


def test_nothing_is_left_over_in_a_file_that_has_nothing_left_over():
    assert [t.rule for t in read(paper().packed()).traces] == []


def table_at(content):
    """Where the table of sectors begins."""
    return (struct.unpack_from("<I", content, 76)[0] + 1) * SECTOR


def ringed(content):
    """Every chain of sectors leads back to its beginning."""
    at = table_at(content)
    numbers = struct.unpack_from("<128I", content, at)
    rings = [number if number >= 0xFFFFFFFA else 0 for number in numbers]
    return content[:at] + struct.pack("<128I", *rings) + content[at + SECTOR :]


def broken():
    whole = paper().packed({("Big",): bytes(20_000)})
    size = whole.index("Big".encode("utf-16-le")) + 120
    yield "ringed", ringed(whole)
    for name, said in (("longer than its chain", 60_000), ("of gigabytes", 0x7FFFFFFF)):
        yield f"stream {name}", whole[:size] + struct.pack("<I", said) + whole[size + 4 :]
    small = bytearray(paper().packed({("Small",): b"x"}))
    (first,) = struct.unpack_from("<I", small, 60)
    struct.pack_into("<I", small, 64, 0x7FFFFFFF)
    struct.pack_into("<I", small, table_at(small) + 4 * first, first)
    yield "table of small sectors in a ring", bytes(small)
    yield "directory nowhere", whole[:48] + struct.pack("<I", 0xFFFFFF) + whole[52:]
    yield "lists in a ring", whole[:68] + struct.pack("<II", 0, 0xFFFFFFF) + whole[76:]
    for cut in (100, 600, 3000, len(whole) - 4000):
        yield f"cut at {cut}", whole[:cut]


@pytest.mark.parametrize(("name", "content"), list(broken()), ids=[name for name, _ in broken()])
def test_a_broken_file_is_not_read_and_takes_no_time(name, content):
    began = time.process_time()

    assert reason_of(content) in {Reason.BROKEN, Reason.INFLATES, Reason.LEGACY_OFFICE}
    assert time.process_time() - began < 2


def test_a_ring_in_the_directory_is_gone_round_once():
    whole = paper().packed()
    entry = (struct.unpack_from("<I", whole, 48)[0] + 1) * SECTOR + 128

    extract = read(whole[: entry + 68] + struct.pack("<I", 1) + whole[entry + 72 :])

    assert [it.text for it in extract.segments if it.text] == ["公开的文字"]


@pytest.mark.parametrize("made", [old_word, old_deck])
def test_a_file_with_some_bytes_changed_is_read_or_not_but_never_brings_anything_down(made):
    dice = random.Random(7)  # noqa: S311 - invented damage
    whole = made("公开的文字", "第二段")
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        assert isinstance(reason_of(bytes(content)), Reason | None)
