"""The digits of a number put into the places of its format."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from review.screening.extraction.sheet_sections import Section

_MOST_PLACES = 30


def filled(section: Section, text: str) -> str | None:
    """Put the digits of a number into the places of its format, from the point outwards."""
    point = next((n for n, (_, piece) in enumerate(section.tokens) if piece == "."), None)
    before, after = section.tokens[:point], section.tokens[point:] if point is not None else ()
    places = sum(len(piece) for kind, piece in after if kind == "digits")
    number = abs(Decimal(text)).scaleb(2 if "%" in section.literal else 0)
    if number.adjusted() > _MOST_PLACES or places > _MOST_PLACES:
        return None
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    front = _placed(before, whole)
    return "".join((*front, *_in_order(after, part))).strip()


def _placed(tokens: tuple[tuple[str, str], ...], digits: str) -> list[str]:
    """Fill the places before the point from the right; what is left over stands in the first."""
    first = next((n for n, (kind, _) in enumerate(tokens) if kind == "digits"), None)
    left, pieces = digits.lstrip("0"), []
    for number in range(len(tokens) - 1, -1, -1):
        kind, piece = tokens[number]
        if kind != "digits":
            pieces.append(" " if kind == "width" else piece)
            continue
        places = piece.replace(",", "")
        taken = left if number == first else left[-len(places) :]
        left = left[: len(left) - len(taken)]
        pieces.append(taken.rjust(len(places.lstrip("#?")), "0"))
    return pieces[::-1]


def _in_order(tokens: tuple[tuple[str, str], ...], digits: str) -> Iterator[str]:
    for kind, piece in tokens:
        if kind == "digits":
            yield digits[: len(piece)]
            digits = digits[len(piece) :]
        else:
            yield " " if kind == "width" else piece
