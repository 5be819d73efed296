"""What an OFD holds beside its pages: notes, attachments, tags, seals, properties, leftovers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.der import is_der, values_in
from review.screening.extraction.finds import Finds, hidden, meta
from review.screening.extraction.links import link_finds
from review.screening.extraction.markup import local, text_in
from review.screening.extraction.ofd_boxes import PLAIN, Box, box_of, moved
from review.screening.extraction.ofd_lines import lines_of
from review.screening.extraction.ofd_objects import Drawing, Shared
from review.screening.extraction.ofd_package import OfdPackage, below, child, said_by
from review.screening.extraction.pdf_strings import is_telling, untagged
from review.screening.extraction.plain import text_of
from review.screening.extraction.typefaces import is_typeface
from review.screening.segments import (
    Embedded,
    NotRead,
    Place,
    Reason,
    Segment,
    Trace,
    Visibility,
)

UNUSED: Final = "hidden.unused_object"
_EVERYWHERE: Final = Box(-1e6, -1e6, 2e6, 2e6)
_SILENT = frozenset({"DocID", "CreationDate", "ModDate", "DocUsage", "Cover"})
_PERSONAL = frozenset({"Author", "CustomData", "Keyword"})
_QUIET_NOTES = frozenset({"link"})
PartReader = Callable[[str, etree._Element, OfdPackage], Finds]  # noqa: SLF001 - its only name


def body_finds(body: etree._Element, package: OfdPackage) -> Finds:
    """Tell of the properties of a document, of its cover and its signatures."""
    information = child(body, "DocInfo")
    for node in () if information is None else information.iter(etree.Element):
        text, name = (node.text or "").strip(), local(node)
        if text and name not in _SILENT:
            yield meta(text, part=Part.PROPERTIES)
        if text and name in _PERSONAL:
            said = f"{node.get('Name') or name} {text}"
            yield meta(said, part=Part.PROPERTIES)
            yield Trace(rule="hidden.property", part=Part.PROPERTIES, text=said)
        if text and name == "Cover":
            yield from _picture(text, package)


def _picture(address: str, package: OfdPackage) -> Finds:
    found = package.file(address, base="")
    if found is not None and found[1]:
        name, content = found
        yield Trace(rule="hidden.thumbnail", part=Part.PICTURE, text=name.rpartition("/")[2])
        yield Embedded(name=name, content=content, part=Part.PICTURE, is_picture=True)


def document_finds(root: etree._Element) -> Finds:
    """Tell of the outline, the bookmarks, the actions and what else stands in a document."""
    for node in below(root, "OutlineElem", "Bookmark"):
        title = (node.get("Title") or node.get("Name") or "").strip()
        if title:
            yield Segment(text=title, part=Part.OTHER)


def loose(root: etree._Element, *, place: Place | None = None) -> Finds:
    """Tell of the remarks, addresses and attributes of a part, whatever it is."""
    for node in root.iter(etree.Comment, etree.ProcessingInstruction):
        text = (node.text or "").strip()
        if is_telling(text):
            yield from hidden("hidden.custom_xml", text, part=Part.OTHER, place=place)
    for node in root.iter(etree.Element):
        for key, value in node.items():
            if key in {"URI", "Base"}:
                yield from link_finds(str(value), place=place)
            elif is_telling(str(value)):
                yield meta(str(value), place=place)


def rest_finds(package: OfdPackage) -> Finds:
    """Read every part that the pages did not ask for; what nobody knows is a file by itself."""
    for name in list(package.rest()):
        if name in package.read:
            continue  # another part has asked for it meanwhile
        root = _root_of(name, package)
        reader = None if root is None else _READERS.get(local(root))
        if root is not None and reader is not None:
            package.read.add(name)
            yield from reader(name, root, package)
            yield from loose(root)
    for name in list(package.rest()):
        yield from _file(name, package.parts[name])


def _root_of(name: str, package: OfdPackage) -> etree._Element | None:
    if b"<" not in package.parts[name][:200]:
        return None
    try:
        root = package.root(name)
    except NotRead as refusal:
        if refusal.reason is not Reason.BROKEN:
            raise
        root = None
    package.read.discard(name)
    return root


def _file(name: str, content: bytes) -> Finds:
    if is_typeface(content) or not content:
        return
    if is_der(content):
        yield from seal_finds(name, content)
        return
    yield Trace(rule=UNUSED, part=Part.ATTACHMENT, text=name.rpartition("/")[2])
    yield Embedded(name=name, content=content)


def _list(name: str, root: etree._Element, package: OfdPackage) -> Finds:
    """A list of parts, each of which is read by its own root."""
    del name, root, package
    yield from ()


def _notes(_: str, root: etree._Element, package: OfdPackage) -> Finds:
    for note in below(root, "Annot"):
        yield from _note(note)
    del package


def _note(note: etree._Element) -> Finds:
    kind = (note.get("Type") or "").strip()
    shows = (note.get("Visible") or "true").casefold() not in {"false", "0"}
    shown, unshown = _appearance(note)
    if not shows:
        shown, unshown = "", "\n".join(filter(None, (shown, unshown)))
    said = [said_by(note, "Remark")]
    said += [text_in(one).strip() for one in below(note, "Parameter")]
    remark = "\n".join(text for text in said if text)
    if shown:
        yield Segment(text=shown, part=Part.ANNOTATION)
    if unshown:
        yield Segment(text=unshown, part=Part.ANNOTATION, visibility=Visibility.HIDDEN)
    if remark:
        yield Segment(text=remark, part=Part.ANNOTATION, visibility=Visibility.COMMENT)
    text = "\n".join(filter(None, (shown, unshown, remark)))
    if kind.casefold() not in _QUIET_NOTES or is_telling(text):
        who = (note.get("Creator") or "").strip()
        yield Trace(rule="hidden.annotation", part=Part.ANNOTATION, who=who, text=text or kind)


def _appearance(note: etree._Element) -> tuple[str, str]:
    """Return what a note shows on its page, and what is in it and does not show."""
    drawing = Drawing(_EVERYWHERE, shared=Shared(), most=_MOST)
    for look in below(note, "Appearance"):
        box = box_of(look.get("Boundary"))
        drawing.take(look, matrix=moved(box.x, box.y) if box else PLAIN)
    pieces = drawing.drawn.pieces()
    shown = "\n".join(lines_of(pieces.pop("")))
    met = drawing.drawn.codes
    rest = [code.text or "" for code in below(note, "TextCode") if code not in met]
    lines = [line for hid in pieces.values() for line in lines_of(hid)]
    return shown, "\n".join([*lines, *filter(None, rest)])


_MOST: Final = 100_000


def _attachments(name: str, root: etree._Element, package: OfdPackage) -> Finds:
    for node in below(root, "Attachment"):
        title = (node.get("Name") or "").strip()
        found = package.file(said_by(node, "FileLoc"), base=name)
        path, content = found or ("", b"")
        yield meta(title, part=Part.FILE_NAME)
        yield Trace(rule="hidden.attachment", part=Part.ATTACHMENT, text=title or path)
        if content:
            yield Embedded(name=path, content=content)


def _tags(name: str, root: etree._Element, package: OfdPackage) -> Finds:
    for node in below(root, "FileLoc"):
        found = package.file(node.text or "", base=name)
        if found is not None:
            yield from hidden("hidden.custom_tag", untagged(text_of(found[1])), part=Part.OTHER)


def _extensions(name: str, root: etree._Element, package: OfdPackage) -> Finds:
    lines = [str(text).strip() for text in root.itertext()]
    yield from hidden("hidden.custom_xml", "\n".join(filter(None, lines)), part=Part.OTHER)
    for node in below(root, "ExtendData"):
        found = package.file(node.text or "", base=name)
        if found is not None and found[1]:
            yield Embedded(name=found[0], content=found[1])


def _signature(name: str, root: etree._Element, package: OfdPackage) -> Finds:
    for address in (*below(root, "SignedValue"), *below(root, "BaseLoc")):
        found = package.file(address.text or "", base=name)
        if found is not None:
            yield from seal_finds(*found)
    for node in root.iter(etree.Element):
        text = (node.text or "").strip()
        if is_telling(text):
            yield meta(text, part=Part.PROPERTIES)


def seal_finds(name: str, content: bytes) -> Finds:
    """Tell of a signature or a seal: who is named in it, and the picture of the seal."""
    if not is_der(content):
        yield from _file(name, content)
        return
    texts, pictures = values_in(content)
    said = " ".join(text for text in texts if is_telling(text))
    if said:
        yield meta("\n".join(texts), part=Part.PROPERTIES)
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, text=said)
    for number, picture in enumerate(pictures, start=1):
        yield Embedded(name=f"{name}/{number}", content=picture, is_picture=True)


def _unlisted(_: str, root: etree._Element, package: OfdPackage) -> Finds:
    """A page or a resource that no document names is still in the file."""
    del package
    codes = (code.text or "" for code in below(root, "TextCode"))
    yield from hidden(UNUSED, "\n".join(filter(None, codes)))


_READERS: Mapping[str, PartReader] = MappingProxyType(
    {
        "Annotations": _list,
        "PageAnnot": _notes,
        "Attachments": _attachments,
        "CustomTags": _tags,
        "Extensions": _extensions,
        "Signatures": _list,
        "Signature": _signature,
        "Page": _unlisted,
        "Res": _unlisted,
    }
)
"""By the name of their root, wherever they lie and whether or not anything points to them."""
