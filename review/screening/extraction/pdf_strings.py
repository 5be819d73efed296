"""What a string, a name or a stream of a PDF says, whatever it was written in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

import pikepdf

_MARKS = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_TELLING = re.compile(r"[\u2e80-\U0003ffff]|\d{11}")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_TAG = re.compile(r"<[^>]{0,2000}>")
_VALUE = re.compile(r"=\s*(?:\"([^\"<>]{1,2000})\"|'([^'<>]{1,2000})')")
_UNPRINTABLE, _COMMON = 0.1, 0.7


def text_of(value: Any) -> str:  # noqa: ANN401 - whatever stands where a string should
    """Return what a string says; empty for anything else.

    Chinese programs write strings in their own encodings, though none but two are allowed.
    """
    if not isinstance(value, pikepdf.String):
        return ""
    raw = bytes(value)
    if raw.isascii() or raw.startswith(_MARKS):
        return str(value).strip("\x00").strip()
    return (_chinese(raw) or str(value)).strip("\x00").strip()


def name_of(name: pikepdf.Name) -> str:
    """Return what a name says, without its slash; Chinese fonts are named in any encoding."""
    try:
        return str(name).lstrip("/")
    except UnicodeDecodeError:
        raw = _ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), name.unparse())
        return raw.lstrip(b"/").decode("gb18030", "replace")


def _chinese(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CHINESE.search(text) and is_printable(text) and _is_meant(text, encoding):
            return text
    return ""


def _is_meant(text: str, encoding: str) -> bool:
    """Whether bytes are no text by chance: then most of its Chinese would not be in daily use."""
    if encoding != "gb18030":
        return True
    wide = [char for char in text if not char.isascii()]
    common = sum(bool(char.encode("gb2312", "ignore")) for char in wide)
    return common >= _COMMON * len(wide)


def whole(value: object) -> int:
    """Return a whole number, and zero for anything else."""
    return value if isinstance(value, int) else 0


def is_printable(text: str) -> bool:
    """Whether nearly all of a text are signs that could be read."""
    odd = sum(not char.isprintable() and not char.isspace() for char in text)
    return odd <= _UNPRINTABLE * len(text)


def is_telling(text: str) -> bool:
    """Whether a text could say something by itself: Chinese, or a long number."""
    return _TELLING.search(text) is not None


def text_in(content: bytes) -> str:
    """Return the text that a stream without a known form holds; empty when it holds none."""
    if content.startswith((b"\xfe\xff", b"\xff\xfe")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content.strip(b"\x00"):
        return ""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.strip("\x00") if is_printable(text) and _is_meant(text, encoding) else ""
    return ""


def untagged(text: str) -> str:
    """Return the text of some XML, however broken, a line for each piece; attributes last."""
    values = [one or two for one, two in _VALUE.findall(text)]
    lines = (line.strip() for line in _TAG.sub("\n", text).splitlines())
    return html.unescape("\n".join([*filter(None, lines), *filter(is_telling, values)]))


def folded(text: str) -> str:
    """Return the letters and digits of a text alone, so that two ways to set it compare."""
    return "".join(char for char in text.casefold() if char.isalnum())


class Said:
    """What was said already: a thing that is written in two places is told once."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Remember the texts."""
        self._all = "\x00".join(map(folded, texts))

    def says(self, text: str) -> bool:
        """Whether the letters of a text stand somewhere in what was said."""
        return folded(text) in self._all

    def news(self, text: str) -> str:
        """Return the lines of a text that were not said yet."""
        lines = (line.strip() for line in text.splitlines())
        return "\n".join(line for line in lines if line and not self.says(line))
