"""What the streams of an old Word file hold outside of its text: earlier text, pictures."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from review.domain.findings import Part
from review.screening.extraction.biff_drawings import scanned_pictures
from review.screening.extraction.binary_texts import APART, binary_texts
from review.screening.extraction.doc_head import PAGE, WORD_DOCUMENT, DocHead
from review.screening.extraction.doc_lists import places
from review.screening.extraction.doc_text import DocText
from review.screening.extraction.finds import Find
from review.screening.extraction.sheet_words import is_path, unseen
from review.screening.segments import Embedded, Trace

UNUSED = "hidden.unused_object"
_SECTIONS, _HEIGHTS = 6, 86
_ABOUT_SECTION, _NOWHERE = 12, 0xFFFFFFFF
_LEAST = 4
"""So many letters in a row are no chance."""
Stretch = tuple[int, int]


def taken_by(head: DocHead, text: DocText) -> Iterator[Stretch]:
    """Yield begin and end of everything in the stream that belongs to the paper of a head."""
    yield head.at, head.end
    for piece in text.pieces:
        yield piece.at, piece.bytes_end
    pages = text.runs.pages | text.paragraphs.pages
    pages |= {int.from_bytes(it, "little") for it in places(head.area(_HEIGHTS), 4).about}
    for page in pages:
        yield page * PAGE, (page + 1) * PAGE
    for about in places(head.area(_SECTIONS), _ABOUT_SECTION).about:
        (at,) = struct.unpack_from("<I", about, 2)
        if at != _NOWHERE:
            yield at, at + 2 + int.from_bytes(head.words[at : at + 2], "little")


def leftover_finds(words: bytes, taken: Iterable[Stretch]) -> Iterator[Find]:
    """Hand on text and pictures in the stream that no longer belong to any paper."""
    pictures = list(scanned_pictures(words))
    yield from _embedded(pictures, WORD_DOCUMENT)
    left = list[bytes]()
    at = 0
    for begin, end in sorted((*taken, *((begin, end) for begin, end, *_ in pictures))):
        if begin > at:
            left.append(words[at:begin])
        at = max(at, end)
    left.append(words[at:])
    text = binary_texts(APART.join(left))
    place = {"file": WORD_DOCUMENT}
    yield unseen(text, place=place)
    if sum(map(str.isalpha, text)) >= _LEAST:
        yield Trace(rule=UNUSED, part=Part.OTHER, place=place, text=text)


def data_finds(name: str, content: bytes, *, is_paper: bool) -> Iterator[Find]:
    """Hand on the pictures of a stream of data, and what else could be text in it."""
    pictures = list(scanned_pictures(content))
    yield from _embedded(pictures, name, is_paper=is_paper)
    rest, at = list[bytes](), 0
    for begin, end, *_ in pictures:
        rest.append(content[at:begin])
        at = end
    text = binary_texts(APART.join((*rest, content[at:])))
    place = {"file": name}
    yield unseen(text, place=place)
    for line in dict.fromkeys(map(unquote, text.split("\n"))):
        if is_path(line):
            yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=line)


def table_pictures(head: DocHead) -> Iterator[Embedded]:
    """Hand on the pictures that the drawings of a file hold themselves."""
    yield from _embedded(list(scanned_pictures(head.table)), "Table")


def _embedded(
    pictures: list[tuple[int, int, str, bytes]], name: str, *, is_paper: bool = False
) -> Iterator[Embedded]:
    for number, (*_, ending, content) in enumerate(pictures, start=1):
        yield Embedded(
            name=f"{name}-image{number}.{ending}",
            content=content,
            part=Part.PICTURE,
            is_picture=not is_paper,
        )
