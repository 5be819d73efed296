"""What the paragraphs of a Word part come to: texts by who can see them, and traces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from review.screening.extraction.word_codes import Code
from review.screening.extraction.word_looks import HIDDEN
from review.screening.extraction.word_paragraph import ON_PAPER_ONLY, Aside, Paragraph
from review.screening.extraction.word_story import FIELD_CODE
from review.screening.segments import Place, Segment, Trace, Visibility


@dataclass(frozen=True, slots=True)
class Finds:
    """Turns the paragraphs of one part into segments and traces; `file` is empty for the body."""

    paragraphs: Sequence[Paragraph]
    file: str = ""

    def all(self) -> Iterator[Segment | Trace]:
        """Hand on the texts of all paragraphs, then the traces."""
        line: list[str] = []
        first: Paragraph | None = None
        for paragraph in self.paragraphs:
            if first is None and paragraph.is_plain and not paragraph.shown:
                continue
            first = first or paragraph
            line += paragraph.shown
            if not paragraph.runs_on:
                yield self._text(first, "".join(line))
                line, first = [], None
            if not paragraph.is_plain:
                yield from _beside(self._text(paragraph, ""), paragraph.aside)
        if first is not None:
            yield self._text(first, "".join(line))
        for paragraph in self.paragraphs:
            if not paragraph.is_plain:
                yield from self._traces(paragraph)

    def _place(self, paragraph: Paragraph) -> Place:
        if self.file:
            return {"file": self.file, "paragraph": paragraph.number}
        return {"paragraph": paragraph.number}

    def _text(self, paragraph: Paragraph, text: str) -> Segment:
        context = paragraph.context
        return Segment(
            text=text,
            part=context.part,
            place=self._place(paragraph),
            visibility=context.visibility,
            heading=context.heading,
            column=context.column,
        )

    def _traces(self, paragraph: Paragraph) -> Iterator[Trace]:
        part, place, aside = paragraph.context.part, self._place(paragraph), paragraph.aside
        for change in aside.changes:
            rule = "hidden.tracked_change"
            yield Trace(rule=rule, part=part, place=place, who=change.author, text=change.text)
        for name, pieces in aside.hidden.items():
            rule, text = HIDDEN if name == ON_PAPER_ONLY else name, "".join(pieces)
            if text.strip() and rule != FIELD_CODE:
                yield Trace(rule=rule, part=part, place=place, text=text)
        for code in aside.codes:
            rule = _rule_of(code)
            if rule:
                yield Trace(rule=rule, part=part, place=place, text=" ".join(code.text.split()))


def _beside(whole: Segment, aside: Aside) -> Iterator[Segment]:
    """Hand on what a paragraph holds beside the text that shows."""
    if aside.ruby:
        yield replace(whole, text="".join(aside.ruby))
    for rule, pieces in aside.hidden.items():
        if rule != ON_PAPER_ONLY:
            yield replace(whole, text="".join(pieces), visibility=Visibility.HIDDEN)
    for code in aside.codes:
        seen = Visibility.META if code.is_quiet else Visibility.HIDDEN
        yield replace(whole, text=code.text, visibility=seen)
    for change in aside.changes:
        if change.removed:
            yield replace(whole, text=change.text, visibility=Visibility.DELETED)


def _rule_of(code: Code) -> str:
    """Say which finding a field is by its code alone, if any."""
    if code.reaches_out:
        return "hidden.external_link"
    return "" if code.is_quiet else FIELD_CODE
