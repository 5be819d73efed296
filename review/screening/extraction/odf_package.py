"""What an OpenDocument package holds beside its text: properties, scripts, pictures, objects."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.base64_blocks import from_base64
from review.screening.extraction.finds import Finds, hidden, meta
from review.screening.extraction.links import ACTIVE, link_finds
from review.screening.extraction.markup import local, text_in
from review.screening.extraction.odf_styles import attribute
from review.screening.extraction.pdf_strings import is_telling
from review.screening.segments import Embedded, Trace

_LOADS = frozenset(
    {"image", "object", "object-ole", "plugin", "applet", "floating-frame", "fill-image",
     "table-source", "dde-source", "cell-range-source", "sound", "background-image",
     "section-source", "database-source", "font-face-uri", "template"}
)  # fmt: skip
_WITHIN = re.compile(r"(?:\./|#|Pictures/|Object|ObjectReplacements/|media/|\.\./)", re.IGNORECASE)
_DDE = frozenset({"dde-source", "dde-connection-decl", "dde-link"})
_SETTINGS = frozenset({"PrinterName", "CurrentDatabaseDataSource"})
_PERSONAL = frozenset({"creator", "initial-creator", "printed-by", "user-defined"})
_ARRANGED: Final = "config-item"


def property_finds(root: etree._Element) -> Finds:
    """Tell of the properties of a document, and of those that name people by themselves."""
    for node in root.iter(etree.Element):
        text, name = (node.text or "").strip(), local(node)
        if text:
            yield meta(text, part=Part.PROPERTIES)
        if text and name in _PERSONAL:
            said = f"{attribute(node, 'name') or name} {text}"
            yield meta(said, part=Part.PROPERTIES)
            yield Trace(rule="hidden.property", part=Part.PROPERTIES, text=said)
        if name in {"template", "auto-reload", "hyperlink-behaviour"}:
            address = attribute(node, "href")
            title = attribute(node, "title")
            text = " ".join(filter(None, (title, address)))
            if text:
                yield meta(text, part=Part.PROPERTIES)
                yield Trace(rule="hidden.template_path", part=Part.PROPERTIES, text=text)


def setting_finds(root: etree._Element) -> Finds:
    """Tell of what a program remembers: printers, data sources, whatever says something."""
    for node in root.iter(etree.Element):
        if local(node) != _ARRANGED:
            continue
        text, name = (node.text or "").strip(), attribute(node, "name")
        if text and name in _SETTINGS:
            yield Trace(rule="hidden.property", part=Part.PROPERTIES, text=f"{name} {text}")
        if text and (name in _SETTINGS or is_telling(text)):
            yield meta(text, part=Part.PROPERTIES)


def beside(root: etree._Element) -> Finds:
    """Tell of the scripts, addresses, remarks, and files that stand in a part itself."""
    for remark in root.iter(etree.Comment, etree.ProcessingInstruction):
        text = (remark.text or "").strip()
        if is_telling(text):
            yield from hidden("hidden.custom_xml", text, part=Part.OTHER)
    count = 0
    for node in root.iter(etree.Element):
        name = local(node)
        yield from _address(node, name)
        if name == "binary-data":
            count += 1
            content = from_base64("".join(map(str, node.itertext())).encode("ascii", "ignore"))
            if content:
                is_picture = local(node.getparent()) != "object-ole"  # type: ignore[arg-type]
                yield Embedded(name=f"{count}", content=content, is_picture=is_picture)
        elif name in {"script", "event-listener", "macro"} or name in _DDE:
            yield from _active(node, name)
        elif name in {"instance", "model"} and "xforms" in str(node.tag):
            yield from hidden("hidden.custom_xml", text_in(node), part=Part.FORM)


def _active(node: etree._Element, name: str) -> Finds:
    """A place for scripts in which none stands is in every flat file."""
    said = text_in(node).strip()
    if name == "script" and not said and not attribute(node, "href"):
        return
    text = " ".join([*map(str, node.attrib.values()), said]).strip()
    yield meta(text, part=Part.MACRO)
    yield Trace(rule=ACTIVE, part=Part.MACRO, text=text or name)


def _address(node: etree._Element, name: str) -> Finds:
    address = attribute(node, "href")
    if address and not (_WITHIN.match(address) and name != "a"):
        yield from link_finds(address.removeprefix("../"), loads=name in _LOADS)
