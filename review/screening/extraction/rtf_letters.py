"""The letters of an RTF: bytes by the writing of their font, codes, and what stands for them."""

from __future__ import annotations

import codecs

from review.screening.extraction.rtf_words import CHARSETS, PAGES
from review.screening.segments import NotRead, Reason

_COMMON = 0.9
_CHINESE = "gb18030"
_MOST_SKIPPED = 4096


class Letters:
    """Gathers what is said until the look of the text changes."""

    def __init__(self) -> None:
        """Begin with nothing; a file that says no page is Western to every program."""
        self.default = "cp1252"
        self.waits = 0
        """So many signs still stand for the code before them."""
        self._fonts: dict[int, str] = {}
        self._text: list[str] = []
        self._bytes = bytearray()
        self._font = -1
        self._skipped = bytearray()
        self._last = ""

    def know(self, font: int, number: int, *, is_page: bool) -> None:
        """Remember what the bytes of a font mean."""
        codec = PAGES.get(number, f"cp{number}") if is_page else CHARSETS.get(number)
        if codec is not None and _is_codec(codec):
            self._fonts[font] = codec

    def add(self, raw: bytes, *, font: int) -> None:
        """Add some bytes of a font."""
        if font != self._font:
            self._decode()
            self._font = font
        self._bytes += raw

    def put(self, sign: str, *, skips: int = 0) -> None:
        """Add a sign by its code; so many signs after it stand for it in old programs."""
        self._decode()
        self._text.append(sign)
        self.waits = min(max(skips, 0), _MOST_SKIPPED)
        self._last = sign

    def skip(self, raw: bytes) -> None:
        """Pass over what stands for the sign before; what is more than that is text."""
        self._skipped += raw[: self.waits]
        left = raw[self.waits :]
        self.waits -= len(raw) - len(left)
        if left:
            self.add(left, font=self._font)

    def instead(self) -> str:
        """Return what stood for the last sign and is not that sign."""
        said = bytes(self._skipped).decode(_CHINESE, "ignore")
        self.waits, self._skipped = 0, bytearray()
        return "" if said == self._last else said

    def text(self) -> str:
        """Return what was gathered, and forget it."""
        self._decode()
        text = self.paired("".join(self._text))
        self._text = []
        return text

    def paired(self, text: str) -> str:
        """Put the halves of signs beyond the first plane together."""
        if text.isascii():
            return text
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _decode(self) -> None:
        if self._bytes:
            self._text.append(self._decoded(bytes(self._bytes)))
            self._bytes.clear()

    def _decoded(self, raw: bytes) -> str:
        """Decode by the font, by the file, or as Chinese programs write whatever they say."""
        if raw.isascii():
            return raw.decode("ascii")
        default = PAGES.get(_page_of(self.default), self.default)
        own = self._fonts.get(self._font, default)
        chinese = _strictly(raw, _CHINESE)
        if _is_single(own) and chinese is not None and _is_daily(chinese):
            return chinese
        for codec in (own, default):
            text = _strictly(raw, codec)
            if text is not None:
                return text
        if chinese is not None:
            return chinese
        if _is_single(own):
            return raw.decode("latin-1")
        raise NotRead(Reason.UNDECODABLE)


def _page_of(codec: str) -> int:
    digits = codec.removeprefix("cp")
    return int(digits) if digits.isdecimal() else 0


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _is_single(codec: str) -> bool:
    return codec.startswith(("cp125", "cp4", "cp8", "mac"))


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _is_daily(text: str) -> bool:
    """Whether nearly all wide signs are in daily use, so that they are none by chance."""
    wide = [sign for sign in text if not sign.isascii()]
    return sum(bool(sign.encode("gb2312", "ignore")) for sign in wide) >= _COMMON * len(wide)
