"""The workbook itself: its sheets, its names, who has it open and where it was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import local
from review.screening.extraction.sheet_names import Name
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_tabs import Sheet, Veil
from review.screening.extraction.sheet_taking import taken, taken_text
from review.screening.extraction.sheet_words import Finds, joined, loose_finds, unseen
from review.screening.segments import Place, Trace

_ON = frozenset({"1", "true", "on"})
_VEILS = {"visible": Veil.NONE, "hidden": Veil.HIDDEN, "veryHidden": Veil.VERY_HIDDEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The sheets of a workbook in the order of their tabs, each with its relation."""

    sheets: tuple[tuple[Sheet, str], ...]
    numbers: Mapping[str, str]
    """The names of the sheets by the number that a log of changes has for them."""
    since_1904: bool


def book_of(root: etree._Element) -> Book:
    """Read which sheets there are, and how the workbook counts days."""
    windows = [_VEILS.get(view.get("visibility", "visible"), Veil.HIDDEN) for view in _views(root)]
    unseen_window = min(windows, default=Veil.NONE)
    sheets = tuple(_sheets(root, window=unseen_window))
    since_1904 = any(each.get("date1904") in _ON for each in root.iterfind("{*}workbookPr"))
    numbers = {
        sheet.get("sheetId", ""): plain(sheet.get("name", ""))
        for sheet in root.iterfind("{*}sheets/{*}sheet")
    }
    return Book(sheets=sheets, numbers=numbers, since_1904=since_1904)


def _views(root: etree._Element) -> Iterator[etree._Element]:
    return root.iterfind("{*}bookViews/{*}workbookView")


def _sheets(root: etree._Element, *, window: Veil) -> Iterator[tuple[Sheet, str]]:
    """Of a workbook whose window is hidden no sheet is seen."""
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        veil = _VEILS.get(sheet.get("state", "visible"), Veil.HIDDEN)
        relation = next((str(v) for k, v in sheet.items() if str(k).endswith("}id")), "")
        yield Sheet(name=plain(sheet.get("name", "")), veil=veil or window), relation


@dataclass(frozen=True, slots=True)
class BookPart:
    """Reads what the workbook part says beside its sheets."""

    file: str

    @property
    def place(self) -> Place:
        """Where it is said."""
        return {"file": self.file}

    def finds(self, root: etree._Element) -> Finds:
        """Hand on names, users, paths and protection, and then whatever else is said."""
        for element in [node for node in root.iter(etree.Element) if local(node) in _READERS]:
            yield from _READERS[local(element)](self, element)
        yield from loose_finds(root, place=self.place)

    def name(self, element: etree._Element) -> Finds:
        """Read a name: hidden, or reaching out, or holding a text instead of cells."""
        name, formula = taken(element, "name"), taken_text(element)
        said = joined(taken(element, each) for each in ("comment", "description", "help"))
        yield from Name(
            name=name,
            formula=formula,
            said=said,
            is_hidden=element.get("hidden") in _ON,
            is_program=bool({"vbProcedure", "xlm"} & {*element.keys()}),
        ).finds(place=self.place)

    def sheet(self, element: etree._Element) -> Finds:
        """Leave the name of a sheet to the sheet."""
        taken(element, "name")
        yield from ()

    def sharing(self, element: etree._Element) -> Finds:
        """Read who reserved the file."""
        yield from self._told("hidden.user_name", taken(element, "userName"))

    def view(self, element: etree._Element) -> Finds:
        """Read the name of a view, which in a shared workbook is that of a user."""
        yield from self._told("hidden.user_name", taken(element, "name"))

    def path(self, element: etree._Element) -> Finds:
        """Read in which folder the file was saved."""
        yield from self._told("hidden.template_path", taken(element, "url"))

    def protection(self, element: etree._Element) -> Finds:
        """Note that somebody locked the workbook."""
        text = local(element)
        yield Trace(rule="hidden.property", part=Part.PROPERTIES, place=self.place, text=text)

    def _told(self, rule: str, text: str) -> Finds:
        if text:
            yield unseen(text, place=self.place, part=Part.PROPERTIES)
            yield Trace(rule=rule, part=Part.PROPERTIES, place=self.place, text=text)


_READERS: Mapping[str, Callable[[BookPart, etree._Element], Finds]] = MappingProxyType(
    {
        "definedName": BookPart.name,
        "sheet": BookPart.sheet,
        "fileSharing": BookPart.sharing,
        "customWorkbookView": BookPart.view,
        "absPath": BookPart.path,
        "workbookProtection": BookPart.protection,
    }
)
