"""Tables as the readers hand them on: a sheet in one text, a text in columns, cells one by one."""

from __future__ import annotations

from collections.abc import Sequence

from review.domain.findings import Finding, Part
from review.screening.extraction.descent import Reading
from review.screening.judging import judge
from review.screening.ruleset import Ruleset
from review.screening.segments import Extract, Grid, Segment

Rows = Sequence[Sequence[str]]


def sheet(rows: Rows) -> tuple[Segment, ...]:
    """A sheet of a spreadsheet: one text with a line for each row, and a grid."""
    text, starts, cells = "", [], []
    for row, said in enumerate(rows, start=1):
        for column, cell in enumerate(said, start=1):
            starts.append(len(text))
            cells.append((row, column))
            text += cell + ("\t" if column < len(said) else "\n")
    headings = dict(enumerate(rows[0], start=1))
    return (
        Segment(
            text=text, part=Part.BODY, place={"sheet": "表"}, grid=Grid(starts, cells, headings)
        ),
    )


def columns(rows: Rows, *, border: str) -> tuple[Segment, ...]:
    """A text in columns, as text files and pages have them."""
    return (Segment(text="\n".join(border.join(row) for row in rows), part=Part.BODY),)


def word_table(rows: Rows) -> tuple[Segment, ...]:
    """A table of a Word file: each cell by itself, labelled by its row, its table and its column.

    The reader takes a row of one cell for a title and the next one for the head.
    """
    heads = next(row for row in rows if sum(map(bool, row)) > 1)
    head = "".join(heads)
    return tuple(
        Segment(
            text=cell,
            part=Part.BODY,
            place={"paragraph": number},
            heading=f"{row[0]}\n{head}\n",
            column=heads[number],
        )
        for row in rows
        for number, cell in enumerate(row)
    )


SHAPES = {
    "sheet": sheet,
    "tabs": lambda rows: columns(rows, border="\t"),
    "spaces": lambda rows: columns(rows, border="    "),
    "one space": lambda rows: columns(rows, border=" "),
    "commas": lambda rows: columns(rows, border=","),
    "bars": lambda rows: columns(rows, border=" | "),
    "Word": word_table,
}
"""The same table in every shape in which it may come."""


def found(segments: Sequence[Segment], *, ruleset: Ruleset) -> tuple[Finding, ...]:
    """What the rules find in these texts."""
    extract = Extract(media_type="text/plain", segments=tuple(segments))
    return judge([Reading(path="", extract=extract)], ruleset=ruleset, sha256="0" * 64).findings


def said(finding: Finding, segments: Sequence[Segment]) -> str:
    """The text at the place of a finding that stands alone."""
    start, end = int(finding.place["start"]), int(finding.place["end"])
    texts = [segment.text[start:end] for segment in segments if _is_at(segment, finding)]
    return texts[0]


def _is_at(segment: Segment, finding: Finding) -> bool:
    at = segment.place.get("paragraph")
    return at is None or at == finding.place.get("paragraph") or segment.heading == ""
