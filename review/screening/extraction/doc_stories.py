"""The stories of an old Word file: body, notes, margins, comments, boxes, and text that is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.domain.findings import Part
from review.screening.extraction.doc_boxes import BOX_STORIES, boxes_of
from review.screening.extraction.doc_head import DocHead
from review.screening.extraction.doc_lists import lengthy, places, strings
from review.screening.extraction.doc_story import DocStory, Names
from review.screening.extraction.doc_text import DocText
from review.screening.extraction.finds import Find
from review.screening.extraction.word_finds import Finds
from review.screening.extraction.word_looks import HIDDEN
from review.screening.segments import Place, Trace, Visibility

_COMMENT_PLACES, _COMMENT_TEXTS, _MARGINS = 4, 5, 11
_FONTS, _OWNERS, REVISERS = 15, 36, 51
_ABOUT_COMMENT, _OWNER = 30, slice(20, 22)
_MARGIN_STORY, _COMMENT_STORY = 2, 4
_SEPARATORS, _MARGIN_KINDS = 6, 6
_FOOTERS = frozenset({2, 3, 5})
"""Of six margins of a section, which stand at the foot."""
_FONT_NAME = 39
_PARTS = (
    Part.BODY,
    Part.FOOTNOTE,
    Part.HEADER,
    Part.MACRO,
    Part.COMMENT,
    Part.ENDNOTE,
    Part.TEXT_BOX,
    Part.TEXT_BOX,
)
_UNSEEN = {Part.COMMENT: Visibility.COMMENT, Part.MACRO: Visibility.HIDDEN}


@dataclass(slots=True)
class DocStories:
    """Hands on all text behind one head."""

    head: DocHead
    text: DocText
    file: str = ""
    """Where the text is, if not in the paper itself: then nobody sees any of it."""

    def finds(self) -> Iterator[Find]:
        """Hand on every story."""
        names = Names(strings(self.head.area(REVISERS)), _fonts(self.head.area(_FONTS)))
        begin = 0
        for number, (part, length) in enumerate(zip(_PARTS, self.head.lengths, strict=True)):
            if number in BOX_STORIES:
                yield from self._told(self._boxes(number, begin, length, names), "")
                begin += length
                continue
            for its_part, first, last, who in self._stretches(number, part, length):
                story = DocStory(its_part, self._seen(its_part), names)
                story.read(list(self.text.raws(begin + first, begin + last)))
                yield from self._told(story, who)
            begin += length
        left = DocStory(Part.OTHER, Visibility.HIDDEN, names)
        left.read(list(self.text.raws(begin, self.text.pieces[-1].end)))
        yield from self._told(left, "")

    def _boxes(self, number: int, begin: int, length: int, names: Names) -> DocStory:
        """Read the text boxes of the paper, or of its margins, as one story."""
        story = DocStory(Part.TEXT_BOX, self._seen(Part.TEXT_BOX), names)
        for first, last, is_hidden in boxes_of(self.head, number, length=length):
            story.hidden_by = HIDDEN if is_hidden else ""
            story.read(list(self.text.raws(begin + first, begin + last)))
        return story

    def _seen(self, part: Part) -> Visibility:
        return Visibility.HIDDEN if self.file else _UNSEEN.get(part, Visibility.VISIBLE)

    def _stretches(
        self, number: int, part: Part, length: int
    ) -> Iterator[tuple[Part, int, int, str]]:
        """Yield the parts of one story, with begin, end and, for a comment, its author."""
        at = 0
        for one, end, who in self._listed(number, part):
            if at < end <= length:
                yield one, at, end, who
                at = end
        if at < length:
            yield part, at, length, ""

    def _listed(self, number: int, part: Part) -> Iterator[tuple[Part, int, str]]:
        """Yield what the file lists of a story: part, end, author."""
        if number == _MARGIN_STORY:
            for which, (_, end, _) in enumerate(places(self.head.area(_MARGINS), 0).stretches()):
                is_foot = (which - _SEPARATORS) % _MARGIN_KINDS in _FOOTERS
                yield Part.FOOTER if is_foot else Part.HEADER, end, ""
        elif number == _COMMENT_STORY:
            owners = lengthy(self.head.area(_OWNERS))
            about = places(self.head.area(_COMMENT_PLACES), _ABOUT_COMMENT).about
            stretches = places(self.head.area(_COMMENT_TEXTS), 0).stretches()
            for which, (_, end, _) in enumerate(stretches):
                owner = about[which][_OWNER] if which < len(about) else b"\xff\xff"
                yield part, end, _at(owners, int.from_bytes(owner, "little"))

    def _told(self, story: DocStory, who: str) -> Iterator[Find]:
        file = self.file or ("" if story.part is Part.BODY else story.part.value)
        yield from Finds(story.paragraphs, file=file).all()
        text = "\n".join("".join(it.shown) for it in story.paragraphs).strip()
        place: Place = {"file": file} if file else {}
        if story.part is Part.COMMENT and text:
            yield Trace(rule="hidden.comment", part=story.part, place=place, who=who, text=text)
        for author, kinds in story.reformers.items():
            rule, told = "hidden.tracked_change", {**place, "paragraph": min(kinds.values())}
            yield Trace(rule=rule, part=story.part, place=told, who=author, text=" ".join(kinds))


def _at(names: Sequence[str], number: int) -> str:
    return names[number] if number < len(names) else ""


def _fonts(content: bytes) -> list[str]:
    """Return the names of the fonts, each behind measures of fixed length."""
    names, at = list[str](), 4
    while at < len(content):
        entry = content[at + 1 : at + 1 + content[at]]
        names.append(entry[_FONT_NAME:].decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + content[at]
    return names
