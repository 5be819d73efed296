"""What the globals of an old workbook say beside its sheets: names, links, people, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.biff_links import BiffLinks, path_of
from review.screening.extraction.biff_names import name_of
from review.screening.extraction.biff_records import Record
from review.screening.extraction.biff_strings import Texts
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_words import Finds, joined, unseen
from review.screening.segments import Place, Segment, Trace

NAME, PROTECT, PICTURES, SOURCE = 0x0018, 0x0012, 0x00EB, 0x0051
USER, SHARING, VIEW = 0x005C, 0x005B, 0x01A9
_SILENT = frozenset(
    {
        0x0809, 0x0085, 0x00FC, 0x00FF, 0x041E, 0x001E, 0x00E0, 0x0042, 0x0022, 0x003D, 0x0092,
        0x00E1, 0x00C1, 0x00E2, 0x0161, 0x013D, 0x009C, 0x0019, 0x0013, 0x01AF, 0x01BC, 0x0040,
        0x008D, 0x000E, 0x01B7, 0x00DA, 0x0160, 0x008C, 0x01C1, 0x01C0, 0x0863, 0x0896, 0x087C,
        0x087D, 0x0892, 0x088E,
    }
)  # fmt: skip
"""Records that are read elsewhere, or in which nothing can be said."""


class BiffGlobals:
    """Reads the records of the globals that no cell needs."""

    def __init__(self, texts: Texts, *, place: Place, purse: Purse) -> None:
        """Begin without finds."""
        self._texts, self._place = texts, place
        self._links = BiffLinks(texts, place=place, purse=purse)
        self.drawn = b""
        """The drawing records that hold all pictures."""
        self._finds: list[Segment | Trace] = []
        self._unknown: list[str] = []

    def read(self, records: Iterable[Record]) -> Finds:
        """Hand on all that the globals say."""
        for record in records:
            if not (self._links.read(record) or self._is_known(record)):
                self._unknown.append(binary_texts(record.data))
        self._links.close()
        yield from (*self._finds, *self._links.finds)
        yield unseen(joined(dict.fromkeys(self._unknown)), place=self._place)

    def _is_known(self, record: Record) -> bool:
        reader = _READERS.get(record.kind)
        if reader is not None:
            reader(self, record)
        return reader is not None or record.kind in _SILENT

    def name(self, record: Record) -> None:
        """Read a defined name."""
        name = name_of(record, self._texts, self._links.references)
        self._finds += name.finds(place=self._place)

    def user(self, record: Record) -> None:
        """Read who wrote the file last."""
        take = self._texts.long if self._texts.is_unicode else self._texts.short
        self._person(take(record.data, 0)[0])

    def sharing(self, record: Record) -> None:
        """Read who reserved the file."""
        self._person(binary_texts(record.data[4:]))

    def view(self, record: Record) -> None:
        """Read the name of a view, which in a shared workbook is that of a user."""
        self._person(binary_texts(record.data))

    def source(self, record: Record) -> None:
        """Read from where the data of a pivot table come."""
        self._unknown.append(path_of(binary_texts(record.data)))

    def pictures(self, record: Record) -> None:
        """Keep a drawing until all its pieces have come."""
        self.drawn += record.data

    def protection(self, record: Record) -> None:
        """Note that somebody locked the workbook."""
        if record.data and record.number("H"):
            text, part = "workbookProtection", Part.PROPERTIES
            trace = Trace(rule="hidden.property", part=part, place=self._place, text=text)
            self._finds.append(trace)

    def _person(self, text: str) -> None:
        name, part = text.strip(), Part.PROPERTIES
        if name:
            self._finds.append(unseen(name, place=self._place, part=part))
            trace = Trace(rule="hidden.user_name", part=part, place=self._place, text=name)
            self._finds.append(trace)


_READERS: Mapping[int, Callable[[BiffGlobals, Record], None]] = MappingProxyType(
    {
        NAME: BiffGlobals.name,
        USER: BiffGlobals.user,
        SHARING: BiffGlobals.sharing,
        VIEW: BiffGlobals.view,
        SOURCE: BiffGlobals.source,
        PROTECT: BiffGlobals.protection,
        PICTURES: BiffGlobals.pictures,
    }
)
