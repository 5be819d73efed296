"""How texts begin that are more than text: web pages, XML, mails, RTF."""

from __future__ import annotations

import codecs
import re

_WITHIN = 1 << 16
_WIDE = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_BLANK = rb"[\s\x00]*+(?:\xef\xbb\xbf)?[\s\x00]*+"
_BEFORE = rb"(?>(?:<\?[^>]*+>|<!--(?s:.*?)-->|<!\[[^>]*+>|[\s\x00]++)*+)"
"""Declarations and comments, taken as a whole: no second way to read them is tried."""
_HTML = re.compile(
    _BLANK + _BEFORE + rb"<(?:!doctype\s+html|(?:"
    rb"html|head|body|title|meta|link|base|style|script|noscript|template|frameset|frame|iframe"
    rb"|table|tbody|thead|tr|td|th|caption|div|p|span|font|center|a|b|i|u|s|em|strong|small|big"
    rb"|sub|sup|mark|del|ins|code|pre|blockquote|h[1-6]|hr|br|ul|ol|li|dl|dt|dd|img|form|input"
    rb"|textarea|select|option|button|label|fieldset|section|article|header|footer|main|nav|aside"
    rb"|figure|details|summary|dialog|marquee|object|embed|video|audio|canvas|map|bdo|ruby"
    rb")(?=[\s/>]))",
    re.IGNORECASE,
)
_XML = re.compile(
    _BLANK + rb"<(?:\?xml|!doctype|!entity|[a-z_][\w.-]*+:?[\w.-]*+(?=[\s/>]))", re.IGNORECASE
)
_RTF = re.compile(_BLANK + rb"\{\\rt")
_FIELD = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_TELLS = frozenset(
    {
        b"mime-version", b"content-type", b"content-transfer-encoding", b"received",
        b"return-path", b"message-id", b"x-mailer", b"content-disposition",
    }
)  # fmt: skip
_ADDRESSED = frozenset({b"from", b"to", b"cc", b"bcc", b"subject", b"date", b"sender", b"reply-to"})
_ENOUGH = 3


def beginning(content: bytes) -> bytes:
    """Return the first pages of a text in UTF-8, whatever width its byte order mark gives it."""
    first = content[:_WITHIN]
    for mark, encoding in _WIDE:
        if first.startswith(mark):
            return first.decode(encoding, "ignore").encode("utf-8", "ignore")
    return first


def is_html(content: bytes) -> bool:
    """Whether a text begins as web pages do, also those without head and body."""
    return _HTML.match(beginning(content)) is not None


def is_xml(content: bytes) -> bool:
    """Whether a text begins with a declaration or an element."""
    return _XML.match(beginning(content)) is not None


def is_rtf(content: bytes) -> bool:
    """Whether a text begins as RTF does."""
    return _RTF.match(content[:_WITHIN]) is not None


def is_mail(content: bytes) -> bool:
    """Whether a text begins with the fields that mails and saved web pages have."""
    first = beginning(content).removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t \x00")
    lines = iter(first.splitlines())
    addressed: set[bytes] = set()
    for number, line in enumerate(lines):
        field = _FIELD.match(line)
        if field is None:
            if line[:1] in {b" ", b"\t"} or (
                number == 0 and line.startswith((b"From ", b">From "))
            ):
                continue
            return False
        name = field[1].lower()
        addressed |= {name} & _ADDRESSED
        if name in _TELLS or len(addressed) >= _ENOUGH:
            return True
    return False
