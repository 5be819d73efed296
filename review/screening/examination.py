"""Examine one file's bytes: extract, fold, match, judge. Runs inside the limited child."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from review.domain.annotation import annotation_in
from review.domain.findings import Part
from review.domain.vocabulary import DisclosureMode
from review.screening.extraction.sniffing import read
from review.screening.judging import Judgement, judge
from review.screening.limits import Limits
from review.screening.ruleset import Ruleset
from review.screening.segments import Extract, NotRead, Segment, Unread, Visibility

_ANNOTATED = frozenset({Part.BODY, Part.TEXT_BOX, Part.FOOTER})
_SHORT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What one examination came to."""

    media_type: str
    judgement: Judgement
    unread: Unread | None
    was_begun: bool = True
    """False: no process was to be had, so nobody looked at the file at all."""
    annotation: DisclosureMode | None = None


def examine(content: bytes, *, name: str, ruleset: Ruleset, limits: Limits) -> Examination:
    """Read the file and judge it; its name is text too, also when nothing else can be read."""
    try:
        extract = read(content, limits=limits)
    except NotRead as refusal:
        extract = Extract(media_type=refusal.media_type, unread=Unread(reason=refusal.reason))
    extract = replace(extract, segments=(_name(name), *extract.segments))
    sha256 = hashlib.sha256(content).hexdigest()
    return Examination(
        media_type=extract.media_type,
        judgement=judge(extract, ruleset=ruleset, sha256=sha256),
        unread=extract.unread,
        annotation=_annotation(extract),
    )


def _annotation(extract: Extract) -> DisclosureMode | None:
    """Return the mode that the paper itself states; an annotation is a short line of its body."""
    shown = (
        segment.text
        for segment in extract.segments
        if segment.visibility is Visibility.VISIBLE and segment.part in _ANNOTATED
    )
    lines = (line for text in shown for line in text.splitlines() if len(line) <= _SHORT)
    return annotation_in("\n".join(lines))


def _name(name: str) -> Segment:
    last = name.replace("\\", "/").rpartition("/")[2]
    return Segment(text=last, part=Part.FILE_NAME, visibility=Visibility.META)
