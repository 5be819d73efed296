"""A part whose middle is one element after another: cut into pieces that a pattern may read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from lxml import etree

from review.screening.segments import NotRead, Reason

_SIZE = 1 << 17
_PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*?\?>)?\s*(?=<[A-Za-z])")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NO_REFERENCE = re.compile(rb"&(?!(?:lt|gt|amp|quot|apos|#[1-9][0-9]{1,6}|#x[0-9A-Fa-f]{1,6});)")
_FORBIDDEN = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_LAST_CHARACTER = 0x10FFFF


class Chunks:
    """The elements of one name in a part, some hundred at a time, as text.

    Without namespace prefix, comment, declaration, other encoding or forbidden sign in the part;
    of everything else `are_strict` is false and a parser must read the part, or refuse it.
    """

    def __init__(self, content: bytes, *, name: str) -> None:
        """Look where the elements of this name begin and end."""
        self._content, self._end_tag = content, f"</{name}>".encode()
        first = re.search(rf"<{name}[ />]".encode(), content)
        self._begin = first.start() if first else -1
        self._end = content.rfind(self._end_tag) + len(self._end_tag)
        head = _PROLOGUE.match(content)
        self.are_strict = (
            head is not None
            and _ENCODING.search(head[0]) is None
            and 0 <= self._begin < self._end
            and content.find(b"<!") < 0
            and content.find(b"<?", head.end()) < 0
            and content.find(b"\r", self._begin) < 0
            and not _has_forbidden(content)
        )

    @property
    def around(self) -> bytes:
        """The part without the elements."""
        return self._content[: self._begin] + self._content[self._end :]

    def __iter__(self) -> Iterator[str]:
        begin = self._begin
        while begin < self._end:
            cut = self._content.find(self._end_tag, begin + _SIZE, self._end)
            cut = self._end if cut < 0 else cut + len(self._end_tag)
            try:
                yield self._content[begin:cut].decode("utf-8")
            except UnicodeDecodeError as fault:
                raise NotRead(Reason.BROKEN) from fault
            begin = cut


def _has_forbidden(content: bytes) -> bool:
    """Whether there is a sign, or a reference, that XML does not know."""
    if len(content.translate(None, _FORBIDDEN)) != len(content):
        return True
    return b"&" in content and _NO_REFERENCE.search(content) is not None


def rooted(chunk: str, *, like: etree._Element) -> bytes:
    """Put elements under a root that knows the same namespaces as another."""
    spaces = "".join(
        f" xmlns{':' if prefix else ''}{prefix or ''}={quoteattr(space)}"
        for prefix, space in like.nsmap.items()
    )
    return f"<chunk{spaces}>{chunk}</chunk>".encode()


def unescaped(texts: list[str]) -> list[str]:
    """Put in the characters that are written as references."""
    return [_ENTITY.sub(_character, text) if text and "&" in text else text for text in texts]


def _character(found: re.Match[str]) -> str:
    named, decimal, hexadecimal = found.groups()
    if named:
        return _NAMED[named]
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(number) if number <= _LAST_CHARACTER else ""
