"""Reading what a browser sends: in memory, within limits, without a word on disk."""

from __future__ import annotations

import tempfile

import anyio
import pytest
from starlette.datastructures import FormData
from starlette.requests import Request

from review.web.forms import LARGEST_UPLOAD, Pace, _words, limited, read_form
from review.web.refusals import BodyLate, FormMalformed, FormTooLarge, TooManyFiles, notice_of

EDGE = "edge"


def multipart(*parts):
    """Write a body as a browser does; a part is (name, file name or None, content)."""
    body = b""
    for name, file, content in parts:
        named = f'; filename="{file}"' if file is not None else ""
        body += f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode()
        body += content + b"\r\n"
    return body + f"--{EDGE}--\r\n".encode()


def read(body, *, kind=f"multipart/form-data; boundary={EDGE}", largest=LARGEST_UPLOAD, size=None):
    """Read a body as it comes over the wire, a piece at a time."""
    pieces = [body[start : start + 65536] for start in range(0, len(body), 65536)] or [b""]
    messages = [
        {"type": "http.request", "body": piece, "more_body": index < len(pieces) - 1}
        for index, piece in enumerate(pieces)
    ]
    headers = [(b"content-type", kind.encode())]
    if size is not None:
        headers.append((b"content-length", str(size).encode()))

    async def receive():
        return messages.pop(0)

    async def reading():
        request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
        return await read_form(request, largest=largest)

    return anyio.run(reading), messages


@pytest.fixture
def no_temporary_files(monkeypatch, tmp_path):
    """Leave no place for temporary files: whoever makes one fails."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError):
        tempfile.TemporaryFile()  # noqa: SIM115 - it must not open


def test_words_and_files_are_read(no_temporary_files):
    form, _ = read(
        multipart(
            ("title", None, "关于预算的通知".encode()),
            ("subjects", None, b"taxes"),
            ("subjects", None, b"credit"),
            ("files", "正文.docx", b"PK"),
            ("files", "附件.pdf", b"%PDF"),
            ("files", "", b""),
        )
    )

    assert form.text("title") == "关于预算的通知"
    assert form.several("subjects") == ("taxes", "credit")
    assert [(file.name, file.content) for file in form.files] == [
        ("正文.docx", b"PK"),
        ("附件.pdf", b"%PDF"),
    ]


def test_a_large_file_makes_no_temporary_file(no_temporary_files):
    """A refused paper's bytes must be nowhere on disk, so they never get there."""
    content = b"x" * (5 * 1024 * 1024)

    form, _ = read(multipart(("files", "big.txt", content)))

    assert form.files[0].content == content


def test_a_body_that_says_it_is_too_large_is_not_read():
    with pytest.raises(FormTooLarge) as refusal:
        read(b"", size=LARGEST_UPLOAD + 1)

    assert "一次最多200兆字节" in refusal.value.message


def test_a_body_that_says_nothing_of_its_size_is_counted():
    """S39: chunked, without a length."""
    with pytest.raises(FormTooLarge):
        read(multipart(("files", "big.txt", b"x" * 200_000)), largest=100_000)


def test_a_plain_form_is_small():
    """And whoever sent more is told how small."""
    with pytest.raises(FormTooLarge) as refusal:
        read((b"a=" + b"x" * 60_000 + b"&") * 5, kind="application/x-www-form-urlencoded")

    assert "一次最多256千字节" in refusal.value.message


def trickled(*, pieces, every, pace):
    """Read a body of bytes that come one by one, a while apart."""
    coming = iter(range(pieces))

    async def receive():
        await anyio.sleep(every)
        return {"type": "http.request", "body": b"x", "more_body": next(coming) < pieces - 1}

    async def reading():
        request = Request({"type": "http", "method": "POST", "headers": []}, receive)
        return [piece async for piece in limited(request, 100, pace=pace) if piece]

    return anyio.run(reading)


def test_a_body_that_is_held_back_is_not_waited_for():
    """S39: neither when nothing comes, nor when a little comes from time to time."""
    for pieces, every in ((1, 60), (100, 0.05)):
        with pytest.raises(BodyLate) as refusal:
            trickled(pieces=pieces, every=every, pace=Pace(patience=0.1, slowest=100))
        assert notice_of(refusal.value).status == 408


def test_who_sends_on_is_given_the_time_it_takes():
    """Longer than anybody is given who sends nothing."""
    pace = Pace(patience=0.2, slowest=10)

    assert trickled(pieces=10, every=0.05, pace=pace) == [b"x"] * 10


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (multipart(*[(f"f{n}", None, b"") for n in range(400)]), None),
        (multipart(("title", None, b"x" * 100_000)), None),
        (multipart(("title", None, b"a\0b")), None),
        (b"no parts at all", "multipart/form-data; boundary=" + EDGE),
        (b"no parts at all", "multipart/form-data"),
        (b'{"action": "publish"}', "application/json"),
        (b"action=publish", "text/plain"),
        (b"a=b", "application/octet-stream"),
    ],
    ids=["fields", "long", "nul", "no-edge", "no-boundary", "json", "text", "bytes"],
)
def test_what_is_no_form_of_ours_is_refused(body, kind):
    with pytest.raises(FormMalformed):
        read(body, kind=kind or f"multipart/form-data; boundary={EDGE}")


def test_who_sends_too_many_files_is_told_how_many_may_come():
    with pytest.raises(TooManyFiles) as refusal:
        read(multipart(*[("files", f"{n}.txt", b"") for n in range(51)]))

    assert refusal.value.message == "一次最多提交50个文件。"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\通知.docx", "通知.docx"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("name. . ", "name"),
        ("关于%22三公%22经费的说明.txt", '关于"三公"经费的说明.txt'),
        ("两行%0D%0A名字.txt", "两行名字.txt"),
        ("100%25.txt", "100%25.txt"),
        ("..", "file"),
        ("a\0b.txt", "ab.txt"),
        ("CON", "CON"),
        ("a.txt:evil.exe", "a.txt:evil.exe"),
        ("长" * 300 + ".docx", "长" * 250 + ".docx"),
    ],
    ids=[
        "up",
        "windows",
        "bidi",
        "dots",
        "quoted",
        "lines",
        "percent",
        "only-dots",
        "nul",
        "device",
        "stream",
        "long",
    ],
)
def test_a_file_name_is_a_name_and_no_path(given, kept):
    """S30: devices and streams of other systems are words here; bytes lie under their hash."""
    form, _ = read(multipart(("files", given.replace("\\", "\\\\"), b"x")))

    assert form.files[0].name == kept


@pytest.mark.parametrize(
    "charset", ["unicode_escape", "nonsense", "utf-7", "utf-16"], ids=lambda name: name
)
def test_only_utf_8_is_read(charset):
    """By another charset half a sign, or a fault, could come in."""
    body = multipart(("title", None, b"\\ud800x"))

    with pytest.raises(FormMalformed):
        read(body, kind=f"multipart/form-data; boundary={EDGE}; charset={charset}")


def test_half_a_sign_is_malformed():
    with pytest.raises(FormMalformed):
        _words(FormData([("title", "\ud800x")]))
    with pytest.raises(FormMalformed):
        _words(FormData([("\udfff", "x")]))
