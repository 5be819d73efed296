"""Read a file and everything that lies in it, however deep, within one set of limits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from review.domain.findings import Part
from review.screening.extraction.rough import rough_segments
from review.screening.extraction.sniffing import read
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    Extract,
    NotRead,
    Reason,
    ScanKind,
    Segment,
    Trace,
    Unread,
    Visibility,
)

PICTURE = "hidden.picture"
_BOMBS = frozenset({Reason.INFLATES, Reason.TOO_DEEP})
"""Of such there may be thousands in one file, and to look at each is what they are made for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file read; `path` leads to it inside the file given, and is empty for that itself."""

    path: str
    extract: Extract


def readings(content: bytes, *, name: str, limits: Limits) -> Iterator[Reading]:
    """Read a file, then each file inside it, depth first; nothing raises for what is unreadable."""
    given = Embedded(name=last_name(name), content=content)
    yield from _Descent(limits).down(given, path="", depth=0)


@dataclass(slots=True)
class _Descent:
    """What is left of the limits, and which pictures were read already."""

    limits: Limits
    seen: set[bytes] = field(default_factory=set)

    def down(self, file: Embedded, *, path: str, depth: int) -> Iterator[Reading]:
        extract = self._extract(file, depth=depth)
        yield Reading(path=path, extract=_with_name(extract, file, path=path))
        for inner in self._first_met(extract.embedded):
            below = f"{path}/{inner.name}" if path else inner.name
            yield from self.down(inner, path=below, depth=depth + 1)

    def _extract(self, file: Embedded, *, depth: int) -> Extract:
        if depth > self.limits.depth:
            return _unread(file, NotRead(Reason.TOO_DEEP))
        try:
            extract = read(file.content, name=file.name, limits=self.limits)
            if extract.confirm is not None:
                extract.confirm()
            self._spend(extract)
        except NotRead as refusal:
            return _unread(file, refusal)
        return _as_shown(extract) if file.is_picture else extract

    def _spend(self, extract: Extract) -> None:
        """Take what came out from what may still come out: one purse for all depths."""
        left = self.limits.inflated - sum(len(inner.content) for inner in extract.embedded)
        entries = self.limits.entries - len(extract.embedded)
        if left < 0 or entries < 0:
            raise NotRead(Reason.INFLATES, media_type=extract.media_type)
        self.limits = replace(self.limits, inflated=left, entries=entries)

    def _first_met(self, embedded: tuple[Embedded, ...]) -> Iterator[Embedded]:
        """A picture that many slides show is read once."""
        for inner in embedded:
            digest = hashlib.sha256(inner.content).digest()
            if not inner.is_picture or digest not in self.seen:
                self.seen.add(digest)
                yield inner


def _unread(file: Embedded, refusal: NotRead) -> Extract:
    """A picture that no program of ours opens is left to people; a file like that blocks."""
    if file.is_picture and refusal.reason is not Reason.INFLATES:
        shown = Trace(rule=PICTURE, part=file.part, text=file.name)
        return Extract(media_type=refusal.media_type, traces=(shown,))
    is_bomb = refusal.reason in _BOMBS
    return Extract(
        media_type=refusal.media_type,
        unread=Unread(reason=refusal.reason),
        rough=() if is_bomb else rough_segments(file.content),
    )


def _as_shown(extract: Extract) -> Extract:
    """What is a page as a file is a picture on a page of the paper that shows it."""
    scans = tuple(replace(scan, kind=ScanKind.PICTURE) for scan in extract.scans)
    return replace(extract, scans=scans)


def _with_name(extract: Extract, file: Embedded, *, path: str) -> Extract:
    return replace(extract, segments=(name_segment(path or file.name), *extract.segments))


def last_name(path: str) -> str:
    """Return the name of a file without its folders, as either system writes them."""
    return path.replace("\\", "/").rpartition("/")[2]


def name_segment(path: str) -> Segment:
    """A file's name is text too, each folder above it inside an archive a line."""
    lines = path.replace("/", "\n")
    return Segment(text=lines, part=Part.FILE_NAME, visibility=Visibility.META)
