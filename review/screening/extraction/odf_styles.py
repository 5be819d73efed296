"""The styles of OpenDocument: what a named style says, with all that it takes from others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from review.screening.extraction.markup import local
from review.screening.extraction.paragraphs import SHOWN, Look, unseen
from review.screening.extraction.tints import BLACK, WHITE, Tint, alike, is_see_through, tint
from review.screening.segments import Visibility

Properties = Mapping[str, str]
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|cm|mm|in|px|pc|%)?$")
_POINTS: Mapping[str, float] = {
    "pt": 1, "cm": 28.35, "mm": 2.835, "in": 72, "px": 0.75, "pc": 12, "": 1,
}  # fmt: skip
_UNREADABLE: Final = 2.2
"""Points: nobody reads smaller type."""
_USUAL: Final = 12.0
_DEEPEST: Final = 40
_NONE: Final[Properties] = {}


def attribute(node: etree._Element, name: str) -> str:
    """Return an attribute by its name without its namespace; empty where there is none."""
    for key, value in node.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def points(text: str) -> float | None:
    """Return a length in points; nothing where it is none, or relative."""
    found = _LENGTH.match(text.strip())
    if found is None or found[2] == "%":
        return None
    try:
        return float(found[1]) * _POINTS[found[2] or ""]
    except ValueError:
        return None


class OdfStyles:
    """The styles that one part of a document may name, by family and name."""

    def __init__(self, *roots: etree._Element | None) -> None:
        """Take the styles below these elements, later ones first met."""
        self._own: dict[tuple[str, str], dict[str, str]] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str], Properties] = {}
        for root in filter(lambda one: one is not None, roots):
            for node in _styles_in(root):
                self._take(node)

    def _take(self, node: etree._Element) -> None:
        family = attribute(node, "family")
        name = "" if local(node) == "default-style" else attribute(node, "name")
        said: dict[str, str] = {}
        for properties in node.iterchildren(etree.Element):
            if local(properties).endswith("-properties"):
                said |= {str(key).rpartition("}")[2]: str(v) for key, v in properties.items()}
        data = attribute(node, "data-style-name")
        said |= {"data-style": data} if data else {}
        self._own[family, name] = said
        self._parents[family, name] = attribute(node, "parent-style-name")

    def of(self, family: str, name: str) -> Properties:
        """Return what a style says, its parents' word where it says nothing."""
        key = (family, name)
        if key not in self._known:
            said: dict[str, str] = {}
            step, seen = name, set[str]()
            while step and step not in seen and len(seen) < _DEEPEST:
                seen.add(step)
                said = {**self._own.get((family, step), _NONE), **said}
                step = self._parents.get((family, step), "")
            self._known[key] = {**self._own.get((family, ""), _NONE), **said}
        return self._known[key]

    def own(self, family: str, name: str) -> Properties:
        """Return what a style says without the defaults of its family."""
        default = self._own.get((family, ""), _NONE)
        given = self.of(family, name)
        return {key: value for key, value in given.items() if default.get(key) != value}


def _styles_in(root: etree._Element | None) -> Iterator[etree._Element]:
    for node in () if root is None else root.iter(etree.Element):
        if local(node) in {"style", "default-style"} and attribute(node, "family"):
            yield node


@dataclass(frozen=True, slots=True)
class Manner:
    """How text shows: what hides it, its ink, its ground (nothing: not known) and its size."""

    look: Look = SHOWN
    ink: Tint | None = BLACK
    ground: Tint | None = WHITE
    size: float = _USUAL

    def hidden_by(self, rule: str) -> Manner:
        """Return the same, hidden, unless something else has hidden it before."""
        return self if self.look.rule else replace(self, look=unseen(rule))

    def seen_as(self, look: Look) -> Manner:
        """Return the same, told of as a comment, a change or a deletion."""
        return replace(self, look=look)

    def under(self, said: Properties) -> Manner:
        """Return how text shows within something of this style."""
        manner = replace(
            self, ink=_ink(said, self.ink), ground=_ground(said, self.ground),
            size=_size(said, self.size),
        )  # fmt: skip
        if said.get("display") in {"none", "condition"}:
            return manner.hidden_by("hidden.hidden_text")
        return manner

    def of_text(self) -> Look:
        """Return the look of letters of this manner."""
        if self.look.rule or self.look.visibility is not Visibility.VISIBLE:
            return self.look
        if self.size < _UNREADABLE:
            return unseen("hidden.tiny_text")
        if alike(self.ink, self.ground):
            return unseen("hidden.white_text")
        return self.look


def _ink(said: Properties, above: Tint | None) -> Tint | None:
    if said.get("use-window-font-color") == "true":
        return BLACK
    return tint(said["color"]) if "color" in said else above


def _ground(said: Properties, above: Tint | None) -> Tint | None:
    fill = said.get("fill")
    if fill in {"gradient", "hatch", "bitmap"}:
        return None
    if fill == "solid" and "fill-color" in said:
        return tint(said["fill-color"])
    colour = said.get("background-color", "")
    return above if not colour or is_see_through(colour) else tint(colour)


def _size(said: Properties, above: float) -> float:
    text = said.get("font-size", "")
    found = _LENGTH.match(text)
    if found is not None and found[2] == "%":
        return above * float(found[1]) / 100
    return points(text) or above
