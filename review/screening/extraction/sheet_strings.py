"""Texts of a workbook: runs joined, what is read beside them, and which no cell uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import local, parsed, text_in
from review.screening.extraction.sheet_cells import Hiding, Purse
from review.screening.extraction.sheet_chunks import Chunks, rooted, unescaped
from review.screening.extraction.sheet_looks import TINY, WHITE, alike, colour_of
from review.screening.extraction.sheet_streams import Stream, plain
from review.screening.limits import Limits
from review.screening.segments import Place, Segment, Trace, Visibility

_PLAIN = re.compile(r'\s*+<si><t(?: xml:space="preserve")?+>([^<]*+)</t></si>')
_THEME_WHITE = "0"


@dataclass(frozen=True, slots=True)
class RichText:
    """One text with what a plain text does not have."""

    text: str
    beside: tuple[str, ...] = ()
    """How it is pronounced, and whatever else stands with it and does not show."""
    veiled: tuple[tuple[Hiding, str], ...] = ()
    """Runs in white or in unreadable size."""


def rich_text(element: etree._Element) -> RichText:
    """Read a text of runs; what is no run is read as standing beside it."""
    shown: list[str] = []
    beside: list[str] = []
    veiled: list[tuple[Hiding, str]] = []
    for child in element:
        name = local(child)
        if name == "t":
            shown.append(plain(child.text or ""))
        elif name == "r":
            text = plain("".join(part.text or "" for part in child.iterfind("{*}t")))
            shown.append(text)
            code = _veil(child.find("{*}rPr"))
            if code and text.strip():
                veiled.append((code, text))
        elif said := plain(text_in(child)).strip():
            beside.append(said)
    return RichText("".join(shown), tuple(beside), tuple(veiled))


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
    return Hiding.WHITE if white or (rgb and alike(rgb, WHITE)) else Hiding.NOT


def _points(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return TINY + 1


@dataclass(slots=True)
class Strings:
    """The texts that cells name by number."""

    texts: list[str] = field(default_factory=list)
    rich: dict[int, RichText] = field(default_factory=dict)
    """Those with more to them than a plain text."""
    stray: list[str] = field(default_factory=list)
    used: bytearray = field(default_factory=bytearray)

    def at(self, index: str) -> str:
        """Return a text and note that a cell uses it; empty where there is none."""
        number = int(index) if index.isdecimal() and len(index) < 10 else -1  # noqa: PLR2004
        if not 0 <= number < len(self.texts):
            return ""
        self.used[number] = 1
        return self.texts[number]

    def add(self, rich: RichText) -> None:
        """Add the next text."""
        if rich.beside or rich.veiled:
            self.rich[len(self.texts)] = rich
        self.texts.append(rich.text)
        self.used.append(0)

    def extend(self, texts: Iterable[str]) -> None:
        """Add texts that are nothing but texts."""
        self.texts.extend(texts)
        self.used.extend(bytes(len(self.texts) - len(self.used)))

    def finds(self, *, file: str) -> Iterator[Segment | Trace]:
        """Hand on, when all cells are read, what none of them shows."""
        place = {"file": file}
        shown = {text for text, used in zip(self.texts, self.used, strict=True) if used}
        orphans = [
            text
            for text, used in zip(self.texts, self.used, strict=True)
            if not used and text.strip() and text not in shown
        ]
        yield from _beside("hidden.orphan_string", orphans, place=place)
        beside = [text for rich in self.rich.values() for text in rich.beside]
        yield from _beside("hidden.hidden_text", beside + self.stray, place=place)


def _beside(rule: str, texts: list[str], *, place: Place) -> Iterator[Segment | Trace]:
    if texts:
        text = "\n".join(dict.fromkeys(texts))
        yield Trace(rule=rule, part=Part.OTHER, place=place, text=text)
        yield Segment(text=text, part=Part.OTHER, place=place, visibility=Visibility.HIDDEN)


def strings_of(content: bytes, *, purse: Purse, limits: Limits) -> Strings:
    """Read the part of shared texts."""
    strings, chunks = Strings(), Chunks(content, name="si")
    if not chunks.are_strict:
        _parse(content, strings, purse=purse)
        return strings
    root = parsed(chunks.around, limits=limits)
    for chunk in chunks:
        *gaps, last = (pieces := _PLAIN.split(chunk))[::2]
        if any(gaps) or last.strip():
            _parse(rooted(chunk, like=root), strings, purse=purse)
            continue
        purse.spend(len(chunk))
        texts = unescaped(pieces[1::2]) if "&" in chunk else pieces[1::2]
        strings.extend(map(plain, texts) if _needs_care(chunk) else texts)
    strings.stray += (said for text in root.itertext() if (said := str(text).strip()))
    return strings


def _needs_care(chunk: str) -> bool:
    return "_x" in chunk or "\t" in chunk or "&" in chunk or not chunk.isprintable()


def _parse(content: bytes, strings: Strings, *, purse: Purse) -> None:
    stream = Stream(content, tag="si")
    for element in stream:
        rich = rich_text(element)
        purse.spend(len(rich.text))
        strings.add(rich)
    strings.stray += stream.stray
