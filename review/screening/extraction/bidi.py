"""The order in which signs show where a text turns its own direction around."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from review.screening.segments import Extract, Segment

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200f\u061c]")
_OVERRIDES = {"\u202d": "L", "\u202e": "R"}
_RIGHTWARDS = frozenset("\u202a\u202d\u2066\u2068")
_ENDS = frozenset("\u202c\u2069")
_DEEPEST = 60
"""Unicode allows 125 levels; no text that is meant to be read has ten."""
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N"}
Sign = tuple[str, str, int]
"""A character, its direction (L, R, N for a digit, - for none) and its level."""


def with_shown_order(extract: Extract) -> Extract:
    """Add to each text that turns its direction the lines as a reader sees them."""
    if not any(_TURNS.search(segment.text) for segment in extract.segments):
        return extract
    return replace(extract, segments=tuple(_both_ways(extract.segments)))


def _both_ways(segments: Sequence[Segment]) -> Iterator[Segment]:
    for segment in segments:
        yield segment
        turned = [line for line in segment.text.splitlines() if _TURNS.search(line)]
        shown = "\n".join(map(shown_order, turned))
        if shown and shown != "\n".join(map(_bare, turned)):
            yield replace(segment, text=shown, grid=None)


def _bare(line: str) -> str:
    return _TURNS.sub("", line)


def shown_order(line: str) -> str:
    """Return the signs of a line from left to right, as the rules of Unicode turn them."""
    signs = _with_levels(_resolved(list(_signs(line))))
    for level in range(max((sign[2] for sign in signs), default=0), 0, -1):
        signs = list(_turned(signs, level=level))
    return "".join(sign[0] for sign in signs)


def _signs(line: str) -> Iterator[Sign]:
    """Yield each sign that shows, with the level of what it is embedded in."""
    stack: list[tuple[int, str]] = [(0, "")]
    for char in line:
        level, forced = stack[-1]
        if char in _ENDS:
            if len(stack) > 1:
                stack.pop()
        elif _TURNS.match(char) and char not in "\u200f\u061c":
            odd = char not in _RIGHTWARDS
            deeper = level + 1 + ((level + 1) % 2 != odd)
            stack.append((min(deeper, _DEEPEST + odd), _OVERRIDES.get(char, "")))
        else:
            yield char, forced or _STRONG.get(unicodedata.bidirectional(char), "-"), level


def _resolved(signs: list[Sign]) -> list[Sign]:
    """Give digits the direction of the letters before them, and neutral signs that around them."""
    known = list(_with_digits(signs))
    return list(_with_neutrals(known))[::-1]


def _with_digits(signs: list[Sign]) -> Iterator[Sign]:
    last: dict[int, str] = {}
    for char, direction, level in signs:
        kept = "L" if direction == "N" and last.get(level, _side(level)) == "L" else direction
        if kept in {"L", "R"}:
            last[level] = kept
        yield char, kept, level


def _with_neutrals(signs: list[Sign]) -> Iterator[Sign]:
    """Yield the signs from the last to the first."""
    following: dict[int, str] = {}
    for index in range(len(signs) - 1, -1, -1):
        char, direction, level = signs[index]
        if direction == "-":
            direction = _between(signs, index, following=following.get(level, _side(level)))
        else:
            following[level] = "R" if direction == "N" else direction
        yield char, direction, level


def _between(signs: list[Sign], index: int, *, following: str) -> str:
    """Return the direction of a neutral sign: that of both its neighbours, else of its level."""
    level = signs[index][2]
    at = index - 1
    while at >= 0 and signs[at][1] == "-" and signs[at][2] == level and index - at < _DEEPEST:
        at -= 1
    known = at >= 0 and signs[at][2] == level and signs[at][1] != "-"
    preceding = ("R" if signs[at][1] == "N" else signs[at][1]) if known else _side(level)
    return following if following == preceding else _side(level)


def _side(level: int) -> str:
    return "R" if level % 2 else "L"


def _with_levels(signs: list[Sign]) -> list[Sign]:
    raised = {("L", 1): 1, ("N", 1): 1, ("R", 0): 1, ("N", 0): 2}
    return [(char, side, level + raised.get((side, level % 2), 0)) for char, side, level in signs]


def _turned(signs: list[Sign], *, level: int) -> Iterator[Sign]:
    """Turn around every run of signs of this level or deeper."""
    run: list[Sign] = []
    for sign in signs:
        if sign[2] >= level:
            run.append(sign)
            continue
        yield from reversed(run)
        run = []
        yield sign
    yield from reversed(run)
