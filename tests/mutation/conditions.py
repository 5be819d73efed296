"""Every way to weaken a guard's condition by one part, found in its text.

A part is what stands between AND or OR, at any depth: in the condition itself and behind every
ON and WHERE of its questions. A part is taken away (it refuses nothing of its own, it asks nothing)
or turned round; a word of a list is left out; the whole refuses nothing, or all but what it should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD_LIST = re.compile(r"IN \(('[a-z_.]+'(?:, '[a-z_.]+')+)\)")
_QUESTION = re.compile(r"\(\s*SELECT\b")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a condition that is true or false by itself."""

    start: int
    end: int
    neutral: str
    """What it is replaced by when it is taken away: it refuses nothing, or demands nothing."""


def weakened(condition: str) -> Iterator[tuple[str, str]]:
    """Yield what was done to a condition, and the condition after it."""
    yield "refuses nothing", "1 = 0"
    if condition.strip() == "1 = 1":
        return
    yield "turned round", f"NOT ({condition})"
    for part in _within(condition, 0, len(condition), ""):
        before, after = condition[: part.start], condition[part.end :]
        text = condition[part.start : part.end]
        shown = " ".join(text.split())
        yield f"without: {shown}", f"{before} {part.neutral} {after}"
        yield f"turned round: {shown}", f"{before} NOT ({text}) {after}"
    for found in _WORD_LIST.finditer(condition):
        words = found[1].split(", ")
        for left_out in words:
            kept = ", ".join(word for word in words if word != left_out)
            before, after = condition[: found.start(1)], condition[found.end(1) :]
            yield f"list without {left_out} at {found.start()}", before + kept + after


def _within(text: str, start: int, end: int, neutral: str) -> Iterator[Part]:
    """Yield a stretch as a part, and then the parts it is made of."""
    start, end = _bare(text, start, end)
    if neutral:
        yield Part(start, end, neutral)
    inner = _unwrapped(text, start, end)
    for word, nothing in (("OR", "1 = 0"), ("AND", "1 = 1")):
        pieces = _split(text, *inner, word)
        if len(pieces) > 1:
            for piece in pieces:
                yield from _within(text, *piece, nothing)
            return
    if text.startswith("NOT (", inner[0]):
        yield from _within(text, inner[0] + 4, inner[1], "")
    else:
        yield from _questions(text, *inner)


def _questions(text: str, start: int, end: int) -> Iterator[Part]:
    """Look behind ON and WHERE of the questions that a part asks."""
    at = start
    while found := _QUESTION.search(text, at, end):
        close = _closing(text, found.start())
        yield from _clauses(text, found.end(), close)
        at = close


def _clauses(text: str, start: int, end: int) -> Iterator[Part]:
    where = _find(text, start, end, "WHERE")
    joined = _find(text, start, where, "ON")
    if joined < where:
        yield from _within(text, joined + 2, where, "1 = 1")
    if where < end:
        yield from _within(text, where + 5, end, "1 = 1")


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    """Take off brackets that hold nothing but conditions."""
    wraps = text[start] == "(" and _closing(text, start) == end - 1
    if not wraps or _QUESTION.match(text, start):
        return start, end
    return _unwrapped(text, *_bare(text, start + 1, end - 1))


def _split(text: str, start: int, end: int, word: str) -> list[tuple[int, int]]:
    pieces, first = [], start
    while (at := _find(text, first, end, word)) < end:
        pieces.append((first, at))
        first = at + len(word)
    return [*pieces, (first, end)]


def _find(text: str, start: int, end: int, word: str) -> int:
    """Return where a word stands outside brackets and quotes, or the end."""
    at = start
    while at < end:
        if text[at] == "(":
            at = _closing(text, at)
        elif text[at] == "'":
            at = text.index("'", at + 1)
        elif re.match(rf"\b{word}\b", text[at : at + len(word) + 1]) and not text[at - 1].isalnum():
            return at
        at += 1
    return end


def _closing(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise ValueError(text[start:])
