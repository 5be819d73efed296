"""Hostile packages are refused quickly, with bounded memory, and take nothing with them."""

from __future__ import annotations

import io
import socket
import stat
import struct
import time
import warnings
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from review.domain.vocabulary import Verdict
from review.screening.extraction.descent import readings
from review.screening.limits import LIMITS
from review.screening.segments import Reason
from tests.unit.screening.papers import BODY, packed, parts_of, word, word_and

DOCUMENT = "word/document.xml"
_BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">'
    + b"".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, 10))
    + b"]><a>&a9;</a>"
)
_OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def resident():
    """The memory this process holds; nothing where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * 4096 if told.exists() else 0


def bomb():
    return word_and({"word/media/zeros.bin": b"\0" * (300 << 20)})


def lying_bomb():
    """The directory says one kilobyte; the stream holds three hundred megabytes."""
    content = bytearray(bomb())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo("word/media/zeros.bin")
    local = info.header_offset + 22
    central = content.rindex(b"word/media/zeros.bin") - 46 + 24
    for at in (local, central):
        struct.pack_into("<I", content, at, 1024)
    return bytes(content)


def twice():
    parts = [*parts_of(word(BODY)).items()]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return packed([*parts, (DOCUMENT, b"<a/>")])


def many():
    return packed([*parts_of(word(BODY)).items(), *((f"word/x{n}.xml", b"") for n in range(9000))])


def linked():
    """An entry that points elsewhere."""
    buffer = io.BytesIO(word(BODY))
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("word/link.xml")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def nested(levels, *, each):
    """Zips in zips in zips, at the bottom zeros: more than anybody could store."""
    content = packed({"zeros": bytes(1 << 18)})
    for _ in range(levels):
        content = packed({f"{n}.zip": content for n in range(each)})
    return content


def locked():
    content = bytearray(word(BODY))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (bomb, Reason.INFLATES),
        (lying_bomb, Reason.BROKEN),
        (lambda: word_and({"customXml/item1.xml": _BILLION}), Reason.DOCTYPE),
        (lambda: word_and({DOCUMENT: _OUTSIDE}), Reason.DOCTYPE),
        (lambda: word_and({DOCUMENT: _OUTSIDE.decode().encode("utf-16")}), Reason.DOCTYPE),
        (lambda: word_and({"../../evil.xml": b"<a/>"}), Reason.ODD_ARCHIVE),
        (lambda: word_and({"/etc/evil.xml": b"<a/>"}), Reason.ODD_ARCHIVE),
        (lambda: word_and({"c:evil.xml": b"<a/>"}), Reason.ODD_ARCHIVE),
        (twice, Reason.ODD_ARCHIVE),
        (many, Reason.ODD_ARCHIVE),
        (linked, Reason.ODD_ARCHIVE),
        (lambda: word(BODY) + b"hidden behind the end", Reason.ODD_ARCHIVE),
        (locked, Reason.ENCRYPTED),
        (lambda: word(BODY)[:900], Reason.BROKEN),
        (lambda: word_and({DOCUMENT: b"<w:document"}), Reason.BROKEN),
        (lambda: word_and({DOCUMENT: b"<a>" * 400 + b"</a>" * 400}), Reason.BROKEN),
    ],
    ids=[
        "bomb", "lying bomb", "billion laughs", "external entity", "external entity in UTF-16",
        "parent folder", "absolute", "drive", "name twice", "many entries", "link", "tail",
        "locked",
        "truncated", "broken part", "deep part",
    ],
)  # fmt: skip
def test_a_hostile_package_is_unreadable_quickly_and_costs_nothing(
    screened, examined, build, reason
):
    content = build()
    before = resident()
    began = time.perf_counter()

    report = screened(content, name="通知.docx")

    took = time.perf_counter() - began
    assert report.verdict is Verdict.BLOCK
    assert report.unreadable
    assert took < 5
    assert resident() - before < 64 << 20
    if build is not bomb:
        assert examined(content).unread.reason is reason


def test_zips_in_zips_without_end_are_unreadable(screened):
    report = screened(nested(12, each=1), name="附件.zip")

    assert report.verdict is Verdict.BLOCK
    assert report.unreadable


def test_zips_in_zips_share_one_purse():
    """What all of them together may hold is what one may: the rest is not even opened."""
    limits = replace(LIMITS, inflated=4 << 20)

    read = list(readings(nested(3, each=8), name="附件.zip", limits=limits))

    reasons = Counter(one.extract.unread.reason for one in read if one.extract.unread)
    assert reasons[Reason.INFLATES] > 60
    assert reasons[Reason.UNDECODABLE] <= 16


@pytest.fixture
def listener():
    """A port on this machine, and how to ask whether anybody came."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        door.setblocking(False)  # noqa: FBT003 - the name of the standard library
        yield door


_REACHING = {
    "dtd": '<!DOCTYPE a SYSTEM "{url}"><a/>',
    "entity": '<!DOCTYPE a [<!ENTITY x SYSTEM "{url}">]><a>&x;</a>',
    "parameter": '<!DOCTYPE a [<!ENTITY % x SYSTEM "{url}"> %x;]><a/>',
    "file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "quadratic": '<!DOCTYPE a [<!ENTITY x "' + "x" * 20_000 + '">]><a>' + "&x;" * 20_000 + "</a>",
}


@pytest.mark.parametrize("attack", _REACHING)
@pytest.mark.parametrize(
    "part",
    [
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml",
        "word/_rels/document.xml.rels", "docProps/core.xml", "customXml/item1.xml",
        "word/charts/chart1.xml", "word/drawing.vml",
    ],
)  # fmt: skip
def test_no_part_declares_entities_and_nobody_is_asked_for_them(examined, listener, part, attack):
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    declared = _REACHING[attack].replace("{url}", url)
    if part == "[Content_Types].xml":
        declared += parts_of(word(BODY))[part].decode().partition("?>")[2]

    examination = examined(word_and({part: declared.encode()}))

    assert examination.unread is not None
    assert examination.unread.reason in {Reason.DOCTYPE, Reason.BROKEN}
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_style_sheet_named_in_a_part_is_not_fetched(examined, listener):
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    part = f'<?xml-stylesheet href="{url}"?><a xmlns:xi="http://www.w3.org/2001/XInclude">'
    part += f'<xi:include href="{url}"/></a>'

    examination = examined(word_and({"customXml/item1.xml": part.encode()}))

    assert examination.unread is None
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_a_comment_behind_the_directory_is_screened(examined):
    buffer = io.BytesIO(word(BODY))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = "机密★10年".encode()

    assert examined(buffer.getvalue()).judgement.refused == "marking.classification"
