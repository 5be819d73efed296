"""The text of an old Word file in its order: paragraphs of runs, each with what is said of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from review.screening.extraction import doc_sprms as sprm
from review.screening.extraction.doc_head import DocHead
from review.screening.extraction.doc_looks import DocLook, DocLooks
from review.screening.extraction.doc_pages import PARAGRAPHS, RUNS, formats
from review.screening.extraction.doc_pieces import Piece, pieces_of
from review.screening.extraction.doc_sprms import Orders, orders
from review.screening.extraction.doc_styles import STYLES, DocStyles
from review.screening.extraction.sheet_cells import Purse
from review.screening.segments import NotRead, Reason

CELL = "\x07"
_NOTHING = "\0"
_ENDS = re.compile("[\r\x07\x0c]")
_WIDE = 2
_PIECE_COST = 32
"""A piece costs as much as so many characters, so that there cannot be too many."""


@dataclass(slots=True)
class Raw:
    """One paragraph as it is stored."""

    runs: list[tuple[str, DocLook]]
    mark: str
    """The sign it ends with; empty where the text breaks off."""
    mark_look: DocLook
    done: Orders
    """What is done to it, by its style and by itself."""

    def does(self, order: int) -> bool:
        """Whether an order that is on or off is on."""
        operand = next((it for one, it in reversed(self.done) if one == order), b"")
        return operand[:1] not in {b"", b"\0"}


@dataclass(slots=True)
class _Pending:
    """The runs of a paragraph whose end has not come: its style is not known before that."""

    runs: list[tuple[str, bytes, Orders]] = field(default_factory=list)


class DocText:
    """The whole text behind one head."""

    def __init__(self, head: DocHead, *, purse: Purse) -> None:
        """Read pieces and formats; NotRead when they do not fit together."""
        self.pieces: Sequence[Piece] = pieces_of(head)
        self.runs = formats(head, RUNS, purse=purse)
        self.paragraphs = formats(head, PARAGRAPHS, purse=purse)
        self._begins = [piece.begin for piece in self.pieces]
        self._head, self._purse = head, purse
        purse.spend(_PIECE_COST * len(self.pieces))
        self._styles = DocStyles(head.area(STYLES))
        self._looks = DocLooks(self._styles)

    def raws(self, begin: int, end: int) -> Iterator[Raw]:
        """Yield the paragraphs between two places of the text."""
        pending = _Pending()
        for at, width, text, said, piece in self._stretches(begin, end):
            last = 0
            for found in _ENDS.finditer(text):
                pending.runs.append((text[last : found.start()], said, piece.orders))
                place = at + _units(text[: found.start()], width)
                yield self._raw(pending, found[0], place=place, said=said, done=piece.orders)
                pending, last = _Pending(), found.end()
            pending.runs.append((text[last:], said, piece.orders))
        if any(text for text, *_ in pending.runs):
            yield self._raw(pending, "", place=0, said=b"", done=())

    def _stretches(self, begin: int, end: int) -> Iterator[tuple[int, int, str, bytes, Piece]]:
        """Yield place in the stream, width, text, what is said of it and the piece it is in."""
        start_at = max(bisect_right(self._begins, begin) - 1, 0)
        for piece in islice(self.pieces, start_at, None):
            if piece.begin >= end:
                return
            first, last = max(piece.begin, begin), min(piece.end, end)
            if first >= last:
                continue
            self._purse.spend(last - first)
            width = piece.width
            start = piece.at + (first - piece.begin) * width
            stop = piece.at + (last - piece.begin) * width
            at = start
            for _, upto, said in self.runs.within(start, stop):
                until = stop if upto >= stop else upto - (upto - start) % width
                raw = self._head.words[at:until]
                text = raw.decode("utf-16-le" if width == _WIDE else "cp1252", "replace")
                if _NOTHING in text:
                    raise NotRead(Reason.BROKEN)  # Word writes none: something else lies here
                yield at, width, text, said, piece
                at = until

    def _raw(self, pending: _Pending, mark: str, *, place: int, said: bytes, done: Orders) -> Raw:
        about = self.paragraphs.at(place) if mark else b""
        style = int.from_bytes(about[:2], "little")
        look = self._looks.look
        return Raw(
            runs=[
                (text, look(its, style=style, done=own)) for text, its, own in pending.runs if text
            ],
            mark=mark,
            mark_look=look(said, style=style, done=done),
            done=(*self._styles.of(style)[0], *orders(about[2:]), *done),
        )


def is_row_end(raw: Raw) -> bool:
    """Whether a paragraph only ends a row of a table."""
    return raw.mark == CELL and raw.does(sprm.ROW_END)


def _units(text: str, width: int) -> int:
    """Return how many bytes a text took in the stream."""
    if width == _WIDE and not text.isascii():
        return len(text.encode("utf-16-le", "surrogatepass"))
    return len(text) * width
