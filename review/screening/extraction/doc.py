"""Old Word files (.doc, .wps): all text behind the head of the file, and every other stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from review.domain.findings import Part
from review.screening.extraction.compound_beside import beside_finds
from review.screening.extraction.compound_streams import Path
from review.screening.extraction.doc_around import around_finds, other_texts
from review.screening.extraction.doc_head import WORD_DOCUMENT, DocHead, head_of
from review.screening.extraction.doc_leftovers import (
    Stretch,
    data_finds,
    leftover_finds,
    table_pictures,
    taken_by,
)
from review.screening.extraction.doc_stories import DocStories
from review.screening.extraction.doc_text import DocText
from review.screening.extraction.finds import Find
from review.screening.extraction.old_office import old_extract
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_words import unseen
from review.screening.extraction.workbook_extract import FEW
from review.screening.limits import Limits
from review.screening.segments import (
    Extract,
    Segment,
    Trace,
    Visibility,
)

MEDIA_TYPE = "application/msword"
_DATA = "Data"
_STORED = "glossary"
_PAPER = frozenset({Part.BODY, Part.TEXT_BOX, Part.FOOTNOTE, Part.ENDNOTE})


def is_word(paths: Iterable[Path]) -> bool:
    """Whether a compound file with these streams is a Word file."""
    return (WORD_DOCUMENT,) in paths


def doc_extract(streams: Mapping[Path, bytes], *, limits: Limits) -> Extract:
    """Read the streams of an old Word file; NotRead when one cannot be read."""
    return old_extract(_Reader(streams, limits=limits), media_type=MEDIA_TYPE, limits=limits)


@dataclass(slots=True)
class _Reader:
    """Reads the streams of one file, and counts what its paper shows."""

    streams: Mapping[Path, bytes]
    limits: Limits
    shown: int = 0
    _taken: list[Stretch] = field(default_factory=list)

    def finds(self) -> Iterator[Find]:
        """Hand on the paper, then what lies beside it."""
        purse = Purse(self.limits)
        head = head_of(self.streams)
        for find in self._stories(head, purse=purse):
            self.shown += _characters(find)
            yield find
        if head.following:
            yield from self._stored(head.following, purse=purse)
        yield from leftover_finds(head.words, self._taken)
        yield unseen(other_texts(head), place={"file": WORD_DOCUMENT})
        is_paper = self.shown < FEW
        yield from table_pictures(head)
        yield from data_finds(_DATA, self.streams.get((_DATA,), b""), is_paper=is_paper)
        read = {(WORD_DOCUMENT,), (_DATA,)}
        beside = {
            path: it
            for path, it in self.streams.items()
            if path not in read and it is not head.table
        }
        yield from beside_finds(beside, limits=self.limits)

    def _stories(self, head: DocHead, *, purse: Purse, file: str = "") -> Iterator[Find]:
        text = DocText(head, purse=purse)
        self._taken += taken_by(head, text)
        yield from DocStories(head, text, file).finds()
        yield from around_finds(head)

    def _stored(self, at: int, *, purse: Purse) -> Iterator[Find]:
        """Hand on the texts that the file stores for use elsewhere, which have a head of theirs."""
        said = list[str]()
        for find in self._stories(head_of(self.streams, at=at), purse=purse, file=_STORED):
            if isinstance(find, Segment) and find.visibility is Visibility.HIDDEN:
                said.append(find.text)
            yield find
        place = {"file": _STORED}
        yield Trace(rule="hidden.glossary", part=Part.OTHER, place=place, text="\n".join(said))


def _characters(find: Find) -> int:
    """Count the characters of a find that a reader of the paper sees."""
    if not isinstance(find, Segment) or find.part not in _PAPER:
        return 0
    return len("".join(find.text.split())) if find.visibility is Visibility.VISIBLE else 0
