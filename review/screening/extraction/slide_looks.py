"""Which runs on a slide do not show, and why: as the ground, tiny, transparent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from review.screening.extraction.colours import Colour, alike
from review.screening.extraction.markup import local
from review.screening.extraction.slide_boxes import Box
from review.screening.extraction.slide_grounds import colour_of, fill_in
from review.screening.extraction.slide_shapes import Shape
from review.screening.extraction.word_looks import INVISIBLE, TINY, WHITE_TEXT

_TINY = 200
"""Hundredths of a point."""
_USUAL_SIZE = 1800
_CLEAR = 5_000
"""Of 100,000 parts opacity: what is less cannot be seen."""
_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle", "body": "bodyStyle",
           "subTitle": "bodyStyle", "obj": "bodyStyle"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the runs of one slide stand on and take after."""

    theme: Mapping[str, Colour]
    ground: Colour | None
    """The background; nothing where it is a picture or a blend."""
    master: etree._Element | None

    def rule(
        self,
        run: etree._Element,
        shape: Shape,
        *,
        after: Sequence[etree._Element],
        under: Sequence[Box],
    ) -> str:
        """Say by which rule a run of a shape does not show; empty when it does.

        `after` are the placeholders it takes after, `under` the boxes drawn below it.
        """
        marks = list(self._marks(run, shape, after))
        fill = _first_fill(marks)
        if fill is not None and _is_clear(fill):
            return INVISIBLE
        if self._size(marks, shape) <= _TINY:
            return TINY
        colour = None if fill is None else colour_of(fill, theme=self.theme)
        return WHITE_TEXT if alike(colour, self._under(shape, under)) else ""

    def _marks(
        self, run: etree._Element, shape: Shape, after: Sequence[etree._Element]
    ) -> Iterator[etree._Element]:
        """Yield the properties that hold for a run, the nearest first."""
        own = run.find("{*}rPr")
        if own is not None:
            yield own
        level = _level(run)
        for body in (shape.element, *after):
            yield from body.iterfind(f"{{*}}txBody/{{*}}lstStyle/{{*}}lvl{level}pPr/{{*}}defRPr")
        style = _STYLES.get(shape.placeholder, "otherStyle")
        if self.master is not None and shape.placeholder:
            path = f"{{*}}txStyles/{{*}}{style}/{{*}}lvl{level}pPr/{{*}}defRPr"
            yield from self.master.iterfind(path)

    def _size(self, marks: Sequence[etree._Element], shape: Shape) -> float:
        size = next((int(it) for mark in marks if (it := mark.get("sz", "")).isdecimal()), None)
        fitted = next(shape.element.iterfind("{*}txBody/{*}bodyPr/{*}normAutofit"), None)
        scale = "" if fitted is None else fitted.get("fontScale", "").rstrip("%")
        part = int(scale) / 100_000 if scale.isdecimal() and int(scale) else 1.0
        return (size or _USUAL_SIZE) * part

    def _under(self, shape: Shape, under: Sequence[Box]) -> Colour | None:
        """Return what the letters of a shape stand on; nothing where that is not one colour."""
        properties = shape.element.find("{*}spPr")
        fill = None if properties is None else fill_in(properties)
        if fill is not None and local(fill) != "noFill":
            return colour_of(fill, theme=self.theme)
        styled = shape.element.find("{*}style/{*}fillRef")
        if fill is None and styled is not None and styled.get("idx", "0") != "0":
            return None
        if shape.kind != "sp" or (shape.box and any(map(shape.box.meets, under))):
            return None
        return self.ground


def _level(run: etree._Element) -> int:
    paragraph = run.getparent()
    found = None if paragraph is None else paragraph.find("{*}pPr")
    given = "0" if found is None else found.get("lvl", "0")
    return int(given) + 1 if given.isdecimal() and len(given) == 1 else 1


def _first_fill(marks: Sequence[etree._Element]) -> etree._Element | None:
    return next((fill for mark in marks if (fill := fill_in(mark)) is not None), None)


def _is_clear(fill: etree._Element) -> bool:
    alphas = (alpha.get("val", "").rstrip("%") for alpha in fill.iter("{*}alpha"))
    return local(fill) == "noFill" or any(it.isdecimal() and int(it) <= _CLEAR for it in alphas)
