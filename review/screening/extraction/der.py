"""What a certificate, a signature or a seal says: the strings and pictures among its values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_UTF8, _BMP, _OCTETS, _BITS = 0x0C, 0x1E, 0x04, 0x03
_OTHERS = frozenset({0x12, 0x13, 0x14, 0x16, 0x1A, 0x1B})
_CONSTRUCTED, _LONG_TAG = 0x20, 0x1F
_CONTEXT: Final = 0x80
_DEEPEST: Final = 40
_FEWEST: Final = 64
"""An octet string of fewer bytes is no picture."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"PK\x03\x04", b"<svg", b"<?xml")


def is_der(content: bytes) -> bool:
    """Whether the bytes are one sequence and nothing else."""
    found = _length(content, 1, len(content)) if content[:1] == b"\x30" and content[1:] else None
    return found is not None and found[1] == len(content)


def values_in(content: bytes) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
    """Return the texts, each once, and the pictures; what is no DER has none."""
    texts: dict[str, None] = {}
    pictures: dict[bytes, None] = {}
    for value in _values(content, 0, len(content), depth=0):
        if isinstance(value, str):
            texts[value] = None
        else:
            pictures[value] = None
    return tuple(texts), tuple(pictures)


def _values(content: bytes, at: int, end: int, *, depth: int) -> Iterator[str | bytes]:
    while at + 2 <= end and depth < _DEEPEST:
        tag = content[at]
        found = None if tag & _LONG_TAG == _LONG_TAG else _length(content, at + 1, end)
        if found is None:
            return
        start, after = found
        yield from _value(content, tag, (start, after), depth=depth)
        at = after


def _length(content: bytes, at: int, end: int) -> tuple[int, int] | None:
    """Return where a value begins and ends; nothing where it does not fit."""
    first = content[at]
    if first < 0x80:  # noqa: PLR2004 - the short form
        start, length = at + 1, first
    else:
        count = first & 0x7F
        start = at + 1 + count
        length = int.from_bytes(content[at + 1 : start], "big")
        if not 0 < count <= 4:  # noqa: PLR2004 - no seal is longer
            return None
    return (start, start + length) if start + length <= end else None


def _value(content: bytes, tag: int, span: tuple[int, int], *, depth: int) -> Iterator[str | bytes]:
    start, end = span
    raw = content[start:end]
    if tag & _CONSTRUCTED:
        yield from _values(content, start, end, depth=depth + 1)
    elif tag in {_OCTETS, _BITS}:
        inner = start + (tag == _BITS)
        if raw.startswith(_PICTURES) and len(raw) >= _FEWEST:
            yield raw
        else:
            yield from _values(content, inner, end, depth=depth + 1)
    elif tag in _OTHERS | {_UTF8, _BMP} or tag & 0xC0 == _CONTEXT:
        text = _text(raw, tag)
        if text:
            yield text


def _text(raw: bytes, tag: int) -> str:
    if tag == _BMP:
        return raw.decode("utf-16-be", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if text.isprintable() else ""
    return ""
