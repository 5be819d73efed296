"""What a workbook in binary parts says before its sheets: names, styles, shared texts."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.sheet_book import Book
from review.screening.extraction.sheet_names import Name
from review.screening.extraction.sheet_tabs import Sheet, Veil
from review.screening.extraction.sheet_words import Finds, joined, unseen
from review.screening.extraction.xlsb_records import Bytes, constants_in_code, records
from review.screening.segments import Place, Trace

SHEET, PROPERTIES, WINDOW, NAME = 156, 153, 158, 39
SHARING, VIEW, FOLDER, PROTECTION = (548, 2091), 397, 2071, 534
_VEILS = {0: Veil.NONE, 1: Veil.HIDDEN, 2: Veil.VERY_HIDDEN}
_HIDDEN, _PROGRAM, _BUILT_IN = 0x1, 0xC, 0x20


def book_of(part: bytes) -> Book:
    """Read which sheets there are, and how the workbook counts days."""
    named: list[tuple[Sheet, str]] = []
    windows: list[Veil] = []
    since_1904 = False
    for kind, data in records(part):
        if kind == SHEET:
            given = Bytes(data)
            state, _ = given.number("I"), given.number("I")
            relation, name = given.text(), given.text()
            named.append((Sheet(name=name, veil=_VEILS.get(state, Veil.VERY_HIDDEN)), relation))
        elif kind == PROPERTIES:
            since_1904 = bool(Bytes(data).number("I") & 1)
        elif kind == WINDOW:
            windows.append(_VEILS.get(Bytes(data, 28).number("B") & 3, Veil.VERY_HIDDEN))
    window = min(windows, default=Veil.NONE)
    sheets = tuple((Sheet(name=s.name, veil=s.veil or window), relation) for s, relation in named)
    return Book(sheets=sheets, numbers={}, since_1904=since_1904)


def book_finds(part: bytes, *, place: Place) -> Finds:
    """Hand on names, users, paths and protection, and then whatever else is said."""
    unknown: list[str] = []
    rules = {**dict.fromkeys((*SHARING, VIEW), "hidden.user_name"), FOLDER: "hidden.template_path"}
    for kind, data in records(part):
        if kind == NAME:
            yield from _name(data).finds(place=place)
        elif kind in rules:
            text = binary_texts(data)
            if text:
                yield unseen(text, place=place, part=Part.PROPERTIES)
                yield Trace(rule=rules[kind], part=Part.PROPERTIES, place=place, text=text)
        elif kind == PROTECTION and data.strip(b"\0"):
            text, properties = "workbookProtection", Part.PROPERTIES
            yield Trace(rule="hidden.property", part=properties, place=place, text=text)
        elif kind != SHEET:
            unknown.append(binary_texts(data))
    yield unseen(joined(dict.fromkeys(unknown)), place=place)


def _name(data: bytes) -> Name:
    given = Bytes(data)
    flags, _, _ = given.number("I"), given.number("B"), given.number("I")
    name, code = given.text(), given.formula()
    quoted = (text.replace('"', '""') for text in constants_in_code(code))
    return Name(
        name="" if flags & _BUILT_IN else name,
        formula="&".join(f'"{text}"' for text in quoted),
        said=binary_texts(given.rest),
        is_hidden=bool(flags & _HIDDEN) and not flags & _BUILT_IN and not name.startswith("_xl"),
        is_program=bool(flags & _PROGRAM),
    )


def author_names(part: bytes, kind: int) -> Iterator[str]:
    """Yield the texts of all records of a kind."""
    return (Bytes(data).text() for found, data in records(part) if found == kind)
