"""What is drawn on a sheet: text boxes, what pictures are said to show, shapes that run macros."""

from __future__ import annotations

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.charts import paragraphs
from review.screening.extraction.colours import WHITE, alike
from review.screening.extraction.markup import local
from review.screening.extraction.sheet_colours import colour_of
from review.screening.extraction.sheet_looks import TINY
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_taking import counted, taken, taken_text
from review.screening.extraction.sheet_words import Finds, loose_finds, unseen
from review.screening.segments import Place, Segment, Trace, column_name

_PROPERTIES = ("{*}nvSpPr/{*}cNvPr", "{*}nvPicPr/{*}cNvPr", "{*}nvGrpSpPr/{*}cNvPr",
               "{*}nvGraphicFramePr/{*}cNvPr", "{*}nvCxnSpPr/{*}cNvPr")  # fmt: skip
_SHAPES = ("sp", "pic", "grpSp", "graphicFrame", "cxnSp")
_CORNER = ("row", "col")
_ON = frozenset({"1", "true"})
_WHITES = frozenset({"bg1", "lt1"})
_POINT = 100


def drawing_finds(root: etree._Element, *, sheet: Sheet, file: str) -> Finds:
    """Hand on the shapes of a drawing, each at the cell where it begins."""
    for shape in root.iter(*(f"{{*}}{name}" for name in _SHAPES)):
        place = _place(shape, sheet=sheet, file=file)
        yield from _described(shape, place=place)
        if not _is_repeated(shape):
            yield from _written(shape, sheet=sheet, place=place)
    for text in root.iter("{*}t"):
        taken_text(text)
    yield from loose_finds(root, place={**sheet.place, "file": file})


def _place(shape: etree._Element, *, sheet: Sheet, file: str) -> Place:
    place: dict[str, str | int] = {**sheet.place, "file": file}
    for anchor in shape.iterancestors("{*}oneCellAnchor", "{*}twoCellAnchor"):
        row, column = (counted(anchor.findtext(f"{{*}}from/{{*}}{name}")) for name in _CORNER)
        if min(row, column) >= 0:
            place["cell"] = f"{column_name(column + 1)}{row + 1}"
    return place


def _described(shape: etree._Element, *, place: Place) -> Finds:
    for properties in (node for path in _PROPERTIES for node in shape.iterfind(path)):
        said = " ".join(filter(None, (taken(properties, "title"), taken(properties, "descr"))))
        if said:
            yield unseen(said, place=place, part=Part.PICTURE)
            yield Trace(rule="hidden.alt_text", part=Part.PICTURE, place=place, text=said)
    macro = taken(shape, "macro")
    if macro:
        yield Trace(rule="hidden.active_content", part=Part.MACRO, place=place, text=macro)


def _is_repeated(shape: etree._Element) -> bool:
    """A fallback says for old programs what the choice says; other words are said loosely."""
    for fallback in shape.iterancestors("{*}Fallback"):
        above = fallback.getparent()
        choice = None if above is None else above.find("{*}Choice")
        if choice is not None and [*paragraphs(choice)] == [*paragraphs(fallback)]:
            return True
    return False


def _written(shape: etree._Element, *, sheet: Sheet, place: Place) -> Finds:
    """Hand on the text of a shape, its paragraphs a line each."""
    bodies = [node for node in shape if local(node) in {"txBody", "txbx"}]
    text = "\n".join(paragraph for body in bodies for paragraph in paragraphs(body))
    if not text:
        return
    rule = _veil(shape)
    if rule:
        yield Trace(rule=rule, part=Part.TEXT_BOX, place=place, text=text)
        yield unseen(text, place=place, part=Part.TEXT_BOX)
    else:
        yield Segment(text=text, part=Part.TEXT_BOX, place=place, visibility=sheet.visibility)


def _veil(shape: etree._Element) -> str:
    """Return the rule by which a text box does not show, if it does not."""
    hidden = any(node.get("hidden") in _ON for path in _PROPERTIES for node in shape.iterfind(path))
    if hidden or _is_flat(shape):
        return "hidden.hidden_text"
    runs = [run for run in shape.iter("{*}r") if local(run) == "r"]
    properties = [run.find("{*}rPr") for run in runs]
    if properties and all(map(_is_tiny, properties)):
        return "hidden.tiny_text"
    if properties and _is_on_white(shape) and all(map(_is_white, properties)):
        return "hidden.white_text"
    return ""


def _is_flat(shape: etree._Element) -> bool:
    """Whether the shape has no height or no width."""
    extents = shape.iterfind("{*}spPr/{*}xfrm/{*}ext")
    return any("0" in (extent.get("cx"), extent.get("cy")) for extent in extents)


def _is_tiny(properties: etree._Element | None) -> bool:
    return properties is not None and 0 <= counted(properties.get("sz")) <= TINY * _POINT


def _is_white(properties: etree._Element | None) -> bool:
    return properties is not None and any(
        _names_white(colour) for colour in properties.iterfind("{*}solidFill/*")
    )


def _is_on_white(shape: etree._Element) -> bool:
    """Whether the shape has, by its own word, no ground or a white one."""
    return any(
        local(fill) == "noFill" or any(map(_names_white, fill))
        for properties in shape.iterfind("{*}spPr")
        for fill in properties.iterchildren("{*}noFill", "{*}solidFill")
    )


def _names_white(colour: etree._Element) -> bool:
    value = colour.get("val", "")
    return value in _WHITES or alike(colour_of(colour.get("lastClr", value)), WHITE)
