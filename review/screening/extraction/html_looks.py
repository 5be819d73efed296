"""Whether the text of an element of a web page shows: its style, and what is around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from review.screening.extraction.css import Declarations, Sheet
from review.screening.extraction.paragraphs import SHOWN, Look, unseen
from review.screening.extraction.tints import BLACK, WHITE, Tint, alike, is_see_through, tint
from review.screening.segments import Visibility

MARKUP, WHITE_TEXT, TINY = "hidden.markup", "hidden.white_text", "hidden.tiny_text"
_TEXT, _OFF = "hidden.hidden_text", "hidden.clipped_text"
_LENGTH = re.compile(r"(-?[\d.]+)\s*(px|pt|em|rem|%|cm|mm|in|pc|ex|ch|vw|vh)?$")
_PIXELS: Mapping[str, float] = {
    "px": 1, "pt": 4 / 3, "cm": 37.8, "mm": 3.78, "in": 96, "pc": 16, "": 1, "ex": 8, "ch": 8,
    "em": 16, "rem": 16, "vw": 10, "vh": 10, "%": 10,
}  # fmt: skip
_UNREADABLE: Final = 3.0
"""Pixels: nobody reads two-point type."""
_FAR: Final = 90.0
_USUAL: Final = 16.0
_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
_NOT_SHOWN = frozenset(
    {
        "template",
        "noscript",
        "noframes",
        "noembed",
        "datalist",
        "iframe",
        "video",
        "audio",
        "canvas",
    }
)
"""What browsers keep for themselves, or for browsers that know less."""
INLINE, BESIDE, BLOCK = "inline", "beside", "block"
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
        "legend", "li", "listing", "main", "marquee", "menu", "nav", "noframes", "noscript", "ol",
        "optgroup", "option", "p", "plaintext", "pre", "section", "select", "summary", "table",
        "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "xmp",
    }
)  # fmt: skip
_CLIPPED = re.compile(r"rect\(\s*(?:0|1px)[^)]*\)|inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0")
_TRANSFORMED = re.compile(r"scale(?:x|y|3d)?\(\s*0(?:\.0*)?\s*[,)]|translate\w*\(\s*-?\d{3,}")


@dataclass(frozen=True, slots=True)
class Style:
    """What an element hands down to the text in it and to the elements below."""

    gone: str = ""
    """The rule by which it is out of sight with all that is in it."""
    is_visible: bool = True
    """False where it can be made visible again further down."""
    ink: Tint | None = BLACK
    ground: Tint | None = WHITE
    pixels: float = _USUAL
    change: Look = SHOWN
    """An insertion or deletion that somebody tracked, or a comment."""
    keeps_spaces: bool = False
    flow: str = ""

    @property
    def look(self) -> Look:
        """How text in the element shows."""
        if self.gone:
            return unseen(self.gone)
        if self.change.rule:
            return self.change
        if not self.is_visible:
            return unseen(MARKUP)
        if self.pixels <= _UNREADABLE:
            return unseen(TINY)
        return unseen(WHITE_TEXT) if alike(self.ink, self.ground) else SHOWN


class Styles:
    """The styles of one page; elements that say nothing of themselves share theirs."""

    def __init__(self, sheet: Sheet) -> None:
        """Begin with none known."""
        self._sheet = sheet
        self._plain: dict[tuple[str, int], Style] = {}
        self._kept: list[Style] = []

    def of(self, element: etree._Element, above: Style) -> Style:
        """Return the style of an element that stands in another of this style."""
        telling = element.keys() and not _HARMLESS.issuperset(element.keys())
        if telling or self._sheet.has_rules_for(element):
            return styled(element, above, sheet=self._sheet)
        key = (str(element.tag), id(above))
        if key not in self._plain:
            self._plain[key] = styled(element, above, sheet=self._sheet)
            self._kept.append(above)  # so that its id stays its own
        return self._plain[key]


_HARMLESS = frozenset({"class", "id", "align", "valign", "name", "href", "lang", "width", "height",
                       "rowspan", "colspan", "border", "cellpadding", "cellspacing"})  # fmt: skip


def styled(element: etree._Element, above: Style, *, sheet: Sheet) -> Style:
    """Return the style of an element that stands in another of this style."""
    says = sheet.says_of(element)
    ground = _ground(element, says, above=above.ground)
    return replace(
        above,
        gone=above.gone or _gone(element, says),
        is_visible=_is_visible(says, above=above),
        ground=ground,
        ink=_ink(element, says, above=above.ink, ground=ground),
        pixels=_pixels(element, says, above=above.pixels),
        change=_change(element, says, above=above.change),
        keeps_spaces=_keeps_spaces(element, says, above=above),
        flow=_flow(element, says),
    )


def _flow(element: etree._Element, says: Declarations) -> str:
    """Return how the element stands among its neighbours: as a block, beside them, or in line."""
    if says.get("float", "none") in {"left", "right"}:
        return BESIDE
    said = says.get("display", "")
    if said in {"inline", "inline-block", "inline-flex", "contents"}:
        return INLINE
    is_block = element.tag in _BLOCKS or said in {"block", "flex", "grid", "table", "list-item"}
    return BLOCK if is_block else INLINE


def _gone(element: etree._Element, says: Declarations) -> str:
    if says.get("mso-hide") == "all":
        return _TEXT
    if (
        element.tag in _NOT_SHOWN
        or "hidden" in element.attrib
        or (element.tag == "dialog" and "open" not in element.attrib)
        or says.get("display") == "none"
        or says.get("content-visibility") == "hidden"
        or _is_faint(says)
        or _is_folded(says)
    ):
        return MARKUP
    return _OFF if _is_off(says) else ""


def _is_faint(says: Declarations) -> bool:
    strength = says.get("opacity", "1")
    see_through = _LENGTH.match(strength) is not None and _number(strength) <= 0.05  # noqa: PLR2004
    return see_through or "opacity(0" in says.get("filter", "").replace("opacity=", "opacity(")


def _is_folded(says: Declarations) -> bool:
    """Whether a box has no room and lets nothing out of it."""
    closed = any(says.get(name, "").startswith(("hidden", "clip")) for name in
                 ("overflow", "overflow-x", "overflow-y"))  # fmt: skip
    narrow = any(
        name in says and _LENGTH.match(says[name]) and _number(says[name]) <= 1
        for name in ("height", "width", "max-height", "max-width", "line-height")
    )
    return closed and narrow


def _is_off(says: Declarations) -> bool:
    placed = says.get("position") in {"absolute", "fixed", "relative"}
    names = (
        "text-indent",
        "margin-left",
        "margin-top",
        *(("left", "top", "right", "bottom") if placed else ()),
    )
    away = any(_number(says.get(name, "0")) <= -_FAR for name in names)
    clipped = _CLIPPED.search(says.get("clip", "") + " " + says.get("clip-path", ""))
    moved = _TRANSFORMED.search(says.get("transform", ""))
    return away or clipped is not None or moved is not None


def _is_visible(says: Declarations, *, above: Style) -> bool:
    said = says.get("visibility")
    return above.is_visible if said in {None, "inherit"} else said not in {"hidden", "collapse"}


def _ground(element: etree._Element, says: Declarations, *, above: Tint | None) -> Tint | None:
    said = says.get("background-color") or says.get("background") or element.get("bgcolor") or ""
    if (
        "background-image" in says
        or "url(" in said
        or "gradient" in said
        or element.get("background")
    ):
        return None
    if not said or said in {"none", "inherit", "initial"} or is_see_through(said):
        return above
    return tint(said) or next(filter(None, map(tint, said.split())), None)


def _ink(
    element: etree._Element, says: Declarations, *, above: Tint | None, ground: Tint | None
) -> Tint | None:
    said = says.get("-webkit-text-fill-color") or says.get("color") or ""
    said = said or (element.get("color") if element.tag == "font" else "") or ""
    said = said or (element.get("text") if element.tag == "body" else "") or ""
    if said and is_see_through(said):
        return ground
    if said and said not in {"inherit", "initial", "currentcolor"}:
        return tint(said)
    return None if element.tag == "a" and above == BLACK else above


def _pixels(element: etree._Element, says: Declarations, *, above: float) -> float:
    said = says.get("font-size", "")
    if not said and "font" in says:
        sizes = [word.partition("/")[0] for word in says["font"].split()]
        said = next((word for word in sizes if _LENGTH.match(word) and not word.isdigit()), "")
    if not said and element.tag == "font":
        return _SIZES.get((element.get("size") or "").strip(), above)
    found = _LENGTH.match(said)
    if found is None:
        return above
    if found[2] in {"em", "%"}:
        return above * _number(found[1]) / (100 if found[2] == "%" else 1)
    return _number(said)


def _number(length: str) -> float:
    """Return a length in pixels, roughly; zero for what is none."""
    found = _LENGTH.match(length.strip())
    if found is None:
        return 0.0
    try:
        return float(found[1]) * _PIXELS[found[2] or ""]
    except ValueError:
        return 0.0


def _change(element: etree._Element, says: Declarations, *, above: Look) -> Look:
    """Word writes its changes and comments into web pages too."""
    if "comment" in says.get("mso-element", ""):
        return Look("hidden.comment", Visibility.COMMENT)
    if element.tag not in {"ins", "del"} or not (element.get("cite") or element.get("datetime")):
        return above
    who = (element.get("cite") or "").rpartition("mailto:")[2]
    seen = Visibility.DELETED if element.tag == "del" else Visibility.VISIBLE
    return Look("hidden.tracked_change", seen, who)


def _keeps_spaces(element: etree._Element, says: Declarations, *, above: Style) -> bool:
    said = says.get("white-space")
    if said is not None:
        return said.startswith(("pre", "break-spaces"))
    return element.tag in {"pre", "textarea", "xmp", "listing", "plaintext"} or above.keeps_spaces
