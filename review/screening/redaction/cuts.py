"""Stretches cut out of a text, also of one that stands in several pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from review.screening.redaction.masks import masks
from review.screening.redaction.removal import NotRemoved, Removal

GAP: Final = "\x1e"
"""Stands in what is kept around what was put in place of a cut."""
_PUT = re.compile(f"{GAP}([^{GAP}]*){GAP}")


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch that goes, and what is put there."""

    start: int
    end: int
    put: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy that a cutter made, before anything of it is proven."""

    content: bytes = field(repr=False)
    kept: tuple[str, ...] = field(repr=False)
    """All texts that stand in it, as `kept_of` gives them: what was removed may be met here."""
    cuts: int
    """So many places were cut."""
    done: int
    """So many removals were found where they should be."""
    pictures: int = 0
    """So many pictures it keeps."""


def cuts_in(text: str, removals: Iterable[Removal]) -> list[Cut]:
    """Return the cuts of a text in their order; those that overlap are one.

    Raises:
        NotRemoved: one of them is of what does not stand in this text.
    """
    cuts: list[Cut] = []
    for one in sorted(removals, key=lambda one: (one.start, -one.end)):
        if not 0 <= one.start < one.end <= len(text) or not _stands(one, text):
            raise NotRemoved(one.place)
        if cuts and one.start < cuts[-1].end:
            last = cuts.pop()
            cuts.append(Cut(last.start, max(last.end, one.end), last.put))
        else:
            cuts.append(Cut(one.start, one.end, masks().with_reason(one.replacement, one.reason)))
    return cuts


def _stands(removal: Removal, text: str) -> bool:
    return removal.text in {"", text[removal.start : removal.end]}


def without(text: str, cuts: Iterable[Cut]) -> str:
    """Return a text with what is put in place of its cuts."""
    return "".join(_pieces(text, [(cut, cut.put) for cut in cuts]))


def kept_of(text: str, cuts: Iterable[Cut]) -> str:
    """Return a text in which it can be told what stands in place of its cuts."""
    return "".join(_pieces(text, [(cut, f"{GAP}{cut.put}{GAP}") for cut in cuts]))


def puts_in(kept: str) -> Iterator[str]:
    """Yield what was put in place of the cuts of a text."""
    return (found[1] for found in _PUT.finditer(kept))


def _pieces(text: str, cuts: Iterable[tuple[Cut, str]]) -> Iterator[str]:
    at = 0
    for cut, put in cuts:
        yield text[at : cut.start]
        yield put
        at = cut.end
    yield text[at:]


def spread(cuts: Sequence[Cut], starts: Sequence[int], sizes: Sequence[int]) -> list[list[Cut]]:
    """Return for each piece of a text its own cuts; what is put stands in the first piece cut."""
    found: list[list[Cut]] = [[] for _ in starts]
    at = 0
    for cut in cuts:
        while at < len(starts) and starts[at] + sizes[at] <= cut.start:
            at += 1
        put, piece = cut.put, at
        while piece < len(starts) and starts[piece] < cut.end:
            begin, end = (
                max(cut.start - starts[piece], 0),
                min(cut.end - starts[piece], sizes[piece]),
            )
            if begin < end:
                found[piece].append(Cut(begin, end, put))
                put = ""
            piece += 1
    return found
