"""The marks that set how runs of a Word file look: whose they are, and what they say."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from review.screening.extraction.markup import local
from review.screening.extraction.word_styles import value_of

_OPAQUE = 95_000
"""Of 100,000 parts transparency: what is more cannot be seen."""
_OFF = frozenset({"0", "false", "off"})


def is_on(mark: etree._Element | None) -> bool:
    """Whether a mark is there, and says nothing to the contrary."""
    return mark is not None and value_of(mark).casefold() not in _OFF


def run_of(mark: etree._Element) -> etree._Element | None:
    """Return the run that a property is of; nothing for one of a paragraph or an old version."""
    group = mark.getparent()
    owner = None if group is None else group.getparent()
    return owner if owner is not None and local(owner) == "r" else None


def runs_under(mark: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs that a style is named for: a run, or all of a paragraph or a table."""
    group = mark.getparent()
    owner = None if group is None else group.getparent()
    if owner is not None:
        yield from owner.iter("{*}r")


def number(mark: etree._Element, *, default: int) -> int:
    """Return the whole number that a mark is set to, or the default."""
    try:
        return int(value_of(mark).rstrip("%"))
    except ValueError:
        return default


def is_transparent(fill: etree._Element | None) -> bool:
    """Whether letters of this filling cannot be seen on any ground."""
    if fill is None:
        return False
    if any(local(child) == "noFill" for child in fill.iterchildren(etree.Element)):
        return True
    return any(number(alpha, default=0) >= _OPAQUE for alpha in fill.iter("{*}alpha"))
