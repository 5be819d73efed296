"""Turn what was taken out of a file into blocks, with every hit at its exact place. In the child.

What shows stays in its order, and what was deleted, noted or hidden stands where it is hidden; what
travels with a file but stands nowhere in it (properties, links, names) comes last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from review.domain.findings import Part, Showing
from review.domain.legible import Block, BlockKind, Piece
from review.screening.extraction.descent import Reading
from review.screening.judging import Judgement
from review.screening.segments import Segment, Visibility
from review.screening.unseen import seen_through

LONGEST = 4000
"""A line is cut into pieces of so many characters."""
_WIDEST = 40
"""A sheet of so many columns keeps its empty cells; a wider one closes up."""
_TOLD = frozenset({Part.LINK, Part.MACRO, Part.ANNOTATION, Part.FILE_NAME})
"""What travels with a file and is shown unmarked too; fonts and the like only when marked."""
_WORDS = re.compile("[\u3400-\u9fff]{2}")
_BLANK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a finding lies in the text of a segment."""

    start: int
    end: int
    finding: str


Spans = Mapping[int, Sequence[Span]]


@dataclass(slots=True)
class Placed:
    """The findings of a file by the segments they lie in, and which were met already."""

    spans: Spans
    begun: set[str] = field(default_factory=set)

    def over(self, segment: Segment) -> Sequence[Span]:
        """Return what lies over a segment."""
        return self.spans.get(id(segment), ())


def placed(read: Sequence[Reading], judgement: Judgement) -> Placed:
    """Find the place of every finding: where its rule was met, or what it is a trace of."""
    spans: dict[int, list[Span]] = defaultdict(list)
    by_path = {reading.path: reading.extract.segments for reading in read}
    for finding, group in zip(judgement.findings, judgement.groups, strict=True):
        for draft in group:
            if draft.hit is not None:
                hit = draft.hit
                spans[id(hit.segment)].append(Span(hit.start, hit.end, finding.id))
                continue
            found = _traced(
                by_path.get(draft.path, ()), path=draft.path, part=draft.part,
                place=draft.place, text=_text_of(draft.said),
            )  # fmt: skip
            if found is not None:
                segment, start, end = found
                spans[id(segment)].append(Span(start, end, finding.id))
    return Placed(spans)


def _text_of(said: str) -> str:
    """Return the words of a trace from what its finding binds to: who, text, perhaps a digest."""
    return [*said.split("\x1f"), ""][1].strip()


def _traced(
    segments: Iterable[Segment], *, path: str, part: Part, place: Mapping[str, str | int], text: str
) -> tuple[Segment, int, int] | None:
    """Find the segment a trace tells of: its words at its place, else what is hidden there."""
    here = [
        segment
        for segment in segments
        if segment.part is part and _located(segment.place, path) == place
    ]
    named = text.partition(" ")[2]  # of a property: its name, then what it says
    for words in filter(None, (text, named)):
        for segment in here:
            at = segment.text.find(words)
            if at >= 0:
                return segment, at, at + len(words)
    unseen = [each for each in here if each.visibility is not Visibility.VISIBLE]
    return (unseen[0], 0, len(unseen[0].text)) if place and len(unseen) == 1 else None


def _located(place: Mapping[str, str | int], path: str) -> Mapping[str, str | int]:
    if not path:
        return place
    inner = place.get("file")
    return {**place, "file": f"{path}/{inner}" if inner else path}


def blocks(read: Sequence[Reading], known: Placed) -> Iterator[Block]:
    """Yield the blocks of a file and of all that lies in it, in their order."""
    for reading in read:
        if reading.path:
            yield _divider({"file": reading.path})
        segments = list(_without_twins(reading.extract.segments, known))
        beside = [each for each in segments if _travels(each)]
        yield from _shown([each for each in segments if not _travels(each)], known)
        yield from _beside(beside, known)


def _travels(segment: Segment) -> bool:
    """It comes with the file and stands at no place of the paper."""
    is_part = segment.part is Part.OTHER and "file" in segment.place
    return segment.visibility is Visibility.META or (
        is_part and segment.visibility is Visibility.HIDDEN
    )


def _without_twins(segments: Iterable[Segment], known: Placed) -> Iterator[Segment]:
    """Leave out a text that was read once more, without its markup, if nothing is marked in it."""
    met = set[tuple[Part, str]]()
    for segment in segments:
        key = (segment.part, _BLANK.sub("", segment.text))
        if key in met and len(key[1]) > 1 and not known.over(segment):
            continue
        met.add(key)
        yield segment


def _shown(segments: Sequence[Segment], known: Placed) -> Iterator[Block]:
    at: dict[str, str | int] = {}
    row: list[Segment] = []
    for segment in segments:
        now = {key: segment.place[key] for key in ("page", "sheet") if key in segment.place}
        is_cell = bool(segment.heading or segment.column) and segment.grid is None
        if row and (not is_cell or now != at or not _is_same_row(row, segment)):
            yield _row_of(row, known)
            row = []
        if now and now != at:
            yield _divider(now)
        at = now or at
        if is_cell:
            row.append(segment)
        elif segment.part is Part.OTHER and segment.text == segment.place.get("sheet"):
            continue  # the name of the sheet, which its divider says
        elif segment.grid is not None:
            yield from _rows(segment, known)
        else:
            yield from _lines(segment, known)
    if row:
        yield _row_of(row, known)


def _is_same_row(row: Sequence[Segment], segment: Segment) -> bool:
    last = row[-1]
    return (
        segment.heading == last.heading
        and segment.visibility is last.visibility
        and segment.column not in {each.column for each in row}
    )


def _beside(segments: Sequence[Segment], known: Placed) -> Iterator[Block]:
    for segment in segments:
        if known.over(segment) or _says_something(segment):
            yield from _lines(segment, known)


def _says_something(segment: Segment) -> bool:
    """Fonts, counts and dates that every file carries are left out; names and remarks are not."""
    if segment.part is Part.PROPERTIES:
        return _WORDS.search(segment.text) is not None
    return segment.part in _TOLD or segment.visibility is Visibility.HIDDEN


def _divider(place: Mapping[str, str | int]) -> Block:
    return Block(
        kind=BlockKind.DIVIDER, part=Part.BODY.value, showing=Showing.VISIBLE, place=dict(place)
    )


def _lines(segment: Segment, known: Placed) -> Iterator[Block]:
    spans = sorted(known.over(segment), key=lambda span: (span.start, span.end))
    for start, end in _line_ends(segment.text):
        if segment.text[start:end].strip() or any(_meets(span, start, end) for span in spans):
            yield _block(segment, BlockKind.LINE, (_pieces(segment, start, end, spans, known),))


def _line_ends(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        for begin in range(start, max(end, start + 1), LONGEST):
            yield begin, min(begin + LONGEST, end)
        start = end + 1


def _rows(segment: Segment, known: Placed) -> Iterator[Block]:
    """Yield the rows of a sheet, each cell in its column where the sheet is not too wide."""
    assert segment.grid is not None  # noqa: S101  # the caller asked
    spans = sorted(known.over(segment), key=lambda span: (span.start, span.end))
    widest = max((column for _, column in segment.grid.cells), default=0)
    start = first = 0
    for line in segment.text.split("\n"):
        end = start + len(line)
        if line.strip():
            while first < len(spans) and spans[first].end <= start:
                first += 1
            near = [span for span in spans[first:] if span.start < end]
            yield _sheet_row(segment, (start, end), near, known, keeps_gaps=widest <= _WIDEST)
        start = end + 1


def _sheet_row(  # the row, what lies over it, and how it is laid out
    segment: Segment,
    line: tuple[int, int],
    spans: Sequence[Span],
    known: Placed,
    *,
    keeps_gaps: bool,
) -> Block:
    assert segment.grid is not None  # noqa: S101  # as above
    cells: list[tuple[Piece, ...]] = []
    start, end = line
    number = segment.grid.cell_at(start)[0]
    for text in segment.text[start:end].split("\t"):
        column = segment.grid.cell_at(start)[1]
        while keeps_gaps and len(cells) < column - 1:
            cells.append(())
        cells.append(_pieces(segment, start, start + len(text), spans, known))
        start += len(text) + 1
    return _block(segment, BlockKind.ROW, tuple(cells), place={"row": number})


def _row_of(row: Sequence[Segment], known: Placed) -> Block:
    cells = tuple(
        _pieces(each, 0, len(each.text), sorted(known.over(each), key=lambda s: s.start), known)
        for each in row
    )
    return _block(row[0], BlockKind.ROW, cells)


def _block(
    segment: Segment,
    kind: BlockKind,
    cells: tuple[tuple[Piece, ...], ...],
    *,
    place: Mapping[str, str | int] | None = None,
) -> Block:
    return Block(
        kind=kind,
        part=segment.part.value,
        showing=Showing.META if _travels(segment) else Showing.of(segment.visibility.value),
        cells=cells,
        place=place or {},
    )


def _meets(span: Span, start: int, end: int) -> bool:
    return span.start < end and span.end > start


def _pieces(
    segment: Segment, start: int, end: int, spans: Sequence[Span], known: Placed
) -> tuple[Piece, ...]:
    """Cut a stretch of text at the edges of what lies over it."""
    over = [span for span in spans if _meets(span, start, end)]
    edges = {start, end}
    for span in over:
        edges |= {max(span.start, start), min(span.end, end)}
    cuts = sorted(edges)
    return tuple(
        _piece(segment.text[begin:stop], begin, stop, over, known) for begin, stop in pairwise(cuts)
    )


def _piece(text: str, begin: int, stop: int, over: Sequence[Span], known: Placed) -> Piece:
    here = dict.fromkeys(span.finding for span in over if _meets(span, begin, stop))
    begins = tuple(one for one in here if one not in known.begun)
    known.begun.update(begins)
    ends = dict.fromkeys(span.finding for span in over if span.end == stop)
    return Piece(text=seen_through(text), findings=tuple(here), begins=begins, ends=tuple(ends))
