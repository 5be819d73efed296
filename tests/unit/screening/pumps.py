"""Texts that a regex almost matches, over and over: the worst that a hostile line can hold."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_TAKES, _MORE = 3, 3
_HAN = "公"


def pumps(regex: str, *, seed: int) -> Iterator[str]:
    """Yield short texts to repeat: what the regex matches, cut before its end, and its signs."""
    draw = random.Random(f"{regex}{seed}")  # noqa: S311 - a fixed drawing, nothing secret
    tree = parser.parse(regex)
    for _ in range(_TAKES):
        matched = _drawn(tree, draw)
        if matched:
            yield matched
            yield matched[: max(len(matched) - 1, 1)]
            yield matched[draw.randrange(len(matched))]
    yield _HAN


def literals(regex: str) -> Iterator[str]:
    """Yield every character that a regex names by itself."""
    yield from _named(parser.parse(regex))


def _drawn(tree: Any, draw: random.Random) -> str:
    return "".join(_piece(kind, value, draw) for kind, value in tree)


def _piece(kind: Any, value: Any, draw: random.Random) -> str:
    match kind:
        case codes.LITERAL:
            return chr(value)
        case codes.NOT_LITERAL | codes.ANY:
            return _HAN
        case codes.IN:
            return _of_set(value, draw)
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            least, most, tree = value
            times = draw.randint(least, min(int(most), least + _MORE))
            return "".join(_drawn(tree, draw) for _ in range(times))
        case codes.BRANCH | codes.SUBPATTERN:
            return _drawn(draw.choice(_inner(kind, value)), draw)
    return ""


def _of_set(value: Any, draw: random.Random) -> str:
    kind, found = draw.choice([item for item in value if item[0] is not codes.NEGATE] or value)
    if value[0][0] is codes.NEGATE:
        return _HAN
    if kind is codes.LITERAL:
        return chr(found)
    if kind is codes.RANGE:
        return chr(draw.randint(found[0], found[1]))
    return "0" if found is codes.CATEGORY_DIGIT else "a"


def _named(tree: Any) -> Iterator[str]:
    for kind, value in tree:
        if kind in {codes.LITERAL, codes.NOT_LITERAL}:
            yield chr(value)
        elif kind is codes.IN:
            yield from (chr(found) for sort, found in value if sort is codes.LITERAL)
        for inner in _inner(kind, value):
            yield from _named(inner)


def _inner(kind: Any, value: Any) -> Sequence[Any]:
    """Return the trees inside of a piece."""
    match kind:
        case codes.BRANCH:
            return value[1]  # type: ignore[no-any-return]
        case codes.SUBPATTERN:
            return (value[3],)
        case codes.MAX_REPEAT | codes.MIN_REPEAT | codes.POSSESSIVE_REPEAT:
            return (value[2],)
        case codes.ASSERT | codes.ASSERT_NOT:
            return (value[1],)
        case _:
            return ()
