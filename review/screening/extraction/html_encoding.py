"""In which writing a web page is: its byte order mark, its own word, or what it can only be."""

from __future__ import annotations

import codecs
import re
from typing import Final

from review.screening.extraction.plain import text_of
from review.screening.segments import NotRead, Reason

_DECLARED = re.compile(
    rb"""charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]*encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_LOOKED_AT: Final = 8192
_MARKS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
    "big5": "big5hkscs", "iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "unicode": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8",
    "shift_jis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "windows-936": "gb18030",
}  # fmt: skip
"""What programs read instead: the larger set, and a page that can say UTF-16 is not in it."""
_BINARY = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def page_texts(content: bytes) -> tuple[str, ...]:
    """Decode a page as it says it should be, and as it also could be where that is another text.

    Raises:
        NotRead: it is in no writing that can be known for certain.
    """
    if content.startswith(_MARKS):
        return (_clean(text_of(content)),)
    declared = _declared(content)
    texts = [] if declared is None else [_strictly(content, declared)]
    if declared is None or not content.isascii():
        texts.append(_guessed(content))
    known = tuple(dict.fromkeys(_clean(text) for text in texts if text is not None))
    if not known:
        raise NotRead(Reason.UNDECODABLE)
    return known


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content, 0, _LOOKED_AT)
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii").casefold()
    return known_charset(label)


def known_charset(label: str) -> str | None:
    """Return the codec for a charset as mails and pages name it; nothing for an unknown one."""
    name = _WIDER.get(label.strip().casefold(), label.strip())
    try:
        "".encode(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return str(content, encoding)
    except UnicodeError:
        return None


def _guessed(content: bytes) -> str | None:
    try:
        return text_of(content.replace(b"\x00", b""))
    except NotRead:
        return None


def _clean(text: str) -> str:
    """Leave out the zeros that browsers leave out; other control characters are of no page."""
    plain = text.removeprefix("\ufeff").replace("\x00", "")
    if _BINARY.search(plain):
        raise NotRead(Reason.UNDECODABLE)
    return plain
