"""What the drawings of a Word part say beside their text: alternative texts, art, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import Markup, local
from review.screening.extraction.package import outside
from review.screening.extraction.word_context import Locate
from review.screening.extraction.word_styles import attribute, value_of
from review.screening.segments import Segment, Trace, Visibility

SHAPES = frozenset(
    {"shape", "shapetype", "group", "rect", "roundrect", "oval", "line", "polyline", "curve",
     "arc", "image", "imagedata", "background", "fill", "stroke"}
)  # fmt: skip
"""The elements of VML that may name an address or an alternative text."""
DESCRIBED = SHAPES | {"docPr", "cNvPr", "tblCaption", "tblDescription"}
ART, OBJECT = "textpath", "OLEObject"
_NAMED = ("docPr", "cNvPr")
_DESCRIBED = ("descr", "title")
_VML = "{urn:schemas-microsoft-com:vml}"
_VML_DESCRIBED = ("alt", "{urn:schemas-microsoft-com:office:office}title")
_ADDRESSES = ("href", "src", "hrefpict", "althref")
_WITHIN = ("#", "rId", "cid:")
_MARGINS = frozenset({Part.HEADER, Part.FOOTER})


def alternative_texts(markup: Markup, *, part: Part, locate: Locate) -> Iterator[Segment | Trace]:
    """Hand on what describes pictures and shapes to those who cannot see them, each text once."""
    said: dict[str, etree._Element] = {}
    for element in markup.all(*_NAMED):
        for name in _DESCRIBED:
            said.setdefault(element.get(name, "").strip(), element)
    for shape in _shapes(markup):
        for name in _VML_DESCRIBED:
            said.setdefault(shape.get(name, "").strip(), shape)
    for table in markup.all("tblCaption", "tblDescription"):
        said.setdefault(value_of(table).strip(), table)
    for text, element in said.items():
        if text:
            place, hidden = locate(element), Visibility.HIDDEN
            yield Segment(text=text, part=part, place=place, visibility=hidden)
            yield Trace(rule="hidden.alt_text", part=part, place=place, text=text)


def art_texts(markup: Markup, *, part: Part, locate: Locate) -> Iterator[Segment]:
    """Hand on letters that are drawn as a shape: most watermarks are."""
    shown = part if part in _MARGINS else Part.TEXT_BOX
    for path in markup.all(ART):
        yield Segment(text=path.get("string", ""), part=shown, place=locate(path))


def shape_addresses(
    markup: Markup,
    *,
    part: Part,  # noqa: ARG001 - called like the other searches
    locate: Locate,
) -> Iterator[Segment | Trace]:
    """Hand on the addresses that a shape names by itself, without a relation."""
    for shape in _shapes(markup):
        for name in _ADDRESSES:
            target = attribute(shape, name)
            if target and not target.startswith(_WITHIN):
                kind = "hyperlink" if name == "href" and local(shape) != "imagedata" else "image"
                yield from outside(target, kind=kind, place=locate(shape))


def programs(objects: Iterable[etree._Element]) -> Mapping[str, str]:
    """Return for the relations of embedded objects which program made them."""
    return {
        attribute(made, "id"): made.get("ProgID") or made.get("progId") or "" for made in objects
    }


def _shapes(markup: Markup) -> list[etree._Element]:
    return [shape for shape in markup.all(*SHAPES) if str(shape.tag).startswith(_VML)]
