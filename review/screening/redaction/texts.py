"""Clean copies of texts and of tables written as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from review.screening.extraction.delimited import parts_of
from review.screening.extraction.plain import encoding_of, read_plain
from review.screening.limits import Limits
from review.screening.redaction.cells import CutCells
from review.screening.redaction.cuts import Copy, cuts_in, kept_of, without
from review.screening.redaction.packing import seen
from review.screening.redaction.removal import Removal


def copied_text(content: bytes, *, removals: Sequence[Removal], limits: Limits) -> Copy:
    """Return a text without what was removed, in the encoding that it came in."""
    text, encoding = _text(content, limits=limits), encoding_of(content)
    cuts = cuts_in(text, removals)
    return Copy(
        content=seen(without(text, cuts)).encode(encoding),
        kept=(kept_of(text, cuts),),
        cuts=len(cuts),
        done=len(removals),
    )


def copied_table(content: bytes, *, removals: Sequence[Removal], limits: Limits) -> Copy:
    """Return a table written as text without what was removed, its cells as they were."""
    text, encoding = _text(content, limits=limits), encoding_of(content)
    parts = parts_of(text, limits=limits)
    if parts is None:
        return copied_text(content, removals=removals, limits=limits)
    cells = CutCells(list(parts.cells.lines()), removals)
    made = io.StringIO(newline="")
    made.write(parts.before)
    ends = "\r\n" if "\r\n" in text else "\n"
    writer = csv.writer(made, delimiter=parts.sign, lineterminator=ends)
    for number, row in enumerate(
        csv.reader(io.StringIO(parts.body, newline=""), delimiter=parts.sign), 1
    ):
        writer.writerow(
            [seen(cells.shown(number, column, value)) for column, value in enumerate(row, 1)]
        )
    kept = (parts.before, *cells.kept)
    return Copy(
        content=made.getvalue().encode(encoding), kept=kept, cuts=cells.cuts, done=len(removals)
    )


def _text(content: bytes, *, limits: Limits) -> str:
    (segment,) = read_plain(content, limits=limits).segments
    return segment.text
