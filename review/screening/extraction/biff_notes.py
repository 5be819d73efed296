"""Comments, text boxes and shapes on an old sheet: their parts come in separate records."""

from __future__ import annotations

from review.domain.findings import Part
from review.screening.extraction.biff_drawings import descriptions
from review.screening.extraction.biff_records import Record
from review.screening.extraction.biff_strings import Cursor, Texts
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_notes import one_note
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_words import Finds, unseen
from review.screening.segments import Segment, Trace, column_name

NOTE, OBJECT, BOX, DRAWING = 0x001C, 0x005D, 0x01B6, 0x00EC
_IS_NOTE = 0x19
_NUMBERED, _AUTHOR_AT, _FIRST_PART = 8, 8, 22


class BiffNotes:
    """Puts together what belongs to one comment or one box."""

    def __init__(self, sheet: Sheet, texts: Texts) -> None:
        """Begin without comments."""
        self._sheet, self._texts = sheet, texts
        self.unknown: list[str] = []
        self._finds: list[Segment | Trace] = []
        self._notes: dict[int, tuple[str, str]] = {}
        """Cell and author of each comment by the number of its object."""
        self._said: dict[int, str] = {}
        self._object = (0, 0)
        """Kind and number of the object that the next text belongs to."""
        self._drawn: list[bytes] = []

    def read(self, record: Record) -> bool:
        """Read one record; false when it is none of these."""
        if record.kind == NOTE:
            self._note(record)
        elif record.kind == OBJECT:
            if len(record.data) >= _NUMBERED:
                kind, number = record.numbers("HH", 4)
                self._object = (kind, number)
            self.unknown.append(binary_texts(record.data[_FIRST_PART:]))
        elif record.kind == BOX:
            self._box(record)
        elif record.kind == DRAWING:
            self._drawn.append(record.data)
        else:
            return False
        return True

    def _note(self, record: Record) -> None:
        """Read where a comment is and whose; before Excel 97 also what it says."""
        row, column, _ = record.numbers("HHH")
        cell = f"{column_name(column + 1)}{row + 1}"
        if self._texts.is_unicode:
            author, _ = self._texts.long(record.data, _AUTHOR_AT)
            self._notes[record.number("H", 6)] = (cell, author)
        else:
            text = self._texts.decoded(record.data[6:])
            self._finds += one_note(text, who="", place={**self._sheet.place, "cell": cell})

    def _box(self, record: Record) -> None:
        """Read the text of a text box or a comment."""
        count, (kind, number) = record.number("H", 10), self._object
        if not count:
            return
        cursor = Cursor(record.pieces[1:])
        text = cursor.characters(count, wide=bool(cursor.number("B") & 1))
        if kind == _IS_NOTE:
            self._said[number] = text
        else:
            place, seen = self._sheet.place, self._sheet.visibility
            self._finds.append(Segment(text=text, part=Part.TEXT_BOX, place=place, visibility=seen))

    def finds(self) -> Finds:
        """Hand on everything, when all records are read."""
        place = self._sheet.place
        for text in filter(str.strip, descriptions(b"".join(self._drawn))):
            yield Trace(rule="hidden.alt_text", part=Part.PICTURE, place=place, text=text)
            yield unseen(text, place=place, part=Part.PICTURE)
        for number, (cell, author) in self._notes.items():
            said = self._said.pop(number, "")
            yield from one_note(said, who=author, place={**place, "cell": cell})
        for said in self._said.values():
            yield from one_note(said, who="", place=place)
        yield from self._finds
