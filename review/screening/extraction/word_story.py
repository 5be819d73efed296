"""The text of a Word part by paragraphs: what shows, what was changed, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import text_in
from review.screening.extraction.word_context import Words, repeated_fallbacks
from review.screening.segments import Place, Segment, Trace, Visibility

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_STAR = "f0ab"
"""★ in Wingdings, as Word's own symbol dialog inserts it."""
_REACHING_OUT = ("DDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK ")
_REMOVED, _ADDED = ("del", "moveFrom"), ("ins", "moveTo")


@dataclass(slots=True)
class Change:
    """One tracked change: neighbouring runs of one kind and author are one change."""

    author: str
    removed: bool
    text: str = ""


@dataclass(slots=True)
class Paragraph:
    """What one paragraph says, sorted by who can see it."""

    place: dict[str, str | int]
    part: Part
    visibility: Visibility
    heading: str = ""
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def change(self, author: str, text: str, *, kind: str, neighbours: bool) -> None:
        """Add to the change before, if it is the same one, else begin another."""
        removed = kind in _REMOVED
        last = self.changes[-1] if self.changes and neighbours else None
        if last is None or (last.author, last.removed) != (author, removed):
            last = Change(author, removed)
            self.changes.append(last)
        last.text += text


class Story:
    """Reads one part that has paragraphs: body, header, footer, notes, comments, glossary."""

    def __init__(
        self, root: etree._Element, *, part: Part, place: Place, hidden_styles: frozenset[str]
    ) -> None:
        """Prepare to read the part of this root."""
        self._words = Words(root, hidden_styles)
        self._root, self._part, self._place = root, part, place
        self._skipped = repeated_fallbacks(root)
        self._paragraphs: dict[etree._Element, Paragraph] = {}
        self._headings: dict[etree._Element, str] = {}
        self._last_change: etree._Element | None = None

    def paragraphs(self) -> list[Paragraph]:
        """Read every run of the part into its paragraph."""
        name = self._words.name
        run, mark_names = name("r"), {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
        marks = {name(word): text for word, text in mark_names.items()}
        texts = {name("t"), name("delText"), _MATH_TEXT}
        codes = {name("instrText"), name("delInstrText")}
        for node in self._root.iter(*texts, *codes, *marks, name("sym")):
            parent = node.getparent()
            if parent is None:
                continue
            if node.tag in texts:
                self._take(parent, node.text or "")
            elif parent.tag == run and node.tag in marks:
                self._take(parent, marks[node.tag])
            elif node.tag in codes:
                self._take_code(parent, node.text or "")
            elif (node.get(name("char")) or "").casefold() == _STAR:
                self._take(parent, "★")
        return list(self._paragraphs.values())

    def _take(self, run: etree._Element, text: str) -> None:
        found = self._home(run)
        if found is None:
            return
        paragraph, change = found
        if run in self._words.hidden_runs:
            paragraph.hidden.append(text)
        if change is not None:
            paragraph.change(
                self._author(change),
                text,
                kind=_kind(change),
                neighbours=_adjoins(change, self._last_change),
            )
        self._last_change = change
        removed = change is not None and _kind(change) in _REMOVED
        if not removed and run not in self._words.hidden_runs:
            paragraph.shown.append(text)

    def _take_code(self, run: etree._Element, text: str) -> None:
        found = self._home(run)
        if found is not None:
            found[0].codes.append(text)

    def _home(self, run: etree._Element) -> tuple[Paragraph, etree._Element | None] | None:
        """Climb to the paragraph, noting a change on the way; nothing for a repeated fallback."""
        change, above, home = None, run.getparent(), self._words.name("p")
        while above is not None and above.tag != home:
            change = above if change is None and _kind(above) in (*_REMOVED, *_ADDED) else change
            above = above.getparent()
        if above is None:
            above = self._root
        paragraph = self._paragraphs.get(above)
        if paragraph is None:
            paragraph = self._opened(above)
        return None if paragraph is None else (paragraph, change)

    def _opened(self, element: etree._Element) -> Paragraph | None:
        paragraph = Paragraph(
            place={**self._place, "paragraph": len(self._paragraphs) + 1},
            part=self._part,
            visibility=_VISIBILITY.get(self._part, Visibility.VISIBLE),
        )
        for above in element.iterancestors():
            if above in self._skipped:
                return None
            kind = _kind(above)
            if kind == "txbxContent":
                paragraph.part = Part.TEXT_BOX
            elif kind in {"tr", "tbl"}:
                paragraph.heading += self._heading(above, kind)
            elif kind in _REMOVED:
                paragraph.visibility = Visibility.DELETED
        self._paragraphs[element] = paragraph
        return paragraph

    def _heading(self, element: etree._Element, kind: str) -> str:
        """Return the label of a row (its first cell) or of a table (its first row)."""
        if element not in self._headings:
            first = element.find(self._words.name("tc" if kind == "tr" else "tr"))
            said = "" if first is None else text_in(first)
            self._headings[element] = said + "\n"
        return self._headings[element]

    def _author(self, change: etree._Element) -> str:
        return change.get(self._words.name("author"), "")


_VISIBILITY = {Part.COMMENT: Visibility.COMMENT, Part.OTHER: Visibility.HIDDEN}


def _kind(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _adjoins(change: etree._Element, last: etree._Element | None) -> bool:
    return last is not None and (change is last or change.getprevious() is last)


def segments_of(paragraphs: list[Paragraph]) -> Iterator[Segment]:
    """Hand on what shows and what does not, each by itself."""
    for paragraph in paragraphs:
        whole = Segment(
            text="".join(paragraph.shown),
            part=paragraph.part,
            place=paragraph.place,
            visibility=paragraph.visibility,
            heading=paragraph.heading,
        )
        yield whole
        if paragraph.hidden:
            text = "".join(paragraph.hidden)
            yield replace(whole, text=text, visibility=Visibility.HIDDEN)
        if paragraph.codes:
            text = "".join(paragraph.codes)
            yield replace(whole, text=text, visibility=Visibility.META)
        for change in paragraph.changes:
            if change.removed:
                yield replace(whole, text=change.text, visibility=Visibility.DELETED)


def traces_of(paragraphs: list[Paragraph]) -> Iterator[Trace]:
    """Hand on the changes, the hidden texts and the fields that reach out of the file."""
    for paragraph in paragraphs:
        for change in paragraph.changes:
            yield _trace("hidden.tracked_change", change.text, at=paragraph, who=change.author)
        if "".join(paragraph.hidden).strip():
            yield _trace("hidden.hidden_text", "".join(paragraph.hidden), at=paragraph)
        code = "".join(paragraph.codes).strip()
        if code.upper().startswith(_REACHING_OUT):
            yield _trace("hidden.external_link", code, at=paragraph)


def _trace(rule: str, text: str, *, at: Paragraph, who: str = "") -> Trace:
    return Trace(rule=rule, part=at.part, place=at.place, who=who, text=text)
