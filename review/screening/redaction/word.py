"""A clean copy of a Word file: built anew from what shows, so that nothing else can be in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.docx import MEDIA_TYPE
from review.screening.extraction.markup import local
from review.screening.extraction.office import Office, open_office
from review.screening.extraction.word_marks import is_on
from review.screening.extraction.word_paper import Paper, story_of
from review.screening.extraction.word_searches import SOUGHT
from review.screening.extraction.word_styles import attribute
from review.screening.limits import Limits
from review.screening.redaction.cuts import Copy
from review.screening.redaction.removal import Removal
from review.screening.redaction.word_formats import Formats
from review.screening.redaction.word_notes import Notes, around_notes
from review.screening.redaction.word_numbers import Numbers
from review.screening.redaction.word_package import Document, Margin
from review.screening.redaction.word_pictures import Pictures
from review.screening.redaction.word_pieces import Pieces
from review.screening.redaction.word_writer import Shared, Writer, reference, size_told
from review.screening.segments import NotRead, Reason

_MARGINS: Final = {"headerReference": Part.HEADER, "footerReference": Part.FOOTER}
_NOTES: Final = {"footnote": Part.FOOTNOTE, "endnote": Part.ENDNOTE}


def copied_word(
    content: bytes, *, removals: Sequence[Removal], limits: Limits, with_pictures: bool = False
) -> Copy:
    """Return a copy of the body, its margins and notes as they show, without what was removed.

    Raises:
        NotRead: the file cannot be read.
        NotRemoved: it cannot be told where the text to be removed stands.
    """
    office = open_office(content, limits=limits, sought=SOUGHT)
    paper = Paper(office, limits=limits)
    if not paper.main:
        raise NotRead(Reason.UNSUPPORTED, media_type=MEDIA_TYPE)
    shared = Shared(
        formats=Formats(paper.styles),
        numbers=Numbers(office, paper.main),
        notes=Notes(),
        pictures=Pictures(office, with_pictures),
    )
    maker = _Maker(office, paper, removals, shared)
    document = maker.document()
    return Copy(
        content=document.packed(),
        kept=tuple(shared.kept),
        cuts=maker.cuts,
        done=maker.done,
        pictures=len(shared.pictures.made),
    )


@dataclass(slots=True)
class _Maker:
    """Makes the parts of one copy."""

    office: Office
    paper: Paper
    removals: Sequence[Removal]
    shared: Shared
    cuts: int = 0
    done: int = 0
    margins: dict[str, Margin] = field(default_factory=dict)

    def document(self) -> Document:
        main = self.paper.main
        root = self.office.root(main)
        body = root.find("{*}body")
        writer = _Body(
            story=self._story(main, Part.BODY), shared=self.shared, source=main, maker=self
        )
        blocks = "".join(writer.blocks(root if body is None else body))
        last = None if body is None else body.find("{*}sectPr")
        section = "" if last is None else self.section(last)
        return Document(
            body=f"{blocks}{section}",
            margins=tuple(self.margins.values()),
            notes={kind: self._notes(kind) for kind in _NOTES if kind in self.shared.notes.met},
            relations=tuple(writer.relations),
            pictures=tuple(self.shared.pictures.made),
            has_even_pages=self._has_even_pages(),
        )

    def section(self, section: etree._Element) -> str:
        """Return a section anew, with what stands in its margins."""
        told = ""
        for mark in section.iterchildren("{*}headerReference", "{*}footerReference"):
            name = self.office.target(self.paper.main, attribute(mark, "id"))
            if name and self._is_margin(name, local(mark)):
                margin = self._margin(name, local(mark).removesuffix("Reference"))
                told += reference(local(mark), mark, margin.relation)
        return f"<w:sectPr>{told}{size_told(section)}</w:sectPr>"

    def _is_margin(self, name: str, mark: str) -> bool:
        return story_of(self.office, name) is _MARGINS[mark]

    def _margin(self, name: str, kind: str) -> Margin:
        if name not in self.margins:
            number = len(self.margins) + 1
            writer = self._writer(name, _MARGINS[f"{kind}Reference"])
            blocks = "".join(writer.blocks(self.office.root(name)))
            self.margins[name] = Margin(kind, number, blocks, tuple(writer.relations))
        return self.margins[name]

    def _notes(self, kind: str) -> tuple[str, tuple[str, ...]]:
        wanted = self.shared.notes.met[kind]
        told: dict[str, str] = {}
        relations: list[str] = []
        for name in self._note_parts(kind):
            writer = self._writer(name, _NOTES[kind])
            for note in self.office.root(name).iterchildren(f"{{*}}{kind}"):
                if attribute(note, "id") in wanted:
                    told[attribute(note, "id")] = "".join(writer.blocks(note))
            relations += writer.relations
        return around_notes(kind, [told.get(id_, "") for id_ in wanted]), tuple(relations)

    def _note_parts(self, kind: str) -> Iterable[str]:
        named = self.office.related(self.paper.main, f"{kind}s")
        return (name for name in named if story_of(self.office, name) is _NOTES[kind])

    def _writer(self, name: str, part: Part) -> Writer:
        return Writer(story=self._story(name, part), shared=self.shared, source=name)

    def _story(self, name: str, part: Part) -> Pieces:
        story = self.paper.story(name, part=part, reader=Pieces)
        file = "" if name == self.paper.main else name
        cuts, done = story.cut([one for one in self.removals if one.file == file])
        self.cuts, self.done = self.cuts + cuts, self.done + done
        return story

    def _has_even_pages(self) -> bool:
        for name in self.office.related(self.paper.main, "settings"):
            return is_on(self.office.root(name).find("{*}evenAndOddHeaders"))
        return False


@dataclass(kw_only=True)
class _Body(Writer):
    """Writes the body, which alone has sections."""

    maker: _Maker

    def section(self, element: etree._Element) -> str:
        """Return the section that a paragraph is the last of."""
        found = element.find("{*}pPr/{*}sectPr")
        return "" if found is None else self.maker.section(found)
