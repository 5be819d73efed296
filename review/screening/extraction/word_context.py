"""What surrounds a paragraph of a Word file: table, text box, deletion, hidden row, fallback."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.markup import Markup, local, text_in
from review.screening.extraction.word_tables import Tables
from review.screening.segments import Place, Visibility

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
REMOVED, ADDED = frozenset({"del", "moveFrom"}), frozenset({"ins", "moveTo"})
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
Locate = Callable[[etree._Element], Place]  # noqa: SLF001 - the only name lxml has for it
"""Says where in the file an element of a part stands."""
FALLBACK = f"{_MC}Fallback"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a paragraph before its first run."""

    part: Part
    visibility: Visibility
    heading: str = ""
    column: str = ""
    hidden: str = ""
    """The rule by which nothing in it shows."""
    change: etree._Element | None = None
    """The tracked change that the whole stretch is of."""
    is_repeated: bool = False
    """It says what was said before it, for programs that cannot read the other."""


class Contexts:
    """The contexts of one part, each element looked at once."""

    def __init__(
        self, markup: Markup, *, start: Context, hidden: Mapping[etree._Element, str]
    ) -> None:
        """Begin with what holds for the whole part; `hidden` elements do not show, by a rule."""
        self._start, self._hidden = start, hidden
        has_fallbacks = "Fallback" in markup.names
        self.repeated = repeated_fallbacks(markup.root) if has_fallbacks else frozenset()
        self._tables = Tables()
        self._known: dict[etree._Element, Context] = {markup.root: start}
        self._within: Mapping[str, Callable[[etree._Element, Context], Context]] = {
            "tc": self._cell,
            "tr": self._row,
            "txbxContent": _box,
            **dict.fromkeys((*REMOVED, *ADDED), _changed),
        }

    def of(self, element: etree._Element) -> Context:
        """Return the context of what stands in an element."""
        known = self._known.get(element)
        if known is None:
            above = element.getparent()
            around = self._start if above is None else self.of(above)
            known = self._narrowed(element, around)
            self._known[element] = known
        return known

    def of_paragraph(self, element: etree._Element) -> Context:
        """Return the context of a paragraph, which itself may not show."""
        above = element.getparent()
        context = self._start if above is None else self.of(above)
        rule = self._hidden.get(element) if self._hidden else None
        return context if rule is None else replace(context, hidden=context.hidden or rule)

    def _narrowed(self, element: etree._Element, context: Context) -> Context:
        within = self._within.get(local(element))
        if within is not None:
            context = within(element, context)
        if element in self._hidden:
            context = replace(context, hidden=context.hidden or self._hidden[element])
        if element in self.repeated:
            context = replace(context, is_repeated=True)
        return context

    def _row(self, row: etree._Element, context: Context) -> Context:
        change = next((mark for mark in row.iterfind("{*}trPr/*") if local(mark) in _ROWS), None)
        context = context if change is None else _changed(change, context)
        return replace(context, heading=context.heading + self._tables.heading(row))

    def _cell(self, cell: etree._Element, context: Context) -> Context:
        change = next((mark for mark in cell.iterfind("{*}tcPr/*") if local(mark) in _CELLS), None)
        context = context if change is None else _changed(change, context)
        return replace(context, column=self._tables.column(cell))


_ROWS = frozenset({"ins", "del"})
_CELLS = frozenset({"cellIns", "cellDel"})
_REMOVING = REMOVED | {"cellDel"}


def is_removal(change: etree._Element) -> bool:
    """Whether a tracked change takes text away."""
    return local(change) in _REMOVING


def _changed(change: etree._Element, context: Context) -> Context:
    removed = is_removal(change) or context.visibility is Visibility.DELETED
    kept = context.change is not None and is_removal(context.change)
    return replace(
        context,
        change=context.change if kept else change,
        visibility=Visibility.DELETED if removed else context.visibility,
    )


def _box(_: etree._Element, context: Context) -> Context:
    return replace(context, part=Part.TEXT_BOX)


def repeated_fallbacks(root: etree._Element) -> frozenset[etree._Element]:
    """Return the fallbacks that say what their choice says: a text box is counted once."""
    repeated = []
    for fallback in root.iter(FALLBACK):
        parent = fallback.getparent()
        chosen = [] if parent is None else parent.findall(f"{_MC}Choice")
        if any(_texts(choice) == _texts(fallback) for choice in chosen):
            repeated.append(fallback)
    return frozenset(repeated)


def _texts(element: etree._Element) -> str:
    return "".join(text_in(element).split())
