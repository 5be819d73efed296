"""Texts that belong to cells: shown when one is chosen, filled wrongly, or meets a condition."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.sheet_hidden import VEIL_RULES
from review.screening.extraction.sheet_merges import area_of
from review.screening.extraction.sheet_styles import Styles
from review.screening.extraction.sheet_taking import taken, taken_text
from review.screening.extraction.sheet_words import Finds, constants_in, is_path, joined, unseen
from review.screening.segments import Place, Trace

_PROMPTS = ("promptTitle", "prompt", "errorTitle", "error")


def validation_finds(element: etree._Element, *, sheet: Place) -> Finds:
    """Hand on what a cell says when it is chosen or filled wrongly, and what may be chosen."""
    areas = [taken_text(node) for node in element.iter("{*}sqref")]
    place = area_place(joined((taken(element, "sqref"), *areas)), sheet=sheet)
    said = joined(taken(element, name) for name in _PROMPTS)
    if said:
        yield Trace(rule="hidden.prompt", part=Part.OTHER, place=place, text=said)
    formulas = [taken_text(node) for node in element.iter("{*}formula1", "{*}formula2")]
    text = joined((said, *_spoken(formulas)))
    if text:
        yield unseen(text, place=place)


def condition_finds(element: etree._Element, *, styles: Styles, sheet: Place) -> Finds:
    """Hand on what conditions look for; one under which letters vanish is a trace."""
    areas = [taken_text(node) for node in element.iterchildren("{*}sqref")]
    area = joined((taken(element, "sqref"), *areas))
    place = area_place(area, sheet=sheet)
    for rule in element.iter("{*}cfRule"):
        formulas = [taken_text(node) for node in rule.iter("{*}formula", "{*}f")]
        text = joined((taken(rule, "text"), *_spoken(formulas)))
        if text:
            yield unseen(text, place=place)
        code = styles.conditional_veil(rule.get("dxfId", ""))
        if code:
            said = f"{area} {' '.join(formulas)}".strip()
            yield Trace(rule=VEIL_RULES[code], part=Part.OTHER, place=place, text=said)


def link_finds(element: etree._Element, *, sheet: Place) -> Finds:
    """Hand on what a link says when the mouse rests on it, and where it leads."""
    place = area_place(element.get("ref", ""), sheet=sheet)
    target = element.get("location", "")
    said = joined(taken(element, name) for name in ("tooltip", "location", "display"))
    if said:
        yield unseen(said, place=place, part=Part.LINK)
    if is_path(target):
        yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=target)


def area_place(areas: str, *, sheet: Place) -> Place:
    """Return a place on a sheet; of many areas the first names it."""
    area = next(iter(areas.split()), "").replace("$", "")
    return {**sheet, "cell": area} if area else sheet


def _spoken(formulas: list[str]) -> Iterator[str]:
    """Yield the texts that formulas hold; a formula without any says itself, unless it refers."""
    for formula in formulas:
        texts = constants_in(formula)
        if texts:
            yield from texts
        elif area_of(formula.replace("$", "")) is None:
            yield formula
