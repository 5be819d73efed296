"""What a worksheet says around its cells: margins, prompts, conditions, scenarios, protection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import local
from review.screening.extraction.sheet_hidden import VEIL_RULES
from review.screening.extraction.sheet_margins import margin_texts
from review.screening.extraction.sheet_merges import area_of
from review.screening.extraction.sheet_streams import plain
from review.screening.extraction.sheet_styles import Styles
from review.screening.extraction.sheet_tabs import Sheet
from review.screening.extraction.sheet_words import (
    Finds,
    constants_in,
    is_path,
    joined,
    loose_finds,
    taken,
    taken_text,
    unseen,
)
from review.screening.segments import Place, Segment, Trace

_ON = frozenset({"1", "true", "on"})
_PROMPTS = ("promptTitle", "prompt", "errorTitle", "error")
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

    def place(self, cell: str | None) -> Place:
        """Return a place on the sheet; of many areas the first names it."""
        area = (cell or "").split(" ")[0].replace("$", "")
        return {**self.sheet.place, "cell": area} if area else self.sheet.place

    def margins(self, element: etree._Element) -> Finds:
        """Read headers and footers; one that is switched off is kept all the same."""
        is_view = any(local(above) == "customSheetView" for above in element.iterancestors())
        for child in element.iterchildren(*(f"{{*}}{name}" for name in _MARGINS)):
            part, switch = _MARGINS[local(child)]
            is_off = is_view or (switch and element.get(switch) not in _ON)
            for text in margin_texts(taken_text(child)):
                if is_off:
                    yield unseen(text, part=part, place=self.sheet.place)
                    yield self._trace("hidden.hidden_text", text, part=part)
                else:
                    yield Segment(
                        text=text,
                        part=part,
                        place=self.sheet.place,
                        visibility=self.sheet.visibility,
                    )

    def validation(self, element: etree._Element) -> Finds:
        """Read what a cell says when it is chosen or filled wrongly, and what may be chosen."""
        areas = [taken_text(node) for node in element.iter("{*}sqref")]
        place = self.place(joined((taken(element, "sqref"), *areas)))
        said = joined(taken(element, name) for name in _PROMPTS)
        if said:
            yield Trace(rule="hidden.prompt", part=Part.OTHER, place=place, text=said)
        formulas = [taken_text(node) for node in element.iter("{*}formula1", "{*}formula2")]
        text = joined((said, *_spoken(formulas)))
        if text:
            yield unseen(text, place=place)

    def condition(self, element: etree._Element) -> Finds:
        """Read what a condition looks for; one under which letters vanish is a trace."""
        areas = [taken_text(node) for node in element.iterchildren("{*}sqref")]
        area = joined((taken(element, "sqref"), *areas))
        place = self.place(area)
        for rule in element.iter("{*}cfRule"):
            formulas = [taken_text(node) for node in rule.iter("{*}formula", "{*}f")]
            text = joined((taken(rule, "text"), *_spoken(formulas)))
            if text:
                yield unseen(text, place=place)
            code = self.styles.conditional_veil(rule.get("dxfId", ""))
            if code:
                said = f"{area} {' '.join(formulas)}".strip()
                yield Trace(rule=VEIL_RULES[code], part=Part.OTHER, place=place, text=said)

    def link(self, element: etree._Element) -> Finds:
        """Read what a link says when the mouse rests on it, and where it leads."""
        place, target = self.place(element.get("ref")), element.get("location", "")
        said = joined(taken(element, name) for name in ("tooltip", "location", "display"))
        if said:
            yield unseen(said, place=place, part=Part.LINK)
        if is_path(target):
            yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=target)

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


def _spoken(formulas: list[str]) -> Iterator[str]:
    """Yield the texts that formulas hold; a formula without any says itself, unless it refers."""
    for formula in formulas:
        texts = constants_in(formula)
        if texts:
            yield from texts
        elif area_of(formula.replace("$", "")) is None:
            yield formula
