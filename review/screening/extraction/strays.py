"""Text of a part where no program looks for any: in foreign elements, comments, data."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import Markup, hidden_segment, local
from review.screening.extraction.markup_bytes import has_notes
from review.screening.segments import Segment

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DRAWING = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
_WORDS = ("t", "delText", "instrText", "delInstrText", "fldData", "text")
"""The elements of a part's own namespace whose text is read with its paragraphs."""
_SHORT = 32
_MEASURES = frozenset(
    {
        "posOffset", "align", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset",
        "positivePctWidth", "Anchor", "MoveWithCells", "SizeWithCells", "attrName",
    }
)  # fmt: skip
"""Elements whose text is a length or a word of the standard."""


def stray_segments(markup: Markup, *, file: str) -> Iterator[Segment]:
    """Hand on all text that is in no run, and what comments in the markup say."""
    root = markup.root
    space = str(root.tag).rpartition("}")[0].lstrip("{")
    found = [
        " ".join(said.split())
        for element in _holders(root, space)
        for said in _own_texts(element)
        if not _is_measure(element, said)
    ]
    if has_notes(markup.content):
        notes = root.iter(etree.Comment, etree.ProcessingInstruction)
        found += [(note.text or "").strip() for note in notes]
    text = "\n".join(filter(None, found))
    if text:
        yield hidden_segment(text, file=file, part=Part.OTHER)


def _holders(root: etree._Element, space: str) -> list[etree._Element]:
    """Return the elements that hold text and are not among those that should."""
    found = _search(space)(root)
    return [it for it in found if etree.iselement(it)] if isinstance(found, list) else []


def _own_texts(element: etree._Element) -> Iterator[str]:
    """Yield the stretches of text right below an element."""
    yield element.text or ""
    for child in element:
        yield child.tail or ""


@functools.cache
def _search(space: str) -> etree.XPath:
    read = " or ".join(f"parent::own:{name}" for name in _WORDS)
    return etree.XPath(
        f"/descendant::text()[not({read} or parent::a:t or parent::m:t or parent::b:t)]"
        "[normalize-space()]/parent::*",
        namespaces={"own": space or "-", "m": _MATH, "a": _DRAWING[0], "b": _DRAWING[1]},
    )


def _is_measure(element: etree._Element, text: str) -> bool:
    return local(element) in _MEASURES and text.isascii() and len(text) < _SHORT
