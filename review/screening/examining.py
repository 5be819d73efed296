"""Examine one file's bytes: extract, see, fold, match, judge. Runs inside the limited child."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from review.domain.annotation import annotation_in
from review.domain.findings import Part
from review.domain.stated import stated_in
from review.domain.vocabulary import DisclosureMode
from review.screening.examination import Examination
from review.screening.extraction.descent import Reading, last_name, name_segment, readings
from review.screening.extraction.rough import rough_segments
from review.screening.judging import judge
from review.screening.limits import Limits
from review.screening.ruleset import Ruleset
from review.screening.seeing import CLOSED, Eyes, seen
from review.screening.segments import Extract, Reason, Unread, Visibility

_ANNOTATED = frozenset({Part.BODY, Part.TEXT_BOX, Part.FOOTER})
_SHORT = 60


def examine(
    content: bytes, *, name: str, ruleset: Ruleset, limits: Limits, eyes: Eyes = CLOSED
) -> Examination:
    """Read the file and all that lies in it, and judge it; the name of the unread is text too."""
    met = tuple(readings(content, name=name, limits=limits))
    extracts = seen([reading.extract for reading in met], eyes=eyes, most=limits.scans)
    read = tuple(
        replace(reading, extract=extract) for reading, extract in zip(met, extracts, strict=True)
    )
    sha256 = hashlib.sha256(content).hexdigest()
    return Examination(
        media_type=read[0].extract.media_type,
        judgement=judge(read, ruleset=ruleset, sha256=sha256),
        unreads=tuple(_unreads(read)),
        annotation=_annotation(read[0].extract),
        stated=stated_in(_shown(read[0].extract, frozenset({Part.BODY, Part.TEXT_BOX}))),
        scans=sum(len(reading.extract.scans) for reading in met),
    )


def examine_roughly(content: bytes, *, name: str, ruleset: Ruleset, limits: Limits) -> Examination:
    """Judge what can be made out without parsing; what is found says nothing of the rest."""
    extract = Extract(
        media_type="application/octet-stream",
        segments=(name_segment(last_name(name)),),
        unread=Unread(reason=Reason.CRASHED),
        rough=rough_segments(content[: limits.content]),
    )
    sha256 = hashlib.sha256(content).hexdigest()
    judgement = judge([Reading(path="", extract=extract)], ruleset=ruleset, sha256=sha256)
    return Examination(
        media_type=extract.media_type,
        judgement=judgement,
        unreads=(Unread(reason=Reason.CRASHED),),
    )


def _unreads(read: tuple[Reading, ...]) -> Iterator[Unread]:
    for reading in read:
        if reading.extract.unread is not None:
            yield replace(reading.extract.unread, file=reading.path)


def _annotation(extract: Extract) -> DisclosureMode | None:
    """Return the mode that the paper itself states; an annotation is a short line of its body."""
    lines = (line for line in _shown(extract, _ANNOTATED) if len(line) <= _SHORT)
    return annotation_in("\n".join(lines))


def _shown(extract: Extract, parts: frozenset[Part]) -> list[str]:
    """Return the lines of these parts that a reader of the printed paper sees."""
    return [
        line
        for segment in extract.segments
        if segment.visibility is Visibility.VISIBLE and segment.part in parts
        for line in segment.text.splitlines()
    ]
