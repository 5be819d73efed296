"""What the letters of a Word part stand on: shading, tables, boxes, the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from review.screening.extraction.colours import BLACK, HIGHLIGHTS, WHITE, Colour, colour, themed
from review.screening.extraction.markup import Markup, local
from review.screening.extraction.word_styles import Styles, attribute, value_of

SOUGHT = frozenset({"highlight", "shd", "txbxContent"})
"""The elements that these searches look for."""
_PLAIN = frozenset({"", "clear", "nil"})
_NAMED: Mapping[str, Colour] = {"white": WHITE, "black": BLACK}
_LAYERS = {"p": "pPr", "tc": "tcPr", "tr": "trPr", "tbl": "tblPr"}
_BOXES = frozenset({"wsp", "shape", "rect", "roundrect", "oval"})


@dataclass(frozen=True)
class Grounds:
    """The grounds of one part, as far as they can be known."""

    markup: Markup
    styles: Styles
    theme: Mapping[str, Colour]
    page: Colour

    @cached_property
    def used(self) -> tuple[Colour, ...]:
        """The grounds that the part names anywhere."""
        pens = (HIGHLIGHTS.get(value_of(pen)) for pen in self.markup.all("highlight"))
        unlike = {tuple(mark.items()): mark for mark in self.markup.all("shd")}
        shades = (shade(mark, theme=self.theme) for mark in unlike.values())
        boxes = (self._of_box(box) for box in self.markup.all("txbxContent"))
        found = (*pens, *shades, *boxes)
        return tuple({known for known in found if known is not None})

    def under(self, run: etree._Element) -> Colour | None:
        """Return what a run stands on; nothing where that cannot be known."""
        for above in run.iterancestors():
            name = local(above)
            if name == "txbxContent":
                return self._of_box(above)
            layer = _LAYERS.get(name)
            if layer is not None:
                for mark in self._marks(above, layer):
                    return shade(mark, theme=self.theme)
                if name == "tbl" and self._is_styled(above):
                    return None
        return self.page

    def _marks(self, element: etree._Element, layer: str) -> Iterator[etree._Element]:
        """Yield the shading of a layer, its own before its style's, where it is any."""
        own = element.find(f"{{*}}{layer}/{{*}}shd")
        marks = [] if own is None else [own]
        if layer == "pPr":
            named = element.find("{*}pPr/{*}pStyle")
            chain = [] if named is None else self.styles.chain(value_of(named))
            marks += [mark for style in chain for mark in style.iterfind("{*}pPr/{*}shd")]
        return (mark for mark in marks if not _is_none(mark))

    def _is_styled(self, table: etree._Element) -> bool:
        """Whether the style of a table shades any of its cells: which, is for Word to know."""
        named = table.find("{*}tblPr/{*}tblStyle")
        chain = [] if named is None else self.styles.chain(value_of(named))
        return any(not _is_none(mark) for style in chain for mark in style.iter("{*}shd"))

    def _of_box(self, content: etree._Element) -> Colour | None:
        """Return the filling of a text box; what lies under an empty one cannot be known."""
        box = next((it for it in content.iterancestors() if local(it) in _BOXES), None)
        if box is None:
            return None
        if local(box) != "wsp":
            filled = box.get("filled", "t").casefold() not in {"f", "false"}
            named = box.get("fillcolor", "white").strip()
            return (_NAMED.get(named) or colour(named)) if filled else None
        for value in box.iterfind("{*}spPr/{*}solidFill/*"):
            return solid(value, theme=self.theme)
        return None


def shade(mark: etree._Element, *, theme: Mapping[str, Colour]) -> Colour | None:
    """Return the colour of a shading; nothing for a pattern, or where it is none."""
    pattern = attribute(mark, "val")
    if pattern not in _PLAIN:
        return colour(attribute(mark, "color")) if pattern == "solid" else None
    name = attribute(mark, "themeFill")
    if name and not attribute(mark, "themeFillTint") and not attribute(mark, "themeFillShade"):
        return themed(name, theme=theme)
    return colour(attribute(mark, "fill"))


def solid(value: etree._Element, *, theme: Mapping[str, Colour]) -> Colour | None:
    """Return a colour of a drawing; nothing for one that is mixed from another."""
    if len(value):
        return None
    if local(value) == "schemeClr":
        return themed(value.get("val", ""), theme=theme)
    return colour(value.get("lastClr") or value.get("val") or "")


def _is_none(mark: etree._Element) -> bool:
    """Whether a shading lets what is under it show."""
    plain = attribute(mark, "val") in _PLAIN
    return plain and attribute(mark, "fill") in {"", "auto"} and not attribute(mark, "themeFill")
