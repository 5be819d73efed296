"""What a page of an OFD shows where its fonts draw other signs than its texts say."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from review.domain.findings import Part
from review.screening.extraction.finds import Finds
from review.screening.extraction.ofd_glyphs import Glyphs
from review.screening.extraction.ofd_lines import lines_of
from review.screening.extraction.ofd_objects import Told, said_in
from review.screening.segments import Place, Segment, Trace

OTHER: Final = "hidden.other_glyphs"
BLANK: Final = "\u25a1"
"""Stands for a sign that means nothing by itself."""
_LONGEST: Final = 11


def glyph_finds(told: Sequence[Told], glyphs: Glyphs, *, place: Place) -> Finds:
    """Tell of each text that is drawn as another, and hand on what its lines show.

    Raises:
        NotRead: the texts are in more typefaces than any paper.
    """
    glyphs.learn(one.letters for one in told)
    drawn = [glyphs.shown(one.letters) for one in told]
    others = [(one.letters.signs, shown) for one, shown in zip(told, drawn, strict=True)]
    others = [(said, shown) for said, shown in others if said != shown]
    if not others:
        return
    for said, shown in others:
        yield Trace(rule=OTHER, part=Part.BODY, place=place, text=_told(said, shown))
    redrawn = [
        replace(one, piece=replace(one.piece, text=shown)) if shown != one.letters.signs else one
        for one, shown in zip(told, drawn, strict=True)
    ]
    before = set(lines_of(said_in(told)))
    seen = [line for line in lines_of(said_in(redrawn)) if line not in before]
    yield Segment(text="\n".join(seen), part=Part.BODY, place=place)


def _told(said: str, shown: str) -> str:
    """Put what is said and what is shown side by side; where it is long, what is different."""
    if len(said) == len(shown) > _LONGEST:
        apart = [at for at, sign in enumerate(said) if sign != shown[at]]
        said, shown = said[apart[0] : apart[-1] + 1], shown[apart[0] : apart[-1] + 1]
    said = "".join(BLANK if unicodedata.category(sign) == "Co" else sign for sign in said)
    return f"{said.strip()[:_LONGEST]}\u2192{shown.strip()[:_LONGEST]}"
