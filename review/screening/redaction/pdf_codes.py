"""The codes of a written text in a PDF: where one ends, and what each means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from review.screening.extraction.pdf_tounicode import to_unicode

_WIDE = re.compile(r"/(?:Identity|Uni[A-Za-z]+-UCS2|UniGB-UTF16|UniCNS-UTF16)(?:-HW)?-[HV]$")
_BY_UNICODE = re.compile(r"/Uni[A-Za-z]+-(?:UCS2|UTF16)(?:-HW)?-[HV]$")
_CHINESE = re.compile(r"/(?:GBK-EUC|GBKp-EUC|GBpc-EUC|GB-EUC)-[HV]$")
_SPACE = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_BOUND = re.compile(rb"<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]+>")
_LEAD: Final = 0x81


@dataclass(frozen=True, slots=True)
class Codes:
    """How the strings of one font part into codes; `steps` is 0 where nobody can tell."""

    step: int
    meanings: Mapping[int, str]
    encoding: str = ""

    def parts(self, raw: bytes) -> list[bytes]:
        """Return the codes of a string.

        Raises:
            ValueError: the font does not say how long they are.
        """
        if self.encoding == "gbk":
            return list(_mixed(raw))
        if not self.step:
            raise ValueError
        return [raw[at : at + self.step] for at in range(0, len(raw), self.step)]

    def meaning(self, code: bytes) -> str:
        """Return what a code means; a sign of replacement where the font does not say."""
        number = int.from_bytes(code, "big")
        if number in self.meanings:
            return self.meanings[number]
        if self.encoding == "gbk":
            return code.decode("gbk", "replace")
        if self.encoding == "utf-16-be":
            return code.decode("utf-16-be", "replace")
        return code.decode("latin-1") if len(code) == 1 else "\ufffd"


def codes_of(font: Any) -> Codes:  # noqa: ANN401 - a dictionary, or nothing
    """Return how a font's strings are read."""
    if not isinstance(font, pikepdf.Dictionary):
        return Codes(1, {})
    table = font.get("/ToUnicode")
    meanings = to_unicode(table.read_bytes()) if isinstance(table, pikepdf.Stream) else {}
    if font.get("/Subtype") != pikepdf.Name.Type0:
        return Codes(1, meanings)
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Stream):
        return Codes(_length(encoding.read_bytes()), meanings)
    name = str(encoding)
    if _CHINESE.match(name):
        return Codes(0, meanings, "gbk")
    step = 2 if _WIDE.match(name) else 0
    return Codes(step, meanings, "utf-16-be" if _BY_UNICODE.match(name) else "")


def _length(table: bytes) -> int:
    """Return how long all codes of a table are; 0 where they differ."""
    lengths = {
        len(bound) // 2 for block in _SPACE.findall(table) for bound in _BOUND.findall(block)
    }
    return lengths.pop() if len(lengths) == 1 else 0


def _mixed(raw: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(raw):
        step = 2 if raw[at] >= _LEAD else 1
        yield raw[at : at + step]
        at += step
