"""Which glyphs of which font an OFD draws for the signs of a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from review.screening.extraction.markup import local
from review.screening.extraction.ofd_boxes import numbers
from review.screening.extraction.ofd_package import said_by

OTHERWISE: Final = -1
"""The sign is drawn with others as one, or as several glyphs."""
_UNSPOKEN: Final = frozenset({"Mn", "Me", "Cf"})


@dataclass(frozen=True, slots=True)
class Letters:
    """The signs of one code of text; for each the number of its glyph where the file gives one."""

    font: str
    signs: str
    glyphs: tuple[int | None, ...]
    more: tuple[int, ...] = ()
    """Glyphs that are drawn, and belong to no single sign."""


def letters_of(node: etree._Element) -> Iterator[tuple[etree._Element, Letters]]:
    """Yield the codes of a text object, each with the signs and glyphs it draws.

    What is said of glyphs stands before the code it is about; some programs count on from the
    codes before it.
    """
    font, before = node.get("Font") or "", 0
    said: list[etree._Element] = []
    for each in node.iter(etree.Element):
        if local(each) == "CGTransform":
            said.append(each)
        elif local(each) == "TextCode":
            units = _units("".join(map(str, each.itertext())))
            yield each, _letters(font, units, said, before=before)
            said, before = [], before + len(units)


def _units(text: str) -> list[str]:
    """Count as the format does: a sign beyond the first plane is two, the second of them empty."""
    return [unit for sign in text for unit in ((sign, "") if ord(sign) > 0xFFFF else (sign,))]  # noqa: PLR2004


def _letters(
    font: str, units: Sequence[str], said: Sequence[etree._Element], *, before: int
) -> Letters:
    glyphs: list[int | None] = [None] * len(units)
    more: list[int] = []
    for one in said:
        start, count = _whole(one.get("CodePosition"), 0), _whole(one.get("CodeCount"), 1)
        drawn = [int(number) for number in numbers(said_by(one, "Glyphs"))]
        if start >= len(units) and start >= before:
            start -= before
        places = [at for at in range(start, min(start + count, len(units))) if _speaks(units[at])]
        if len(places) == len(drawn):
            for at, glyph in zip(places, drawn, strict=True):
                glyphs[at] = glyph
        else:
            more += drawn
            for at in places:
                glyphs[at] = OTHERWISE
    kept = [at for at, unit in enumerate(units) if unit]
    return Letters(font, "".join(units), tuple(glyphs[at] for at in kept), more=tuple(more))


def _speaks(unit: str) -> bool:
    """Whether a unit has a glyph of its own: accents and choices of a form go with their sign."""
    return bool(unit) and unicodedata.category(unit) not in _UNSPOKEN


def _whole(text: str | None, default: int) -> int:
    given = numbers(text)
    return max(int(given[0]), 0) if given else default
