"""Mails and saved web pages: fields, every text, every file, and what is locked."""

from __future__ import annotations

import base64
import binascii
import time
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from review.screening.segments import Reason
from tests.unit.screening.found import SECRET, found
from tests.unit.screening.papers import word

BODY = "关于做好部门预算公开工作的通知"


def mail(change: Callable[[EmailMessage], None] | None = None, text: str = BODY) -> bytes:
    made = EmailMessage()
    made["From"] = "a@example.cn"
    made["Subject"] = "通知"
    made.set_content(text, cte="base64")
    if change is not None:
        change(made)
    return made.as_bytes()


def field(name: str, value: str) -> bytes:
    return mail(lambda made: made.add_header(name, value))


def file_named(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    major, minor = kind.split("/")
    return mail(
        lambda made: made.add_attachment(content, maintype=major, subtype=minor, filename=name)
    )


def forwarded() -> bytes:
    inner = EmailMessage()
    inner["Subject"] = "转发"
    inner.set_content(SECRET)
    return mail(lambda made: made.add_attachment(inner))


def archive(*parts: tuple[str, str], kind: str = "related") -> bytes:
    """A saved web page; each part with its fields and what it says."""
    body = "".join(f"--b\r\n{fields}\r\n\r\n{text}\r\n" for fields, text in parts)
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary="b"\r\n\r\n'
    return f"{head}{body}--b--\r\n".encode()


UUENCODED = f"begin 644 a.txt\r\n{binascii.b2a_uu(SECRET.encode()).decode().strip()}\r\n`\r\nend"
PAGE = ("Content-Type: text/html; charset=utf-8", f"<html><p>{BODY}</p></html>")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (mail(text=SECRET), ""),
        (mail(lambda made: made.add_alternative(f"<p>{SECRET}</p>", subtype="html")), ""),
        (mail(lambda made: made.add_alternative(f"<p hidden>{SECRET}", subtype="html")),
         "hidden.markup"),
        (field("Bcc", f"{SECRET} <b@example.cn>"), "hidden.mail_header"),
        (field("X-Note", SECRET), "hidden.mail_header"),
        (field("To", SECRET), ""),
        (file_named("a.docx", word(SECRET)), "hidden.attachment"),
        (file_named(f"{SECRET}.txt", b"public"), "hidden.attachment"),
        (forwarded(), "hidden.attachment"),
        (file_named("editdata.mso", b"ActiveMime".ljust(0x32, b"\0") + zlib.compress(
            SECRET.encode())), "hidden.active_content"),
        (archive(PAGE, ("Content-Type: text/html", f"<p>{SECRET}")), ""),
        (archive(("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable",
                  "<p>=E9=9D=92=E5=B1=B1=E6=B8=A1=E5=8F=A3=E4=B8=\r\n=83=E5=8F=B7=E5=BA=93")), ""),
        (archive(PAGE, (f"Content-Type: text/css\r\nContent-Location: file:///C:/{SECRET}/a.css",
                        "p{}")), "hidden.property"),
        (archive(PAGE).replace(b"\r\n\r\n--b", f"\r\n\r\n{SECRET}\r\n--b".encode()),
         "hidden.hidden_text"),
        (archive(PAGE) + SECRET.encode(), "hidden.hidden_text"),
        (archive(("Content-Type: text/plain", f"see below\r\n{UUENCODED}")), "hidden.attachment"),
        (archive(("Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode", UUENCODED)),
         ""),
        (archive(("Content-Type: text/plain; charset=utf-7", f"{SECRET}".encode("utf-7").decode())),
         ""),
        (b"Subject: x\r\n" + mail(text=SECRET).replace(b"Subject", b"X-S"), ""),
        (f"From: a\r\nTo: b\r\nSubject: {SECRET}\r\n\r\n公开".encode("gb18030"), ""),
        (archive(PAGE, ("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64",
                        f"cHVi {SECRET} bGlj")), "hidden.hidden_text"),
    ],
)  # fmt: skip
def test_a_sentence_in_every_hiding_place_is_found_with_its_rule(content, rule):
    read = found(content, name="a.eml")

    assert read.where()
    assert not read.reasons
    assert not rule or rule in read.rules()


def test_a_saved_page_is_what_it_is_under_the_name_of_a_word_file():
    read = found(archive(PAGE), name="通知.doc")

    assert BODY in read.seen()
    assert "file.misnamed" in read.rules()


def test_a_file_is_named_as_programs_show_it():
    assert "附件一.docx" in found(file_named("附件一.docx", word(BODY)), name="a.eml").paths


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data", "smime.p7m"),
        ("application/x-pkcs7-mime", "smime.p7m"),
        ("multipart/encrypted; protocol=application/pgp-encrypted; boundary=b", "a"),
    ],
)
def test_a_locked_mail_is_not_read(kind, name):
    head = f"MIME-Version: 1.0\r\nContent-Type: {kind}; name={name}\r\n\r\n"

    assert found(head + "MIAGCSqGSIb3DQEHA6CAMIACAQ", name="a.eml").reasons == [Reason.ENCRYPTED]


def test_a_message_for_its_receiver_alone_is_not_read():
    locked = "-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----"

    assert found(mail(text=locked), name="a.eml").reasons == [Reason.ENCRYPTED]
    assert found(f"公开\n{locked}", name="a.txt").reasons == [Reason.ENCRYPTED]


def test_a_mail_within_mails_without_end_is_not_read():
    deep = "Content-Type: message/rfc822\r\n\r\n" * 90 + f"Subject: a\r\n\r\n{BODY}"

    assert found("MIME-Version: 1.0\r\n" + deep, name="a.eml").reasons == [Reason.TOO_DEEP]


def test_a_text_in_no_known_writing_is_not_read():
    head = b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n"

    assert found(head + b"\x81\xff\x05\xfe\xfe\xff", name="a.eml").reasons == [Reason.UNDECODABLE]


def test_what_is_signed_is_read_and_tells_who_signed():
    signer = b"\x0c\x15" + SECRET.encode()
    signature = base64.b64encode(b"\x30" + bytes([len(signer)]) + signer).decode()
    signed = archive(
        ("Content-Type: text/plain; charset=utf-8", BODY),
        ("Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64",
         signature),
        kind="signed",
    )  # fmt: skip

    read = found(signed, name="a.eml")

    assert BODY in read.seen()
    assert read.tells("hidden.user_name")


def test_four_times_the_parts_take_no_more_than_a_few_times_as_long():
    def seconds(count: int) -> float:
        content = archive(*[PAGE] * count)
        start = time.process_time()
        found(content, name="a.mht")
        return time.process_time() - start

    assert seconds(400) < 8 * seconds(100) + 0.3
