"""Texts in bytes that no reader knows: what could be words, in the ways programs write them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

_WIDE = r"[\u0020-\u007e\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e\u2013-\u201d\u2605\u2606]"
_NARROW = re.compile(rb"[\x20-\x7e]{5,}+")
_UTF8 = re.compile(rb"(?:[\x20-\x7e]|[\xe2-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf]){6,}+")
_GBK = re.compile(rb"(?:[\x20-\x7e]|[\x81-\xfe][\x40-\x7e\x80-\xfe]){6,}+")
_BYTES = ((_NARROW, "ascii"), (_UTF8, "utf-8"), (_GBK, "gb18030"))
_FIRST_IDEOGRAPH = 0x4E00
_LARGE = 1 << 16
"""In so many bytes two that look like a word are one by chance."""
_FEWEST, _FEWEST_IN_MANY, _SHORTEST = 2, 4, 3


APART = b"\0\0\0\0"
"""Between stretches of bytes this keeps texts apart, however wide their letters are."""


def binary_texts(content: bytes) -> str:
    """Return everything in some bytes that could be a text, a line for each."""
    return "\n".join(dict.fromkeys(filter(None, _texts(content))))


def _texts(content: bytes) -> Iterator[str]:
    fewest = _FEWEST if len(content) < _LARGE else _FEWEST_IN_MANY
    pattern = re.compile(rf"{_WIDE}{{{fewest},}}+")
    for shift in (0, 1):
        for run in pattern.findall(content[shift:].decode("utf-16-le", "replace")):
            if _is_wide(text := run.strip()):
                yield text
    for narrow, encoding in _BYTES:
        for raw in narrow.findall(content):
            text = raw.decode(encoding, "ignore").strip()
            if encoding == "ascii" or _is_written(text):
                yield text


def _is_wide(text: str) -> bool:
    """Whether wide characters are words: numbers and narrow letters look like rare ideographs."""
    if text.isascii():
        return len(text) >= _SHORTEST
    foreign = [char for char in text if not char.isascii()]
    narrow = sum(all(0x20 <= byte < 0x7F for byte in divmod(ord(char), 256)) for char in foreign)  # noqa: PLR2004
    return _common() >= {*foreign} if 2 * narrow > len(foreign) else _is_written(text)


def _is_written(text: str) -> bool:
    """Whether most of the signs in a text that are no ASCII are signs that people write."""
    foreign = [char for char in text if not char.isascii()]
    return 0 < len(foreign) <= 2 * sum(char in _common() for char in foreign)


@functools.cache
def _common() -> frozenset[str]:
    """Return the characters people write; a narrow letter read one byte late ends in nought."""
    lows = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    pairs = [bytes((high, low)) for high in range(0xA1, 0xF8) for low in lows]
    known = {pair.decode(encoding, "ignore") for pair in pairs for encoding in ("gb2312", "big5")}
    single = (char for char in known if len(char) == 1)
    return frozenset(char for char in single if ord(char) % 256 or ord(char) < _FIRST_IDEOGRAPH)
