"""Number formats: what of a cell's value shows, and whether anything does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, DecimalException
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from review.screening.extraction.sheet_days import day_text
from review.screening.extraction.sheet_numbers import stored
from review.screening.extraction.sheet_places import filled
from review.screening.extraction.sheet_sections import LITERAL, Section, section_of

_SECTIONS = re.compile(r'(?:"[^"]*"?|\\.|\[[^\]]*\]?|[^;"\\\[])+|(?<=;)(?=;|$)|^(?=;)', re.DOTALL)
_COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = MappingProxyType(
    {
        "<": lambda value, limit: value < limit,
        "<=": lambda value, limit: value <= limit,
        ">": lambda value, limit: value > limit,
        ">=": lambda value, limit: value >= limit,
        "=": lambda value, limit: value == limit,
        "<>": lambda value, limit: value != limit,
    }
)
_SIGNS = {1: ("",), 2: (">=", "<"), 3: (">", "<", "="), 4: (">", "<", "=")}
_LONGEST, _LONGEST_NUMBER = 4096, 64
_REMEMBERED = 4096

_SMALL = 100
"""A number below it that shows as a sign, such as 1 as a tick, hides nothing."""


class Shown(NamedTuple):
    """How a value looks."""

    text: str | None = None
    """None where it looks as it is kept."""
    is_white: bool = False
    hides: bool = False
    """Whether the value itself does not show, though words of the format may."""


_AS_KEPT = Shown()
_DAY, _TIME, _DAY_AND_TIME = "yyyy-mm-dd", "h:mm:ss", "yyyy-mm-dd h:mm"
_BUILT_IN_DAYS = (14, *range(27, 32), 36, 50, 51, 52, 54, 57, 58)
_BUILT_IN_TIMES = (18, 19, 20, 21, 45, 46, 47)
BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        **dict.fromkeys((*_BUILT_IN_DAYS, 15, 16, 17), _DAY),
        **dict.fromkeys(_BUILT_IN_TIMES, _TIME),
        **dict.fromkeys((22, 32, 33, 34, 35, 53, 55, 56), _DAY_AND_TIME),
        49: "@",
    }
)
"""The formats that have a number and no text; the others add only punctuation."""


class NumberFormat:
    """A format code, taken apart; knows what a value looks like under it."""

    def __init__(self, code: str, *, since_1904: bool = False) -> None:
        """Take the code apart; `since_1904` is how the workbook counts its days."""
        self._since_1904 = since_1904
        self._sections = tuple(map(section_of, _SECTIONS.findall(code[:_LONGEST])[:4]))
        self._known: dict[str, Shown] = {}
        self.code, self.has_shown = code, False
        """Whether a value was met that looks otherwise than it is kept."""

    @cached_property
    def is_plain(self) -> bool:
        """Whether values look as they are kept."""
        return all(section.is_plain for section in self._sections)

    @cached_property
    def shows_nothing(self) -> bool:
        """Whether no value shows under it."""
        return bool(self._sections) and all(section.is_empty for section in self._sections)

    def shows(self, text: str) -> Shown:
        """Return how a number looks; a column repeats its values, so they are remembered."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[text] = self._shows(text)
            self.has_shown = self.has_shown or bool(known.text)
        return known

    def _shows(self, text: str) -> Shown:
        section = self._section_for(text) if len(text) <= _LONGEST_NUMBER else None
        if section is None:
            return _AS_KEPT
        looks = _looks(section, text, since_1904=self._since_1904)
        least = Decimal(0) if section.is_empty else Decimal(_SMALL)
        hides = section.hides and abs(Decimal(text)) > least
        return Shown(looks, section.is_white, hides)

    def shows_text(self, text: str) -> Shown:
        """Return how a text looks."""
        textual = [section for section in self._sections if section.has("text")]
        section = self._sections[3] if len(self._sections) > 3 else next(iter(textual), None)  # noqa: PLR2004
        if section is None:
            return Shown(None, len(self._sections) == 1 and self._sections[0].is_white)
        if not section.literal.strip():
            return Shown(None, section.is_white, section.hides)
        self.has_shown = True
        pieces = (
            text if kind == "text" else said
            for kind, said in section.tokens
            if kind in {"text", *LITERAL}
        )
        return Shown("".join(pieces), section.is_white, section.hides)

    def _section_for(self, text: str) -> Section | None:
        try:
            value = Decimal(text)
        except DecimalException:
            return None
        if not value.is_finite():
            return None
        has_conditions = any(section.condition for section in self._sections)
        signs = ("",) * 3 if has_conditions else _SIGNS.get(len(self._sections), ())
        for section, sign in zip(self._sections, signs, strict=False):
            operator, limit = section.condition or (sign, Decimal(0))
            if not operator or _COMPARED[operator](value, limit):
                return section
        return None


def _looks(section: Section, text: str, *, since_1904: bool) -> str | None:
    if section.is_empty or section.is_plain:
        return None
    if section.has("day", "elapsed"):
        return day_text(float(text), list(_codes(section)), since_1904=since_1904)
    if section.has("exponent", "general", "text") or not section.has("digits"):
        value = stored(text) if section.has("exponent", "general", "text") else ""
        return " ".join(filter(None, (section.literal.strip(), value)))
    return filled(section, text)


def _codes(section: Section) -> Iterator[str]:
    for kind, text in section.tokens:
        if kind in {"day", "elapsed"}:
            yield text.casefold()
        elif kind in LITERAL:
            yield f'"{text}'
        elif kind == "width":
            yield '" '
