"""One story of an old Word file as paragraphs, sorted by who can see what of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from review.domain.findings import Part
from review.screening.extraction import doc_sprms as sprm
from review.screening.extraction.colours import WHITE, Colour
from review.screening.extraction.doc_looks import DocLook, ground_of
from review.screening.extraction.doc_tables import Heads, Row, rows
from review.screening.extraction.doc_text import CELL, Raw, is_row_end
from review.screening.extraction.word_context import Context
from review.screening.extraction.word_fields import Fields
from review.screening.extraction.word_paragraph import Paragraph
from review.screening.extraction.word_symbols import sign, unmasked
from review.screening.segments import Visibility

_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_MARKS = re.compile("([\x13\x14\x15])")
_SEEN: Mapping[int, str | None] = {
    **dict.fromkeys((*range(9), *range(0xF, 0x20))),
    0x0B: "\n", 0x0C: "\n", 0x0E: "\n", 0x1E: "-",
}  # fmt: skip
"""What the signs of old Word files are on the page; most are places for other things."""


@dataclass(slots=True)
class Names:
    """The names that runs refer to by number."""

    authors: Sequence[str]
    fonts: Sequence[str]

    def author(self, number: int) -> str:
        """Return one of those who changed the text."""
        return self.authors[number] if 0 <= number < len(self.authors) else ""

    def font(self, number: int) -> str:
        """Return one of the fonts."""
        return self.fonts[number] if 0 <= number < len(self.fonts) else ""


@dataclass(slots=True)
class DocStory:
    """Reads the paragraphs of one story in their order."""

    part: Part
    visibility: Visibility
    names: Names
    hidden_by: str = ""
    """The rule by which nothing of what is read now shows."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    reformers: dict[str, dict[str, int]] = field(default_factory=dict)
    """Who changed what beside the text, and in which paragraph first."""
    _fields: Fields = field(default_factory=Fields)
    _is_balanced: bool = True
    _follows_change: bool = False

    def read(self, raws: Sequence[Raw]) -> None:
        """Read paragraphs, after those that were read before."""
        self._fields = Fields()
        runs = [text for raw in raws for text, _ in raw.runs]
        begun, ended = (sum(text.count(mark) for text in runs) for mark in (_BEGIN, _END))
        self._is_balanced = begun == ended
        heads = Heads()
        for row in rows(raws):
            if row.grounds is None:
                heads = Heads()
                self._paragraph(row.raws[0], ground=WHITE)
            else:
                heads.label(list(self._cells(row)))
        for code in self._fields.close():
            code.home.aside.codes.append(code)

    def _cells(self, row: Row) -> Iterator[list[Paragraph]]:
        cell, number, grounds = list[Paragraph](), 0, row.grounds or []
        for raw in row.raws:
            ground = grounds[number] if number < len(grounds) else WHITE
            cell.append(self._paragraph(raw, ground=ground))
            if raw.mark == CELL and not is_row_end(raw):
                yield cell
                cell, number = [], number + 1

    def _paragraph(self, raw: Raw, *, ground: Colour | None) -> Paragraph:
        context = Context(self.part, self.visibility)
        paragraph = Paragraph(len(self.paragraphs) + 1, context)
        self.paragraphs.append(paragraph)
        self._follows_change = False
        below = ground_of(raw.done, below=ground)
        for text, look in raw.runs:
            self._run(paragraph, text, look, self.hidden_by or look.rule(ground=below))
        paragraph.runs_on = raw.mark == "\r" and raw.mark_look.hidden
        self._note_reforms(paragraph, raw)
        return paragraph

    def _run(self, paragraph: Paragraph, text: str, look: DocLook, rule: str) -> None:
        if look.symbol is not None:
            font, code = look.symbol
            text = sign(self.names.font(font), code) * len(text)
        for piece in _MARKS.split(text):
            if piece == _BEGIN:
                self._fields.begin(paragraph)
            elif piece == _SEPARATE:
                self._fields.separate()
            elif piece == _END:
                ended_field = self._fields.end()
                self._say(paragraph, ended_field.shown if ended_field else "", look, rule)
            elif self._fields.unread and self._is_balanced:
                self._fields.say(piece.translate(_SEEN), home=paragraph)
            else:
                self._say(paragraph, unmasked(piece.translate(_SEEN)), look, rule)

    def _say(self, paragraph: Paragraph, text: str, look: DocLook, rule: str) -> None:
        """Put a text where it belongs in its paragraph: to be seen, removed, hidden."""
        if not text:
            return
        is_changed = look.removed or look.added
        if is_changed:
            author = self.names.author(look.remover if look.removed else look.adder)
            follows = self._follows_change
            paragraph.aside.change(author, text, removed=look.removed, neighbours=follows)
        self._follows_change = is_changed
        if rule:
            paragraph.aside.hide(rule, text)
        elif not look.removed:
            paragraph.shown.append(text)

    def _note_reforms(self, paragraph: Paragraph, raw: Raw) -> None:
        """Note what was changed beside the text: forms of runs and paragraphs, their marks."""
        for look in (*(look for _, look in raw.runs), raw.mark_look):
            if look.reformer >= 0:
                self._reform(paragraph, self.names.author(look.reformer), "rPrChange")
        for order, operand in raw.done:
            if order in sprm.PARAGRAPH_REFORMED and operand[:1] == b"\1":
                number = int.from_bytes(operand[1:3], "little")
                self._reform(paragraph, self.names.author(number), "pPrChange")
        mark = raw.mark_look
        if mark.removed or mark.added:
            author = self.names.author(mark.remover if mark.removed else mark.adder)
            self._reform(paragraph, author, "del" if mark.removed else "ins")

    def _reform(self, paragraph: Paragraph, author: str, kind: str) -> None:
        self.reformers.setdefault(author, {}).setdefault(kind, paragraph.number)
