"""Number formats: what of a cell's value shows, and whether anything does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from functools import cached_property
from types import MappingProxyType

from review.screening.extraction.sheet_numbers import day_text, stored

_SECTIONS = re.compile(r'(?:"[^"]*"?|\\.|\[[^\]]*\]?|[^;"\\\[])+|(?<=;)(?=;|$)|^(?=;)', re.DOTALL)
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<width>.) | \*(?P<filled>.)
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]? | (?P<elapsed>\[(?:h+|m+|s+)\])
    | \[(?P<condition>[^\]]*)\]?
    | (?P<general>general|g/[^;"\\\[]+) | (?P<half>am/pm|a/p) | (?P<exponent>e[+-])
    | (?P<day>y+|m+|d+|h+|s+|e+|a+|g+|b[12]?) | (?P<digits>[0\#?][0\#?,]*)
    | (?P<text>@) | (?P<other>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_WHITE = frozenset({"white", "color2", "color 2"})
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
_LONGEST, _LONGEST_NUMBER, _MOST_PLACES = 4096, 64, 30
_REMEMBERED = 4096
_LITERAL = ("quoted", "escaped", "filled", "currency", "other")
_PUNCTUATION = frozenset(" .,()+-/:%$¥￥€£'\u00a0")
"""What a number format adds without saying anything."""

Shown = tuple[str | None, bool]
"""How a value looks (None: as it is kept, empty: not at all), and whether in white letters."""

_AS_KEPT: Shown = (None, False)

BUILT_IN: Mapping[int, str] = MappingProxyType(
    {
        **dict.fromkeys((14, *range(27, 32), 36, 50, 51, 52, 54, 57, 58), "yyyy-mm-dd"),
        15: "d-mm-yy",
        16: "d-mm",
        17: "mm-yy",
        18: "h:mm",
        19: "h:mm:ss",
        20: "h:mm",
        21: "h:mm:ss",
        22: "yyyy-m-d h:mm",
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mm:ss",
        **dict.fromkeys((32, 33, 34, 35, 53, 55, 56), "yyyy-mm-dd h:mm"),
        49: "@",
    }
)
"""The formats that have a number and no text; the others add only punctuation."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four ways in which a format shows a value."""

    tokens: tuple[tuple[str, str], ...]
    """Kind and text of each piece."""
    condition: tuple[str, Decimal] | None
    is_white: bool

    def has(self, *kinds: str) -> bool:
        """Whether there is a piece of one of these kinds."""
        return any(kind in kinds for kind, _ in self.tokens)

    @property
    def literal(self) -> str:
        """What it shows beside the value."""
        return "".join(text for kind, text in self.tokens if kind in _LITERAL)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all shows."""
        return not self.literal.strip() and not self.has(
            "digits", "general", "text", "day", "elapsed", "half", "exponent"
        )

    @property
    def is_plain(self) -> bool:
        """Whether the value shows with nothing but punctuation and decimals."""
        whole = "".join(text for _, text in self.tokens).partition(".")[0]
        return (
            not self.is_empty
            and not self.has("day", "elapsed")
            and whole.count("0") <= 1
            and set(self.literal) <= _PUNCTUATION
            and not self.is_white
        )


class NumberFormat:
    """A format code, taken apart; knows what a value looks like under it."""

    def __init__(self, code: str, *, since_1904: bool = False) -> None:
        """Take the code apart; `since_1904` is how the workbook counts its days."""
        self._since_1904 = since_1904
        self._sections = tuple(map(_section, _SECTIONS.findall(code[:_LONGEST])[:4]))
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
            self.has_shown = self.has_shown or bool(known[0])
        return known

    def _shows(self, text: str) -> Shown:
        section = self._section_for(text) if len(text) <= _LONGEST_NUMBER else None
        if section is None:
            return _AS_KEPT
        return _looks(section, text, since_1904=self._since_1904), section.is_white

    def shows_text(self, text: str) -> Shown:
        """Return how a text looks."""
        textual = [section for section in self._sections if section.has("text")]
        section = self._sections[3] if len(self._sections) > 3 else next(iter(textual), None)  # noqa: PLR2004
        if section is None:
            return None, len(self._sections) == 1 and self._sections[0].is_white
        if section.is_empty:
            return "", section.is_white
        if not section.literal.strip():
            return None, section.is_white
        self.has_shown = True
        pieces = (
            text if kind == "text" else said
            for kind, said in section.tokens
            if kind in {"text", *_LITERAL}
        )
        return "".join(pieces), section.is_white

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


def _section(code: str) -> Section:
    tokens, condition, white = [], None, False
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or ""
        text = found[kind] if kind else ""
        if kind == "condition":
            condition = condition or _condition(text)
            white = white or text.casefold() in _WHITE
        else:
            tokens.append((kind, text))
    return Section(tuple(tokens), condition, white)


def _condition(text: str) -> tuple[str, Decimal] | None:
    found = _CONDITION.fullmatch(text.strip())
    try:
        return None if found is None else (found[1], Decimal(found[2]))
    except DecimalException:
        return None


def _looks(section: Section, text: str, *, since_1904: bool) -> str | None:
    if section.is_empty:
        return "" if Decimal(text) else None  # a zero that does not show hides nothing
    if section.is_plain:
        return None
    if section.has("day", "elapsed"):
        return day_text(float(text), list(_codes(section)), since_1904=since_1904)
    if section.has("exponent", "general", "text") or not section.has("digits"):
        value = stored(text) if section.has("exponent", "general", "text") else ""
        return " ".join(filter(None, (section.literal.strip(), value)))
    return _filled(section, text)


def _codes(section: Section) -> Iterator[str]:
    for kind, text in section.tokens:
        if kind in {"day", "elapsed"}:
            yield text.casefold()
        elif kind in _LITERAL:
            yield f'"{text}'
        elif kind == "width":
            yield '" '


def _filled(section: Section, text: str) -> str | None:
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
