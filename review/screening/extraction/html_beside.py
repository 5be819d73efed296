"""What a web page holds beside its text: remarks, scripts, attributes, addresses, properties."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.decoded import plainly, shown_view
from review.screening.extraction.finds import Finds, hidden, meta
from review.screening.extraction.links import ACTIVE, link_finds
from review.screening.extraction.pdf_strings import is_telling, untagged
from review.screening.segments import Embedded, Segment, Trace, Visibility

MARKUP = "hidden.markup"
_LOADS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "src": frozenset({"img", "iframe", "frame", "script", "embed", "source", "video", "audio",
                          "track", "input", "bgsound", "layer"}),
        "href": frozenset({"link", "base", "image", "use"}),
        "data": frozenset({"object"}),
        "background": frozenset({"body", "table", "td", "th", "tr"}),
        "poster": frozenset({"video"}),
        "codebase": frozenset({"object", "applet"}),
        "archive": frozenset({"object", "applet"}),
        "lowsrc": frozenset({"img"}),
        "dynsrc": frozenset({"img"}),
        "manifest": frozenset({"html"}),
    }
)  # fmt: skip
_ADDRESSES = frozenset(
    {
        *_LOADS,
        "action",
        "formaction",
        "cite",
        "longdesc",
        "xlink:href",
        "usemap",
        "profile",
        "classid",
    }
)
_SILENT = frozenset({"class", "id", "dir", "color", "bgcolor", "charset"})
_URL = re.compile(r"url\(\s*[\"']?([^\"')]{1,4000})", re.IGNORECASE)
_IMPORT = re.compile(r"@import\s+[\"']([^\"']{1,2000})", re.IGNORECASE)
_GENERATED = re.compile(r"content\s*:\s*[\"']([^\"']{1,2000})", re.IGNORECASE)
_BRANCH = re.compile(r"^\s*-*\[?(?:if\b[^\]]{0,200}|endif)\]?-*\s*$", re.IGNORECASE)
_OFFICE = re.compile(r"<o:(\w{1,40})(?:\s[^>]{0,200})?>([^<]{1,2000})</o:\1>")
_PERSONAL = frozenset({"Author", "LastAuthor", "Company", "Manager", "Template", "HyperlinkBase"})
_DATA_SCRIPTS = ("json", "template", "html", "text/plain", "xml", "markdown")
_SILENT_INPUTS = frozenset(
    {"submit", "button", "reset", "checkbox", "radio", "image", "file", "range"}
)
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)


def beside(root: etree._Element) -> Finds:
    """Tell of everything in a page that is not its text."""
    unremarkable: list[str] = []
    for remark in root.iter(etree.Comment, etree.ProcessingInstruction):
        yield from _remark(remark.text or "", rest=unremarkable)
    for node in root.iter(etree.Element):
        yield from _by_tag(node)
        for name, value in node.attrib.items():
            yield from _attribute(node, str(name), str(value))
    if unremarkable:
        text = "\n".join(unremarkable)
        yield Trace(rule=MARKUP, part=Part.OTHER, text=text)
        yield meta(text)


def _remark(text: str, *, rest: list[str]) -> Finds:
    """A remark that says something is told of by itself; the others all together."""
    plain = text.strip()
    if not plain or _BRANCH.match(plain):
        return
    for name, value in _OFFICE.findall(plain):
        if name in _PERSONAL and value.strip():
            said = html.unescape(value).strip()
            yield Trace(rule="hidden.property", part=Part.PROPERTIES, text=f"{name} {said}")
    lines = untagged(plain)
    is_office = "<xml" in plain or "<o:" in plain or "<![endif]" in plain
    if lines and is_telling(lines):
        if is_office:
            yield meta(lines)
        else:
            yield from hidden(MARKUP, lines, part=Part.OTHER)
    elif not is_office:
        rest.append(plain)


def _by_tag(node: etree._Element) -> Finds:
    tag = str(node.tag)
    if tag == "script":
        yield from _script(node)
    elif tag == "style":
        yield from style_finds(node.text or "")
    elif tag == "title" and node.text:
        yield meta(node.text, part=Part.PROPERTIES)
    elif tag == "meta":
        yield from _meta(node)
    elif tag in {"input", "param"}:
        yield from _input(node)
    elif tag in {"applet", "object", "embed"}:
        text = node.get("classid") or node.get("code") or node.get("type") or ""
        if text and not text.startswith("image/"):
            yield Trace(rule=ACTIVE, part=Part.MACRO, text=f"{tag} {text}")


def _script(node: etree._Element) -> Finds:
    text = node.text or ""
    kind = (node.get("type") or "").casefold()
    if any(word in kind for word in _DATA_SCRIPTS):
        if is_telling(text):
            yield from hidden(MARKUP, text, part=Part.OTHER)
    else:
        yield Trace(
            rule=ACTIVE, part=Part.MACRO, text=text.strip() or (node.get("src") or "script")
        )
        yield meta(text, part=Part.MACRO)
    view = shown_view(text)
    if view:
        yield meta(view, part=Part.MACRO)


def style_finds(text: str) -> Finds:
    """Tell of what a style sheet says: its text, what it fetches, what it writes into the page."""
    for address in (*_URL.findall(text), *_IMPORT.findall(text)):
        yield from link_finds(address, loads=True)
    view = shown_view(text)
    for said in _GENERATED.findall(plainly(text)):
        if is_telling(said):
            yield from hidden(MARKUP, said, part=Part.OTHER)
    if is_telling(text):
        yield meta(text)
    if view:
        yield meta(view)
    if "expression(" in text.casefold() or "behavior:" in text.casefold():
        yield Trace(rule=ACTIVE, part=Part.MACRO, text="expression")


def _meta(node: etree._Element) -> Finds:
    name, content = (node.get("name") or node.get("property") or ""), (node.get("content") or "")
    if (node.get("http-equiv") or "").casefold() == "refresh":
        for address in _REFRESH.findall(content):
            yield from link_finds(address, loads=True)
    if content:
        yield meta(content, part=Part.PROPERTIES)
        if any(word in name.casefold() for word in ("author", "creator", "publisher", "editor")):
            text = f"{name} {content}"
            yield Trace(rule="hidden.property", part=Part.PROPERTIES, text=text)


def _input(node: etree._Element) -> Finds:
    value = node.get("value") or ""
    kind = (node.get("type") or "text").casefold()
    if not value:
        return
    if kind in _SILENT_INPUTS:
        shows = kind in {"submit", "button", "reset"}
        yield Segment(text=value, part=Part.FORM) if shows else meta(value, part=Part.FORM)
        return
    unseen = kind == "hidden" or node.tag == "param"
    seen = Visibility.HIDDEN if unseen else Visibility.VISIBLE
    yield Segment(text=value, part=Part.FORM, visibility=seen)
    if not unseen or is_telling(value):
        yield Trace(rule="hidden.form_value", part=Part.FORM, text=value)


def _attribute(node: etree._Element, name: str, value: str) -> Finds:
    tag = str(node.tag)
    if not value.strip():
        return
    if name in _SILENT:
        yield from (meta(text) for text in (value,) if is_telling(text))
    elif name in _ADDRESSES:
        yield from link_finds(value, loads=tag in _LOADS.get(name, ()))
    elif name in _SPECIAL:
        yield from _SPECIAL[name](value)
    elif name.startswith("on"):
        yield meta(value, part=Part.MACRO)
        yield Trace(rule=ACTIVE, part=Part.MACRO, text=f"{name} {value}")
    elif is_telling(value) and (tag, name) not in _TOLD:
        yield from hidden(MARKUP, value, part=Part.OTHER)


def _page_within(value: str) -> Finds:
    yield Embedded(name="srcdoc.html", content=value.encode("utf-8-sig"))
    yield Trace(rule=MARKUP, part=Part.OTHER, text=untagged(value))


def _pictures(value: str) -> Finds:
    for address in _candidates(value):
        yield from link_finds(address, loads=True)


def _own_style(value: str) -> Finds:
    if "(" in value or "\\" in value or is_telling(value):
        yield from style_finds(value)


def _alternative(value: str) -> Finds:
    yield meta(value)
    yield Trace(rule="hidden.alt_text", part=Part.OTHER, text=value)


def _stand_in(value: str) -> Finds:
    yield Segment(text=value, part=Part.FORM)


_SPECIAL: Mapping[str, Callable[[str], Finds]] = MappingProxyType(
    {
        "srcdoc": _page_within,
        "srcset": _pictures,
        "imagesrcset": _pictures,
        "style": _own_style,
        "placeholder": _stand_in,
        "alt": _alternative,
        "title": _alternative,
        "aria-label": _alternative,
        "summary": _alternative,
    }
)
_TOLD = frozenset({("input", "value"), ("param", "value"), ("meta", "content")})
"""Told of by their element."""


def _candidates(srcset: str) -> Iterator[str]:
    """Yield the addresses of pictures in several sizes; one that holds its picture has commas."""
    if "data:" in srcset:
        yield from (piece for piece in srcset.split() if len(piece) > 8)  # noqa: PLR2004
        return
    for piece in srcset.split(","):
        yield piece.split()[0] if piece.split() else ""
