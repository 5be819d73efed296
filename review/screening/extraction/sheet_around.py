"""What a worksheet says around its cells: margins, prompts, conditions, scenarios, protection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import local
from review.screening.extraction.sheet_margins import margin_texts
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_prompts import (
    condition_finds,
    link_finds,
    validation_finds,
)
from review.screening.extraction.sheet_styles import Styles
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_taking import taken, taken_text
from review.screening.extraction.sheet_words import Finds, joined, loose_finds, unseen
from review.screening.segments import Segment, Trace

_ON = frozenset({"1", "true", "on"})
_MARGINS: Mapping[str, tuple[Part, str]] = MappingProxyType(
    {
        "oddHeader": (Part.HEADER, ""),
        "oddFooter": (Part.FOOTER, ""),
        "evenHeader": (Part.HEADER, "differentOddEven"),
        "evenFooter": (Part.FOOTER, "differentOddEven"),
        "firstHeader": (Part.HEADER, "differentFirst"),
        "firstFooter": (Part.FOOTER, "differentFirst"),
    }
)
"""Each margin, and the switch without which it is kept but not printed."""


@dataclass(frozen=True, slots=True)
class Around:
    """Reads what stands around the cells of one sheet."""

    sheet: Sheet
    styles: Styles

    def finds(self, root: etree._Element) -> Finds:
        """Hand on what the elements say that are known here, and then whatever else is said."""
        for element in [node for node in root.iter(etree.Element) if local(node) in _READERS]:
            yield from _READERS[local(element)](self, element)
        yield from loose_finds(root, place=self.sheet.place)

    def margins(self, element: etree._Element) -> Finds:
        """Read headers and footers; one that is switched off is kept all the same."""
        is_view = any(local(above) == "customSheetView" for above in element.iterancestors())
        place, seen = self.sheet.place, self.sheet.visibility
        for child in element.iterchildren(*(f"{{*}}{name}" for name in _MARGINS)):
            part, switch = _MARGINS[local(child)]
            is_off = is_view or (switch and element.get(switch) not in _ON)
            for text in margin_texts(taken_text(child)):
                if is_off:
                    yield unseen(text, part=part, place=place)
                    yield self._trace("hidden.hidden_text", text, part=part)
                else:
                    yield Segment(text=text, part=part, place=place, visibility=seen)

    def validation(self, element: etree._Element) -> Finds:
        """Read a prompt."""
        return validation_finds(element, sheet=self.sheet.place)

    def condition(self, element: etree._Element) -> Finds:
        """Read a conditional format."""
        return condition_finds(element, styles=self.styles, sheet=self.sheet.place)

    def link(self, element: etree._Element) -> Finds:
        """Read a link."""
        return link_finds(element, sheet=self.sheet.place)

    def scenario(self, element: etree._Element) -> Finds:
        """Read other values that somebody kept for the same cells."""
        who = taken(element, "user")
        values = [taken(node, "val") for node in element.iter("{*}inputCells")]
        said = joined((taken(element, "name"), taken(element, "comment"), *values))
        yield unseen(joined((who, said)), place=self.sheet.place)
        yield self._trace("hidden.hidden_text", said, who=who)

    def protection(self, element: etree._Element) -> Finds:
        """Note that somebody locked the sheet."""
        yield self._trace("hidden.property", local(element), part=Part.PROPERTIES)

    def web_item(self, element: etree._Element) -> Finds:
        """Read to which place a sheet was once published; the rest of it is said loosely."""
        path = plain(element.get("destinationFile", ""))
        yield self._trace("hidden.template_path", path, part=Part.PROPERTIES)

    def _trace(self, rule: str, text: str, *, who: str = "", part: Part = Part.OTHER) -> Trace:
        return Trace(rule=rule, part=part, place=self.sheet.place, who=who, text=text)


_READERS: Mapping[str, Callable[[Around, etree._Element], Finds]] = MappingProxyType(
    {
        "headerFooter": Around.margins,
        "dataValidation": Around.validation,
        "conditionalFormatting": Around.condition,
        "hyperlink": Around.link,
        "scenario": Around.scenario,
        "sheetProtection": Around.protection,
        "webPublishItem": Around.web_item,
    }
)
