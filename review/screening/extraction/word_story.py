"""The text of a Word part by paragraphs: what shows, what was changed, what is hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from review.screening.extraction.markup import Markup, local
from review.screening.extraction.word_codes import Code
from review.screening.extraction.word_context import ADDED, REMOVED, Contexts, is_removal
from review.screening.extraction.word_fields import Fields
from review.screening.extraction.word_paragraph import ON_PAPER_ONLY, Paragraph, Spot
from review.screening.extraction.word_styles import attribute
from review.screening.extraction.word_symbols import seen_as, unmasked

FIELD_CODE = "hidden.field_code"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TEXTS = ("t", "delText")
SOUGHT = frozenset({"fldChar"})
"""The elements that are looked for before the part is read in order."""
_CODES = ("instrText", "delInstrText")
_TABLE = frozenset({"tc", "tr", "tbl"})
_CHANGES = REMOVED | ADDED
_PRIVATE = "\uf0ab"
_SAYS = re.compile(r"[^\W\d_]")
"""A letter of any script: page numbers are hidden from web pages in every table of contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """The runs of a part that do not show, by rule; those that do on paper only; and marks."""

    runs: Mapping[etree._Element, str]
    on_paper_only: frozenset[etree._Element]
    run_on: frozenset[etree._Element]
    """The paragraphs whose mark does not show."""


class Story:
    """Reads one part that has paragraphs: body, header, footer, notes, comments, glossary."""

    def __init__(self, markup: Markup, *, contexts: Contexts, unseen: Unseen) -> None:
        """Prepare to read a part."""
        self._root, self._contexts, self._unseen = markup.root, contexts, unseen
        self._paragraphs: list[Paragraph] = []
        self._spots: dict[etree._Element, Spot | Paragraph] = {}
        self._fields = Fields()
        self._last_change: etree._Element | None = None
        self._shows_all = not unseen.runs and not unseen.on_paper_only
        self._is_balanced = _is_balanced(markup.all("fldChar"))

    def paragraphs(self) -> list[Paragraph]:
        """Read every run of the part into its paragraph; numbers count all paragraphs."""
        space = str(self._root.tag).rpartition("}")[0] + "}"
        home, length = f"{space}p", len(space)
        texts = {*(space + name for name in _TEXTS), _MATH_TEXT}
        others = [space + name for name in (*_MARKS, *_CODES, "sym", "fldChar", "fldSimple")]
        for node in self._root.iter(home, *texts, *others):
            tag = node.tag
            if tag in texts:
                self._put(node, _text(node))
            elif tag == home:
                self._open(node)
            else:
                self._take(node, str(tag)[length:])
        for code in self._fields.close():
            code.home.aside.codes.append(code)
        return self._paragraphs

    def number_of(self, element: etree._Element) -> int:
        """Return the number of the paragraph that an element stands in, or of its table's first.

        0 for what stands in neither.
        """
        for above in element.iterancestors():
            is_table = local(above) in _TABLE
            for place in above.iter("{*}p") if is_table else (above,):
                if place in self._spots:
                    return self._spots[place].paragraph.number
        return 0

    def _open(self, element: etree._Element) -> Paragraph:
        """Begin a paragraph; one that repeats another is read and not kept."""
        context = self._contexts.of_paragraph(element)
        change, runs_on = context.change, element in self._unseen.run_on
        number = len(self._paragraphs) + 1
        paragraph = Paragraph(number, context, change, runs_on)
        paragraph.is_open = self._shows_all and change is None and not context.hidden
        if not context.is_repeated:
            self._paragraphs.append(paragraph)
        self._spots[element] = paragraph
        return paragraph

    def _take(self, node: etree._Element, name: str) -> None:
        """Take what is no text but stands for some, or for the code of a field."""
        run = node.getparent()
        if name in _MARKS:
            if run is not None and str(run.tag).endswith("}r"):
                self._put(node, _MARKS[name])
        elif name in _CODES:
            self._fields.say(_text(node), home=self._spot(node).paragraph)
        elif name == "fldChar":
            self._turn(node, attribute(node, "fldCharType"))
        elif name == "fldSimple":
            paragraph = self._spot_in(node.getparent()).paragraph
            code = Code(paragraph, attribute(node, "instr"), is_read=True)
            self._fields.codes.append(code)
            paragraph.shown.append(code.shown)
        else:
            self._put(node, seen_as(node))

    def _turn(self, node: etree._Element, kind: str) -> None:
        """Follow a field from its beginning over its separator to its end."""
        if kind == "begin":
            self._fields.begin(self._spot(node).paragraph)
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            code = self._fields.end()
            if code is not None:
                self._show(node, code)

    def _show(self, node: etree._Element, code: Code) -> None:
        shown = code.shown
        if shown:
            self._put(node, shown)

    def _put(self, node: etree._Element, text: str) -> None:
        """Put a text where it belongs in its paragraph: to be seen, removed, hidden, above it."""
        if not text:
            return
        spot = self._spot(node)
        if spot.is_open and not self._fields.unread:
            self._last_change = None
            spot.shown.append(text)
        elif spot.is_ruby:
            spot.paragraph.aside.ruby.append(text)
        else:
            self._put_aside(node, text, spot.paragraph, spot.change)

    def _put_aside(
        self, node: etree._Element, text: str, paragraph: Paragraph, change: etree._Element | None
    ) -> None:
        """Put a text where it belongs, if some text of the part does not show or was changed."""
        removed = change is not None and is_removal(change)
        if change is not None:
            author, neighbours = attribute(change, "author"), _adjoins(change, self._last_change)
            paragraph.aside.change(author, text, removed=removed, neighbours=neighbours)
        self._last_change = change
        rule = self._rule(node, paragraph, text)
        if rule:
            paragraph.aside.hide(rule, text)
        if not removed and (not rule or rule == ON_PAPER_ONLY):
            paragraph.shown.append(text)

    def _rule(self, node: etree._Element, paragraph: Paragraph, text: str) -> str:
        """Say by which rule a text does not show, if any."""
        if paragraph.context.hidden:
            return paragraph.context.hidden
        unseen = self._unseen
        if unseen.runs or unseen.on_paper_only:
            run = node.getparent()
            if run is not None and run in unseen.runs:
                return unseen.runs[run]
            if run in unseen.on_paper_only and _SAYS.search(text):
                return ON_PAPER_ONLY
        return FIELD_CODE if self._fields.unread and self._is_balanced else ""

    def _spot(self, node: etree._Element) -> Spot | Paragraph:
        """Return where a node stands; neighbouring runs stand alike."""
        run = node.getparent()
        return self._spot_in(None if run is None else run.getparent())

    def _spot_in(self, holder: etree._Element | None) -> Spot | Paragraph:
        spot = None if holder is None else self._spots.get(holder)
        return self._climbed(holder) if spot is None else spot

    def _climbed(self, holder: etree._Element | None) -> Spot:
        """Climb to the paragraph, noting what is met on the way."""
        change, is_ruby, is_repeated, above = None, False, False, holder
        while above is not None and above not in self._spots:
            name = local(above)
            if name in _CHANGES and (change is None or not is_removal(change)):
                change = above
            is_ruby = is_ruby or name == "rt"
            is_repeated = is_repeated or above in self._contexts.repeated
            above = above.getparent()
        base = self._open(self._root) if above is None else self._spots[above]
        if base.change is not None and (change is None or is_removal(base.change)):
            change = base.change
        paragraph = Paragraph(0, base.paragraph.context) if is_repeated else base.paragraph
        is_ruby = is_ruby or base.is_ruby
        is_open = paragraph.is_open and change is None and not is_ruby
        spot = Spot(paragraph, change, is_ruby, is_open)
        if holder is not None:
            self._spots[holder] = spot
        return spot


def _text(node: etree._Element) -> str:
    """Return the text of a node, its private signs as they look; a comment in it is left out."""
    text = (node.text or "") if not len(node) else _around(node)
    return unmasked(text) if _PRIVATE in text else text


def _around(node: etree._Element) -> str:
    """Return the text of a node around the comments in it."""
    pieces = [node.text or ""]
    for child in node.iterdescendants():
        pieces += [(child.text or "") if local(child) else "", child.tail or ""]
    return "".join(pieces)


def _is_balanced(marks: Iterable[etree._Element]) -> bool:
    """Whether every field that begins also ends; otherwise nothing counts as code but code."""
    kinds = Counter(attribute(mark, "fldCharType") for mark in marks)
    return kinds["begin"] == kinds["end"]


def _adjoins(change: etree._Element, last: etree._Element | None) -> bool:
    return last is not None and (change is last or change.getprevious() is last)
