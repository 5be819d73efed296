"""Texts of an OFD as the fonts in the file draw them, which may be other than what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from review.screening.extraction.glyph_doubts import (
    UNKNOWN,
    Kind,
    is_large,
    is_worth_looking,
    kind_of,
    shown_by,
    shown_for,
)
from review.screening.extraction.glyph_fonts import GlyphFont, Ink
from review.screening.extraction.glyph_likeness import likeness
from review.screening.extraction.ofd_letters import OTHERWISE, Letters
from review.screening.segments import NotRead, Reason

_MOST: Final = 30_000
"""So many signs in typefaces no paper has."""
_FEWEST: Final = {Kind.HAN: 1, Kind.DIGIT: 1, Kind.LETTER: 3, Kind.REST: 2}
"""From so many that are others a font is taken to lie: some draw bullets and arrows for letters,
and for a blank the frame that stands for what they do not have.
"""
Key = tuple[str, str, int | None]
"""A font file (none where the font is the machine's), a sign (none where a glyph belongs to none)
and a glyph, where one is given."""


class Glyphs:
    """Draws the texts of a document in the fonts of its file."""

    def __init__(self, fonts: Mapping[str, bytes], names: Mapping[str, str]) -> None:
        """Take the files of fonts by their names, and their names by the numbers of the fonts."""
        self._contents, self._names = fonts, names
        self._fonts: dict[str, GlyphFont | None] = {}
        self._shown: dict[Key, str] = {}
        self._others: dict[tuple[str, Kind], set[tuple[str, str]]] = {}
        """Of each font the signs of a kind for which it draws others, with these."""

    def learn(self, texts: Iterable[Letters]) -> None:
        """Look at every glyph that these texts draw.

        Raises:
            NotRead: they are more than in any paper.
        """
        keys = (key for text in texts for key in self._keys(text))
        new = {
            key: None for key in keys if key not in self._shown and (key[0] or key[2] is not None)
        }
        if len(self._shown) + len(new) > _MOST:
            raise NotRead(Reason.TOO_LARGE)
        inks: dict[Key, Ink] = {}
        for key in new:
            drawn = self._drawn(key)
            if isinstance(drawn, str):
                self._keep(key, drawn)
            else:
                inks[key] = drawn
        if inks:
            self._look(inks)

    def shown(self, text: Letters) -> str:
        """Return the signs that a text shows: those it says, unless they plainly are others."""
        return "".join(map(self._shown_for, self._keys(text)))

    def _shown_for(self, key: Key) -> str:
        name, sign, _ = key
        shown = self._shown.get(key, sign)
        if shown == sign or not sign:
            return shown
        kind = kind_of(sign)
        return sign if len(self._others[name, kind]) < _FEWEST[kind] else shown

    def _keep(self, key: Key, shown: str) -> None:
        name, sign, _ = key
        self._shown[key] = shown
        if shown != sign:
            self._others.setdefault((name, kind_of(sign or " ")), set()).add((sign, shown))

    def _keys(self, text: Letters) -> Iterator[Key]:
        name = self._names.get(text.font, "")
        if self._contents.get(name):
            pairs = zip(text.signs, text.glyphs, strict=True)
            yield from ((name, sign, glyph) for sign, glyph in pairs)
            yield from ((name, "", glyph) for glyph in text.more)
        else:  # which signs such numbers stand for only the reader's machine knows
            yield from (
                ("", sign, glyph) for sign, glyph in zip(text.signs, text.glyphs, strict=True)
            )

    def _drawn(self, key: Key) -> Ink | str:
        """Draw what a key stands for; or say at once what it shows."""
        name, sign, number = key
        is_plain = bool(sign) and kind_of(sign) in {Kind.HAN, Kind.DIGIT}
        font = self._font(name) if name else None
        if font is None or number == OTHERWISE:
            return UNKNOWN if is_plain else sign
        try:
            has, ink = font.sign(sign) if number is None else (True, font.glyph(number))
        except NotRead:
            return UNKNOWN if is_plain else sign
        if not has:
            return sign  # drawn in a font of the reader's machine
        if ink is None:
            return "" if sign and kind_of(sign) is not Kind.REST else sign
        is_looked_at = is_worth_looking(sign, ink) if sign else is_large(ink)
        return ink if is_looked_at else sign

    def _font(self, name: str) -> GlyphFont | None:
        if name not in self._fonts:
            try:
                self._fonts[name] = GlyphFont(self._contents[name])
            except NotRead:
                self._fonts[name] = None
        return self._fonts[name]

    def _look(self, inks: Mapping[Key, Ink]) -> None:
        known = likeness()
        for key, look in zip(inks, known.looks(list(inks.values())), strict=True):
            sign = key[1]
            self._keep(key, shown_for(sign, look, known) if sign else shown_by(look, known))
