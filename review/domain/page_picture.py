"""A page of a paper as it looks, and where on it findings lie."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A rectangle of the picture under which a finding lies, in dots from the upper left."""

    finding: str
    """By the id that screening gives it."""
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """One page, drawn."""

    image: bytes = field(repr=False)
    """A PNG."""
    width: int
    height: int
    """In dots."""
    page: int
    """Counted from 1."""
    pages: int
    spots: tuple[Spot, ...]
