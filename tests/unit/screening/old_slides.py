"""Invented old presentations, record by record, with the savings that lead to them."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

from review.screening.extraction.compound_copy import compound_of

WIDTH, HEIGHT = 5760, 4320


def rec(kind: int, body: bytes = b"", *, instance: int = 0) -> bytes:
    """One record that holds bytes."""
    return struct.pack("<HHI", instance << 4, kind, len(body)) + body


def box(kind: int, *children: bytes, instance: int = 0) -> bytes:
    """One record that holds records."""
    body = b"".join(children)
    return struct.pack("<HHI", instance << 4 | 0xF, kind, len(body)) + body


def text(said: str) -> bytes:
    return rec(0x0FA0, said.encode("utf-16-le"))


def narrow(said: str) -> bytes:
    return rec(0x0FA8, said.encode("latin-1"))


def string(said: str, instance: int = 0) -> bytes:
    return rec(0x0FBA, said.encode("utf-16-le"), instance=instance)


def anchor(left: int, top: int, right: int, bottom: int) -> bytes:
    return rec(0xF010, struct.pack("<4h", top, left, right, bottom))


def child_anchor(left: int, top: int, right: int, bottom: int) -> bytes:
    return rec(0xF00F, struct.pack("<4i", left, top, right, bottom))


ON = anchor(100, 100, 2000, 1000)


def shape(*texts: bytes, at: bytes = ON, flags: int = 0xA00, more: bytes = b"") -> bytes:
    """A shape with its texts."""
    return box(0xF004, rec(0xF00A, struct.pack("<II", 1, flags)), more, at, box(0xF00D, *texts))


def drawing(*shapes: bytes) -> bytes:
    return box(0x040C, box(0xF002, box(0xF003, *shapes)))


def hidden_slide_show() -> bytes:
    return rec(0x03F9, struct.pack("<iIBBHI", 0, 0, 0, 0, 0x4, 0))


def slide(*shapes: bytes, more: bytes = b"") -> bytes:
    return box(0x03EE, rec(0x03EF, bytes(24)), drawing(*shapes), more)


def notes(slide_id: int, *shapes: bytes) -> bytes:
    return box(0x03F0, rec(0x03F1, struct.pack("<IHH", slide_id, 0, 0)), drawing(*shapes))


def comment(author: str, said: str) -> bytes:
    inner = box(0x2EE0, string(author, 0), string(said, 1), string("张", 2), rec(0x2EE1, bytes(28)))
    tag = box(0x138A, string("___PPT10"), rec(0x138B, inner))
    return box(0x1388, tag)


@dataclass
class OldDeck:
    """A presentation under construction; each saving replaces some of its records."""

    slides: list[tuple[bytes, list[bytes]]] = field(default_factory=list)
    """Each slide with its texts in the outline."""
    others: list[bytes] = field(default_factory=list)
    """Records that lie beside the slides: notes, masters, objects."""
    document: list[bytes] = field(default_factory=list)
    """What the record of the document holds beside the list of slides."""
    earlier: Mapping[int, bytes] = field(default_factory=dict)
    """Of which slides an earlier saving had another record."""
    unlisted: list[bytes] = field(default_factory=list)
    masters: list[bytes] = field(default_factory=list)
    outline_style: bytes = b""
    """How each text of the outline is written."""
    token: int = 0xE391C05F
    lock: int | None = None

    def streams(self) -> Mapping[tuple[str, ...], bytes]:
        """The two streams."""
        stream, places = b"", dict[int, int]()
        numbers = range(2, 2 + len(self.slides))
        first = dict(zip(numbers, (it for it, _ in self.slides), strict=True))
        first |= {2 + at: record for at, record in self.earlier.items()}
        rest = [*self.others, *self.unlisted, *self.masters]
        first |= dict(enumerate(rest, start=2 + len(self.slides)))
        first[1] = self._document()
        for number, record in first.items():
            places[number] = len(stream)
            stream += record
        stream, last = _saved(stream, places, 0, self.lock)
        later = {number: it for number, (it, _) in zip(numbers, self.slides, strict=True)}
        again = {number: later[number] for number in numbers if number - 2 in self.earlier}
        if again:
            places = {}
            for number, record in again.items():
                places[number] = len(stream)
                stream += record
            stream, last = _saved(stream, places, last, self.lock)
        return {("PowerPoint Document",): stream, ("Current User",): self._user(last)}

    def packed(self, extra: Mapping[tuple[str, ...], bytes] | None = None) -> bytes:
        """The file, with other streams beside these two."""
        return compound_of({**self.streams(), **(extra or {})})

    def _document(self) -> bytes:
        listed = []
        for number, (_, outline) in enumerate(self.slides, start=2):
            about = struct.pack("<IIiII", number, 0, len(outline), 255 + number, 0)
            listed += [rec(0x03F3, about), *map(self._outlined, outline)]
        first = 2 + len(self.slides) + len(self.others) + len(self.unlisted)
        masters = [
            rec(0x03F3, struct.pack("<IIiII", first + at, 0, 0, 255 + at, 0))
            for at in range(len(self.masters))
        ]
        size = struct.pack("<ii", WIDTH, HEIGHT) + bytes(32)
        lists = [box(0x0FF0, *masters, instance=1), box(0x0FF0, *listed, instance=0)]
        return box(0x03E8, rec(0x03E9, size), *self.document, *lists)

    def _outlined(self, said: str) -> bytes:
        return rec(0x0F9F, bytes(4)) + text(said) + self.outline_style

    def _user(self, last: int) -> bytes:
        name = "〔当前用户〕"
        head = struct.pack("<IIIHHBBH", 20, self.token, last, len(name), 1012, 3, 0, 0)
        wide = name.encode("utf-16-le")
        return rec(0x0FF6, head + b"?" * len(name) + struct.pack("<I", 8) + wide)


def _saved(
    stream: bytes, places: Mapping[int, int], last: int, lock: int | None
) -> tuple[bytes, int]:
    """Add what ends a saving: where records stand, and where the saving before it is."""
    entries = b"".join(struct.pack("<II", number | 1 << 20, at) for number, at in places.items())
    directory = len(stream)
    stream += rec(0x1772, entries)
    edit = struct.pack("<IHBBIIIIHH", 256, 0, 0, 3, last, directory, 1, 99, 0, 0)
    edit += b"" if lock is None else struct.pack("<I", lock)
    return stream + rec(0x0FF5, edit), len(stream)


def old_deck(*lines: str) -> bytes:
    """A presentation with a slide for each line."""
    return OldDeck([(slide(shape(text(line))), []) for line in lines]).packed()


def style(*runs: tuple[int, int | None, tuple[int, int, int, int] | None]) -> bytes:
    """How a text is written: for each run its length, its size in points and its colour."""
    whole = sum(count for count, _, _ in runs)
    tabs = struct.pack("<H", 1) + struct.pack("<hH", 576, 0)
    paragraph = struct.pack("<IHI", whole, 0, 1 << 20 | 1 << 11) + struct.pack("<H", 0) + tabs
    letters = b""
    for count, size, colour in runs:
        mask = 1 | (0 if size is None else 1 << 17) | (0 if colour is None else 1 << 18)
        letters += struct.pack("<IIH", count, mask, 1)
        letters += b"" if size is None else struct.pack("<H", size)
        letters += b"" if colour is None else bytes(colour)
    return rec(0x0FA1, paragraph + letters)


def filled(red: int, green: int, blue: int) -> bytes:
    """The properties of a shape that has a filling of one colour."""
    colour = struct.unpack("<I", bytes((red, green, blue, 0)))[0]
    pairs = ((0x0181, colour), (0x01BF, 0x100010))
    return rec(0xF00B, b"".join(struct.pack("<HI", *pair) for pair in pairs), instance=len(pairs))


def scheme(*colours: tuple[int, int, int]) -> bytes:
    """The colours of a slide: its ground, its letters, and six more."""
    eight = [*colours, *[(128, 128, 128)] * (8 - len(colours))]
    return rec(0x07F0, b"".join(bytes((*colour, 0)) for colour in eight), instance=1)
