"""Turn what only recognition can read into text, or into the reason why it is unread."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from review.domain.findings import Part
from review.screening.segments import (
    Extract,
    NotRead,
    Reason,
    Scan,
    ScanKind,
    Segment,
    Trace,
    Unread,
    Visibility,
)

PICTURE, DISAGREES, HIDDEN = "hidden.picture", "scan.disagrees", "hidden.hidden_text"
Told = Callable[[int, int], None]
"""Told before each picture: its number and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was seen on a picture; `is_sure` is False as soon as some writing was not made out."""

    text: str
    is_sure: bool
    margins: Mapping[Part, str] = field(default_factory=dict)
    """What stands apart from the text, at the edges of a page."""
    disagreement: str = ""
    """What the picture shows and its text layer does not say, or the other way round."""


class Recogniser(Protocol):
    """Reads pictures of text, offline."""

    def see(self, scan: Scan) -> Sight:
        """Draw the picture and read it; NotRead when it cannot even be drawn."""


def untold(number: int, of: int) -> None:
    """Tell nobody how far the recognition is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """What sees pictures, if anything does, and who hears how far it is."""

    recogniser: Recogniser | None = None
    told: Told = untold


CLOSED = Eyes()


def seen(extracts: Sequence[Extract], *, eyes: Eyes, most: int) -> Iterator[Extract]:
    """Read the pictures of all that one file holds; without a recogniser they stay unread.

    With more than `most` pictures in all none is read, and the file is unreadable.
    """
    of, before = sum(len(extract.scans) for extract in extracts), 0
    is_over = eyes.recogniser is not None and of > most
    for extract in extracts:
        if not extract.scans:
            yield extract
        elif is_over:
            yield replace(extract, scans=(), unread=Unread(reason=Reason.TOO_MANY_SCANS))
        else:
            told = functools.partial(_counted, eyes.told, before, of)
            yield _seen(extract, eyes=replace(eyes, told=told))
        before += len(extract.scans)


def _counted(told: Told, before: int, of: int, number: int, _: int) -> None:
    """Tell the number of a picture among all of the file, not only of its own part."""
    told(before + number, of)


def _seen(extract: Extract, *, eyes: Eyes) -> Extract:
    finds: list[Segment | Trace] = []
    unread: list[Scan] = []
    for number, scan in enumerate(extract.scans, start=1):
        eyes.told(number, len(extract.scans))
        sight = _sight(scan, eyes.recogniser)
        if sight is not None:
            finds += (find for find in _finds(scan, sight) if find not in finds)
        if sight is None or not sight.is_sure:
            unread.append(scan)
    tried = eyes.recogniser is not None
    missed = _missed([scan for scan in unread if tried or not scan.layer], tried=tried)
    finds += [_left(scan) for scan in unread if _is_left(scan, tried=tried)]
    return replace(
        extract,
        scans=(),
        segments=(*extract.segments, *(find for find in finds if isinstance(find, Segment))),
        traces=(*extract.traces, *(find for find in finds if isinstance(find, Trace))),
        unread=extract.unread or missed,
    )


def _sight(scan: Scan, recogniser: Recogniser | None) -> Sight | None:
    try:
        return None if recogniser is None else recogniser.see(scan)
    except NotRead:
        return None


def _finds(scan: Scan, sight: Sight) -> Iterator[Segment | Trace]:
    """A second look at a page, on another ground, may say the same once more."""
    for part, text in {scan.part: sight.text, **sight.margins}.items():
        if text:
            yield Segment(text=text, part=part, place=scan.place, visibility=scan.visibility)
    if scan.visibility is not Visibility.VISIBLE and sight.text:
        yield Trace(rule=HIDDEN, part=scan.part, place=scan.place, text=sight.text)
    if sight.disagreement:
        yield Trace(rule=DISAGREES, part=scan.part, place=scan.place, text=sight.disagreement)


def _missed(unread: list[Scan], *, tried: bool) -> Unread | None:
    """A page that was not made out blocks; a picture on a page is left to people."""
    papers = [scan for scan in unread if scan.kind is ScanKind.PAGE]
    if not papers:
        return None
    pages = tuple(int(scan.place["page"]) for scan in papers if "page" in scan.place)
    if pages:
        return Unread(reason=Reason.UNSURE_PAGES if tried else _why(papers), pages=pages)
    return Unread(reason=Reason.UNSURE_PICTURE if tried else Reason.PICTURE)


def _why(papers: list[Scan]) -> Reason:
    reasons = {scan.reason or Reason.IMAGE_PAGES for scan in papers}
    return reasons.pop() if len(reasons) == 1 else Reason.IMAGE_PAGES


def _is_left(scan: Scan, *, tried: bool) -> bool:
    """A picture on a page is left to people; so is a page whose text layer nothing compared."""
    return scan.kind is ScanKind.PICTURE or bool(scan.layer and not tried)


def _left(scan: Scan) -> Trace:
    name = str(scan.place.get("file", "")).rpartition("/")[2]
    return Trace(rule=PICTURE, part=Part.PICTURE, place=scan.place, text=name)
