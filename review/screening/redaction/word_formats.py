"""How paragraphs and runs of a Word file look, told anew in the few words that a copy may use."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from lxml import etree

from review.screening.extraction.word_marks import is_on
from review.screening.extraction.word_properties import Properties
from review.screening.extraction.word_styles import Styles, attribute, value_of
from review.shipped import shipped

LOOKS: Final = "data/reference/redaction/looks.toml"
_NUMBER = re.compile(r"-?[0-9]{1,5}(?:\.[0-9]{1,2})?%?")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}|auto")
_WORD = re.compile(
    r"left|right|center|both|start|end|distribute|top|bottom|auto|exact|atLeast|single|double"
    r"|thick|dotted|dash|wave|superscript|subscript|pct|dxa|nil|restart|continue|portrait"
    r"|landscape|true|false|on|off|nextPage|oddPage|evenPage|continuous|decimal|default|first|even"
)
_SWITCHES = ("b", "i", "strike")
_SET: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"color": _COLOUR, "sz": _NUMBER, "u": _WORD, "vertAlign": _WORD}
)
_OF_PARAGRAPH = ("keepNext", "pageBreakBefore", "spacing", "ind", "jc", "outlineLvl")
_FONTS = ("ascii", "hAnsi", "eastAsia")


@functools.cache
def looks() -> Mapping[str, Any]:
    """Return what of a page's looks a copy may keep, and how numbers are written."""
    return tomllib.loads(shipped(LOOKS).read_text(encoding="utf-8"))


def element(name: str, values: Mapping[str, str]) -> str:
    """Return an element with those of the attributes whose values say nothing to people."""
    told = "".join(f' w:{key}="{value}"' for key, value in values.items() if _is_plain(value))
    return f"<w:{name}{told}/>"


def told_of(source: etree._Element | None) -> str:
    """Return an element again, its attributes only where they say nothing to people."""
    if source is None:
        return ""
    return element(_local(source), _values(source))


def _is_plain(value: str) -> bool:
    return bool(_NUMBER.fullmatch(value) or _WORD.fullmatch(value))


def _values(source: etree._Element) -> dict[str, str]:
    return {str(key).rpartition("}")[2]: str(value) for key, value in source.items()}


def _local(source: etree._Element) -> str:
    return str(source.tag).rpartition("}")[2]


@dataclass(slots=True)
class Formats:
    """Tells the looks of runs and paragraphs, their styles resolved: a copy has no styles."""

    styles: Styles
    _runs: dict[tuple[bytes, ...], str] = field(default_factory=dict)

    def of_run(self, run: etree._Element) -> str:
        """Return the properties of a run; runs of the same styles and marks look alike."""
        paragraph, table = (next(run.iterancestors(f"{{*}}{name}"), None) for name in ("p", "tbl"))
        own = run.find("{*}rPr")
        styles = (
            None if paragraph is None else paragraph.find("{*}pPr/{*}pStyle"),
            None if table is None else table.find("{*}tblPr/{*}tblStyle"),
        )
        key = tuple(b"" if each is None else etree.tostring(each) for each in (own, *styles))
        if key not in self._runs:
            self._runs[key] = self._run(run)
        return self._runs[key]

    def _run(self, run: etree._Element) -> str:
        """Tell the properties of a run in the order in which they must stand."""
        properties = Properties(self.styles)
        pieces = [_fonts(properties.of(run, "rFonts"))]
        pieces += [f"<w:{name}/>" for name in _SWITCHES if is_on(properties.of(run, name))]
        for name, allowed in _SET.items():
            found = properties.of(run, name)
            value = "" if found is None else value_of(found)
            if allowed.fullmatch(value):
                pieces.append(f'<w:{name} w:val="{value}"/>')
        told = "".join(pieces)
        return f"<w:rPr>{told}</w:rPr>" if told else ""

    def of_paragraph(self, paragraph: etree._Element, *, section: str = "") -> str:
        """Return the properties of a paragraph, and the section that it is the last of."""
        found: dict[str, dict[str, str]] = {}
        for group in reversed(list(self._groups(paragraph))):
            for name in _OF_PARAGRAPH:
                own = group.find(f"{{*}}{name}")
                if own is not None:
                    found.setdefault(name, {}).update(_values(own))
        told = "".join(_property(name, found[name]) for name in _OF_PARAGRAPH if name in found)
        return f"<w:pPr>{told}{section}</w:pPr>" if told or section else ""

    def number(self, paragraph: etree._Element) -> etree._Element | None:
        """Return the numbering that holds for a paragraph."""
        groups = (group.find("{*}numPr") for group in self._groups(paragraph))
        return next((number for number in groups if number is not None), None)

    def _groups(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """Yield the groups of properties that hold for a paragraph, the nearest first."""
        own = paragraph.find("{*}pPr")
        if own is not None:
            yield own
        named = None if own is None else own.find("{*}pStyle")
        style = self.styles.default_ids.get("paragraph", "") if named is None else value_of(named)
        defaults = self.styles.defaults
        for source in self.styles.chain(style):
            group = source.find("{*}pPr")
            if group is not None:
                yield group
        group = None if defaults is None else defaults.find("{*}pPrDefault/{*}pPr")
        if group is not None:
            yield group


def _property(name: str, values: Mapping[str, str]) -> str:
    return element(name, {key: value for key, value in values.items() if key in _ATTRIBUTES[name]})


_ATTRIBUTES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "keepNext": frozenset({"val"}),
        "pageBreakBefore": frozenset({"val"}),
        "spacing": frozenset({"before", "after", "line", "lineRule", "beforeLines", "afterLines"}),
        "ind": frozenset(
            {"left", "right", "start", "end", "hanging", "firstLine", "firstLineChars",
             "leftChars", "rightChars", "hangingChars"}
        ),
        "jc": frozenset({"val"}),
        "outlineLvl": frozenset({"val"}),
    }
)  # fmt: skip


def _fonts(source: etree._Element | None) -> str:
    """Return the fonts whose names everybody knows; others would be words of their own."""
    if source is None:
        return ""
    known = frozenset(looks()["fonts"])
    named = ((name, attribute(source, name)) for name in _FONTS)
    told = "".join(f' w:{name}="{font}"' for name, font in named if font in known)
    return f"<w:rFonts{told}/>" if told else ""
