"""Comments that answer one another, and the people who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.sheet_notes import Threads, one_note
from review.screening.extraction.sheet_plain import plain
from review.screening.extraction.sheet_taking import taken, taken_text
from review.screening.extraction.sheet_words import Finds, loose_finds
from review.screening.segments import Place, Segment, Trace, Visibility


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
