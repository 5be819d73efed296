"""Comments on cells, those that answer one another, and the people who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.sheet_rich import rich_text
from review.screening.extraction.sheet_streams import plain
from review.screening.extraction.sheet_words import Finds, counted, loose_finds, taken, taken_text
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


def threads_of(roots: Iterable[etree._Element]) -> Threads:
    """Return what the threaded comments of one sheet say, by cell."""
    found: dict[str, tuple[str, ...]] = {}
    for cell, _, said in (each for root in roots for each in _threaded(root)):
        found[cell] = (*found.get(cell, ()), said)
    return found


def thread_finds(root: etree._Element, *, place: Place, persons: Mapping[str, str]) -> Finds:
    """Hand on threaded comments with the people who wrote them."""
    for cell, person, said in _threaded(root):
        who = persons.get(person.casefold(), "")
        yield from one_note(said, who=who, place={**place, "cell": cell})
    for node in root.iter("{*}text"):
        taken_text(node)
    yield from loose_finds(root, place=place, part=Part.COMMENT)


def _threaded(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    for comment in root.iter("{*}threadedComment"):
        texts = (plain("".join(map(str, node.itertext()))) for node in comment.iterfind("{*}text"))
        yield comment.get("ref", ""), comment.get("personId", ""), "\n".join(texts)


def persons_of(root: etree._Element) -> Mapping[str, str]:
    """Return the names of the people who take part in threads."""
    return {
        person.get("id", "").casefold(): plain(person.get("displayName", ""))
        for person in root.iter("{*}person")
    }


def person_finds(root: etree._Element, *, place: Place) -> Finds:
    """Hand on the people and the accounts by which they are known."""
    for person in root.iter("{*}person"):
        text = " ".join(taken(person, name) for name in ("displayName", "userId")).strip()
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, place=place, text=text)
        yield Segment(text=text, part=Part.PROPERTIES, place=place, visibility=Visibility.META)
    yield from loose_finds(root, place=place)
