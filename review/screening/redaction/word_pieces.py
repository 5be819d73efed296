"""A story of a Word file read once more, each text that shows with the node it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from review.screening.extraction.markup import Markup
from review.screening.extraction.word_context import Contexts
from review.screening.extraction.word_paragraph import Paragraph
from review.screening.extraction.word_story import Story, Unseen
from review.screening.redaction.cuts import Cut, cuts_in, kept_of, spread, without
from review.screening.redaction.removal import NotRemoved, Removal
from review.screening.segments import Visibility


@dataclass(slots=True)
class Piece:
    """One text that shows, of a run or of what stands for one."""

    node: etree._Element
    text: str = field(repr=False)
    cuts: list[Cut] = field(default_factory=list)

    @property
    def left(self) -> str:
        """What of it stands in the copy."""
        return without(self.text, self.cuts)

    @property
    def kept(self) -> str:
        """What is kept of it, with gaps."""
        return kept_of(self.text, self.cuts)


class Pieces(Story):
    """Reads a story and keeps where each text came from."""

    def __init__(self, markup: Markup, *, contexts: Contexts, unseen: Unseen) -> None:
        """Prepare to read a part."""
        super().__init__(markup, contexts=contexts, unseen=unseen)
        self._pieces_of: dict[int, tuple[Paragraph, list[Piece]]] = {}
        self._read = self.paragraphs()
        self._known = {id(paragraph) for paragraph in self._read}
        self.by_node: Mapping[etree._Element, Piece] = {
            piece.node: piece for each in self._read for piece in self._of(each)
        }

    def cut(self, removals: Sequence[Removal]) -> tuple[int, int]:
        """Cut what is removed out of the pieces; return of how many places, by how many removals.

        Raises:
            NotRemoved: the pieces do not come to what the reader reads.
        """
        cuts = done = 0
        by_number: dict[int, list[Removal]] = {}
        for one in removals:
            by_number.setdefault(one.paragraph, []).append(one)
        for number, members in self._lines():
            pieces = [piece for each in members for piece in self._of(each)]
            text = "".join(piece.text for piece in pieces)
            if text != "".join(said for each in members for said in each.shown):
                raise NotRemoved(str(number))
            mine = by_number.get(number, ())
            if mine:
                found = cuts_in(text, mine)
                cuts, done = cuts + len(found), done + len(mine)
                _share(found, pieces)
        return cuts, done

    def paragraph(self, element: etree._Element) -> Paragraph | None:
        """Return the paragraph that an element is, if it shows."""
        spot = self._spots.get(element)
        found = None if spot is None else spot.paragraph
        return found if found is not None and self._shows(found) else None

    def is_gone(self, paragraph: Paragraph) -> bool:
        """Whether nothing of a paragraph is left where something was taken out or hidden."""
        return not paragraph.shown and not paragraph.is_plain

    def _shows(self, paragraph: Paragraph) -> bool:
        context = paragraph.context
        is_seen = context.visibility is Visibility.VISIBLE and not context.hidden
        return is_seen and id(paragraph) in self._known

    def _lines(self) -> Iterator[tuple[int, list[Paragraph]]]:
        """Yield what the reader takes for one text, by the number of its first paragraph."""
        members: list[Paragraph] = []
        for paragraph in self._read:
            if not members and paragraph.is_plain and not paragraph.shown:
                continue
            members.append(paragraph)
            if not paragraph.runs_on:
                yield members[0].number, members
                members = []
        if members:
            yield members[0].number, members

    def _of(self, paragraph: Paragraph) -> list[Piece]:
        found = self._pieces_of.get(id(paragraph))
        return [] if found is None else found[1]

    def _put(self, node: etree._Element, text: str) -> None:
        paragraph = self._spot(node).paragraph
        before = len(paragraph.shown)
        super()._put(node, text)
        self._note(node, paragraph, before)

    def _take(self, node: etree._Element, name: str) -> None:
        paragraph = self._spot_in(node.getparent()).paragraph if name == "fldSimple" else None
        before = 0 if paragraph is None else len(paragraph.shown)
        super()._take(node, name)
        if paragraph is not None:
            self._note(node, paragraph, before)

    def _note(self, node: etree._Element, paragraph: Paragraph, before: int) -> None:
        for text in filter(None, paragraph.shown[before:]):
            self._pieces_of.setdefault(id(paragraph), (paragraph, []))[1].append(Piece(node, text))


def _share(cuts: list[Cut], pieces: list[Piece]) -> None:
    sizes = [len(piece.text) for piece in pieces]
    starts = list(accumulate(sizes, initial=0))[:-1]
    for piece, own in zip(pieces, spread(cuts, starts, sizes), strict=True):
        piece.cuts = own
