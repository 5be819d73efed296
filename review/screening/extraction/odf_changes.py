"""The changes that an OpenDocument keeps: who added what is there, and what was deleted."""

from __future__ import annotations

from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.finds import Finds, meta
from review.screening.extraction.markup import local, text_in
from review.screening.extraction.paragraphs import Look
from review.screening.segments import Segment, Trace, Visibility

CHANGE: Final = "hidden.tracked_change"
_SIGNS = frozenset({"creator", "date", "change-info"})


class Changes:
    """Which changes are open at a place in the text, and what all of them took away."""

    def __init__(self, root: etree._Element) -> None:
        """Find every change that is kept below an element."""
        self._regions = [
            region
            for kept in root.iter(etree.Element)
            if local(kept) == "tracked-changes"
            for region in kept.iterchildren(etree.Element)
        ]
        self._added = {_identity(one): who_of(one) for one in self._regions if _is_added(one)}
        self._open: dict[str, None] = {}

    def turn(self, identity: str, *, on: bool) -> None:
        """Begin or end a change in the text."""
        if on and identity in self._added:
            self._open[identity] = None
        elif not on:
            self._open.pop(identity, None)

    def open_look(self) -> Look | None:
        """Return how text shows here that somebody added; nothing where nobody did."""
        identity = next(iter(self._open), None)
        if identity is None:
            return None
        return Look(CHANGE, Visibility.VISIBLE, self._added[identity])

    def finds(self) -> Finds:
        """Tell of what was deleted or overwritten, and who did it."""
        for region in self._regions:
            who, text = who_of(region), _taken(region)
            if who:
                yield meta(who, part=Part.BODY)
            if text:
                yield Segment(text=text, part=Part.BODY, visibility=Visibility.DELETED)
            if text or not _is_added(region):
                yield Trace(rule=CHANGE, part=Part.BODY, who=who, text=text or local(region))


def who_of(node: etree._Element) -> str:
    """Return the author of a change or a comment."""
    names = (text_in(one).strip() for one in node.iter(etree.Element) if local(one) == "creator")
    return next(filter(None, names), "")


def _identity(region: etree._Element) -> str:
    ids = (str(value) for key, value in region.items() if str(key).endswith("}id"))
    return next(ids, "")


def _is_added(region: etree._Element) -> bool:
    return any(local(one) == "insertion" for one in region.iter(etree.Element))


def _taken(region: etree._Element) -> str:
    """Return the paragraphs that were taken away, a line for each; signs of a comment too."""
    lines = [
        text_in(one).strip()
        for one in region.iter(etree.Element)
        if local(one) in {"p", "h"} and not _within_signs(one)
    ]
    return "\n".join(filter(None, lines))


def _within_signs(node: etree._Element) -> bool:
    return any(local(above) in _SIGNS for above in node.iterancestors())
