"""Hold what a text layer says against what is seen: slips pass, sentences and numbers do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_GRAM = 3
"""So many letters in a row that both sides have are the same text."""
_SLIPS = 6
"""So many letters in a row that only one side has are no slip of recognition."""
_SHORT = 5
_NUMBER = re.compile(r"\d{6,}x?")
_KEPT = frozenset("★☆")
SEEN, SAID = "+", "-"
"""Only the picture shows it; only the text layer says it."""


def disagreement(layer: str, *, lines: Iterable[str], sure: Iterable[str]) -> str:
    """Return the longest piece that one side has and the other not; empty when they agree.

    `lines` are all lines seen, `sure` those of them that were read beyond doubt.
    """
    said, seen = _plain(layer.splitlines()), _plain(lines)
    only_seen = _only(_plain(sure), others=said)
    only_said = _only(said, others=seen)
    pieces = [*(SEEN + piece for piece in only_seen), *(SAID + piece for piece in only_said)]
    return max(pieces, key=len, default="")


def _plain(lines: Iterable[str]) -> list[str]:
    plain = (unicodedata.normalize("NFKC", line).casefold() for line in lines)
    kept = ("".join(char for char in line if char.isalnum() or char in _KEPT) for line in plain)
    return [line for line in kept if line]


def _only(lines: Sequence[str], *, others: Sequence[str]) -> Iterator[str]:
    """Yield what the lines say and the others, however they are broken, do not."""
    other = "".join(others)
    grams = {other[at : at + _GRAM] for at in range(len(other))}
    numbers = set(_NUMBER.findall(other))
    for line in lines:
        yield from (run for run in _NUMBER.findall(line) if not _has(run, other, numbers))
        if len(line) <= _SHORT:
            if not _is_near(line, other):
                yield line
        else:
            yield from _gaps(line, grams=grams)


def _has(number: str, other: str, numbers: set[str]) -> bool:
    """A line's end may have cut a number in two, or put it to another."""
    return number in other or any(run in number for run in numbers)


def _is_near(line: str, other: str) -> bool:
    if len(line) < _GRAM:
        return line in other or len(line) == 1 or line.isdigit()
    pairs = [line[at : at + 2] in other for at in range(len(line) - 1)]
    return sum(pairs) * 2 >= len(pairs)


def _gaps(line: str, *, grams: set[str]) -> Iterator[str]:
    covered = [False] * len(line)
    for at in range(len(line) - _GRAM + 1):
        if line[at : at + _GRAM] in grams:
            covered[at : at + _GRAM] = [True] * _GRAM
    for run in re.finditer("0+", "".join("1" if met else "0" for met in covered)):
        if len(run[0]) >= _SLIPS:
            yield line[run.start() : run.end()]
