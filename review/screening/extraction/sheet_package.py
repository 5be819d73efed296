"""The parts of a workbook's package beside its sheets: each by what its root is called."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.charts import CHART_ROOTS, DATA_MODEL, DRAWING
from review.screening.extraction.markup import is_silent
from review.screening.extraction.office import Find, Office
from review.screening.extraction.office_parts import SideParts
from review.screening.extraction.package import relation_findings
from review.screening.extraction.sheet_caches import connection_finds, external_finds
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_drawings import drawing_finds
from review.screening.extraction.sheet_notes import (
    note_finds,
    person_finds,
    persons_of,
    thread_finds,
    threads_of,
)
from review.screening.extraction.sheet_pivots import pivot_finds
from review.screening.extraction.sheet_queries import ROOT as QUERIES
from review.screening.extraction.sheet_queries import query_finds
from review.screening.extraction.sheet_revisions import authors_of, revision_finds, user_finds
from review.screening.extraction.sheet_strings import Strings, strings_of
from review.screening.extraction.sheet_tabs import Sheet, Veil
from review.screening.extraction.sheet_vml import vml_finds
from review.screening.extraction.sheet_words import loose_finds
from review.screening.limits import Limits
from review.screening.segments import Place, Trace

SHEETS = frozenset({"worksheet", "chartsheet", "dialogsheet", "macrosheet"})
_TELLING = (b"\\", b"@")
"""Of a path, of an address."""
_NOWHERE = Sheet(name="", veil=Veil.VERY_HIDDEN)


@dataclass(slots=True)
class Package:
    """What all parts of one workbook share."""

    office: Office
    limits: Limits
    purse: Purse
    owners: dict[str, Sheet] = field(default_factory=dict)
    """The sheet from which a part can be reached."""
    sheet_names: Mapping[str, str] = field(default_factory=dict)
    """By the number that a log of changes names them by."""
    strings: Strings = field(default_factory=Strings)

    def own(self, sheet: Sheet, part: str) -> None:
        """Note what belongs to a sheet; what two share belongs to the first."""
        for name in (part, *self.office.reached_from(part)):
            folder, file = posixpath.split(name)
            self.owners.setdefault(name, sheet)
            self.owners.setdefault(posixpath.join(folder, "_rels", f"{file}.rels"), sheet)

    def place(self, name: str) -> Place:
        """Return where a part is: its file, and its sheet if it belongs to one."""
        owner = self.owners.get(name)
        return {**owner.place, "file": name} if owner else {"file": name}

    def finds(self, name: str) -> Iterator[Find]:
        """Hand on one part that is XML and no sheet."""
        if name.endswith(".rels"):
            yield from self._relations(name)
        elif name.casefold().endswith(".vml"):
            owner = self.owners.get(name, _NOWHERE)
            yield from vml_finds(self.office.contents[name], sheet=owner, file=name)
        else:
            reader = _PARTS.get(self.office.root_name(name))
            yield from self._unknown(name) if reader is None else reader(self, name)

    def _relations(self, name: str) -> Iterator[Find]:
        owner = self.owners.get(name)
        place = owner.place if owner else {}
        for find in relation_findings(self.office.root(name), file=name):
            yield replace(find, place={**place, **find.place})

    def _unknown(self, name: str) -> Iterator[Find]:
        """Parts that any Office package may have, and those nobody knows."""
        root_name = self.office.root_name(name)
        if root_name in _SHARED_PARTS or name.startswith(("docProps/", "customXml/")):
            yield from SideParts(self.office).finds(name, place=self.place(name))
        else:
            yield from self.loose(name)

    def loose(self, name: str) -> Iterator[Find]:
        """Hand on whatever a part says; most that are long, such as styles, say nothing."""
        content = self.office.contents[name]
        if not is_silent(content) or any(sign in content for sign in _TELLING):
            yield from loose_finds(self.office.root(name), place=self.place(name))


Reader = Callable[[Package, str], Iterator[Find]]


def _comments(package: Package, name: str) -> Iterator[Find]:
    office, owner = package.office, package.owners.get(name)
    roots = [
        office.root(other)
        for other, sheet in package.owners.items()
        if sheet is owner and "threadedComment" in office.kinds_of(other)
    ]
    threads = threads_of(roots)
    return note_finds(office.root(name), place=package.place(name), threads=threads)


def _threads(package: Package, name: str) -> Iterator[Find]:
    office, persons = package.office, dict[str, str]()
    for other in office.contents:
        if "person" in office.kinds_of(other):
            persons |= persons_of(office.root(other))
    return thread_finds(office.root(name), place=package.place(name), persons=persons)


def _drawing(package: Package, name: str) -> Iterator[Find]:
    owner = package.owners.get(name, _NOWHERE)
    return drawing_finds(package.office.root(name), sheet=owner, file=name)


def _pivot(package: Package, name: str) -> Iterator[Find]:
    office = package.office
    records = next(iter(office.related(name, "pivotCacheRecords")), "")
    return pivot_finds(
        office.root(name),
        office.contents.get(records),
        purse=package.purse,
        place=package.place(name),
    )


def _records(package: Package, name: str) -> Iterator[Find]:
    """Records are read with what they belong to; left over, by themselves."""
    if "pivotCacheRecords" not in package.office.kinds_of(name):
        root = etree.Element("nothing")
        content = package.office.contents[name]
        yield from pivot_finds(root, content, purse=package.purse, place=package.place(name))


def _revisions(package: Package, name: str) -> Iterator[Find]:
    office, who = package.office, ""
    for other in office.contents:
        if "revisionHeaders" in office.kinds_of(other):
            for relation, author in authors_of(office.root(other)):
                who = author if office.target(other, relation) == name else who
    return revision_finds(
        office.root(name),
        who=who,
        names=package.sheet_names,
        strings=package.strings,
        place=package.place(name),
    )


def _strings(package: Package, name: str) -> Iterator[Find]:
    """Texts that belong to no cell of this workbook."""
    content = package.office.contents[name]
    strings = strings_of(content, purse=package.purse, limits=package.limits)
    return strings.finds(file=name)


def _web_extension(package: Package, name: str) -> Iterator[Find]:
    place, file = package.place(name), name.rpartition("/")[2]
    yield Trace(rule="hidden.active_content", part=Part.MACRO, place=place, text=file)
    yield from loose_finds(package.office.root(name), place=place)


def _by_root(read: Callable[..., Iterator[Find]]) -> Reader:
    return lambda package, name: read(package.office.root(name), place=package.place(name))


_SHARED_PARTS = CHART_ROOTS | {DATA_MODEL, DRAWING, "Signature", "ocx", "people"}
_PARTS: Mapping[str, Reader] = MappingProxyType(
    {
        "Types": _by_root(loose_finds),
        "comments": _comments,
        "ThreadedComments": _threads,
        "personList": _by_root(person_finds),
        "wsDr": _drawing,
        "pivotCacheDefinition": _pivot,
        "pivotCacheRecords": _records,
        "externalLink": lambda package, name: external_finds(
            package.office.root(name), purse=package.purse, place=package.place(name)
        ),
        "connections": _by_root(connection_finds),
        "headers": _by_root(user_finds),
        "users": _by_root(user_finds),
        "revisions": _revisions,
        "sst": _strings,
        "webextension": _web_extension,
        QUERIES: lambda package, name: query_finds(
            package.office.root(name), limits=package.limits, place=package.place(name)
        ),
    }
)
