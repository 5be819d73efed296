"""What an old sheet says around its cells: margins, prompts, links, scenarios, protection."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.extraction.biff_records import Record
from review.screening.extraction.biff_strings import Texts
from review.screening.extraction.biff_values import constants_in_code
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_margins import margin_texts
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_words import is_path, joined, unseen
from review.screening.segments import Place, Segment, Trace, column_name

HEADER, FOOTER, VALIDATION, LINK, TIP = 0x0014, 0x0015, 0x01BE, 0x01B8, 0x0800
SCENARIO, PROTECT, SHARED_FORMULA, ARRAY = 0x00AF, 0x0012, 0x04BC, 0x0221
_AREA = struct.Struct("<HHHH")


class BiffAround:
    """Reads the records of one sheet that are about cells and hold none."""

    def __init__(self, sheet: Sheet, texts: Texts) -> None:
        """Begin without finds."""
        self._sheet, self._texts = sheet, texts
        self.finds: list[Segment | Trace] = []

    def read(self, record: Record) -> bool:
        """Read one record; false when it is none of these."""
        reader = _READERS.get(record.kind)
        if reader is not None:
            reader(self, record)
        return reader is not None

    def _tell(self, rule: str, text: str, *, place: Place, part: Part = Part.OTHER) -> None:
        self.finds.append(Trace(rule=rule, part=part, place=place, text=text))

    def _hide(self, text: str, *, place: Place, part: Part = Part.OTHER) -> None:
        self.finds.append(unseen(text, place=place, part=part))

    def margin(self, record: Record) -> None:
        """Read a header or a footer."""
        if not record.data:
            return
        take = self._texts.long if self._texts.is_unicode else self._texts.short
        code, _ = take(record.data, 0)
        part = Part.HEADER if record.kind == HEADER else Part.FOOTER
        place, seen = self._sheet.place, self._sheet.visibility
        self.finds += (
            Segment(text=text, part=part, place=place, visibility=seen)
            for text in margin_texts(code)
        )

    def validation(self, record: Record) -> None:
        """Read what a cell says when it is chosen or filled wrongly, and what may be chosen."""
        data, at, said = record.data, 4, list[str]()
        for _ in range(4):
            text, at = self._texts.long(data, at)
            said.append(text.strip("\0"))
        choices: list[str] = []
        for _ in range(2):
            size = record.number("H", at)
            choices += constants_in_code(data[at + 4 : at + 4 + size])
            at += 4 + size
        place = self._area(data[at + 2 :])
        title, error_title, prompt, error = said
        told = joined((title, prompt, error_title, error))
        if told:
            self._tell("hidden.prompt", told, place=place)
        self._hide(joined((told, *choices)), place=place)

    def _area(self, data: bytes) -> Place:
        if len(data) < _AREA.size:
            return self._sheet.place
        top, bottom, left, right = _AREA.unpack_from(data)
        ends = (f"{column_name(left + 1)}{top + 1}", f"{column_name(right + 1)}{bottom + 1}")
        return {**self._sheet.place, "cell": ":".join(dict.fromkeys(ends))}

    def link(self, record: Record) -> None:
        """Read where a link leads; only open web addresses are harmless."""
        place, texts = self._area(record.data), binary_texts(record.data[8:])
        self._hide(texts, part=Part.LINK, place=place)
        path = next(filter(is_path, texts.split("\n")), "")
        if path:
            self._tell("hidden.external_link", path, part=Part.LINK, place=place)

    def tip(self, record: Record) -> None:
        """Read what a link says when the mouse rests on it."""
        text = record.data[10:].decode("utf-16-le", "replace").strip("\0")
        self._hide(text, part=Part.LINK, place=self._area(record.data[2:]))

    def scenario(self, record: Record) -> None:
        """Read other values that somebody kept for the same cells."""
        text, place = binary_texts(record.data), self._sheet.place
        self._hide(text, place=place)
        self._tell("hidden.hidden_text", text, place=place)

    def protection(self, record: Record) -> None:
        """Note whether somebody locked the sheet."""
        if record.data and record.number("H"):
            place = self._sheet.place
            self._tell("hidden.property", "sheetProtection", part=Part.PROPERTIES, place=place)

    def shared_formula(self, record: Record) -> None:
        """Read what a formula of several cells says."""
        row, column = record.number("H"), record.number("B", 4)
        cell = {**self._sheet.place, "cell": f"{column_name(column + 1)}{row + 1}"}
        for text in constants_in_code(record.data[6:]):
            self._hide(text, place=cell)


_READERS: Mapping[int, Callable[[BiffAround, Record], None]] = MappingProxyType(
    {
        HEADER: BiffAround.margin,
        FOOTER: BiffAround.margin,
        VALIDATION: BiffAround.validation,
        LINK: BiffAround.link,
        TIP: BiffAround.tip,
        SCENARIO: BiffAround.scenario,
        PROTECT: BiffAround.protection,
        SHARED_FORMULA: BiffAround.shared_formula,
        ARRAY: BiffAround.shared_formula,
    }
)
