"""One of the ways in which a number format shows a value, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, DecimalException

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
LITERAL = ("quoted", "escaped", "filled", "currency", "other")
_PUNCTUATION = frozenset(" .,()+-/:%$¥￥€£'\u00a0")
"""What a number format adds without saying anything."""


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
        return "".join(text for kind, text in self.tokens if kind in LITERAL)

    @property
    def hides(self) -> bool:
        """Whether the value itself does not show, whatever else does."""
        return not self.has("digits", "general", "text", "day", "elapsed", "half", "exponent")

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all shows."""
        return self.hides and not self.literal.strip()

    @property
    def is_plain(self) -> bool:
        """Whether the value shows with nothing but punctuation and decimals."""
        whole = "".join(text for _, text in self.tokens).partition(".")[0]
        return (
            not self.hides
            and not self.has("day", "elapsed")
            and whole.count("0") <= 1
            and set(self.literal) <= _PUNCTUATION
            and not self.is_white
        )


def section_of(code: str) -> Section:
    """Take one section of a format code apart."""
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
