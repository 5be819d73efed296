"""Comments on cells, each with its author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_rich import rich_text
from review.screening.extraction.sheet_taking import counted, taken_text
from review.screening.extraction.sheet_words import Finds, loose_finds
from review.screening.segments import Place, Segment, Trace, Visibility

Threads = Mapping[str, tuple[str, ...]]
"""For each cell what its threaded comments say; an old program finds it in a plain comment too."""


def note_finds(root: etree._Element, *, place: Place, threads: Threads) -> Finds:
    """Hand on the comments of one sheet; what a thread says already is not said again."""
    authors = [plain(node.text or "") for node in root.iterfind("{*}authors/{*}author")]
    for comment in root.iter("{*}comment"):
        cell, text = comment.get("ref", ""), comment.find("{*}text")
        rich = None if text is None else rich_text(text)
        said = "" if rich is None else "\n".join((rich.text, *rich.beside))
        if text is not None:
            taken_text(text)
        yield from one_note(
            said,
            who=_at(authors, comment.get("authorId", "")),
            place={**place, "cell": cell},
            known=threads.get(cell, ()),
        )
    for node in root.iterfind("{*}authors/{*}author"):
        node.text = ""
    yield from loose_finds(root, place=place, part=Part.COMMENT)


def one_note(said: str, *, who: str, place: Place, known: Iterable[str] = ()) -> Finds:
    """Hand on one comment with its author."""
    left = said
    for text in known:
        left = left.replace(text, "")
    if not known:
        yield Trace(rule="hidden.comment", part=Part.COMMENT, place=place, who=who, text=said)
    comment = Visibility.COMMENT
    for text in filter(str.strip, (left, who)):
        yield Segment(text=text, part=Part.COMMENT, place=place, visibility=comment)


def _at(authors: list[str], index: str) -> str:
    number = counted(index)
    return authors[number] if 0 <= number < len(authors) else ""
