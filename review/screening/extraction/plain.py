"""Text files: which encoding, strictly, or none."""

from __future__ import annotations

import codecs
import re

from review.domain.findings import Part
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason, Segment

MEDIA_TYPE = "text/plain"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LOCKED = re.compile(rb"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)
_COMMON = 0.9
"""Of the characters of a real GBK text at least so many are in GB2312."""
_SAMPLE = 20_000


def read_plain(content: bytes, *, limits: Limits) -> Extract:
    """Decode a text and hand it on as one segment.

    Raises:
        NotRead: too large, empty, or in no encoding that can be known for certain.
    """
    if len(content) > limits.text:
        raise NotRead(Reason.TOO_LARGE, media_type=MEDIA_TYPE)
    if is_locked(content):
        raise NotRead(Reason.ENCRYPTED, media_type=MEDIA_TYPE)
    text = text_of(content)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise NotRead(Reason.EMPTY, media_type=MEDIA_TYPE)
    return Extract(media_type=MEDIA_TYPE, segments=(Segment(text=text, part=Part.BODY),))


def is_locked(content: bytes) -> bool:
    """Whether a message that only its receiver can read stands in a text."""
    return _LOCKED.search(content) is not None


def text_of(content: bytes) -> str:
    """Return the text of some bytes.

    Raises:
        NotRead: they are in no encoding that can be known for certain.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _strictly(content, encoding)
            break
    else:
        text = _strictly(content, "utf-8")
        if text is None:
            text = _strictly(content, "gb18030")
            text = text if text is not None and _is_plausible(text) else None
    if text is None or _BINARY.search(text):
        raise NotRead(Reason.UNDECODABLE, media_type=MEDIA_TYPE)
    return text


def encoding_of(content: bytes) -> str:
    """Return the encoding that a text, which has been read, is in."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    return marked or ("utf-8" if _strictly(content, "utf-8") is not None else "gb18030")


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _is_plausible(text: str) -> bool:
    """GB18030 decodes almost any bytes; a text of another encoding comes out in rare characters."""
    foreign = _FOREIGN.findall(text)[:_SAMPLE]
    common = sum(bool(char.encode("gb2312", "ignore")) for char in foreign)
    return common >= _COMMON * len(foreign)
