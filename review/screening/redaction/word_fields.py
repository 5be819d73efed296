"""Page numbers, the only fields that a copy has: a number written out would stand on every page."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from lxml import etree

from review.screening.extraction.word_styles import attribute

_PAGES: Final = MappingProxyType({name: name for name in ("PAGE", "NUMPAGES", "SECTIONPAGES")})


@dataclass(slots=True)
class Numbering:
    """Follows the fields of one paragraph in their order."""

    code: str = ""
    depth: int = 0
    is_result: bool = False

    def meet(self, element: etree._Element, name: str) -> None:
        """Take note of an element of a paragraph."""
        match name:
            case "fldChar":
                self._turn(attribute(element, "fldCharType"))
            case "instrText" if self.depth and not self.is_result:
                self.code += element.text or ""
            case "fldSimple":
                self.code, self.is_result = attribute(element, "instr"), True
            case _:
                return

    def leave(self, name: str) -> None:
        """Take note that an element has ended."""
        if name == "fldSimple":
            self.code, self.is_result = "", False

    def around(self, run: str, *, is_cut: bool) -> str:
        """Return the result of a field that counts pages as such a field, all else as it is."""
        words = self.code.split(None, 1)
        name = _PAGES.get(words[0].upper()) if words and self.is_result else None
        if name is None or is_cut:
            return run
        self.code = ""
        return f'<w:fldSimple w:instr="{name}">{run}</w:fldSimple>'

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            self.depth, self.code, self.is_result = self.depth + 1, "", False
        elif kind == "separate":
            self.is_result = True
        elif kind == "end":
            self.depth, self.code, self.is_result = max(self.depth - 1, 0), "", False
