"""OpenDocument files (.odt, .ods, .odp), packed or flat: every part, also what nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.archive import Archive, open_archive
from review.screening.extraction.archive_remarks import remark_finds
from review.screening.extraction.finds import Finds, gathered, hidden
from review.screening.extraction.markup import (
    attribute_texts,
    hidden_segment,
    local,
    loose_segments,
    parsed,
    text_in,
)
from review.screening.extraction.odf_changes import Changes
from review.screening.extraction.odf_package import beside, property_finds, setting_finds
from review.screening.extraction.odf_sheets import OdfSheets
from review.screening.extraction.odf_styles import OdfStyles, attribute, points
from review.screening.extraction.odf_text import OdfText
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.typefaces import is_typeface
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason, Trace

MEDIA_TYPE: Final = "application/vnd.oasis.opendocument"
_MANIFEST: Final = "META-INF/manifest.xml"
_PAGED: Final = "presentation"
_SILENT_PARTS = frozenset({"mimetype", "layout-cache"})


def read_open_document(content: bytes, *, limits: Limits) -> Extract:
    """Read an OpenDocument package.

    Raises:
        NotRead: under a password, broken, or larger than any paper.
    """
    try:
        archive = open_archive(content, limits=limits)
        finds = chain(_Package(archive, limits=limits).finds(), remark_finds(archive))
        return gathered(finds, media_type=MEDIA_TYPE)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal


def read_flat(content: bytes, root: etree._Element, *, limits: Limits) -> Extract:
    """Read an OpenDocument that is one piece of XML."""
    finds = _flat_finds(content, root, limits=limits)
    return gathered(finds, media_type=MEDIA_TYPE)


def is_flat(root: etree._Element) -> bool:
    """Whether a piece of XML is a whole OpenDocument."""
    return local(root) == "document" and "opendocument" in str(root.tag)


def _flat_finds(content: bytes, root: etree._Element, *, limits: Limits) -> Finds:
    yield from _body_finds(root, root, purse=Purse(limits))
    yield from _margin_finds(root)
    for node in root:
        if local(node) == "meta":
            yield from property_finds(node)
        elif local(node) == "settings":
            yield from setting_finds(node)
    yield from _attributes(content, root, file="")


class _Package:
    """The parts of a package: a document, those within it, and what lies beside."""

    def __init__(self, archive: Archive, *, limits: Limits) -> None:
        self._limits = limits
        self._parts = {entry.name: entry.content for entry in archive.entries()}
        self._purse = Purse(limits)

    def finds(self) -> Finds:
        self._refuse_locked()
        if "content.xml" not in self._parts:
            raise NotRead(Reason.BROKEN)
        read: set[str] = set()
        folders = sorted(name.removesuffix("content.xml") for name in self._parts
                         if name.rpartition("/")[2] == "content.xml")  # fmt: skip
        for folder in folders:
            if folder:
                name = folder.rstrip("/")
                yield Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, text=name)
            yield from self._document(folder, read=read)
        for name in sorted(self._parts.keys() - read):
            if self._parts[name] and name not in _SILENT_PARTS:
                yield from self._other(name, self._parts[name])

    def _refuse_locked(self) -> None:
        manifest = self._parts.get(_MANIFEST)
        if "encrypted-package" in self._parts:
            raise NotRead(Reason.ENCRYPTED)
        if manifest is None:
            return
        root = parsed(manifest, limits=self._limits)
        if any(local(node) == "encryption-data" for node in root.iter(etree.Element)):
            raise NotRead(Reason.ENCRYPTED)

    def _root(self, name: str, *, read: set[str]) -> etree._Element | None:
        if name not in self._parts:
            return None
        read.add(name)
        return parsed(self._parts[name], limits=self._limits)

    def _document(self, folder: str, *, read: set[str]) -> Finds:
        content = self._root(f"{folder}content.xml", read=read)
        styles = self._root(f"{folder}styles.xml", read=read)
        if content is not None and not list(_bodies(content)):  # a formula has none
            raw = self._parts[f"{folder}content.xml"]
            yield from loose_segments(raw, root=content, file=f"{folder}content.xml")
        elif content is not None:
            yield from _body_finds(content, styles, purse=self._purse)
            yield from self._rest(content, f"{folder}content.xml")
        if styles is not None:
            yield from _margin_finds(styles)
            yield from self._rest(styles, f"{folder}styles.xml")
        for name, reader in (("meta.xml", property_finds), ("settings.xml", setting_finds)):
            root = self._root(folder + name, read=read)
            if root is not None:
                yield from reader(root)
                yield from self._rest(root, folder + name)

    def _rest(self, root: etree._Element, name: str) -> Finds:
        yield from _attributes(self._parts[name], root, file=name)

    def _other(self, name: str, content: bytes) -> Finds:
        folder, _, last = name.rpartition("/")
        kind = folder.partition("/")[0]
        if kind in {"Basic", "Scripts", "Dialogs"}:
            yield Trace(rule="hidden.active_content", part=Part.MACRO, text=name)
        elif kind == "Thumbnails":
            yield Trace(rule="hidden.thumbnail", part=Part.PICTURE, text=last)
        elif kind == "Versions":
            yield Trace(rule="hidden.superseded_revision", part=Part.REVISION, text=name)
        elif kind.startswith("Object ") or (last.startswith("Object ") and not folder):
            yield Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, text=name)
        if last.casefold().endswith((".xml", ".rdf", ".xlb", ".xlc", ".xba", ".xdl", ".xlink")):
            root = parsed(_without_doctype(content, kind), limits=self._limits)
            yield from loose_segments(content, root=root, file=name)
        elif not is_typeface(content):
            pictures = {"Pictures", "Thumbnails", "ObjectReplacements", "media"}
            yield Embedded(name=name, content=content, is_picture=kind in pictures)


def _without_doctype(content: bytes, kind: str) -> bytes:
    """The program itself writes a DOCTYPE, with no entities, over its own scripts."""
    if kind not in {"Basic", "Dialogs"}:
        return content
    start = content.find(b"<!DOCTYPE")
    end = content.find(b">", start)
    if start < 0 or b"[" in content[start:end]:
        return content
    return content[:start] + content[end + 1 :]


def _attributes(content: bytes, root: etree._Element, *, file: str) -> Finds:
    for value in sorted(attribute_texts(content, root=root)):
        yield hidden_segment(value, file=file, part=Part.OTHER)


def _body_finds(content: etree._Element, styles: etree._Element | None, *, purse: Purse) -> Finds:
    known = OdfStyles(styles, content)
    changes = Changes(content)
    text = OdfText(
        known, changes=changes, layers=_layers(content, styles), paper=_paper(content, styles)
    )
    for body in content.iterchildren(etree.Element):
        if local(body) != "body":
            continue
        for node in body.iterchildren(etree.Element):
            if local(node) == "spreadsheet":
                yield from OdfSheets(known, text=text, purse=purse).finds(node)
            else:
                yield from text.finds(node)
        yield from _unmet(body, text)
    yield from changes.finds()
    yield from beside(content)


def _unmet(body: etree._Element, text: OdfText) -> Finds:
    """Tell of paragraphs that stand where none of ours looks."""
    lines = [
        text_in(node)
        for node in body.iter(etree.Element)
        if local(node) in {"p", "h"}
        and node not in text.met
        and not any(local(above) in _TOLD for above in node.iterancestors())
    ]
    yield from hidden("hidden.unused_object", "\n".join(filter(None, lines)))


_TOLD = frozenset({"tracked-changes", "p", "h", "content-validations"})


def _margin_finds(styles: etree._Element) -> Finds:
    """Tell of headers, footers, and what masters put on every slide."""
    text = OdfText(OdfStyles(styles), changes=Changes(styles))
    for node in styles.iter(etree.Element):
        name = local(node)
        if name.startswith(("header", "footer")) and local_of_parent(node) == "master-page":
            part = Part.HEADER if name.startswith("header") else Part.FOOTER
            yield from text.finds(node, part=part)
    for master in styles.iter(etree.Element):
        if local(master) in {"master-page", "handout-master"}:
            frames = [one for one in master if isinstance(one.tag, str) and _is_drawn(one)]
            yield from text.each(frames, part=Part.OTHER)
    yield from beside(styles)
    if local(styles) == "document-styles":
        yield from _unmet(styles, text)


def local_of_parent(node: etree._Element) -> str:
    """Return the name of what an element stands in."""
    above = node.getparent()
    return "" if above is None else local(above)


def _is_drawn(node: etree._Element) -> bool:
    return ":drawing:" in str(node.tag) or local(node) in {"notes", "forms"}


def _layers(*roots: etree._Element | None) -> frozenset[str]:
    """Return the layers that do not show, on the screen or on paper."""
    return frozenset(
        attribute(node, "name")
        for root in roots
        if root is not None
        for node in root.iter(etree.Element)
        if local(node) == "layer" and attribute(node, "display") in {"none", "printer"}
    )


def _paper(content: etree._Element, styles: etree._Element | None) -> tuple[float, float] | None:
    """Return the size of a slide in points; nothing for what is no slides."""
    is_slides = any(local(node) in {_PAGED, "drawing"} for node in _bodies(content))
    layouts = styles if styles is not None else content
    for node in layouts.iter(etree.Element) if is_slides else ():
        if local(node) == "page-layout-properties":
            width = points(attribute(node, "page-width"))
            height = points(attribute(node, "page-height"))
            if width and height:
                return width, height
    return None


def _bodies(content: etree._Element) -> Iterator[etree._Element]:
    for body in content.iterchildren(etree.Element):
        if local(body) == "body":
            yield from body.iterchildren(etree.Element)
