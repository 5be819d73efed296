"""The text of OpenDocument: paragraphs, tables and frames, and what of them does not show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import ClassVar, Final

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.finds import Finds, hidden, meta
from review.screening.extraction.links import link_finds
from review.screening.extraction.markup import local, text_in
from review.screening.extraction.odf_changes import Changes, who_of
from review.screening.extraction.odf_styles import Manner, OdfStyles, attribute, points
from review.screening.extraction.paragraphs import Look, Paragraphs
from review.screening.extraction.pdf_strings import is_telling
from review.screening.extraction.tabled import Table
from review.screening.segments import Place, Segment, Trace, Visibility

_CACHE: Final = "local-table"
"""What a chart calls the data it was drawn from."""
_EXPLAINING = frozenset({"title", "desc"})
_MOST_SPACES: Final = 200
_DEEPEST: Final = 100
_MARKS: Mapping[str, str] = MappingProxyType(
    {"tab": "\t", "line-break": "\n", "soft-page-break": "", "bookmark": "", "soft-hyphen": ""}
)
_FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "p": "paragraph", "h": "paragraph", "span": "text", "a": "text", "section": "section",
        "table": "table", "table-cell": "table-cell", "covered-table-cell": "table-cell",
        "table-row": "table-row", "page": "drawing-page",
    }
)  # fmt: skip
_NOTES: Mapping[str, Part] = MappingProxyType({"footnote": Part.FOOTNOTE, "endnote": Part.ENDNOTE})
_SILENT = frozenset(
    {
        "automatic-styles",
        "font-face-decls",
        "scripts",
        "event-listeners",
        "binary-data",
        "tracked-changes",
        "spreadsheet",
    }
)
_DRAWN = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


@dataclass(slots=True)
class _Where:
    """In what a text stands: its part, its place, and how many things deep."""

    part: Part = Part.BODY
    place: Place = field(default_factory=dict)
    seen: Visibility = Visibility.VISIBLE
    depth: int = 0


class OdfText:
    """Walks a document; the sheets of a workbook are no tables of a text, and left alone."""

    def __init__(
        self,
        styles: OdfStyles,
        *,
        changes: Changes,
        layers: frozenset[str] = frozenset(),
        paper: tuple[float, float] | None = None,
    ) -> None:
        """Begin with nothing read; `layers` do not show, `paper` is a slide in points."""
        self._styles, self._changes = styles, changes
        self._layers, self._paper = layers, paper
        self._stories: dict[tuple[Part, str, Visibility], Paragraphs] = {}
        self.met: set[etree._Element] = set()
        """The paragraphs that were read."""

    def finds(
        self,
        root: etree._Element,
        *,
        part: Part = Part.BODY,
        place: Place | None = None,
    ) -> Finds:
        """Tell of everything below an element."""
        nodes = root.iterchildren(etree.Element)
        yield from self.each(nodes, part=part, place=place)

    def each(
        self, nodes: Iterable[etree._Element], *, part: Part = Part.BODY, place: Place | None = None
    ) -> Finds:
        """Tell of some elements and everything below them."""
        for node in nodes:
            yield from self._block(node, Manner(), _Where(part, place or {}))

    def pieces(
        self, paragraph: etree._Element, manner: Manner, *, place: Place
    ) -> tuple[list[tuple[str, Look]], list[Finds]]:
        """Return what a paragraph says, piece by piece, and what hangs on it."""
        self.met.add(paragraph)
        line = _Line([], [], _Where(Part.BODY, place))
        self._inline(paragraph, manner, line)
        return line.pieces, line.asides

    def _children(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        inner = replace(where, depth=where.depth + 1)
        for child in node.iterchildren(etree.Element):
            yield from self._block(child, manner, inner)

    def _block(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        name = local(node)
        if name in _SILENT:
            return
        reader = self._READERS.get(name)
        if reader is not None and not (name in _EXPLAINING and "svg" not in str(node.tag)):
            yield from reader(self, node, self._within(node, manner), where)
        elif str(node.tag).startswith(_DRAWN):
            yield from self._shape(node, manner, where)
        else:
            yield from self._children(node, self._within(node, manner), where)

    def _within(self, node: etree._Element, manner: Manner) -> Manner:
        family = _FAMILIES.get(local(node))
        name = attribute(node, "style-name")
        under = manner.under(self._styles.of(family, name)) if family and name else manner
        return under.hidden_by("hidden.hidden_text") if _is_gone(node) else under

    # ── paragraphs ──

    def _story(self, where: _Where) -> Paragraphs:
        key = (where.part, str(sorted(where.place.items())), where.seen)
        if key not in self._stories:
            made = Paragraphs(part=where.part, place=where.place, visibility=where.seen)
            self._stories[key] = made
        return self._stories[key]

    def _paragraph(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        self.met.add(node)
        if any(_is_gone(mark) for mark in node.iterchildren(etree.Element)
               if local(mark) == "hidden-paragraph"):  # fmt: skip
            manner = manner.hidden_by("hidden.hidden_text")
        pieces: list[tuple[str, Look]] = []
        asides: list[Finds] = []
        self._inline(node, manner, _Line(pieces, asides, where))
        story = self._story(where)
        for text, look in pieces:
            story.say(text, look)
        yield from story.end()
        for aside in asides:
            yield from aside

    def _inline(self, node: etree._Element, manner: Manner, line: _Line) -> None:
        line.say(node.text, self._look(manner))
        for child in node:
            if isinstance(child.tag, str):
                self._piece(child, manner, line)
            line.say(child.tail, self._look(manner))

    def _look(self, manner: Manner) -> Look:
        look = manner.of_text()
        return look if look.rule else (self._changes.open_look() or look)

    def _piece(self, node: etree._Element, manner: Manner, line: _Line) -> None:
        name, look = local(node), self._look(manner)
        if name in {"change-start", "change-end"}:
            self._changes.turn(attribute(node, "change-id"), on=name == "change-start")
        elif name == "s":
            count = attribute(node, "c") or "1"
            line.say(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES), look)
        elif name in _MARKS:
            line.say(_MARKS[name], look)
        elif name in {"hidden-text", "conditional-text", "text-input", "placeholder"}:
            self._conditional(node, manner, line)
        elif name == "ruby-text":
            line.say(text_in(node), Look(visibility=Visibility.META))
        elif name in _ASIDE or str(node.tag).startswith(_DRAWN):
            line.asides.append(self._block(node, manner, line.where))
        else:
            if name == "a":
                line.asides.append(link_finds(attribute(node, "href"), place=line.where.place))
            self._inline(node, self._within(node, manner), line)

    def _conditional(self, node: etree._Element, manner: Manner, line: _Line) -> None:
        """What shows, and what would show under another condition."""
        is_hidden = local(node) == "hidden-text" and attribute(node, "is-hidden") != "false"
        shown = "".join(map(str, node.itertext()))
        under = manner.hidden_by("hidden.hidden_text") if is_hidden else manner
        line.say(shown, self._look(under))
        for name in ("string-value", "string-value-if-true", "string-value-if-false"):
            said = attribute(node, name)
            if said and said != shown:
                finds = hidden("hidden.hidden_text", said, place=line.where.place)
                line.asides.append(finds)

    # ── what stands in the text and is none of it ──

    def _note(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        part = _NOTES.get(attribute(node, "note-class"), Part.FOOTNOTE)
        yield from self._children(node, manner, replace(where, part=part))

    def _annotation(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        look = Look("", Visibility.COMMENT)
        inside = replace(where, part=Part.COMMENT, seen=Visibility.VISIBLE)
        yield from self._children(node, manner.seen_as(look), inside)
        texts = [text_in(one) for one in node.iter(etree.Element) if local(one) in {"p", "h"}]
        text, who = "\n".join(texts), who_of(node)
        if who:
            yield meta(who, part=Part.COMMENT, place=where.place)
        yield Trace(rule="hidden.comment", part=Part.COMMENT, place=where.place, who=who, text=text)

    def _speech(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        """What is written under a slide for its speaker."""
        inside = replace(where, part=Part.NOTES)
        finds = list(self._children(node, manner, inside))
        text = "\n".join(one.text for one in finds if isinstance(one, Segment))
        for find in finds:
            if isinstance(find, Segment) and find.visibility is Visibility.VISIBLE:
                yield replace(find, visibility=Visibility.HIDDEN)
            else:
                yield find
        if text.strip():
            yield Trace(rule="hidden.notes", part=Part.NOTES, place=where.place, text=text)

    def _explained(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        del manner
        yield from hidden(
            "hidden.alt_text", text_in(node).strip(), part=Part.PICTURE, place=where.place
        )

    def _declared(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        """Variables and fields that are declared; where they show, they show as text."""
        del manner
        for one in node.iterchildren(etree.Element):
            said = [str(v) for key, v in one.items() if not str(key).endswith("}value-type")]
            text = " ".join([*said, text_in(one)]).strip()
            if is_telling(text):
                yield from hidden(
                    "hidden.document_variable", text, part=Part.OTHER, place=where.place
                )

    def _form(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        del manner
        for one in node.iter(etree.Element):
            for name in ("value", "current-value", "label", "title", "string-value"):
                text = attribute(one, name)
                if text and is_telling(text):
                    yield from hidden("hidden.form_value", text, part=Part.FORM, place=where.place)
            yield from link_finds(attribute(one, "href"), place=where.place, loads=True)

    # ── frames, slides, tables ──

    def _shape(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        said = self._styles.of("graphic", attribute(node, "style-name"))
        said = {**said, **self._styles.own("presentation", attribute(node, "style-name"))}
        under = manner.under({key: said[key] for key in said if key != "display"})
        if said.get("fill", "none") == "none":
            under = replace(under, ground=manner.ground)
        if attribute(node, "layer") in self._layers or attribute(node, "display") == "none":
            under = under.hidden_by("hidden.layer")
        if self._is_off(node):
            under = under.hidden_by("hidden.off_slide")
        in_text = where.part is Part.BODY and self._paper is None
        inside = replace(where, part=Part.TEXT_BOX) if in_text else where
        name = attribute(node, "name")
        if is_telling(name):
            yield meta(name, place=where.place)
        yield from self._children(node, under, inside)

    def _is_off(self, node: etree._Element) -> bool:
        if self._paper is None:
            return False
        left, top = points(attribute(node, "x")), points(attribute(node, "y"))
        if left is None or top is None:
            return False
        wide = points(attribute(node, "width")) or 0.0
        high = points(attribute(node, "height")) or 0.0
        width, height = self._paper
        return left >= width or top >= height or left + wide <= 0 or top + high <= 0

    def _page(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        """A slide; the pages of a document are counted by what comes before this one."""
        before = sum(1 for one in node.itersiblings(preceding=True) if local(one) == "page")
        place: Place = {**where.place, "page": before + 1}
        said = self._styles.of("drawing-page", attribute(node, "style-name"))
        name = attribute(node, "name")
        is_hidden = said.get("visibility") == "hidden"
        if is_telling(name):
            yield meta(name, place=place)
        if is_hidden:
            yield Trace(rule="hidden.slide", part=Part.BODY, place=place, text=name)
        inside = replace(where, place=place)
        look = Look("", Visibility.HIDDEN)
        under = manner.seen_as(look) if is_hidden else manner
        yield from self._children(node, _on_slide(under, said), inside)

    def _table(self, node: etree._Element, manner: Manner, where: _Where) -> Finds:
        if attribute(node, "name") == _CACHE:
            yield Trace(rule="hidden.chart_cache", part=Part.CHART, place=where.place, text=_CACHE)
            manner = manner.seen_as(Look("", Visibility.HIDDEN))
            where = replace(where, part=Part.CHART)
        table = Table()
        for row in _rows(node):
            hides = attribute(row, "visibility") in {"collapse", "filter"}
            inner = manner.hidden_by("hidden.rows") if hides else manner
            cells = []
            for column, cell in enumerate(_cells(row), start=1):
                under = self._within(cell, self._within(row, inner))
                cells.append((column, list(self._children(cell, under, where))))
            told = [(n, [one for one in c if isinstance(one, Segment | Trace)]) for n, c in cells]
            yield from table.row(told)
            for _, finds in cells:
                yield from (one for one in finds if not isinstance(one, Segment | Trace))

    _READERS: ClassVar[Mapping[str, Callable[..., Finds]]] = MappingProxyType(
        {
            "p": _paragraph,
            "h": _paragraph,
            "note": _note,
            "annotation": _annotation,
            "notes": _speech,
            "title": _explained,
            "desc": _explained,
            "page": _page,
            "table": _table,
            "forms": _form,
            "user-field-decls": _declared,
            "variable-decls": _declared,
            "sequence-decls": _declared,
        }
    )


@dataclass(slots=True)
class _Line:
    """What a paragraph says, and what hangs on it."""

    pieces: list[tuple[str, Look]]
    asides: list[Finds]
    where: _Where

    def say(self, text: str | None, look: Look) -> None:
        if text:
            self.pieces.append((text, look))


def _on_slide(manner: Manner, said: Mapping[str, str]) -> Manner:
    return manner.under({key: value for key, value in said.items() if key.startswith("fill")})


def _is_gone(node: etree._Element) -> bool:
    """Whether an element says of itself that it does not show."""
    name = local(node)
    if name == "section":
        return attribute(node, "display") in {"none", "condition"}
    return name == "hidden-paragraph" and attribute(node, "is-hidden") != "false"


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for node in table.iterchildren(etree.Element):
        if local(node) == "table-row":
            yield node
        elif local(node) in {"table-rows", "table-header-rows", "table-row-group"}:
            yield from _rows(node)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for node in row.iterchildren(etree.Element):
        if local(node) in {"table-cell", "covered-table-cell"}:
            yield node


_ASIDE = frozenset({"note", "annotation", "bibliography-mark-entry", "table", "section", "list"})
