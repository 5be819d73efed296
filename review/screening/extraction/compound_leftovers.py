"""What lies in a compound file outside of all its streams: removed ones, ends of sectors."""

from __future__ import annotations

import io
from collections.abc import Iterator

import olefile  # type: ignore[import-untyped]  # it ships none

from review.domain.findings import Part
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.compound_directory import ROOT, STREAM
from review.screening.extraction.finds import Find
from review.screening.extraction.sheet_words import unseen
from review.screening.segments import Embedded, NotRead, Reason, Trace

UNUSED = "hidden.unused_object"
_PLACE = {"file": "leftovers"}
_WHOLE = 4096
"""So many bytes are no end of a sector, but most of a stream that was taken out."""
_EMPTY, _END_OF_A_FILE = b"\0\xff", 8
_FILES = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_END = 0xFFFFFFFA
"""From here on numbers are no sectors, but say what a sector is for."""
_OF_THE_FILE = frozenset({0xFFFFFFFC, 0xFFFFFFFD})
_FAULTS = (
    OSError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    TypeError,
    RecursionError,
)


def leftover_finds(content: bytes) -> Iterator[Find]:
    """Hand on as text what belongs to no stream, and as files what begins like one."""
    left = leftovers_of(content)
    text = binary_texts(left)
    yield unseen(text, place=_PLACE)
    begins = [at for at in map(left.find, _FILES) if at >= 0]
    if begins or len(left) >= _WHOLE:
        yield Trace(rule=UNUSED, part=Part.OTHER, place=_PLACE, text=text or str(len(left)))
    for at in begins:
        yield Embedded(name=f"leftover{at}", content=left[at:])


def leftovers_of(content: bytes) -> bytes:
    """Return all bytes that belong to no stream, all but the noughts around them."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as opened:
            pieces = [*_unclaimed(opened, content), *_small(opened)]
    except _FAULTS as fault:
        raise NotRead(Reason.BROKEN) from fault
    return b"\n".join(trimmed for piece in pieces if (trimmed := _trimmed(piece)))


def _trimmed(piece: bytes) -> bytes:
    """Leave out the noughts before and after what is there, but not those that end a file."""
    end = len(piece.rstrip(_EMPTY))
    return piece[: end + _END_OF_A_FILE].lstrip(_EMPTY) if end else b""


def _unclaimed(opened: olefile.OleFileIO, content: bytes) -> Iterator[bytes]:
    """Yield stretches of sectors that no chain leads to, and what follows a stream in its last."""
    size, table = opened.sectorsize, opened.fat
    claimed = {number for number, use in enumerate(table) if use in _OF_THE_FILE}
    for first in (opened.first_dir_sector, opened.first_mini_fat_sector):
        claimed.update(_chain(table, first))
    for entry in filter(None, opened.direntries):
        is_large = entry.entry_type == STREAM and entry.size >= opened.minisectorcutoff
        if is_large or entry.entry_type == ROOT:
            chain = list(_chain(table, entry.isectStart))
            claimed.update(chain)
            last = entry.size % size
            if is_large and last and chain:
                begin = (chain[-1] + 1) * size
                yield content[begin + last : begin + size]
    at = size
    for number in sorted(claimed):
        begin = (number + 1) * size
        if begin > at:
            yield content[at:begin]
        at = max(at, begin + size)
    yield content[at:]


def _small(opened: olefile.OleFileIO) -> Iterator[bytes]:
    """Yield the same of the sectors that small streams share."""
    size, small = opened.mini_sector_size, opened.root.size
    if not small:
        return
    opened.loadminifat()
    shared = opened._open(opened.root.isectStart, small, force_FAT=True).read()  # noqa: SLF001
    claimed = set[int]()
    for entry in filter(None, opened.direntries):
        if entry.entry_type == STREAM and 0 < entry.size < opened.minisectorcutoff:
            chain = list(_chain(opened.minifat, entry.isectStart))
            claimed.update(chain)
            begin, last = chain[-1] * size if chain else 0, entry.size % size
            if last:
                yield shared[begin + last : begin + size]
    free = (
        shared[at : at + size] for at in range(0, len(shared), size) if at // size not in claimed
    )
    yield b"".join(free)


def _chain(table: list[int], number: int) -> Iterator[int]:
    """Yield the sectors of a chain, each once."""
    seen = set[int]()
    while 0 <= number < min(_END, len(table)) and number not in seen:
        seen.add(number)
        yield number
        number = table[number]
