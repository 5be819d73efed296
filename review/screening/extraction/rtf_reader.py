"""Reads an RTF in its order: groups with what they hand down, texts where they belong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from review.domain.findings import Part
from review.screening.extraction.finds import Find, Finds
from review.screening.extraction.links import ACTIVE, EXTERNAL
from review.screening.extraction.paragraphs import Paragraphs, unseen
from review.screening.extraction.pdf_strings import is_telling
from review.screening.extraction.rtf_letters import Letters
from review.screening.extraction.rtf_objects import foreign_finds
from review.screening.extraction.rtf_state import State
from review.screening.extraction.rtf_tables import Rows
from review.screening.extraction.rtf_tokens import (
    BINARY,
    BYTES,
    CLOSE,
    OPEN,
    SYMBOL,
    WORD,
    Token,
    tokens_of,
)
from review.screening.extraction.rtf_told import HEXADECIMAL, Told
from review.screening.extraction.rtf_words import ENDS, HOMES, SYMBOLS, THROUGH, UNKNOWN
from review.screening.extraction.tints import Tint
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason, Segment, Trace

_DEEPEST: Final = 400
_PICTURES: Mapping[str, str] = MappingProxyType(
    {"dibitmap": "dibitmap", "wmetafile": "wmetafile", "pngblip": "png", "jpegblip": "jpeg",
     "emfblip": "emf", "wbitmap": "bitmap", "macpict": "macpict"}
)  # fmt: skip
_LINKS: Mapping[str, str] = MappingProxyType(
    {"objupdate": ACTIVE, "objlink": EXTERNAL, "objautlink": EXTERNAL, "objocx": ACTIVE}
)
_MARKS: Final = "-:|"


@dataclass(slots=True)
class _Colour:
    red: int = 0
    green: int = 0
    blue: int = 0
    is_set: bool = False


@dataclass(slots=True)
class _Group:
    """What a group that began something of its own has said."""

    paragraphs: Paragraphs
    text: list[str] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


class RtfReader:
    """Takes one piece after the other; what was found waits until it is asked for."""

    def __init__(self, *, limits: Limits) -> None:
        """Begin outside of every group."""
        self._limits = limits
        self._state, self._stack = State(), list[State]()
        self._owners: dict[int, _Group] = {0: _Group(Paragraphs())}
        self._letters = Letters()
        self._told = Told(limits)
        self._rows = Rows()
        self._colours: list[Tint | None] = []
        self._colour = _Colour()
        self._out: list[Find] = []
        self._number = 0
        self._left = limits.text

    def finds(self, content: bytes) -> Finds:
        """Tell of everything in a file.

        Raises:
            NotRead: a group has no end, or they are nested beyond reason, or texts in no writing.
        """
        end = 0
        for token in tokens_of(content):
            self._take(token)
            if self._out:
                yield from self._out
                self._out = []
            if token.kind == CLOSE and not self._stack:
                end = token.end
                break
        if self._stack or not end:
            raise NotRead(Reason.BROKEN)
        self._out += self._rows.take(self._owners[0].paragraphs.end(), in_table=False)
        yield from self._out
        yield from self._rows.rest()
        rest = content[end:].strip(b"\x00\r\n\t ")
        if rest:
            yield from foreign_finds(rest)

    def _take(self, token: Token) -> None:
        if self._letters.waits:
            stands_for = token.kind in {BYTES, SYMBOL}
            if stands_for:
                self._letters.skip(token.raw or b"?")
            if not stands_for or not self._letters.waits:
                self._unwait()
            if stands_for:
                return
        _TAKERS[token.kind](self, token)

    def _unwait(self) -> None:
        """What old programs show instead of a sign is the same sign, or it is in hiding."""
        said = self._letters.instead()
        if said and is_telling(said):
            self._settle()
            self._say(said, hidden=True)

    # ── groups ──

    def open_group(self, _: Token) -> None:
        """A group begins with what the one around it hands down."""
        self._settle()
        self._stack.append(self._state)
        if len(self._stack) > _DEEPEST:
            raise NotRead(Reason.TOO_DEEP)
        self._state = replace(self._state, starred=False, fresh=True)

    def close_group(self, _: Token) -> None:
        """A group ends, and with it what it has begun."""
        self._settle()
        if not self._stack:
            raise NotRead(Reason.BROKEN)
        above = self._stack.pop()
        if self._state.story != above.story:
            self._close_story()
        self._state = above

    def _close_story(self) -> None:
        home, group = self._state.home, self._owners.pop(self._state.story)
        if home.is_story:
            self._keep(group.paragraphs.end(), group)
            if home.name == "annotation":
                who, text = self._told.author, "\n".join(group.said)
                self._out.append(
                    Trace(rule="hidden.comment", part=Part.COMMENT, who=who, text=text)
                )
        else:
            text = self._letters.paired("".join(group.text))
            self._out += self._told.finds(home, text, b"".join(group.raw))

    def _begin(self, word: str) -> bool:
        """Begin what a word at the head of a group announces; False where it announces nothing."""
        home = HOMES.get(word)
        is_strange = self._state.starred and self._state.fresh and word not in THROUGH
        if home is None and is_strange and self._state.home.is_story:
            home = UNKNOWN
        if home is None:
            return False
        self._settle()
        self._number += 1
        self._state.home, self._state.story = home, self._number
        made = Paragraphs(part=home.part, visibility=home.visibility)
        self._owners[self._number] = _Group(made)
        return True

    # ── pieces ──

    def take_word(self, token: Token) -> None:
        """A control word."""
        word, number, state = token.word, token.number, self._state
        began = self._begin(word)
        state.fresh = False
        if began:
            return
        if word == "u" and number is not None:
            self._letters.put(chr(number & 0xFFFF), skips=state.skips)
        elif word in SYMBOLS:
            self._letters.put(SYMBOLS[word])
        elif word in ENDS:
            self._end()
        elif word in _WORDS:
            self._settle()
            _WORDS[word](self, word, number)
        else:
            self._settle()
            state.set(word, number)

    def take_symbol(self, token: Token) -> None:
        """A control sign."""
        if token.word == "*":
            self._state.starred = True
        elif token.word in SYMBOLS:
            self._letters.put(SYMBOLS[token.word])
        elif token.word in ENDS:
            self._end()

    def take_bytes(self, token: Token) -> None:
        """Plain signs, or a byte by its code."""
        state = self._state
        state.fresh = False
        if state.home.name in HEXADECIMAL:
            self._owners[state.story].raw.append(token.raw)
        elif state.home.name == "colortbl":
            self._end_colours(token.raw.count(b";"))
            self._letters.add(token.raw.replace(b";", b""), font=state.font)
        else:
            self._letters.add(token.raw, font=state.font)

    def take_binary(self, token: Token) -> None:
        """Bytes as they are, instead of digits; elsewhere every program passes them over."""
        if self._state.home.name in HEXADECIMAL:
            group = self._owners[self._state.story]
            group.raw.append(token.raw.hex().encode("ascii"))
        elif token.raw:
            self._out += foreign_finds(token.raw)

    def _end(self) -> None:
        self._settle()
        if not self._state.home.is_story:
            self._owners[self._state.story].text.append("\n")
            return
        group = self._owners[self._state.story]
        self._keep(group.paragraphs.end(), group)

    def _keep(self, finds: Finds, group: _Group) -> None:
        met = list(finds)
        group.said += [one.text for one in met if isinstance(one, Segment)]
        if group is self._owners.get(0):
            self._out += self._rows.take(met, in_table=self._state.in_table)
        else:
            self._out += met

    def _settle(self) -> None:
        """Say what has been gathered, as it shows here."""
        text = self._letters.text()
        if text:
            self._say(text)

    def _say(self, text: str, *, hidden: bool = False) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise NotRead(Reason.TOO_LARGE)
        group = self._owners[self._state.story]
        if not self._state.home.is_story:
            group.text.append(text)
            return
        look = self._state.look(self._colours, self._told.authors)
        group.paragraphs.say(text, unseen("hidden.hidden_text") if hidden else look)

    # ── words with a meaning of their own ──

    def end_cell(self, word: str, _: int | None) -> None:
        """A cell or a row ends."""
        self._end()
        if self._state.story == 0:
            self._out += self._rows.cell() if word == "cell" else self._rows.row()

    def charset(self, word: str, number: int | None) -> None:
        """What bytes mean, in a font or everywhere."""
        if word in {"fcharset", "cpg"}:
            self._letters.know(self._state.font, number or 0, is_page=word == "cpg")
        else:
            self._letters.default = f"cp{number}" if word == "ansicpg" else _OLD[word]

    def tone(self, word: str, number: int | None) -> None:
        """One part of a colour."""
        if self._state.home.name == "colortbl":
            setattr(self._colour, word, min(max(number or 0, 0), 255))
            self._colour.is_set = True

    def _end_colours(self, count: int) -> None:
        for _ in range(count):
            made = self._colour
            rgb = (made.red, made.green, made.blue)
            self._colours.append(rgb if made.is_set else None)
            self._colour = _Colour()

    def picture(self, word: str, _: int | None) -> None:
        """Of what kind a picture is."""
        self._told.picture = _PICTURES[word]

    def linked(self, word: str, _: int | None) -> None:
        """An object that is fetched, or begins to run, when the file is opened."""
        self._out.append(Trace(rule=_LINKS[word], part=Part.ATTACHMENT, text=word))


_OLD: Mapping[str, str] = MappingProxyType({"mac": "mac_roman", "pc": "cp437", "pca": "cp850"})
_WORDS: Mapping[str, Callable[[RtfReader, str, int | None], None]] = MappingProxyType(
    {
        **dict.fromkeys(("cell", "row"), RtfReader.end_cell),
        **dict.fromkeys(("fcharset", "cpg", "ansicpg", *_OLD), RtfReader.charset),
        **dict.fromkeys(("red", "green", "blue"), RtfReader.tone),
        **dict.fromkeys(_PICTURES, RtfReader.picture),
        **dict.fromkeys(_LINKS, RtfReader.linked),
    }
)
_TAKERS: Mapping[int, Callable[[RtfReader, Token], None]] = MappingProxyType(
    {
        OPEN: RtfReader.open_group,
        CLOSE: RtfReader.close_group,
        WORD: RtfReader.take_word,
        BYTES: RtfReader.take_bytes,
        SYMBOL: RtfReader.take_symbol,
        BINARY: RtfReader.take_binary,
    }
)
