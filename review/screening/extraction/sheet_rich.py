"""Texts of runs: which pieces show, which do not, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from review.screening.extraction.colours import WHITE, alike
from review.screening.extraction.markup import local, text_in
from review.screening.extraction.sheet_cells import Hiding
from review.screening.extraction.sheet_colours import colour_of
from review.screening.extraction.sheet_looks import TINY
from review.screening.extraction.sheet_plain import plain

_THEME_WHITE = "0"


@dataclass(frozen=True, slots=True)
class RichText:
    """One text with what a plain text does not have."""

    runs: tuple[tuple[Hiding, str], ...] = ()
    """Its pieces, and which of them are in white or in unreadable size."""
    beside: tuple[str, ...] = ()
    """How it is pronounced, and whatever else stands with it and does not show."""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(text for _, text in self.runs)

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but a text."""
        return not self.beside and not any(code for code, _ in self.runs)

    def shown(self, *, on_white: bool) -> str:
        """Return what is to be seen of it."""
        return "".join(text for code, text in self.runs if not _veils(code, on_white=on_white))

    def veiled(self, *, on_white: bool) -> Iterator[tuple[Hiding, str]]:
        """Yield what is not."""
        for code, text in self.runs:
            if _veils(code, on_white=on_white) and text.strip():
                yield code, text


def _veils(code: Hiding, *, on_white: bool) -> bool:
    return code is Hiding.TINY or (code is Hiding.WHITE and on_white)


def rich_text(element: etree._Element) -> RichText:
    """Read a text of runs; what is no run is read as standing beside it."""
    runs: list[tuple[Hiding, str]] = []
    remarks = element.iter(etree.Comment, etree.ProcessingInstruction)
    beside = [said for node in remarks if (said := plain(node.text or "").strip())]
    for child in element.iterchildren(etree.Element):
        name = local(child)
        if name == "t":
            runs.append((Hiding.NOT, plain(text_in(child))))
        elif name == "r":
            text = plain("".join(map(text_in, child.iterfind("{*}t"))))
            runs.append((_veil(child.find("{*}rPr")), text))
        elif said := plain(text_in(child)).strip():
            beside.append(said)
    return RichText(tuple(runs), tuple(beside))


def _veil(properties: etree._Element | None) -> Hiding:
    if properties is None:
        return Hiding.NOT
    size, colour = properties.find("{*}sz"), properties.find("{*}color")
    if size is not None and _points(size.get("val", "")) <= TINY:
        return Hiding.TINY
    if colour is None:
        return Hiding.NOT
    rgb = colour_of(colour.get("rgb", ""))
    white = colour.get("theme") == _THEME_WHITE and not colour.get("tint")
    return Hiding.WHITE if white or alike(rgb, WHITE) else Hiding.NOT


def _points(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return TINY + 1
