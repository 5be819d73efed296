"""Which findings are to be cut out of a file, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from review.domain.findings import Part
from review.screening.fold import FoldTable
from review.screening.hit import Hit
from review.screening.judging import Draft, Judgement
from review.screening.redaction.choice import Choice
from review.screening.redaction.masks import masks
from review.screening.redaction.readings import Readings, end_of
from review.screening.redaction.removal import Removal
from review.screening.segments import Segment, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is chosen: stretches that show, and texts that do not but must not be there either."""

    removals: tuple[Removal, ...] = ()
    unseen: tuple[str, ...] = field(default=(), repr=False)
    """Nothing of them may be met beyond what shows and is kept."""
    with_pictures: bool = False


def chosen(
    judgement: Judgement, choice: Choice, *, table: FoldTable, segments: Sequence[Segment]
) -> Chosen:
    """Return what is to be removed, each thing of a group by itself; `segments` are all texts."""
    hits = [
        (draft, draft.hit)
        for finding, group in zip(judgement.findings, judgement.groups, strict=True)
        if choice.takes(finding)
        for draft in group
        if draft.hit is not None
    ]
    shown = [hit for draft, hit in hits if _shows(draft, hit)]
    views = Readings(segments)
    unseen = [hit for draft, hit in hits if not _shows(draft, hit)]
    unseen += [hit for hit in shown if views.is_reading(hit.segment)]
    return Chosen(
        removals=tuple(_removals(shown, choice, table=table, views=views)),
        unseen=tuple(map(_text, unseen)),
        with_pictures=choice.with_pictures,
    )


_CARRIED = frozenset(
    {Part.BODY, Part.TEXT_BOX, Part.HEADER, Part.FOOTER, Part.FOOTNOTE, Part.ENDNOTE}
)
"""The parts whose text goes over into a copy; of a sheet only its cells do."""


def _shows(draft: Draft, hit: Hit) -> bool:
    segment = hit.segment
    is_cell = segment.grid is not None or "sheet" not in segment.place
    is_carried = not draft.path and segment.part in _CARRIED and is_cell
    return is_carried and segment.visibility is Visibility.VISIBLE


def _text(hit: Hit) -> str:
    return hit.segment.text[hit.start : hit.end]


def _removals(
    hits: list[Hit], choice: Choice, *, table: FoldTable, views: Readings
) -> Iterator[Removal]:
    for hit in hits:
        rule, place, text = hit.rule.id, hit.segment.place, _text(hit)
        is_reading = views.is_reading(hit.segment)
        yield Removal(
            page=int(place.get("page", 0)),
            file=str(place.get("file", "")),
            paragraph=int(place.get("paragraph", 0)),
            sheet=str(place.get("sheet", "")),
            start=hit.start,
            end=end_of(hit) if is_reading else hit.end,
            text="" if is_reading else text,
            replacement=masks().instead(text, rule=rule, table=table),
            reason=masks().reason(rule, choice.exemption),
        )
