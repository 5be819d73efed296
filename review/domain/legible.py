"""A file as people read it: blocks of safe text, what is hidden under a word, findings in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from review.domain.findings import Showing


class BlockKind(StrEnum):
    """What a block is on the page."""

    LINE = "line"
    ROW = "row"
    DIVIDER = "divider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text, and the ids of the findings that lie over it."""

    text: str = field(repr=False)
    findings: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    """Of these the first of all their places begins here: a link to the finding leads here."""
    ends: tuple[str, ...] = ()
    """These end here: their numbers stand behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, one row of a table, or the line between two pages, sheets or files."""

    kind: BlockKind
    part: str
    """One of the values of `Part`."""
    showing: Showing
    cells: tuple[tuple[Piece, ...], ...] = ()
    """A paragraph has one; a row has one for each column."""
    place: Mapping[str, str | int] = field(default_factory=dict)
    """Of a divider what begins there (file, page, sheet); of a row its number as `row`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legible:
    """One part of a file as it is read; a long file has several."""

    blocks: tuple[Block, ...] = field(repr=False)
    part: int
    """Counted from 1."""
    parts: int
    where: Mapping[str, int]
    """For each finding that could be placed in the text the part in which it stands first."""
    is_whole: bool
    """False: something of the file could not be read as text."""


NOTHING = Legible(blocks=(), part=1, parts=1, where={}, is_whole=False)
"""Of a file that cannot be shown as text; the file itself is there to be opened."""
