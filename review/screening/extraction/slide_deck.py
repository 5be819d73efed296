"""A presentation: its slides in order, and which parts belong to which of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from review.screening.extraction.colours import DEFAULT_THEME, Colour, theme_colours
from review.screening.extraction.office import ROOT, Office
from review.screening.extraction.slide_boxes import Box
from review.screening.extraction.slide_grounds import mapped

_ELSEWHERE = frozenset({"slide", "slideLayout", "slideMaster", "notesMaster", "theme"})
"""Relations of a slide to what is not its own."""
_USUAL = (12_192_000, 6_858_000)
_OFF = frozenset({"0", "false"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide; `number` counts from 1 and is 0 for one that no list names."""

    name: str
    number: int
    is_hidden: bool
    layout: str
    master: str

    @property
    def place(self) -> dict[str, str | int]:
        """Where a finding on it is."""
        return {"page": self.number} if self.number else {"file": self.name}


class Deck:
    """What the main part of a presentation says of the others."""

    def __init__(self, office: Office) -> None:
        """Keep the package."""
        self._office = office

    @cached_property
    def main(self) -> str:
        """The part that lists the slides; empty where there is none."""
        return next(iter(self._office.related(ROOT, "officeDocument")), "")

    @cached_property
    def slides(self) -> tuple[Slide, ...]:
        """The slides in their order, then those that no list names."""
        listed = list(dict.fromkeys(self._listed()))
        stray = [name for name in self._office.rooted("sld") if name not in listed]
        numbered = [self._slide(name, number) for number, name in enumerate(listed, start=1)]
        return (*numbered, *(self._slide(name, 0) for name in stray))

    @cached_property
    def page(self) -> Box:
        """The size of a slide."""
        size = self._office.root(self.main).find("{*}sldSz") if self.main else None
        given = ["", ""] if size is None else [size.get("cx", ""), size.get("cy", "")]
        wide, high = (int(it) if it.isdecimal() else 0 for it in given)
        return Box(0, 0, wide or _USUAL[0], high or _USUAL[1])

    @cached_property
    def pages(self) -> Mapping[str, int]:
        """For the parts that belong to a slide: its number."""
        pages: dict[str, int] = {}
        for slide in self.slides:
            for name in self._own_parts(slide.name):
                if slide.number:
                    pages.setdefault(name, slide.number)
        return pages

    def theme(self, master: str) -> Mapping[str, Colour]:
        """Return the colours that a master's theme has, under the names it uses."""
        themes = self._office.related(master, "theme") if master else []
        if not themes:
            return DEFAULT_THEME
        return mapped(theme_colours(self._office.root(themes[0])), self._office.root(master))

    def _listed(self) -> Iterator[str]:
        if self.main:
            for entry in self._office.root(self.main).iterfind("{*}sldIdLst/{*}sldId"):
                name = self._office.target(self.main, _relation(entry))
                if name:
                    yield name

    def _slide(self, name: str, number: int) -> Slide:
        layout = next(iter(self._office.related(name, "slideLayout")), "")
        master = next(iter(self._office.related(layout, "slideMaster")), "") if layout else ""
        shown = self._office.root(name).get("show", "1") not in _OFF
        is_hidden = not shown or not number
        return Slide(name=name, number=number, is_hidden=is_hidden, layout=layout, master=master)

    def _own_parts(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for relation in self._office.relations(waiting.pop()):
                is_own = not relation.is_outside and relation.kind not in _ELSEWHERE
                if is_own and relation.target not in found:
                    found.add(relation.target)
                    waiting.append(relation.target)
        return found


def _relation(entry: etree._Element) -> str:
    """Return the id of the relation that an entry names: it has a number of the same name."""
    return next((str(value) for key, value in entry.items() if str(key).endswith("}id")), "")
