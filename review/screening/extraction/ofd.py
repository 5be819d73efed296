"""OFD files (GB/T 33190): pages as they show, what does not show, and everything beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.archive import open_archive
from review.screening.extraction.archive_remarks import remark_finds
from review.screening.extraction.finds import Finds, gathered, hidden
from review.screening.extraction.ofd_beside import (
    body_finds,
    document_finds,
    loose,
    rest_finds,
)
from review.screening.extraction.ofd_document import opened
from review.screening.extraction.ofd_package import ENTRY, OfdPackage, below, said_by
from review.screening.extraction.ofd_pages import OfdPages
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason, Trace

MEDIA_TYPE: Final = "application/ofd"


def read_ofd(content: bytes, *, limits: Limits) -> Extract:
    """Read an OFD.

    Raises:
        NotRead: locked, broken, without one of its pages, or larger than any paper.
    """
    pages = OfdPages(limits=limits)
    try:
        archive = open_archive(content, limits=limits)
        package = OfdPackage(archive, limits=limits)
        finds = chain(_finds(package, pages), remark_finds(archive))
        extract = gathered(finds, media_type=MEDIA_TYPE)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    return replace(extract, unread=pages.unread or extract.unread)


def _finds(package: OfdPackage, pages: OfdPages) -> Finds:
    if any("encrypt" in name.casefold() for name in package.parts):
        raise NotRead(Reason.ENCRYPTED)
    root = package.root(ENTRY)
    yield from loose(root)
    current = []
    for body in below(root, "DocBody"):
        name, document = package.at(said_by(body, "DocRoot"), base=ENTRY)
        current.append(name)
        yield from _document(name, document, package, pages=pages, is_current=True)
        yield from body_finds(body, package)
    if not current:
        raise NotRead(Reason.BROKEN)
    for name in _superseded(root, package, current=current):
        text = name.rpartition("/")[2]
        yield Trace(rule="hidden.superseded_revision", part=Part.REVISION, text=text)
        old = package.root(name)
        yield from _document(name, old, package, pages=pages, is_current=False)
    yield from rest_finds(package)


def _document(
    name: str, root: etree._Element, package: OfdPackage, *, pages: OfdPages, is_current: bool
) -> Finds:
    document = opened(name, root, package=package, is_current=is_current)
    yield from pages.finds(document)
    yield from pages.pictures(document)
    yield from hidden("hidden.unused_object", "\n".join(filter(None, document.unused())))
    yield from document_finds(root)
    for part in (root, *document.templates.values(), *document.resources):
        yield from loose(part)


def _superseded(root: etree._Element, package: OfdPackage, *, current: list[str]) -> Iterator[str]:
    """Yield earlier versions of the documents, told of or left behind."""
    for version in below(root, "Version"):
        name, listed = package.at(version.get("BaseLoc") or "", base=ENTRY)
        found = package.path(said_by(listed, "DocRoot"), base=name)
        if found is None:
            raise NotRead(Reason.BROKEN)
        if found not in current and found not in package.read:
            yield found
    for name in list(package.rest()):
        content = package.parts[name]
        if b"<" in content[:200] and b"CommonData" in content and name not in package.read:
            yield name
