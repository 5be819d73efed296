"""The parts of a workbook's package beside its sheets: each by what its root is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.charts import CHART_ROOTS, DATA_MODEL, DRAWING
from review.screening.extraction.finds import Find
from review.screening.extraction.office_parts import SideParts
from review.screening.extraction.package import relation_findings
from review.screening.extraction.sheet_caches import connection_finds, external_finds
from review.screening.extraction.sheet_drawings import drawing_finds
from review.screening.extraction.sheet_notes import note_finds
from review.screening.extraction.sheet_package import Package
from review.screening.extraction.sheet_pivots import pivot_finds
from review.screening.extraction.sheet_queries import ROOT as QUERIES
from review.screening.extraction.sheet_queries import query_finds
from review.screening.extraction.sheet_revisions import authors_of, revision_finds, user_finds
from review.screening.extraction.sheet_strings import strings_of
from review.screening.extraction.sheet_tabs import Sheet, Veil
from review.screening.extraction.sheet_threads import (
    person_finds,
    persons_of,
    thread_finds,
    threads_of,
)
from review.screening.extraction.sheet_vml import vml_finds
from review.screening.extraction.sheet_words import loose_finds
from review.screening.segments import Trace

_NOWHERE = Sheet(name="", veil=Veil.VERY_HIDDEN)
_ANY_PACKAGE = CHART_ROOTS | {DATA_MODEL, DRAWING, "Signature", "ocx", "people"}
"""Roots of parts that no workbook has to itself."""


def part_finds(package: Package, name: str) -> Iterator[Find]:
    """Hand on one part that is XML and no sheet."""
    office = package.office
    if name.endswith(".rels"):
        yield from _relations(package, name)
    elif name.casefold().endswith(".vml"):
        owner = package.owners.get(name, _NOWHERE)
        yield from vml_finds(office.contents[name], sheet=owner, file=name)
    elif reader := _PARTS.get(office.root_name(name)):
        yield from reader(package, name)
    elif office.root_name(name) in _ANY_PACKAGE or name.startswith(("docProps/", "customXml/")):
        yield from SideParts(office).finds(name, place=package.place(name))
    else:
        yield from package.loose(name)


def _relations(package: Package, name: str) -> Iterator[Find]:
    owner = package.owners.get(name)
    place = owner.place if owner else {}
    for find in relation_findings(package.office.root(name), file=name):
        yield replace(find, place={**place, **find.place})


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
