"""What a run of an old Word file looks like: whether it shows, and what was changed about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from review.screening.extraction import doc_sprms as sprm
from review.screening.extraction.colours import BLACK, HIGHLIGHTS, WHITE, Colour, alike
from review.screening.extraction.doc_sprms import Orders, orders
from review.screening.extraction.doc_styles import DocStyles
from review.screening.extraction.word_looks import HIDDEN, TINY, WHITE_TEXT

_NAMES = ("", "black", "blue", "cyan", "green", "magenta", "red", "yellow", "white", "darkBlue",
          "darkCyan", "darkGreen", "darkMagenta", "darkRed", "darkYellow", "darkGray",
          "lightGray")  # fmt: skip
"""The colours of old Word files by their numbers; none for the automatic one."""
_AUTOMATIC = 0xFF
_TINY_HALF_POINTS, _TINY_PERCENT = 4, 5
_ON, _AS_STYLE, _UNLIKE_STYLE = 1, 0x80, 0x81
_CLEAR, _SOLID = 0, 1


@dataclass(frozen=True, slots=True)
class DocLook:
    """What is known of a run."""

    hidden: bool = False
    tiny: bool = False
    narrow: bool = False
    colour: Colour | None = None
    pen: Colour | None = None
    shade: Colour | None = None
    is_shaded: bool = False
    """Has a ground of its own, if perhaps one that cannot be known."""
    removed: bool = False
    added: bool = False
    adder: int = 0
    remover: int = 0
    reformer: int = -1
    """Who changed its form, by the number among the authors of the file."""
    symbol: tuple[int, int] | None = None
    """Font and code of the sign it shows instead of its text."""

    def rule(self, *, ground: Colour | None) -> str:
        """Say by which rule it does not show on a ground; empty when it does."""
        if self.hidden:
            return HIDDEN
        if self.tiny or self.narrow:
            return TINY
        if self.pen is not None:
            return WHITE_TEXT if alike(self.colour or BLACK, self.pen) else ""
        own = self.shade if self.is_shaded else ground
        return WHITE_TEXT if alike(self.colour, own) else ""


PLAIN = DocLook()


class DocLooks:
    """Looks by what is said of a run, each worked out once."""

    def __init__(self, styles: DocStyles) -> None:
        """Keep the styles."""
        self._styles = styles
        self._known: dict[tuple[int, bytes, Orders], DocLook] = {}

    def look(self, said: bytes, *, style: int, done: Orders) -> DocLook:
        """Return the look of a run in a paragraph of a style, with what its piece adds."""
        key = (style, said, done)
        if key not in self._known:
            self._known[key] = self._worked_out(tuple(orders(said)), style, done)
        return self._known[key]

    def _worked_out(self, own: Orders, style: int, done: Orders) -> DocLook:
        by_style = self._styles.of(style)[1]
        for order, operand in own:
            if order == sprm.RUN_STYLE:
                by_style += self._styles.of(int.from_bytes(operand, "little"))[1]
        base = _applied(PLAIN, by_style, hidden_by_style=False)
        return _applied(base, (*own, *done), hidden_by_style=base.hidden)


def _applied(look: DocLook, done: Iterable[tuple[int, bytes]], *, hidden_by_style: bool) -> DocLook:
    changes: dict[str, object] = {}
    for order, operand in done:
        if order in {sprm.VANISH, sprm.SPECIAL_VANISH}:
            is_on = _is_on(operand, by_style=hidden_by_style)
            changes["hidden"] = is_on or (order != sprm.VANISH and bool(changes.get("hidden")))
        elif order in sprm.RUN_REFORMED:
            if operand[:1] == b"\1":
                changes["reformer"] = int.from_bytes(operand[1:3], "little")
        else:
            changes |= _change(order, operand)
    return replace(look, **changes) if changes else look  # type: ignore[arg-type]


def _is_on(operand: bytes, *, by_style: bool) -> bool:
    value = operand[0] if operand else 0
    if value in {_AS_STYLE, _UNLIKE_STYLE}:
        return by_style is (value == _AS_STYLE)
    return value == _ON


def _change(order: int, operand: bytes) -> Mapping[str, object]:
    number = int.from_bytes(operand, "little")
    match order:
        case sprm.COLOUR:
            return {"colour": _colour(operand)}
        case sprm.COLOUR_NUMBER:
            return {"colour": numbered(number)}
        case sprm.PEN:
            return {"pen": numbered(number)}
        case sprm.SYMBOL:
            return {"symbol": (number & 0xFFFF, number >> 16)}
        case sprm.RUN_SHADE | sprm.RUN_SHADE_OLD:
            is_shaded, colour = shade(operand)
            return {"is_shaded": is_shaded, "shade": colour}
        case _:
            return _counted(order, number)


def _counted(order: int, number: int) -> Mapping[str, object]:
    match order:
        case sprm.SIZE:
            return {"tiny": 0 < number <= _TINY_HALF_POINTS}
        case sprm.WIDTH:
            return {"narrow": 0 < number <= _TINY_PERCENT}
        case sprm.RUN_REMOVED | sprm.RUN_ADDED:
            return {"removed" if order == sprm.RUN_REMOVED else "added": bool(number & 1)}
        case sprm.ADDER | sprm.REMOVER:
            return {"adder" if order == sprm.ADDER else "remover": number}
        case _:
            return {}


def _colour(operand: bytes) -> Colour | None:
    known = len(operand) == 4 and operand[3] != _AUTOMATIC  # noqa: PLR2004 - bytes
    return (operand[0], operand[1], operand[2]) if known else None


def numbered(number: int) -> Colour | None:
    """Return a colour by its number; nothing for the automatic one."""
    return HIGHLIGHTS.get(_NAMES[number]) if number < len(_NAMES) else None


def shade(operand: bytes) -> tuple[bool, Colour | None]:
    """Say whether there is a shading at all, and its colour where that is known."""
    if len(operand) == 2:  # noqa: PLR2004 - bytes of the old form
        number = int.from_bytes(operand, "little")
        fore, back, pattern = numbered(number & 31), numbered(number >> 5 & 31), number >> 10
        is_none = number in {0, 0xFFFF}
    else:
        fore, back = _colour(operand[:4]), _colour(operand[4:8])
        pattern = int.from_bytes(operand[8:10], "little")
        is_none = fore is None and back is None and not 0 < pattern < 0xFFFF  # noqa: PLR2004
    if is_none:
        return False, None
    if pattern == _CLEAR:
        return (True, back) if back is not None else (False, None)
    return True, (fore or BLACK) if pattern == _SOLID else None


def ground_of(done: Orders, *, below: Colour | None = WHITE) -> Colour | None:
    """Return what the text of a paragraph stands on, given what the paragraph stands on."""
    for order, operand in reversed(done):
        if order in {sprm.PARAGRAPH_SHADE, sprm.PARAGRAPH_SHADE_OLD}:
            is_shaded, colour = shade(operand)
            return colour if is_shaded else below
    return below
