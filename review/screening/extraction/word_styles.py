"""The styles of a Word file, each looked up when a text uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from review.screening.extraction.markup import parsed
from review.screening.extraction.markup_bytes import has_notes, is_regular
from review.screening.limits import Limits

_BEGIN, _END = b"<w:style ", b"</w:style>"
_OPENING = re.compile(rb"<w:styles\b[^<>]*>")
_TAG = re.compile(rb"<w:style [^<>]*>")
_DEFAULTS = re.compile(rb"<w:docDefaults>.*?</w:docDefaults>", re.DOTALL)
_DEFAULT = b' w:default="'
_KIND, _ID = re.compile(rb' w:type="([^"]*)"'), re.compile(rb' w:styleId="([^"]*)"')
_KINDS = 4
"""Paragraph, character, table, numbering: each has one default."""
_SPACE = b'/main"'
_ON = frozenset({"1", "true", "on"})
_MOST_BASES = 32


class Styles:
    """What the styles of one file say; long, and used by a few of them only.

    Where the part is written as Word writes it, a style is cut out of the bytes and parsed by
    itself; in every other case the whole part is.
    """

    def __init__(self, content: bytes, *, limits: Limits) -> None:
        """Keep the part, in UTF-8."""
        self._content, self._limits = content, limits

    def chain(self, style_id: str) -> list[etree._Element]:
        """Return a style and those it is based on, the nearest first."""
        found: list[etree._Element] = []
        while style_id and len(found) < _MOST_BASES:
            style = self._style(style_id)
            if style is None or style in found:
                break
            found.append(style)
            base = style.find("{*}basedOn")
            style_id = "" if base is None else value_of(base)
        return found

    @cached_property
    def defaults(self) -> etree._Element | None:
        """What holds where no style says otherwise."""
        if not self._opening:
            return self._whole.find("{*}docDefaults")
        found = _DEFAULTS.search(self._content)
        return None if found is None else self._parsed(found[0])

    @cached_property
    def default_ids(self) -> dict[str, str]:
        """For paragraph, character and table: the style of what names none."""
        cut = dict(self._cut_defaults()) if self._opening else {}
        if "paragraph" in cut or (self._opening and self._is_regular):
            return cut
        return {
            attribute(style, "type"): attribute(style, "styleId")
            for style in self._whole.iter("{*}style")
            if attribute(style, "default") in _ON
        }

    def _style(self, style_id: str) -> etree._Element | None:
        if style_id not in self._found and self._opening:
            cut = self._cut(b' w:styleId="' + style_id.encode() + b'"')
            self._found[style_id] = self._parsed(cut) if cut else self._missing(style_id)
        return self._found.get(style_id)

    def _missing(self, style_id: str) -> etree._Element | None:
        """Look once more for a style that was not found, if it may only be written oddly."""
        if self._is_regular:
            return None
        found = (it for it in self._whole.iter("{*}style") if attribute(it, "styleId") == style_id)
        return next(found, None)

    @cached_property
    def _is_regular(self) -> bool:
        has_one_prefix = self._opening.count(_SPACE) == self._content.count(_SPACE)
        return has_one_prefix and is_regular(self._content)

    @cached_property
    def _found(self) -> dict[str, etree._Element | None]:
        if self._opening:
            return {}
        return {attribute(style, "styleId"): style for style in self._whole.iter("{*}style")}

    @cached_property
    def _whole(self) -> etree._Element:
        return parsed(self._content, limits=self._limits)

    @cached_property
    def _opening(self) -> bytes:
        """The first tag; empty where the part is not cut so easily, and must be parsed."""
        found = _OPENING.search(self._content)
        return b"" if found is None or has_notes(self._content) else found[0]

    def _cut(self, named: bytes) -> bytes:
        """Return the bytes of the style in whose tag this attribute stands."""
        at = self._content.find(named)
        begin, end = self._content.rfind(_BEGIN, 0, at + 1), self._content.find(_END, at)
        tag = _TAG.match(self._content, begin) if begin >= 0 else None
        if tag is None or tag.end() < at or end < 0 or tag[0].endswith(b"/>"):
            return b""
        return self._content[begin : end + len(_END)]

    def _cut_defaults(self) -> Iterator[tuple[str, str]]:
        at = -1
        for _ in range(_KINDS):  # behind the last of them the part is long
            at = self._content.find(_DEFAULT, at + 1)
            if at < 0:
                return
            tag = _TAG.match(self._content, self._content.rfind(b"<", 0, at))
            kind, id_ = (None, None) if tag is None else (_KIND.search(tag[0]), _ID.search(tag[0]))
            if kind is not None and id_ is not None:
                yield kind[1].decode(), id_[1].decode()

    def _parsed(self, piece: bytes) -> etree._Element:
        return parsed(self._opening + piece + b"</w:styles>", limits=self._limits)[0]


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its name without namespace; empty where it is missing."""
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def value_of(element: etree._Element) -> str:
    """Return what a property is set to."""
    return attribute(element, "val")
