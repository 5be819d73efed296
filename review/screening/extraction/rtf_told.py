"""What the groups of an RTF say that are no text of the paper, each by its own reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from review.domain.findings import Part
from review.screening.extraction.entry_names import spelt
from review.screening.extraction.finds import Finds, hidden, meta
from review.screening.extraction.links import ACTIVE, EXTERNAL, link_finds
from review.screening.extraction.pdf_strings import is_telling, text_in, untagged
from review.screening.extraction.rtf_objects import (
    bytes_of,
    object_finds,
    picture_of,
    store_finds,
    stray_of,
    theme_finds,
)
from review.screening.extraction.rtf_words import UNKNOWN, Home
from review.screening.extraction.word_codes import Code
from review.screening.limits import Limits
from review.screening.segments import Embedded, Segment, Trace

HEXADECIMAL: Final = frozenset(
    {"pict", "objdata", "themedata", "colorschememapping", "datastore", "fontemb", "fontfile",
     "blipuid", "panose", "datafield", "password", "passwordhash", "svb"}
)  # fmt: skip
_QUIET: Final = frozenset(
    {"fonttbl", "stylesheet", "listtable", "listoverridetable", "latentstyles", "xmlnstbl",
     "colortbl", "rsidtbl", "pgdsctbl", "falt", "leveltext", "levelnumbers", "generator"}
)  # fmt: skip


class _Nowhere:
    """Fields of an RTF begin in no paragraph that keeps them."""

    codes: list[Code] = []  # noqa: RUF012 - nothing is ever put into it

    @property
    def aside(self) -> _Nowhere:
        return self


@dataclass(slots=True)
class Told:
    """What was told so far that others hang on: authors, names of properties, programs."""

    limits: Limits
    authors: list[str] = field(default_factory=list)
    author: str = ""
    """Of the comment that follows."""
    prop: str = ""
    program: str = ""
    picture: str = ""
    """The kind of the picture that is being read."""
    count: int = 0

    def finds(self, home: Home, text: str, raw: bytes) -> Finds:
        """Tell of a group that has ended: its text, or the digits that stood in it."""
        if home.name in HEXADECIMAL:
            stray = f"{text.strip()}\n{spelt(stray_of(raw))}"
            yield from hidden("hidden.hidden_text", stray if is_telling(stray) else "")
        reader = _READERS.get(home.name)
        if reader is not None:
            yield from reader(self, text, raw)
        elif home.name in HEXADECIMAL:
            said = untagged(text_in(bytes_of(raw)))
            if is_telling(said):
                yield meta(said, part=home.part)
        else:
            yield from _plainly(home, text.strip())

    def revisors(self, text: str, _: bytes) -> Finds:
        """The table of those who made changes."""
        self.authors = text.split(";")
        for name in self.authors:
            if name.strip() and name.strip() != "Unknown":
                yield meta(name.strip(), part=Part.PROPERTIES)
                yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, text=name.strip())

    def commentator(self, text: str, _: bytes) -> Finds:
        """Who wrote the comment that follows."""
        self.author = text.strip()
        yield meta(self.author, part=Part.COMMENT)

    def property_name(self, text: str, _: bytes) -> Finds:
        """What a shape says next of itself."""
        self.prop = text.strip()
        yield from ()

    def property_value(self, text: str, _: bytes) -> Finds:
        """What a shape says of itself: its text in letters of art, its description, its link."""
        name, said = self.prop, text.strip()
        if name.startswith("gtextUNICODE"):
            yield Segment(text=said, part=Part.TEXT_BOX)
        elif name in {"wzDescription", "wzTooltip"}:
            yield from hidden("hidden.alt_text", said, part=Part.PICTURE)
        elif name.startswith("wzScript") and said:
            yield Trace(rule=ACTIVE, part=Part.MACRO, text=said)
            yield meta(said, part=Part.MACRO)
        elif name.startswith(("pihl", "hl")) or "://" in said:
            yield from link_finds(said, loads=True)
        elif is_telling(said):
            yield meta(said)

    def field_code(self, text: str, _: bytes) -> Finds:
        """The instruction of a field: where it reaches to, and whether it fetches or runs."""
        code = Code(_Nowhere(), text=text.strip())
        if code.reaches_out:
            is_call = code.name.startswith("DDE")
            rule = ACTIVE if is_call else EXTERNAL
            yield Trace(rule=rule, part=Part.LINK, text=code.text)
        elif not code.is_quiet or is_telling(code.text):
            yield Trace(rule="hidden.field_code", part=Part.OTHER, text=code.text)
        if code.shown:
            yield Segment(text=code.shown, part=Part.BODY)
        yield meta(code.text)

    def program_name(self, text: str, _: bytes) -> Finds:
        """Which program an embedded object is of."""
        self.program = text.strip()
        yield meta(self.program, part=Part.ATTACHMENT)

    def embedded(self, _: str, raw: bytes) -> Finds:
        """An embedded object."""
        yield from object_finds(bytes_of(raw), program=self.program)
        self.program = ""

    def drawn(self, _: str, raw: bytes) -> Finds:
        """A picture."""
        content = picture_of(bytes_of(raw), self.picture)
        yield from self.pictured(content)

    def pictured(self, content: bytes) -> Finds:
        """A picture as a file of its own."""
        self.count += 1
        if content:
            name = f"{self.count}"
            yield Embedded(name=name, content=content, part=Part.PICTURE, is_picture=True)

    def stored(self, _: str, raw: bytes) -> Finds:
        """Custom data of Word."""
        content = bytes_of(raw)
        if content:
            yield from store_finds(content, limits=self.limits)

    def themed(self, _: str, raw: bytes) -> Finds:
        """The theme of Word."""
        content = bytes_of(raw)
        if content:
            yield from theme_finds(content, limits=self.limits)


def _plainly(home: Home, text: str) -> Finds:
    if not text:
        return
    if home is UNKNOWN and not is_telling(text):
        yield meta(text, part=home.part)
        return
    if home.part is Part.LINK:
        yield from link_finds(text, loads=True)
    if home.part in {Part.PROPERTIES, Part.LINK, Part.MACRO}:
        yield meta(text, part=home.part)
        if home.rule:
            yield Trace(rule=home.rule, part=home.part, text=f"{home.name} {text}")
    elif home.rule:
        yield from hidden(home.rule, text, part=home.part)
    elif home.name in _QUIET or is_telling(text):
        yield meta(text, part=home.part)


_READERS: Mapping[str, Callable[[Told, str, bytes], Finds]] = MappingProxyType(
    {
        "revtbl": Told.revisors,
        "atnauthor": Told.commentator,
        "sn": Told.property_name,
        "sv": Told.property_value,
        "fldinst": Told.field_code,
        "objclass": Told.program_name,
        "objdata": Told.embedded,
        "pict": Told.drawn,
        "datastore": Told.stored,
        "themedata": Told.themed,
    }
)
