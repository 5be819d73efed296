"""What the shapes of one slide say, by who can see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import local
from review.screening.extraction.slide_boxes import Box
from review.screening.extraction.slide_grounds import is_filled
from review.screening.extraction.slide_looks import Scene
from review.screening.extraction.slide_shapes import Shape, Shapes, properties_of
from review.screening.extraction.slide_tables import labelled_cells
from review.screening.extraction.word_looks import HIDDEN
from review.screening.segments import Place, Segment, Trace, Visibility

OFF_SLIDE = "hidden.off_slide"
_MARGINS = frozenset({"ftr", "dt", "sldNum", "hdr"})
_DESCRIBED = ("descr", "title")
_RUNS = ("{*}r", "{*}fld", "{*}br", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One paragraph of a shape, and what labels it where it is a cell."""

    element: etree._Element
    heading: str = ""
    column: str = ""


@dataclass(slots=True, kw_only=True)
class SlideText:
    """Reads the shapes of one slide; what it shows is counted along."""

    slide: etree._Element
    shapes: Shapes
    scene: Scene
    page: Box
    place: Place
    seen: Visibility = Visibility.VISIBLE
    under: list[Box] = field(default_factory=list)
    """The filled boxes below what is read next; at first those of layout and master."""
    number: int = 0

    def finds(self) -> Iterator[Segment | Trace]:
        """Hand on the shapes from the ground up."""
        for shape in self.shapes.of(self.slide):
            yield from self._shape(shape)
            if shape.box is not None and is_filled(shape):
                self.under.append(shape.box)

    def _shape(self, shape: Shape) -> Iterator[Segment | Trace]:
        rule = self._rule(shape)
        said = ""
        for text in _texts(shape):
            self.number += 1
            shown, hidden = self._sorted(text, shape, rule=rule)
            whole = self._segment(text, shape, shown)
            yield whole
            said += "".join(piece for piece in hidden.get(rule, ()))
            for why, pieces in hidden.items():
                joined = "".join(pieces)
                yield replace(whole, text=joined, visibility=Visibility.HIDDEN)
                if why != rule:
                    yield self._trace(why, whole.part, joined, place=whole.place)
        if rule and (said or shape.kind in {"pic", "graphicFrame"}):
            yield self._trace(rule, part_of(shape), said or _name(shape), place=self.place)
        yield from self._described(shape)

    def _segment(self, text: Text, shape: Shape, shown: str) -> Segment:
        return Segment(
            text=shown,
            part=part_of(shape),
            place={**self.place, "paragraph": self.number},
            visibility=self.seen,
            heading=text.heading,
            column=text.column,
        )

    def _sorted(self, text: Text, shape: Shape, *, rule: str) -> tuple[str, dict[str, list[str]]]:
        """Sort the runs of a paragraph into what shows and what does not, and why."""
        shown: list[str] = []
        hidden: dict[str, list[str]] = {}
        models: Sequence[etree._Element] | None = None
        for run in text.element.iter(*_RUNS):
            said, why = _said(run), rule
            if not why and said.strip() and local(run) in {"r", "fld"}:
                models = self.shapes.models_of(shape) if models is None else models
                why = self.scene.rule(run, shape, after=models, under=self.under)
            if why:
                hidden.setdefault(why, []).append(said)
            else:
                shown.append(said)
        return "".join(shown), hidden

    def _rule(self, shape: Shape) -> str:
        """Say by which rule a whole shape does not show."""
        if shape.is_hidden:
            return HIDDEN
        box = shape.box
        return OFF_SLIDE if box is not None and not box.meets(self.page) and _has_area(box) else ""

    def _described(self, shape: Shape) -> Iterator[Segment | Trace]:
        properties = properties_of(shape.element)
        if properties is None:
            return
        for text in dict.fromkeys(properties.get(name, "").strip() for name in _DESCRIBED):
            if text:
                part = Part.PICTURE if shape.kind == "pic" else part_of(shape)
                hidden = Visibility.HIDDEN
                yield Segment(text=text, part=part, place=self.place, visibility=hidden)
                yield self._trace("hidden.alt_text", part, text, place=self.place)

    def _trace(self, rule: str, part: Part, text: str, *, place: Place) -> Trace:
        return Trace(rule=rule, part=part, place=place, text=text)


def part_of(shape: Shape) -> Part:
    """Return which part of the paper a shape is: body, margin, or a box beside it."""
    if shape.placeholder in _MARGINS:
        return Part.FOOTER
    mark = shape.element.find("{*}nvSpPr/{*}cNvSpPr")
    return Part.TEXT_BOX if mark is not None and mark.get("txBox") in {"1", "true"} else Part.BODY


def _texts(shape: Shape) -> Iterator[Text]:
    """Yield the paragraphs of a shape, or those of the cells of its table."""
    for table in shape.element.iterfind("{*}graphic/{*}graphicData/{*}tbl"):
        for cell, heading, column in labelled_cells(table):
            for paragraph in cell.iterfind("{*}txBody/{*}p"):
                yield Text(element=paragraph, heading=heading, column=column)
    for body in shape.element.iterfind("{*}txBody"):
        for paragraph in body.iterfind("{*}p"):
            yield Text(element=paragraph)


def _said(run: etree._Element) -> str:
    name = local(run)
    if name == "br":
        return "\n"
    return run.text or "" if name == "t" else "".join(it.text or "" for it in run.iterfind("{*}t"))


def _name(shape: Shape) -> str:
    properties = properties_of(shape.element)
    return "" if properties is None else properties.get("name", "")


def _has_area(box: Box) -> bool:
    return box.width > 0 or box.height > 0
