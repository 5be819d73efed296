"""The styles of a Word file, each looked up when a text uses it."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree

from review.screening.extraction.markup import parsed
from review.screening.limits import Limits

_BEGIN, _END = b"<w:style ", b"</w:style>"
_OPENING = re.compile(rb"<w:styles\b[^<>]*>")
_STYLE = re.compile(rb"""<w:style\b[^<>]*?\bw:styleId="([^"<>&]*)"[^<>]*>""")
_DEFAULTS = re.compile(rb"<w:docDefaults>.*?</w:docDefaults>", re.DOTALL)
_DEFAULT = re.compile(rb"""[^>]*\bw:default=""")
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
        if self._pieces is None:
            return self._whole.find("{*}docDefaults")
        found = _DEFAULTS.search(self._content)
        return None if found is None else self._parsed(found[0])

    @cached_property
    def default_ids(self) -> dict[str, str]:
        """For paragraph, character and table: the style of what names none."""
        if self._pieces is None:
            styles = list(self._whole.iter("{*}style"))
        else:
            styles = [self._parsed(it) for it in self._pieces.values() if _DEFAULT.match(it)]
        return {
            attribute(style, "type"): attribute(style, "styleId")
            for style in styles
            if attribute(style, "default") in _ON
        }

    def _style(self, style_id: str) -> etree._Element | None:
        if style_id not in self._found:
            piece = None if self._pieces is None else self._pieces.get(style_id.encode())
            self._found[style_id] = None if piece is None else self._parsed(piece)
        return self._found[style_id]

    @cached_property
    def _found(self) -> dict[str, etree._Element | None]:
        if self._pieces is not None:
            return {}
        return {attribute(style, "styleId"): style for style in self._whole.iter("{*}style")}

    @cached_property
    def _whole(self) -> etree._Element:
        return parsed(self._content, limits=self._limits)

    @cached_property
    def _pieces(self) -> dict[bytes, bytes] | None:
        """The bytes of each style; nothing where the part is not cut so easily."""
        if b"<!" in self._content or not self._opening:
            return None
        *pieces, _ = self._content.split(_END)
        cut: dict[bytes, bytes] = {}
        for piece in pieces:
            at = piece.rfind(_BEGIN)
            found = _STYLE.match(piece, at) if at >= 0 else None
            if found is None:
                return None
            cut[found[1]] = piece[at:] + _END
        is_whole = len(cut) == len(pieces) == self._content.count(_BEGIN)
        return cut if is_whole else None

    @cached_property
    def _opening(self) -> bytes:
        found = _OPENING.search(self._content)
        return b"" if found is None else found[0]

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
