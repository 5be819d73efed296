"""What the paragraphs of a Word part come to: texts by who can see them, and traces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from review.screening.extraction.word_fields import Code
from review.screening.extraction.word_looks import HIDDEN
from review.screening.extraction.word_story import FIELD_CODE, ON_PAPER_ONLY, Paragraph
from review.screening.segments import Place, Segment, Trace, Visibility

_HOME: Place = {}


@dataclass(frozen=True, slots=True)
class Finds:
    """Turns the paragraphs of one part into segments and traces; `file` is empty for the body."""

    paragraphs: Sequence[Paragraph]
    file: str = ""

    def all(self) -> Iterator[Segment | Trace]:
        """Hand on the texts of all paragraphs, then the traces."""
        for paragraph in self.paragraphs:
            yield from self._texts(paragraph)
        for paragraph in self.paragraphs:
            if paragraph.hidden or paragraph.changes or paragraph.codes:
                yield from self._traces(paragraph)

    def _place(self, paragraph: Paragraph) -> Place:
        number = {"paragraph": paragraph.number}
        return {"file": self.file, **number} if self.file else number

    def _texts(self, paragraph: Paragraph) -> Iterator[Segment]:
        context = paragraph.context
        whole = Segment(
            text="".join(paragraph.shown),
            part=context.part,
            place=self._place(paragraph),
            visibility=context.visibility,
            heading=context.heading,
            column=context.column,
        )
        yield whole
        if paragraph.ruby:
            yield replace(whole, text="".join(paragraph.ruby))
        for rule, pieces in paragraph.hidden.items():
            if rule != ON_PAPER_ONLY:
                yield replace(whole, text="".join(pieces), visibility=Visibility.HIDDEN)
        for code in paragraph.codes:
            seen = Visibility.META if code.is_quiet else Visibility.HIDDEN
            yield replace(whole, text=code.text, visibility=seen)
        for change in paragraph.changes:
            if change.removed:
                yield replace(whole, text=change.text, visibility=Visibility.DELETED)

    def _traces(self, paragraph: Paragraph) -> Iterator[Trace]:
        part, place = paragraph.context.part, self._place(paragraph)
        for change in paragraph.changes:
            rule = "hidden.tracked_change"
            yield Trace(rule=rule, part=part, place=place, who=change.author, text=change.text)
        for name, pieces in paragraph.hidden.items():
            rule, text = HIDDEN if name == ON_PAPER_ONLY else name, "".join(pieces)
            if text.strip() and rule != FIELD_CODE:
                yield Trace(rule=rule, part=part, place=place, text=text)
        for code in paragraph.codes:
            rule = _rule_of(code)
            if rule:
                yield Trace(rule=rule, part=part, place=place, text=" ".join(code.text.split()))


def _rule_of(code: Code) -> str:
    """Say which finding a field is by its code alone, if any."""
    if code.reaches_out:
        return "hidden.external_link"
    return "" if code.is_quiet else FIELD_CODE
