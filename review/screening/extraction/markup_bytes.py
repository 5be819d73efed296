"""What the bytes of a part in XML tell before it is parsed."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

_ODDLY_WRITTEN = re.compile(rb"""=(?:\s*+'|\s++")""")
_OPEN, _CLOSE, _EQUALS, _QUOTE, _ZERO = b'<>="0'
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
PLAIN_CODES = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_PLAINLY: Final = tuple(
    b"<?xml version=%b1.0%b encoding=%b%b%b" % (sign, sign, sign, code, sign)
    for sign in (b'"', b"'")
    for code in (b"UTF-8", b"utf-8")
)
"""How nearly every part begins."""
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)""")
_FIRST = re.compile(rb"\s*(?:<\?xml[^>]*\?>)?\s*<([\w.:-]+)")
_DECLARATION = (b"<?xml ", b"<?xmlv", b"\xef\xbb\xbf<?xml ")
"""How a part may begin; without its spaces it runs on."""
_LONG = b"0" * 11
_DIGITS_ALIKE = bytes(48 if 48 <= byte <= 57 else byte for byte in range(256))  # noqa: PLR2004
_BETWEEN = b" \t\r\n-"
"""What may stand between the digits of a number, and between elements."""


def is_silent(content: bytes) -> bool:
    """Whether a part, by its bytes alone, can say nothing in Chinese, in digits or in text.

    Styles and themes are long and have attributes only. What is plain ASCII, has no text between
    its elements, no comment, no character reference and no long number need not be parsed.
    """
    if not content.isascii() or b"&" in content or has_notes(content) or not is_plain(content):
        return False
    root = _FIRST.match(content)
    squeezed = content.translate(_DIGITS_ALIKE, _BETWEEN)
    return root is not None and _is_closed(squeezed, root[1]) and not _has_long_or_text(squeezed)


def _has_long_or_text(squeezed: bytes) -> bool:
    """Whether there is text between elements, or as many digits in a row as a telephone has."""
    signs = np.frombuffer(squeezed, dtype=np.uint8)
    if bool(((signs[:-1] == _CLOSE) & (signs[1:] != _OPEN)).any()):
        return True
    run, length = signs == _ZERO, 1
    while length < len(_LONG):  # two runs that overlap are one of both
        more = min(length, len(_LONG) - length)
        run, length = run[:-more] & run[more:], length + more
    return bool(run.any())


def _is_closed(squeezed: bytes, root: bytes) -> bool:
    """Whether the last tag of a part closes the first."""
    if squeezed.endswith(b"/>"):
        return squeezed.rfind(b"<") == squeezed.find(b"<", _after_declaration(squeezed))
    return squeezed.endswith(b"</" + root + b">")


def _after_declaration(content: bytes) -> int:
    return content.find(b"?>") + 2 if content.startswith(_DECLARATION) else 0


def has_notes(content: bytes) -> bool:
    """Whether there may be comments, instructions or raw text among the elements."""
    begin = _after_declaration(content)
    return (content.find(b"!", begin) >= 0 and content.find(b"<!", begin) >= 0) or (
        content.find(b"?", begin) >= 0 and content.find(b"<?", begin) >= 0
    )


def has_references(content: bytes) -> bool:
    """Whether characters may be written as numbers."""
    return b"&" in content and b"&#" in content


def is_regular(content: bytes) -> bool:
    """Whether attributes are written as programs write them: no spaces, double quotes."""
    begin = _after_declaration(content)
    signs = np.frombuffer(content, dtype=np.uint8)[begin:]
    is_odd = bool(((signs[:-1] == _EQUALS) & (signs[1:] != _QUOTE)).any())
    return not is_odd or _ODDLY_WRITTEN.search(content, begin) is None


def is_plain(content: bytes) -> bool:
    """Whether the bytes of a part are its characters: UTF-8, and declared as nothing else."""
    if content.startswith(_PLAINLY):
        return True
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf")[:200])
    return not content.startswith(_WIDE) and (
        declared is None or declared[1].decode("ascii", "replace").casefold() in PLAIN_CODES
    )


def is_long(value: str) -> bool:
    """Whether a text holds as many digits in a row as a telephone number."""
    if len(value) < len(_LONG):
        return False
    return _LONG in value.encode("ascii", "replace").translate(_DIGITS_ALIKE, _BETWEEN)


def has_long_number(content: bytes) -> bool:
    """Whether one of the tags holds a long number; most are in the text between them."""
    alike = content.translate(_DIGITS_ALIKE, _BETWEEN)
    at = alike.find(_LONG)
    while at >= 0:
        if alike.rfind(b"<", 0, at) > alike.rfind(b">", 0, at):
            return True
        after = alike.find(b"<", at)
        at = alike.find(_LONG, after) if after >= 0 else -1
    return False
