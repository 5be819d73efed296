"""What an Office package holds beside its text: relations, properties, pictures, other files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.archive import Entry
from review.screening.extraction.markup import local, text_in
from review.screening.segments import Place, Segment, Trace, Visibility

CONTENT_TYPES = "[Content_Types].xml"
_OPEN_SCHEMES = ("http://", "https://", "mailto:", "#")
_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]{0,15}:|\\\\|//)", re.IGNORECASE)
"""What leads out of the package whether it is declared so or not: a scheme, a drive, a server."""
_PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*",
    b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00", b"RIFF",
)  # fmt: skip
_ACTIVE = ("vbaproject", "vbadata", "activex", "macros")
_PERSONAL = frozenset({"creator", "Company", "Manager", "HyperlinkBase"})
_EDITOR = "lastModifiedBy"
_THUMBNAIL = "docProps/thumbnail"
_PRINTER = "printerSettings"


def relation_findings(root: etree._Element, *, file: str) -> Iterator[Segment | Trace]:
    """Hand on where a part points outside the package; only open web addresses are harmless."""
    for relation in root.iter("{*}Relationship"):
        if is_outside(relation):
            target = unquote(relation.get("Target", ""))
            yield from outside(target, kind=relation_kind(relation), place={"file": file})


def outside(target: str, *, kind: str, place: Place) -> Iterator[Segment | Trace]:
    """Hand on one target outside the package, of a relation of this kind."""
    yield Segment(text=target, part=Part.LINK, place=place, visibility=Visibility.META)
    if kind != "hyperlink" or not target.casefold().startswith(_OPEN_SCHEMES):
        text = f"{kind} {target}"
        yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=text)


def is_outside(relation: etree._Element) -> bool:
    """Whether a relation leads out of the package."""
    target = unquote(relation.get("Target", ""))
    declared = relation.get("TargetMode", "").casefold() == "external"
    return declared or _OUTSIDE.match(target.strip()) is not None


def relation_kind(relation: etree._Element) -> str:
    """Return the last word of a relation's type, the same in both editions of the standard."""
    return str(relation.get("Type", "")).rpartition("/")[2]


def property_findings(root: etree._Element, *, file: str) -> Iterator[Segment | Trace]:
    """Hand on every property as text, and those that name people by themselves."""
    custom = local(root) == "Properties" and file.endswith("custom.xml")
    place = {"file": file}
    for element in root.iterchildren(etree.Element):
        text = " ".join(text_in(element).split())
        if not text:
            continue
        yield Segment(text=text, part=Part.PROPERTIES, place=place, visibility=Visibility.META)
        name = element.get("name", "") if custom else local(element)
        rule = "hidden.property" if custom else _property_rule(name, text)
        if rule:
            yield Trace(rule=rule, part=Part.PROPERTIES, place=place, text=f"{name} {text}")


def _property_rule(name: str, text: str) -> str:
    if name == _EDITOR:
        return "hidden.user_name"
    if name == "Template":
        return "hidden.template_path" if any(mark in text for mark in "\\/") else ""
    return "hidden.property" if name in _PERSONAL else ""


def binary_trace(entry: Entry) -> Trace:
    """Say what a part is that no rule can read."""
    place, name = {"file": entry.name}, entry.name.casefold()
    if any(word in name for word in _ACTIVE):
        rule = "hidden.active_content"
    elif entry.name.startswith(_THUMBNAIL):
        rule = "hidden.thumbnail"
    elif _PRINTER in entry.name:
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
    for element in root.iterchildren(etree.Element):
        declared = element.get("ContentType", "").casefold()
        if local(element) == "Override":
            types[element.get("PartName", "").lstrip("/")] = declared
        elif local(element) == "Default":
            types["." + element.get("Extension", "").casefold()] = declared
    return types
