"""Texts of a workbook: runs joined, what is read beside them, and which no cell uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from review.domain.findings import Part
from review.screening.extraction.markup import parsed
from review.screening.extraction.sheet_cells import Purse
from review.screening.extraction.sheet_chunks import Chunks, rooted, unescaped
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_rich import RichText, rich_text
from review.screening.extraction.sheet_streams import Stream
from review.screening.limits import Limits
from review.screening.segments import NotRead, Place, Reason, Segment, Trace, Visibility

_PLAIN = re.compile(r'\s*+<si><t(?: xml:space="preserve")?+>([^<]*+)</t></si>')


@dataclass(slots=True)
class Strings:
    """The texts that cells name by number."""

    texts: list[str] = field(default_factory=list)
    rich: dict[int, RichText] = field(default_factory=dict)
    """Those with more to them than a plain text."""
    stray: list[str] = field(default_factory=list)
    used: bytearray = field(default_factory=bytearray)

    def at(self, index: str) -> str:
        """Return a text and note that a cell uses it; NotRead for a text that is lost."""
        try:
            number = int(index)
            text = self.texts[number]
        except (ValueError, IndexError) as fault:
            if not index.strip():
                return ""
            raise NotRead(Reason.BROKEN) from fault
        if number < 0:
            raise NotRead(Reason.BROKEN)
        self.used[number] = 1
        return text

    def all_at(self, indexes: Sequence[str]) -> list[str]:
        """Return texts as `at` does, one for each index."""
        try:
            numbers = list(map(int, indexes))
            texts = list(map(self.texts.__getitem__, numbers))
        except (ValueError, IndexError):
            return list(map(self.at, indexes))
        if min(numbers, default=0) < 0:
            raise NotRead(Reason.BROKEN)
        for number in numbers:
            self.used[number] = 1
        return texts

    def add(self, rich: RichText) -> None:
        """Add the next text."""
        if not rich.is_plain:
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
