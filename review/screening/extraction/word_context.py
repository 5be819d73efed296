"""What surrounds a paragraph of a Word file: table, text box, deletion, hidden row, fallback."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
SOUGHT = frozenset({"cellIns", "cellDel", "Fallback"}) | REMOVED | ADDED
"""The elements that are looked for here."""


@dataclass(slots=True)
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

    def under(self, *, heading: str, column: str) -> Context:
        """Return the same with other labels; one for every cell, so without much ado."""
        rest = (self.hidden, self.change, self.is_repeated)
        return Context(self.part, self.visibility, heading, column, *rest)


class Contexts:
    """The contexts of one part, each element looked at once."""

    def __init__(
        self, markup: Markup, *, start: Context, hidden: Mapping[etree._Element, str]
    ) -> None:
        """Begin with what holds for the whole part; `hidden` elements do not show, by a rule."""
        self._start, self._hidden = start, hidden
        self.repeated = repeated_fallbacks(markup.all("Fallback"))
        self._tables = Tables()
        self._known: dict[etree._Element, Context] = {markup.root: start}
        self._changed = _changed_cells(markup)
        space = str(markup.root.tag).rpartition("}")[0] + "}"
        self._within: Mapping[str, Callable[[etree._Element, Context], Context]] = {
            f"{space}tc": self._cell,
            f"{space}tr": self._row,
            f"{space}txbxContent": _box,
            **{f"{space}{name}": _changed for name in (*REMOVED, *ADDED)},
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
        within = self._within.get(str(element.tag))
        if within is not None:
            context = within(element, context)
        if element in self._hidden:
            context = replace(context, hidden=context.hidden or self._hidden[element])
        if element in self.repeated:
            context = replace(context, is_repeated=True)
        return context

    def _row(self, row: etree._Element, context: Context) -> Context:
        context = self._with_change(row, context)
        heading = context.heading + self._tables.heading(row)
        return context.under(heading=heading, column=context.column)

    def _cell(self, cell: etree._Element, context: Context) -> Context:
        context = self._with_change(cell, context)
        return context.under(heading=context.heading, column=self._tables.column(cell))

    def _with_change(self, element: etree._Element, context: Context) -> Context:
        change = self._changed.get(element)
        return context if change is None else _changed(change, context)


_REMOVING = REMOVED | {"cellDel"}


def _changed_cells(markup: Markup) -> Mapping[etree._Element, etree._Element]:
    """Return the rows and cells that were put in or taken out, each with its mark."""
    changed: dict[etree._Element, etree._Element] = {}
    for mark in markup.all("cellIns", "cellDel", *REMOVED, *ADDED):
        group = mark.getparent()
        owner = None if group is None else group.getparent()
        if owner is not None and group is not None and local(group) in {"trPr", "tcPr"}:
            changed[owner] = mark
    return changed


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


def repeated_fallbacks(fallbacks: Iterable[etree._Element]) -> frozenset[etree._Element]:
    """Return the fallbacks that say what their choice says: a text box is counted once."""
    repeated = []
    for fallback in fallbacks:
        parent = fallback.getparent()
        chosen = [] if parent is None else parent.findall(f"{_MC}Choice")
        if any(_texts(choice) == _texts(fallback) for choice in chosen):
            repeated.append(fallback)
    return frozenset(repeated)


def _texts(element: etree._Element) -> str:
    return "".join(text_in(element).split())
