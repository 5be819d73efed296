"""What an Office package holds beside its text: relations, properties, pictures, other files."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.archive import Entry
from review.screening.extraction.markup import local, text_in
from review.screening.segments import Segment, Trace, Visibility

CONTENT_TYPES = "[Content_Types].xml"
_OPEN_SCHEMES = ("http://", "https://", "mailto:", "#")
_PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*",
    b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00", b"RIFF",
)  # fmt: skip
_ACTIVE = ("vbaproject", "vbadata", "activex", "macros")
_PERSONAL = frozenset({"creator", "lastModifiedBy", "Company", "Manager", "HyperlinkBase"})
_THUMBNAIL = "docProps/thumbnail"
_PRINTER = "printerSettings"


def relation_findings(root: etree._Element, *, file: str) -> Iterator[Segment | Trace]:
    """Hand on where a part points outside the package; only open web addresses are harmless."""
    for relation in root:
        if relation.get("TargetMode", "").casefold() != "external":
            continue
        target = unquote(relation.get("Target", ""))
        kind = relation.get("Type", "").rpartition("/")[2]
        place = {"file": file}
        yield Segment(text=target, part=Part.LINK, place=place, visibility=Visibility.META)
        if kind != "hyperlink" or not target.casefold().startswith(_OPEN_SCHEMES):
            text = f"{kind} {target}"
            yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=text)


def property_findings(root: etree._Element, *, file: str) -> Iterator[Segment | Trace]:
    """Hand on every property as text, and those that name people by themselves."""
    custom = local(root) == "Properties" and file.endswith("custom.xml")
    for element in root:
        text = " ".join(text_in(element).split())
        if not text:
            continue
        place = {"file": file}
        yield Segment(text=text, part=Part.PROPERTIES, place=place, visibility=Visibility.META)
        name = element.get("name", "") if custom else local(element)
        path = name == "Template" and any(mark in text for mark in "\\/")
        if custom or path or name in _PERSONAL:
            yield Trace(
                rule="hidden.property", part=Part.PROPERTIES, place=place, text=f"{name} {text}"
            )


def binary_trace(entry: Entry) -> Trace:
    """Say what a part is that no rule can read."""
    place, name = {"file": entry.name}, entry.name.casefold()
    if any(word in name for word in _ACTIVE):
        rule = "hidden.active_content"
    elif entry.name.startswith(_THUMBNAIL) or _PRINTER in entry.name:
        rule = "hidden.property"
    elif entry.content.startswith(_PICTURES):
        rule = "hidden.picture"
    else:
        rule = "hidden.embedded_file"
    text = entry.name.rpartition("/")[2]
    return Trace(rule=rule, part=Part.ATTACHMENT, place=place, text=text)


def content_types(root: etree._Element) -> dict[str, str]:
    """Return the declared type of each part and of each extension (with its dot)."""
    types: dict[str, str] = {}
    for element in root:
        declared = element.get("ContentType", "").casefold()
        if local(element) == "Override":
            types[element.get("PartName", "").lstrip("/")] = declared
        elif local(element) == "Default":
            types["." + element.get("Extension", "").casefold()] = declared
    return types
