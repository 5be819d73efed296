"""Texts that stand around the cells, and what unknown parts of a workbook say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.sheet_plain import plain
from review.screening.segments import Place, Segment, Trace, Visibility

Finds = Iterator[Segment | Trace]
_TELLING = re.compile(r"[^\x00-\x7f]|(?<![0-9.])[0-9](?:[ -]?[0-9]){10}|[A-Za-z]:\\|\\\\|@")
"""What an attribute must hold to say something: Chinese, a number, a path, an address."""
_TEXTS = etree.XPath(".//text()[normalize-space()]", smart_strings=False)
_VALUES = etree.XPath(
    "descendant-or-self::*/@*[local-name() != 'uid' and local-name() != 'panose']",
    smart_strings=False,
)
"""Attributes, without the long numbers that name fonts and parts."""
_PATH = re.compile(r"\\\\[^\\]|//[^/]|file:|[A-Za-z]:[\\/]", re.IGNORECASE)
_CONSTANT = re.compile(r'"((?:[^"]|"")+)"')


def unseen(text: str, *, place: Place, part: Part = Part.OTHER) -> Segment:
    """Wrap a text that does not show on any sheet."""
    return Segment(text=text, part=part, place=place, visibility=Visibility.HIDDEN)


def said_by(element: etree._Element) -> Iterator[str]:
    """Yield all texts within an element, and what its attributes tell."""
    remarks = (node.text or "" for node in element.iter(etree.Comment, etree.ProcessingInstruction))
    for text in chain(_strings(_TEXTS(element)), remarks):
        if said := plain(text).strip():
            yield said
    values = dict.fromkeys(_strings(_VALUES(element)))
    if is_telling("\n".join(values)):
        yield from (plain(value) for value in values if is_telling(value))


def _strings(found: object) -> list[str]:
    return list(map(str, found)) if isinstance(found, list) else []


def loose_finds(element: etree._Element, *, place: Place, part: Part = Part.OTHER) -> Finds:
    """Hand on in one text what an element says that no reader of ours knows."""
    texts = dict.fromkeys(said_by(element))
    if texts:
        yield unseen("\n".join(texts), place=place, part=part)


def is_telling(value: str) -> bool:
    """Whether an attribute could say something to people."""
    return _TELLING.search(value) is not None


def is_path(text: str) -> bool:
    """Whether a text names a place on a machine or in a network."""
    return _PATH.match(text.strip()) is not None


def constants_in(formula: str) -> list[str]:
    """Return the texts that a formula holds."""
    return [plain(text.replace('""', '"')) for text in _CONSTANT.findall(formula)]


def joined(texts: Iterable[str | None]) -> str:
    """Put texts together, a line for each that says something."""
    return "\n".join(text.strip() for text in texts if text and text.strip())
