"""A mail of Outlook says who wrote what to whom, and carries files."""

from __future__ import annotations

import pytest

from review.domain.findings import Part
from review.screening.extraction.compound import read_compound
from review.screening.extraction.compound_copy import compound_of
from review.screening.extraction.rtf_packing import unpacked_rtf
from review.screening.limits import LIMITS
from review.screening.segments import NotRead, Reason
from tests.unit.screening.canary import HIDDEN, VISIBLE, Canary, missed

SAMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
"""The example of the format's own paper."""
HELLO = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def value(name, said="", *, raw=None):
    kind = "001F" if raw is None else "0102"
    return {(f"__substg1.0_{name}{kind}",): said.encode("utf-16-le") if raw is None else raw}


def within(storage, *values):
    return {(storage, *path): it for one in values for path, it in one.items()}


def mail(*more):
    streams = {
        ("__properties_version1.0",): bytes(32),
        **value("0037", "〔主题〕"),
        **value("1000", "〔正文〕"),
        **value("007D", "Received: from 〔邮件头〕"),
        **value("0C1A", "〔发件人〕"),
        **value("0E04", "〔收件人〕"),
        **value("8001", "〔别的值〕"),
        ("__nameid_version1.0", "__substg1.0_00040102"): "〔名称表〕".encode("utf-16-le"),
        **within("__recip_version1.0_#00000000", value("3001", "〔抄送人〕")),
    }
    for one in more:
        streams |= one
    return compound_of(streams)


def read(content):
    return read_compound(content, limits=LIMITS)


def test_everything_that_a_mail_says_is_found():
    canaries = [
        Canary("主题", seen=VISIBLE),
        Canary("正文", seen=VISIBLE),
        Canary("邮件头", seen=HIDDEN, rule="hidden.mail_header"),
        Canary("发件人", seen=HIDDEN, rule="hidden.mail_header"),
        Canary("收件人", seen=HIDDEN, rule="hidden.mail_header"),
        Canary("抄送人", seen=HIDDEN, rule="hidden.mail_header"),
        Canary("别的值", seen=HIDDEN),
        Canary("名称表", seen=HIDDEN),
        Canary("附件名", seen=HIDDEN, rule="hidden.attachment"),
    ]
    attached = within(
        "__attach_version1.0_#00000000",
        value("3707", "〔附件名〕.txt"),
        value("3701", raw="名单".encode()),
    )

    extract = read(mail(attached))

    assert missed(canaries, extract) == []
    assert [(it.name, it.content) for it in extract.embedded] == [
        ("〔附件名〕.txt", "名单".encode())
    ]
    assert extract.media_type == "application/vnd.ms-outlook"


def test_a_mail_attached_to_a_mail_is_a_mail():
    inner = within("__substg1.0_3701000D", value("0037", "内层主题"), value("1000", "内层"))
    attached = within("__attach_version1.0_#00000000", inner)

    (embedded,) = read(mail(attached)).embedded

    said = [it.text for it in read(embedded.content).segments if it.part is Part.BODY]
    assert said == ["内层主题", "内层"]


def test_the_formatted_text_is_handed_on_unpacked():
    embedded = read(mail(value("1009", raw=SAMPLE), value("1013", raw=b"<html>"))).embedded

    assert [(it.name, it.content) for it in embedded] == [
        ("body.rtf", HELLO),
        ("body.html", b"<html>"),
    ]


def plain(content):
    return len(content).to_bytes(4, "little") * 2 + b"MELA" + bytes(4) + content


@pytest.mark.parametrize("content", [SAMPLE, plain(HELLO)], ids=["packed", "plain"])
def test_formatted_text_comes_out_whole(content):
    assert unpacked_rtf(content, most=1000) == HELLO


def test_what_was_packed_from_what_it_repeats_itself_comes_out():
    """A copy may run on into what it is writing."""
    body = bytes([0b10]) + b"a" + (207 << 4 | 4).to_bytes(2, "big")
    head = (len(body) + 12).to_bytes(4, "little") + (7).to_bytes(4, "little")

    assert unpacked_rtf(head + b"LZFu" + bytes(4) + body, most=100) == b"aaaaaaa"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SAMPLE[:-9], Reason.BROKEN),
        (SAMPLE[:12], Reason.BROKEN),
        (SAMPLE.replace(b"LZFu", b"LZxx"), Reason.BROKEN),
        (SAMPLE[:4] + b"\xff\xff\xff\x7f" + SAMPLE[8:], Reason.INFLATES),
        (plain(HELLO)[:4] + b"\xff\0\0\0" + plain(HELLO)[8:], Reason.BROKEN),
    ],
    ids=["cut", "head cut", "packed otherwise", "of gigabytes", "plain and cut"],
)
def test_formatted_text_that_does_not_come_out_whole_is_not_read(content, reason):
    with pytest.raises(NotRead) as refused:
        unpacked_rtf(content, most=1000)

    assert refused.value.reason is reason


def test_a_mail_that_says_nothing_has_not_been_read():
    assert read(compound_of(value("0C1A", "发件人"))).unread.reason is Reason.NO_TEXT
