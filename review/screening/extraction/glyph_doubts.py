"""What a glyph shows instead of the sign it is drawn for, where it plainly shows another.

Digits are so few that each glyph is held against all of them.
The bounds were measured (docs/adr/0019): in the typefaces of offices no sign is taken for another,
and of those that were exchanged 98 in 100 are told at once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from review.screening.extraction.glyph_fonts import SIZE, Ink
from review.screening.extraction.glyph_likeness import Among, Floats, Likeness

UNKNOWN: Final = "\u3013"
"""Stands for a sign of which only is known that it is another."""
_FIRST_HAN: Final = 0x2E80
_LARGE: Final = 0.5
_NOTHING_LIKE: Final = 0.12


class Kind(Enum):
    """How closely a sign is looked at."""

    HAN = "han"
    DIGIT = "digit"
    LETTER = "letter"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class _Bounds:
    """A glyph is believed from `own` on; another sign must be as alike, and by so much more."""

    own: float
    other: float
    more: float


_BOUNDS: Final = {
    Kind.HAN: _Bounds(own=0.5, other=0.6, more=0.15),
    Kind.DIGIT: _Bounds(own=0.5, other=0.6, more=0.15),
    Kind.LETTER: _Bounds(own=0.4, other=0.7, more=0.3),
    Kind.REST: _Bounds(own=0.4, other=0.7, more=0.3),
}
_ANY: Final = _BOUNDS[Kind.REST]


def kind_of(sign: str) -> Kind:
    """Return how closely a sign is looked at: least where fonts draw whatever they like."""
    plain = unicodedata.normalize("NFKC", sign)
    if len(plain) == 1 and plain.isascii() and plain.isalnum():
        return Kind.DIGIT if plain.isdigit() else Kind.LETTER
    return Kind.HAN if sign.isalnum() and ord(sign) >= _FIRST_HAN else Kind.REST


def is_worth_looking(sign: str, ink: Ink) -> bool:
    """Whether a glyph could be a Chinese sign, or is drawn for a letter: small marks are not."""
    return kind_of(sign) is not Kind.REST or is_large(ink)


def is_large(ink: Ink) -> bool:
    """Whether a glyph is as high and wide as a Chinese sign."""
    return bool(min(ink.shape) >= _LARGE * SIZE)


def shown_for(sign: str, look: Floats, likeness: Likeness) -> str:
    """Return the sign itself, or the other one that its glyph shows."""
    kind = kind_of(sign)
    bounds = _BOUNDS[kind]
    own = -1.0 if sign.isspace() else likeness.of(look, sign)
    if own is not None and own >= bounds.own and kind is not Kind.DIGIT:
        return sign
    other = _other(look, kind, bounds, likeness, own=-1.0 if own is None else own)
    if other:
        return other
    is_strange = kind is Kind.HAN and own is not None and own < _NOTHING_LIKE
    return UNKNOWN if is_strange else sign


def shown_by(look: Floats, likeness: Likeness) -> str:
    """Return the Chinese sign that a glyph plainly shows, if it shows one."""
    return _better(look, [Among.COMMON], _ANY, likeness, own=-1.0)


def _other(look: Floats, kind: Kind, bounds: _Bounds, likeness: Likeness, *, own: float) -> str:
    if kind is Kind.DIGIT:  # a stroke is much like a letter, too
        found = _better(look, [Among.DIGITS], bounds, likeness, own=own)
        return found or _better(look, [Among.COMMON], _ANY, likeness, own=own)
    among = [Among.COMMON] if kind is Kind.REST else list(Among)
    return _better(look, among, bounds, likeness, own=own)


def _better(
    look: Floats, among: Sequence[Among], bounds: _Bounds, likeness: Likeness, *, own: float
) -> str:
    sign, alike = likeness.best(look, among=among)
    return sign if alike >= bounds.other and alike - own >= bounds.more else ""
