"""Invented old Word files, stream by stream: head, pieces of text, pages of formats, tables."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from review.screening.extraction.compound_copy import compound_of

PAGE, TEXT_AT, AREAS = 512, 1024, 93
BODY, FOOTNOTES, MARGINS, MACROS, COMMENTS, ENDNOTES, BOXES, MARGIN_BOXES = range(8)
STYLES, SECTIONS, COMMENT_REFS, COMMENT_TEXTS, MARGIN_PLACES = 1, 6, 4, 5, 11
RUNS, PARAGRAPHS, FONTS, ASSOCIATED, CLX, OWNERS = 12, 13, 15, 32, 33, 36
DRAWINGS, REVISERS, VARIABLES, SAVED_BY = 50, 51, 60, 71
BOX_PLACES, MARGIN_BOX_PLACES = 56, 58
BEGIN, SEPARATE, END = "\x13", "\x14", "\x15"


def sprm(order: int, operand: bytes | int = 1) -> bytes:
    """One order; of those with a length of their own the length is put before the operand."""
    size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}.get(order >> 13)
    raw = operand.to_bytes(size or 1, "little") if isinstance(operand, int) else operand
    return struct.pack("<H", order) + (raw if size else bytes([len(raw)]) + raw)


def table_of(strings: Iterable[str]) -> bytes:
    """A table of strings."""
    listed = [struct.pack("<H", len(one)) + one.encode("utf-16-le") for one in strings]
    return b"\xff\xff" + struct.pack("<HH", len(listed), 0) + b"".join(listed)


def places(numbers: Sequence[int], about: Sequence[bytes] = ()) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers) + b"".join(about)


@dataclass(frozen=True)
class Run:
    """A text with what is done to it, and what its piece adds."""

    text: str
    done: bytes = b""
    piece: int = 0
    wide: bool = True


@dataclass(frozen=True)
class Par:
    """A paragraph: its runs, the sign at its end, its style and what is done to it."""

    runs: tuple[Run, ...]
    mark: str = "\r"
    style: int = 0
    done: bytes = b""
    mark_done: bytes = b""


def par(*runs: Run | str, **given: object) -> Par:
    return Par(tuple(Run(it) if isinstance(it, str) else it for it in runs), **given)


@dataclass
class OldWord:
    """A Word file under construction."""

    stories: dict[int, list[Par]] = field(default_factory=dict)
    areas: dict[int, bytes] = field(default_factory=dict)
    carried: list[bytes] = field(default_factory=list)
    """What pieces refer to by number."""
    flags: int = 0x0200
    before: bytes = b""
    """Text of an earlier saving, which stands before the present one."""
    glossary: OldWord | None = None

    def streams(self) -> Mapping[tuple[str, ...], bytes]:
        """The two streams."""
        words, table = self.written(b"", bytearray(b"\0\0\0\0"))
        if self.glossary:
            words += b"\0" * (-len(words) % PAGE)
            begin = len(words) // PAGE
            words, table = self.glossary.written(words, table)
            words = words[:8] + struct.pack("<H", begin) + words[10:]
        return {("WordDocument",): words, ("1Table",): bytes(table)}

    def packed(self, extra: Mapping[tuple[str, ...], bytes] | None = None) -> bytes:
        """The file, with other streams beside these two."""
        return compound_of({**self.streams(), **(extra or {})})

    def written(self, words: bytes, table: bytearray) -> tuple[bytes, bytearray]:
        at = len(words)
        text = bytearray(self.before)
        pieces, runs, paragraphs = [], [], []
        lengths, cp = [0] * 8, 0
        stories = [(number, it) for number in range(8) for it in self.stories.get(number, [])]
        if any(number for number, _ in stories):
            stories.append((8, par("")))
        for number, one in stories:
            start = at + TEXT_AT + len(text)
            for run in (*one.runs, Run(one.mark, one.mark_done)):
                begin = at + TEXT_AT + len(text)
                raw = run.text.encode("utf-16-le" if run.wide else "cp1252")
                if not raw:
                    continue
                text += raw
                size = len(raw) // 2 if run.wide else len(raw)
                place = begin if run.wide else begin * 2 | 0x40000000
                pieces.append((cp, struct.pack("<HIH", 0, place, run.piece)))
                cp += size
                if number < 8:
                    lengths[number] += size
                runs.append((begin, begin + len(raw), _run_page(begin, begin + len(raw), run.done)))
            end = at + TEXT_AT + len(text)
            paragraphs.append((start, end, _paragraph_page(start, end, one)))
        body = bytes(text) + b"\0" * (-(TEXT_AT + len(text)) % PAGE)
        first = (at + TEXT_AT + len(body)) // PAGE
        areas = dict(self.areas)
        areas[CLX] = self._clx(pieces, cp)
        for area, stretches in ((RUNS, runs), (PARAGRAPHS, paragraphs)):
            numbers = [struct.pack("<I", first + it) for it in range(len(stretches))]
            ends = [begin for begin, *_ in stretches] + [stretches[-1][1]]
            areas[area] = places(ends, numbers)
            first += len(stretches)
            body += b"".join(page for *_, page in stretches)
        return words + self._head(areas, lengths, table) + body, table

    def _clx(self, pieces: list[tuple[int, bytes]], end: int) -> bytes:
        carried = b"".join(b"\1" + struct.pack("<H", len(it)) + it for it in self.carried)
        listed = places([*(cp for cp, _ in pieces), end], [about for _, about in pieces])
        return carried + b"\2" + struct.pack("<I", len(listed)) + listed

    def _head(self, areas: Mapping[int, bytes], lengths: list[int], table: bytearray) -> bytes:
        pairs = []
        for number in range(AREAS):
            content = areas.get(number, b"")
            pairs += [len(table) if content else 0, len(content)]
            table += content
        base = struct.pack("<HHHHHH20x", 0xA5EC, 0xC1, 0, 0x804, 0, self.flags)
        longs = [0, 0, 0, *lengths, *[0] * 11]
        head = base + struct.pack("<H28xH22i", 14, 22, *longs) + struct.pack("<H", AREAS)
        return (head + struct.pack(f"<{2 * AREAS}I", *pairs) + b"\0\0").ljust(TEXT_AT, b"\0")


def _run_page(begin: int, end: int, done: bytes) -> bytes:
    head = struct.pack("<IIB", begin, end, 128 if done else 0).ljust(256, b"\0")
    return (head + bytes([len(done)]) + done).ljust(PAGE - 1, b"\0") + b"\1"


def _paragraph_page(begin: int, end: int, one: Par) -> bytes:
    about = struct.pack("<H", one.style) + one.done
    about += b"\0" * (len(about) % 2)
    head = struct.pack("<IIB", begin, end, 64).ljust(128, b"\0")
    return (head + bytes([0, len(about) // 2]) + about).ljust(PAGE - 1, b"\0") + b"\1"


def style_sheet(*styles: tuple[int, int, bytes]) -> bytes:
    """A table of styles: kind, what each is based on, what it does to runs."""
    head = struct.pack("<HH", len(styles), 10) + b"\0" * 14
    written = struct.pack("<H", len(head)) + head
    for kind, base, run in styles:
        parts = [struct.pack("<H", 0), run] if kind == 1 else [run]
        body = struct.pack("<HHHHH", 0, base << 4 | kind, len(parts), 0, 0)
        body += struct.pack("<H", 1) + "s".encode("utf-16-le") + b"\0\0"
        for part in parts:
            body += b"\0" * (len(body) % 2) + struct.pack("<H", len(part)) + part
        written += struct.pack("<H", len(body)) + body + b"\0" * (len(body) % 2)
    return written


def fonts(*names: str) -> bytes:
    written = struct.pack("<HH", len(names), 0)
    for name in names:
        entry = b"\0" * 39 + name.encode("utf-16-le") + b"\0\0"
        written += bytes([len(entry)]) + entry
    return written


def comment_about(owner: int) -> bytes:
    return b"\0" * 20 + struct.pack("<H", owner) + b"\0" * 8


def drawing(kind: int, body: bytes, *, instance: int = 0, container: bool = False) -> bytes:
    """A drawing record."""
    return struct.pack("<HHI", instance << 4 | (0xF if container else 0), kind, len(body)) + body


HIDDEN_PROPERTIES = drawing(0xF00B, struct.pack("<HI", 0x03BF, 0x20002), instance=1)
PLAIN_PROPERTIES = drawing(0xF00B, struct.pack("<HI", 0x03BF, 0x20000), instance=1)


def box_shape(number: int, *, properties: bytes = PLAIN_PROPERTIES, flags: int = 0xA00) -> bytes:
    """The shape of a text box."""
    atom = drawing(0xF00A, struct.pack("<II", number, flags))
    return drawing(0xF004, atom + properties, container=True)


def shape_texts(texts: Mapping[int, str]) -> bytes:
    """The properties of a shape that are texts."""
    raws = {name: text.encode("utf-16-le") + b"\0\0" for name, text in texts.items()}
    heads = b"".join(struct.pack("<HI", name | 0x8000, len(raw)) for name, raw in raws.items())
    return drawing(0xF00B, heads + b"".join(raws.values()), instance=len(texts))


def old_word(*lines: str) -> bytes:
    """A file of plain paragraphs."""
    return OldWord({BODY: [par(line) for line in lines]}).packed()
