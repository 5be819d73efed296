"""One part of a mail: its bytes, its text in whatever writing, what it is and what is left over."""

from __future__ import annotations

import binascii
import io
import quopri
import re
import zlib
from typing import Final

from review.domain.findings import Part
from review.screening.extraction.archive import open_archive
from review.screening.extraction.base64_blocks import from_base64
from review.screening.extraction.der import values_in
from review.screening.extraction.entry_names import spelt
from review.screening.extraction.finds import Finds, hidden, meta
from review.screening.extraction.html_encoding import known_charset
from review.screening.extraction.mail_headers import Fields
from review.screening.extraction.pdf_strings import is_telling
from review.screening.extraction.plain import text_of
from review.screening.limits import Limits
from review.screening.segments import Embedded, NotRead, Reason, Trace

_ENVELOPED = ("enveloped-data", "authenveloped", "encrypted")
_LOCKED = frozenset({"application/pgp-encrypted", "multipart/encrypted"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]+")
_UUENCODED = re.compile(rb"^begin [0-7]{3,4} [^\r\n]{1,200}\r?\n", re.MULTILINE)
_CODE: Final = "content-transfer-encoding"
_ACTIVE_MIME: Final = b"ActiveMime"
_PACKED_AT: Final = 0x32
_THEME: Final = ".thmx"
_ZIP: Final = b"PK\x03\x04"


def is_locked(part: Fields) -> bool:
    """Whether a part is encrypted, by what it says of itself; signed only is not locked."""
    kind = part.get_content_type()
    smime = str(part.get_param("smime-type") or "").casefold()
    return kind in _LOCKED or (kind in _SMIME and (not smime or smime.startswith(_ENVELOPED)))


def _code_of(part: Fields) -> str:
    return str(part.get(_CODE) or "").strip().casefold()


def payload_of(part: Fields) -> bytes:
    """Return the bytes of a part, decoded as mail programs do."""
    raw = _raw(part)
    match _code_of(part):
        case "base64":
            return from_base64(raw)
        case "quoted-printable":
            return quopri.decodestring(raw)
        case "x-uuencode" | "uuencode" | "uue" | "x-uue":
            return _uudecoded(raw)
        case _:
            return raw


def _raw(part: Fields) -> bytes:
    """Return the bytes of a part as they stand: the library decodes by a field, or not at all."""
    fields = part.get_all(_CODE, [])
    del part[_CODE]
    payload = part.get_payload(decode=True)
    for field in fields:
        part[_CODE] = field
    return payload if isinstance(payload, bytes) else b""


def _uudecoded(raw: bytes) -> bytes:
    """Decode what stands after each begin; NotRead where a line is not of the code."""
    start = _UUENCODED.search(raw)
    if start is None:
        return raw
    pieces = io.BytesIO()
    for line in raw[start.end() :].splitlines():
        if line.strip() in {b"end", b"`", b""}:
            break
        try:
            pieces.write(binascii.a2b_uu(line))
        except binascii.Error as fault:
            raise NotRead(Reason.BROKEN) from fault
    return pieces.getvalue()


def uuencoded_finds(raw: bytes) -> Finds:
    """Hand on a file that older programs write into the text of a mail."""
    found = _UUENCODED.search(raw)
    if found is not None:
        name = spelt(found[0].split(maxsplit=2)[2].strip())
        yield Trace(rule="hidden.attachment", part=Part.ATTACHMENT, text=name)
        yield Embedded(name=name.replace("\\", "/").rpartition("/")[2], content=_uudecoded(raw))
        following = raw[found.end() :]
        if _UUENCODED.search(following):
            yield from uuencoded_finds(following)


def remainder_of(part: Fields) -> Finds:
    """Tell what stands among the signs of Base64 and is none: programs pass it over."""
    if _code_of(part) == "base64":
        text = spelt(b" ".join(_NOT_BASE64.findall(_raw(part))))
        if is_telling(text):
            yield from hidden("hidden.hidden_text", text, part=Part.OTHER)


def texts_of(raw: bytes, *, charset: str | None) -> tuple[str, ...]:
    """Decode a text as it says it should be, and as it also could be where that is another text.

    Raises:
        NotRead: in no writing that is known for certain.
    """
    name = known_charset(charset) if charset else None
    texts = []
    if name is not None:
        try:
            texts.append(str(raw, name))
        except UnicodeError:
            name = None
    if name is None or not raw.isascii():
        try:
            texts.append(text_of(raw))
        except NotRead:
            if not texts:
                raise
    return tuple(dict.fromkeys(texts))


def signature_finds(content: bytes) -> Finds:
    """Tell who signed, as far as the signature carries names."""
    texts, pictures = values_in(content)
    said = [text for text in texts if is_telling(text)]
    for text in said:
        yield meta(text, part=Part.PROPERTIES)
    if said:
        text = " ".join(said)
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, text=text)
    for number, picture in enumerate(pictures, start=1):
        yield Embedded(name=f"{number}", content=picture, is_picture=True)


def attached(name: str, content: bytes, *, is_picture: bool, limits: Limits) -> Finds:
    """Hand on a file of a mail; what Word packs into saved pages is unpacked."""
    plain = name.replace("\\", "/").rpartition("/")[2] or "1"
    if plain != name:
        yield meta(name, part=Part.FILE_NAME)
    if content.startswith(_ACTIVE_MIME):
        yield Trace(rule="hidden.active_content", part=Part.MACRO, text=plain)
        yield Embedded(name=plain, content=_unpacked(content, limits=limits))
    elif content.startswith(_ZIP) and plain.casefold().endswith(_THEME):
        for entry in open_archive(content, limits=limits).entries():
            if entry.content:
                yield Embedded(name=f"{plain}/{entry.name}", content=entry.content)
    elif content:
        yield Embedded(name=plain, content=content, is_picture=is_picture)


def _unpacked(content: bytes, *, limits: Limits) -> bytes:
    machine = zlib.decompressobj()
    try:
        inner = machine.decompress(content[_PACKED_AT:], limits.inflated)
    except zlib.error as fault:
        raise NotRead(Reason.BROKEN) from fault
    if machine.unconsumed_tail or not machine.eof:
        raise NotRead(Reason.INFLATES)
    return inner
