"""The parts of an old workbook's stream: its globals, its sheets, the charts in them."""

from __future__ import annotations

from dataclasses import dataclass

from review.screening.extraction.biff_records import BOF, EOF, Record, records
from review.screening.segments import NotRead, Reason


@dataclass(frozen=True, slots=True)
class Substream:
    """The workbook's globals, a sheet, a chart: from a BOF to its EOF."""

    at: int
    kind: int
    """0x5 globals, 0x10 sheet, 0x20 chart, 0x40 macro sheet."""
    records: tuple[Record, ...]
    inner: tuple[Substream, ...]
    """Charts that lie in it."""


def substreams(stream: bytes) -> tuple[list[Substream], list[Record]]:
    """Take a stream apart; also what stands outside every substream."""
    found: list[Substream] = []
    loose: list[Record] = []
    open_: list[tuple[Record, list[Record], list[Substream]]] = []
    for record in records(stream):
        if record.kind == BOF:
            open_.append((record, [], []))
        elif record.kind == EOF and open_:
            head, inside, inner = open_.pop()
            kind = head.number("H", 2)
            done = Substream(head.at, kind, (head, *inside), tuple(inner))
            (open_[-1][2] if open_ else found).append(done)
        elif open_:
            open_[-1][1].append(record)
        else:
            loose.append(record)
    if open_:
        raise NotRead(Reason.BROKEN)
    return found, loose
