"""Texts in bytes that no reader knows: what could be words, in the two ways programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x4e-\x9f]|[\x00-\xff][\x30\xff]){2,}")
_NARROW = re.compile(rb"[\x20-\x7e]{5,}")
_UTF8 = re.compile(rb"(?:[\x20-\x7e]|[\xe4-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf]){6,}")
_GBK = re.compile(rb"(?:[\x20-\x7e]|[\xb0-\xf7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe]){6,}")
_SHORTEST = 3


def binary_texts(content: bytes) -> str:
    """Return everything in some bytes that could be a text, a line for each."""
    return "\n".join(dict.fromkeys(_texts(content)))


def _texts(content: bytes) -> Iterator[str]:
    for shift in (0, 1):
        for found in _WIDE.finditer(content, shift):
            if (found.start() - shift) % 2 == 0:
                text = found[0].decode("utf-16-le", "replace").strip()
                if len(text) >= _SHORTEST or not text.isascii():
                    yield text
    for pattern, encoding in ((_NARROW, "ascii"), (_UTF8, "utf-8"), (_GBK, "gb18030")):
        for found in pattern.finditer(content):
            text = found[0].decode(encoding, "replace").strip()
            if encoding == "ascii" or not text.isascii():
                yield text
