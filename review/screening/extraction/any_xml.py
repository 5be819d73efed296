"""XML of no office program: every text, attribute, remark and address in it; drawings in SVG."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.finds import Finds, gathered, hidden, meta
from review.screening.extraction.links import ACTIVE, link_finds
from review.screening.extraction.markup import local, parsed, text_in
from review.screening.extraction.open_document import is_flat, read_flat
from review.screening.extraction.pdf_strings import is_telling
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason, Segment, Trace

MEDIA_TYPE: Final = "application/xml"
_PARAGRAPHS = frozenset({"p", "h", "text", "title", "desc"})
"""Their pieces are one text, in every dialect that has them."""
_LOADS = frozenset({"image", "use", "script", "link", "include", "import", "feImage", "style"})
_ADDRESSES = frozenset({"href", "src", "schemaLocation", "location", "url"})
_OFFICE = ("schemas.microsoft.com/office/", "urn:schemas-microsoft-com:office:")
_LINES: Final = 400
"""So many lines are one segment; what stands far apart does not explain each other."""


def read_xml(content: bytes, *, limits: Limits) -> Extract:
    """Read some XML.

    Raises:
        NotRead: broken, with a DTD, or an old office program's way to write whole papers.
    """
    try:
        root = parsed(content, limits=limits)
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    if is_flat(root):
        return read_flat(content, root, limits=limits)
    if _is_office(root):
        raise NotRead(Reason.LEGACY_OFFICE, media_type=MEDIA_TYPE)
    return gathered(_finds(root), media_type=MEDIA_TYPE)


def _is_office(root: etree._Element) -> bool:
    """Whether marks for hidden and deleted text are in it that only their own reader knows."""
    space = str(root.tag).partition("}")[0]
    return any(word in space for word in _OFFICE)


def _finds(root: etree._Element) -> Finds:
    lines = list(_lines(root))
    for start in range(0, len(lines), _LINES):
        yield Segment(text="\n".join(lines[start : start + _LINES]), part=Part.BODY)
    for node in root.getroottree().getroot().itersiblings(preceding=True):
        yield from _remark(node)
    for node in root.itersiblings():
        yield from _remark(node)
    for node in root.iter(etree.Comment, etree.ProcessingInstruction):
        yield from _remark(node)
    for node in root.iter(etree.Element):
        yield from _attributes(node)
        if local(node) == "script":
            yield Trace(rule=ACTIVE, part=Part.MACRO, text=text_in(node).strip() or "script")
    if local(root) == "svg":
        yield Trace(rule="hidden.picture", part=Part.PICTURE, text="SVG")


def _lines(root: etree._Element) -> Iterator[str]:
    """Yield each text that stands by itself; of a paragraph what its pieces say together."""
    within: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start" and within is None:
            is_paragraph = local(element) in _PARAGRAPHS or _is_mixed(element)
            within = element if is_paragraph else None
            text = text_in(element) if is_paragraph else element.text
        elif event != "start" and (within is None or within is element):
            within = None
            text = element.tail if element is not root else None
        else:
            continue
        if text and text.strip():
            yield text.strip()


def _is_mixed(element: etree._Element) -> bool:
    """Whether text and marks stand in one another, as in a paragraph."""
    texts = (element.text, *(inner.tail for inner in element))
    return len(element) > 0 and any(text and text.strip() for text in texts)


def _remark(node: etree._Element) -> Finds:
    text = (node.text or "").strip()
    if isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001 - the only name of the class
        address = node.get("href")
        yield from link_finds(address, loads=True) if address else ()
        yield meta(text)
    elif text:
        yield from hidden("hidden.markup", text, part=Part.OTHER)


def _attributes(node: etree._Element) -> Finds:
    said = []
    for key, value in node.items():
        name, text = str(key).rpartition("}")[2], str(value).strip()
        if name in _ADDRESSES:
            yield from link_finds(text, loads=local(node) in _LOADS)
        elif name.startswith("on") and local(node.getroottree().getroot()) == "svg":
            yield Trace(rule=ACTIVE, part=Part.MACRO, text=text)
        if is_telling(text) or any(sign.isdigit() for sign in text):
            said.append(text)
    if said:
        yield Segment(text="\t".join(said), part=Part.OTHER)
