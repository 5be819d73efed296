"""The limited process that lays one file out to be read: bytes in by a pipe, safe text out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from multiprocessing.connection import Connection

from review.domain.legible import NOTHING, Block, Legible
from review.screening.blocks import blocks, placed
from review.screening.extraction.descent import readings
from review.screening.handing import Handed, taken
from review.screening.judging import judge
from review.screening.limits import Limits
from review.screening.reading_answer import packed
from review.screening.ruleset import Ruleset
from review.screening.seeing import CLOSED, seen

PART_CHARACTERS, PART_BLOCKS = 40_000, 600
"""So much of a paper is shown at once."""

AHEAD = 16
"""So many parts are laid out together: to reach any, the whole file is read."""


def serve(pipe: Connection, given: Handed, limits: Limits, *, part: int) -> None:
    """Answer with the file that comes through the pipe; faults tell nothing of it."""
    ruleset = taken(given)
    try:
        name = pipe.recv_bytes().decode("utf-8", "surrogatepass")
        content = pipe.recv_bytes()
        answer = packed(laid_out(content, name=name, ruleset=ruleset, limits=limits, part=part))
    except Exception:  # noqa: BLE001 - whatever a parser throws: it cannot be shown as text
        answer = packed((NOTHING,))
    pipe.send_bytes(answer)
    pipe.close()


def laid_out(
    content: bytes, *, name: str, ruleset: Ruleset, limits: Limits, part: int
) -> tuple[Legible, ...]:
    """Read a file, find what the rules find in it, and lay out what is asked for and comes next."""
    met = tuple(readings(content, name=name, limits=limits))
    extracts = seen([reading.extract for reading in met], eyes=CLOSED, most=limits.scans)
    read = tuple(
        replace(reading, extract=extract) for reading, extract in zip(met, extracts, strict=True)
    )
    judgement = judge(read, ruleset=ruleset, sha256=hashlib.sha256(content).hexdigest())
    is_whole = all(reading.extract.unread is None for reading in read)
    known = placed(read, judgement)
    return _parts_of(blocks(read, known), part=part, is_whole=is_whole)


def _parts_of(every: Iterable[Block], *, part: int, is_whole: bool) -> tuple[Legible, ...]:
    """Keep a part and those behind it; the last one where there is none of that number."""
    kept: dict[int, list[Block]] = {1: []}
    where: dict[str, int] = {}
    number, characters, count = 1, 0, 0
    for block in every:
        if characters >= PART_CHARACTERS or count >= PART_BLOCKS:
            number, characters, count = number + 1, 0, 0
            if number <= part:
                kept.clear()
        if number < part + AHEAD:
            kept.setdefault(number, []).append(block)
        pieces = [piece for cell in block.cells for piece in cell]
        where.update({finding: number for piece in pieces for finding in piece.begins})
        characters += sum(len(piece.text) for piece in pieces)
        count += 1
    return tuple(
        Legible(blocks=tuple(some), part=one, parts=number, where=where, is_whole=is_whole)
        for one, some in kept.items()
    )
