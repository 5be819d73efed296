"""What surrounds a run of a Word file: deletion, insertion, text box, comment, table, hiding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from review.screening.extraction.markup import local, text_in

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK = f"{_MC}Fallback"
_OFF = frozenset({"0", "false", "off"})
_WHITE = frozenset({"ffffff"})
_TINY = frozenset({"1", "2", "3", "4"})
"""Half points: nobody reads two-point type."""


@dataclass(frozen=True)
class Words:
    """The names of one WordprocessingML namespace, and what hides a run in this part."""

    root: etree._Element
    hidden_styles: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def namespace(self) -> str:
        """The namespace of the part, in the braces of lxml."""
        tag = str(self.root.tag)
        return tag[: tag.index("}") + 1]

    def name(self, word: str) -> str:
        """Return the qualified name."""
        return self.namespace + word

    @cached_property
    def hidden_runs(self) -> frozenset[etree._Element]:
        """The runs that do not show: vanish, white on nothing, of unreadable size."""
        return frozenset(self._hidden())

    def _hidden(self) -> Iterator[etree._Element]:
        for mark in self.root.iter(*map(self.name, ("vanish", "specVanish", "color", "sz"))):
            if self._hides(mark):
                yield from self._runs_of(mark)
        if self.hidden_styles:
            for mark in self.root.iter(self.name("rStyle"), self.name("pStyle")):
                if mark.get(self.name("val")) in self.hidden_styles:
                    yield from self._runs_of(mark)

    def _hides(self, mark: etree._Element) -> bool:
        value = (mark.get(self.name("val")) or "").casefold()
        match local(mark):
            case "color":
                return value in _WHITE and not self._is_shaded(mark)
            case "sz":
                return value in _TINY
            case _:
                return value not in _OFF

    def _runs_of(self, mark: etree._Element) -> Iterator[etree._Element]:
        """A property of a run hides the run; of a paragraph's style, all its runs."""
        properties = mark.getparent()
        owner = None if properties is None else properties.getparent()
        if owner is None:
            return
        if owner.tag == self.name("r"):
            yield owner
        elif mark.tag == self.name("pStyle"):
            yield from owner.iter(self.name("r"))

    def _is_shaded(self, mark: etree._Element) -> bool:
        """Whether white letters stand on a ground: in a shaded run, paragraph, cell or drawing."""
        grounds = {self.name(word) for word in ("shd", "highlight")}
        for above in mark.iterancestors():
            name = local(above)
            if name in {"txbxContent", "tblPr"}:
                return True
            if name in {"r", "p", "tc", "tr", "tbl"}:
                properties = above.find(self.name(f"{name}Pr"))
                styled = name == "tbl" and properties is not None
                if styled or (
                    properties is not None and any(child.tag in grounds for child in properties)
                ):
                    return True
        return False


def hidden_style_ids(styles: etree._Element) -> frozenset[str]:
    """Return the styles whose text does not show."""
    words = Words(styles)
    value = words.name("val")
    return frozenset(
        style.get(words.name("styleId"), "")
        for style in styles.iter(words.name("style"))
        if any(
            (mark.get(value) or "").casefold() not in _OFF
            for mark in style.iter(words.name("vanish"))
        )
    )


def repeated_fallbacks(root: etree._Element) -> frozenset[etree._Element]:
    """Return the fallbacks that say what their choice says: a text box is counted once."""
    repeated = []
    for fallback in root.iter(FALLBACK):
        parent = fallback.getparent()
        chosen = [] if parent is None else parent.findall(f"{_MC}Choice")
        if any(_texts(choice) == _texts(fallback) for choice in chosen):
            repeated.append(fallback)
    return frozenset(repeated)


def _texts(element: etree._Element) -> str:
    return "".join(text_in(element).split())
