"""The shapes of a slide, its layout or its master, in the order in which they are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from review.screening.extraction.markup import local
from review.screening.extraction.slide_boxes import Box, Frame, box_of
from review.screening.extraction.word_context import repeated_fallbacks

_DRAWN = frozenset({"sp", "pic", "graphicFrame", "cxnSp", "contentPart"})
_CHOICES = frozenset({"AlternateContent", "Choice", "Fallback"})
_TRANSFORMS = ("{*}spPr/{*}xfrm", "{*}xfrm")
_ON = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape as it stands on the slide."""

    element: etree._Element
    box: Box | None
    """Nothing where neither the shape nor its placeholder says where it is."""
    is_hidden: bool

    @property
    def kind(self) -> str:
        """What it is: sp, pic, graphicFrame."""
        return local(self.element)

    @property
    def placeholder(self) -> str:
        """The type of placeholder that it fills; empty for none."""
        found = placeholder_of(self.element)
        return "" if found is None else found.get("type", "obj")


class Shapes:
    """Walks the shapes of slides; where a placeholder lies is asked of layout and master."""

    def __init__(self, *models: etree._Element) -> None:
        """Keep layout and master, in this order."""
        self._models = models

    def of(self, slide: etree._Element) -> Iterator[Shape]:
        """Yield the shapes of a slide, from the ground up."""
        tree = slide.find("{*}cSld/{*}spTree")
        if tree is not None:
            skipped = repeated_fallbacks(slide.iter("{*}Fallback"))
            yield from self._below(tree, Frame(), is_hidden=False, skipped=skipped)

    def models_of(self, shape: Shape) -> list[etree._Element]:
        """Return the placeholders of layout and master that a shape fills."""
        mark = placeholder_of(shape.element)
        if mark is None:
            return []
        found = (_placeholder_like(mark, model) for model in self._models)
        return [model for model in found if model is not None]

    def _below(
        self,
        parent: etree._Element,
        frame: Frame,
        *,
        is_hidden: bool,
        skipped: frozenset[etree._Element],
    ) -> Iterator[Shape]:
        for element in parent.iterchildren(etree.Element):
            name = local(element)
            hidden = is_hidden or _is_hidden(element)
            if name in _DRAWN:
                yield Shape(element=element, box=self._box(element, frame), is_hidden=hidden)
            if name == "grpSp":
                inner = frame.within(element)
                yield from self._below(element, inner, is_hidden=hidden, skipped=skipped)
            elif name in _CHOICES and element not in skipped:
                yield from self._below(element, frame, is_hidden=hidden, skipped=skipped)

    def _box(self, element: etree._Element, frame: Frame) -> Box | None:
        mark = placeholder_of(element)
        models = () if mark is None else (_placeholder_like(mark, it) for it in self._models)
        for place in (element, *models):
            if place is None:
                continue
            found = next((it for path in _TRANSFORMS if (it := place.find(path)) is not None), None)
            box = None if found is None else box_of(found)
            if box is not None and (box.width or box.height):
                return frame.place(box) if place is element else box
        return None


def placeholder_of(element: etree._Element) -> etree._Element | None:
    """Return the mark by which a shape fills a placeholder."""
    return (
        element.find("{*}nvSpPr/{*}nvPr/{*}ph")
        if local(element) == "sp"
        else next(element.iterfind("*/{*}nvPr/{*}ph"), None)
    )


def properties_of(element: etree._Element) -> etree._Element | None:
    """Return what a shape is called, and how it is described."""
    return next(element.iterfind("*/{*}cNvPr"), None)


def _placeholder_like(mark: etree._Element, model: etree._Element) -> etree._Element | None:
    """Return the shape of a layout or master for the same placeholder: by number, or by type."""
    kind, number = mark.get("type", "obj"), mark.get("idx", "")
    by_type = None
    for shape in model.iterfind("{*}cSld/{*}spTree/{*}sp"):
        other = placeholder_of(shape)
        if other is None:
            continue
        if number and other.get("idx", "") == number:
            return shape
        if by_type is None and _FAMILY.get(kind, kind) == _FAMILY.get(
            other.get("type", "obj"), other.get("type", "obj")
        ):
            by_type = shape
    return by_type


_FAMILY = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}
"""Masters have one title and one body for all of these."""


def _is_hidden(element: etree._Element) -> bool:
    found = properties_of(element)
    return found is not None and found.get("hidden", "") in _ON
