"""Words that stand in a drawing beside the signs it shows, and that programs read instead."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from review.screening.extraction.pdf_finds import Spoken, said, trace
from review.screening.extraction.pdf_strings import Said, text_of
from review.screening.extraction.pdf_zones import Zone
from review.screening.segments import Segment, Trace, Visibility

_MARKS: Final = ["BDC", "DP", "BMC", "MP"]
_INSTEAD: Final = "/ActualText"
_SILENCED: Final = "/ActualTexx"
_ESCAPED = re.compile(rb"/[^\s/<>\[\]()]*#[0-9A-Fa-f]{2}")


def spoken_in(item: Any, zone: Zone) -> Spoken:  # noqa: ANN401 - a stream, or a dictionary
    """Return the words that a drawing, or the properties of a piece of one, has."""
    return Spoken(stream=item, zone=zone, words=tuple(_words(item)))


def spoken_finds(spoken: Spoken, shown: Said) -> Iterator[Segment | Trace]:
    """Tell of the words of a drawing; those that are read instead of signs, where they differ."""
    for key, text in spoken.words:
        if key == _INSTEAD and not shown.says(text):
            yield trace("hidden.hidden_text", text, spoken.zone)
            yield said(text, spoken.zone, visibility=Visibility.HIDDEN)
        elif key != _INSTEAD:
            yield trace("hidden.alt_text", text, spoken.zone)
            yield said(text, spoken.zone)


def _words(item: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a stream, or a dictionary
    if not isinstance(item, pikepdf.Stream):
        yield from _entries(item)
        return
    for instruction in _parsed(item, " ".join(_MARKS)):
        for operand in getattr(instruction, "operands", ()):
            if isinstance(operand, pikepdf.Dictionary):
                yield from _entries(operand)


def _parsed(item: Any, operators: str = "") -> Any:  # noqa: ANN401 - a list of instructions
    with warnings.catch_warnings(action="ignore"):  # that a drawing ends early is told elsewhere
        return pikepdf.parse_content_stream(item, operators)


def _entries(item: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a dictionary
    for key in (_INSTEAD, "/Alt", "/E"):
        text = text_of(item.get(key))
        if text:
            yield key, text


def silence(spoken: Spoken) -> None:
    """Take from a drawing what would be read instead of its signs; what it shows stays the same."""
    item = spoken.stream
    if not isinstance(item, pikepdf.Stream):
        if _INSTEAD in item:
            del item[_INSTEAD]
        return
    content = item.read_bytes()
    if _ESCAPED.search(content):
        content = pikepdf.unparse_content_stream(_parsed(item))
    item.write(content.replace(_INSTEAD.encode(), _SILENCED.encode()))
