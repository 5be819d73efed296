"""One written text of a page without some of its signs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pikepdf

from review.screening.redaction.pdf_codes import Codes
from review.screening.redaction.pdf_places import Glyph


class Uncut(Exception):  # noqa: N818 - an answer: this page is replaced by its picture
    """The drawing of a page cannot be followed sign by sign."""


def cut(pieces: list[Any], codes: Codes, glyphs: list[Glyph], scale: float) -> list[Any]:
    """Return the pieces of a text without the signs that are gone, with room where they stood.

    Raises:
        Uncut: it cannot be told which code is which sign.
    """
    if not any(glyph.gone for glyph in glyphs):
        return pieces
    try:
        parts = [
            codes.parts(bytes(piece)) if isinstance(piece, pikepdf.String) else piece
            for piece in pieces
        ]
    except ValueError:
        raise Uncut from None
    flat = [code for part in parts if isinstance(part, list) for code in part]
    owners = _aligned(flat, codes, glyphs)
    return list(_pieces(parts, owners, glyphs, scale))


def _aligned(flat: list[bytes], codes: Codes, glyphs: list[Glyph]) -> list[int | None]:
    """Return for each code the place of its sign; blanks the library left out have none."""
    if len(flat) == len(glyphs):
        return list(range(len(flat)))
    owners: list[int | None] = []
    at = 0
    for code in flat:
        meaning = codes.meaning(code)
        said = "".join(glyph.said for glyph in glyphs[at : at + len(meaning)])
        if meaning and said == meaning:
            owners.append(at)
            at += len(meaning)
        elif not meaning.strip():
            owners.append(None)
        else:
            raise Uncut
    if at != len(glyphs):
        raise Uncut
    return owners


def _pieces(
    parts: list[Any], owners: list[int | None], glyphs: list[Glyph], scale: float
) -> Iterator[Any]:
    """Yield strings of what stays and, for each sign that is gone, the room it took."""
    places = iter(owners)
    is_gone = False
    for part in parts:
        if not isinstance(part, list):
            if not is_gone:
                yield part  # where something is gone, the room it took counts already
            continue
        for code in part:
            owner = next(places)
            is_gone = is_gone if owner is None else glyphs[owner].gone
            if not is_gone:
                yield pikepdf.String(code)
            elif owner is not None and scale:
                yield -_room(glyphs, owner) * 1000 / scale


def _room(glyphs: list[Glyph], place: int) -> float:
    """Return how far the next sign stands from this one."""
    here = glyphs[place]
    if place + 1 < len(glyphs):
        there = glyphs[place + 1]
        return math.hypot(there.x - here.x, there.y - here.y)
    left, bottom, right, top = here.box
    return max(right - left, 0.0) or max(top - bottom, 0.0)
