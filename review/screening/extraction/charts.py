"""Charts and diagrams in Office packages: what they show, and the data they keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.finds import Find
from review.screening.extraction.markup import attribute_segments, local
from review.screening.extraction.office import Office
from review.screening.segments import Place, Segment, Trace, Visibility

CHART_ROOTS = frozenset({"chartSpace", "userShapes"})
DATA_MODEL, DRAWING = "dataModel", "drawing"
_KEPT, _LINKED = ("{*}v", "{*}pt"), "{*}f"


def chart_finds(office: Office, name: str, *, place: Place) -> Iterator[Find]:
    """Hand on the titles of a chart as what shows, and the figures behind it as what does not."""
    root = office.root(name)
    titled = [node for title in root.iter("{*}title") for node in title.iter(*_KEPT)]
    others = set(titled)
    for text in (*paragraphs(root), *_texts(titled)):
        yield Segment(text=text, part=Part.CHART, place=place)
    kept = "\n".join(_texts(node for node in root.iter(*_KEPT) if node not in others))
    linked = "\n".join(_texts(root.iter(_LINKED)))
    yield Segment(text=kept, part=Part.CHART, place=place, visibility=Visibility.HIDDEN)
    yield Segment(text=linked, part=Part.CHART, place=place, visibility=Visibility.META)
    if kept:
        yield Trace(rule="hidden.chart_cache", part=Part.CHART, place=place, text=kept)
    yield from attribute_segments(office.utf8(name), root=root, file=name)


def drawing_finds(office: Office, name: str, *, place: Place) -> Iterator[Find]:
    """Hand on a diagram as it was drawn."""
    root = office.root(name)
    for text in paragraphs(root):
        yield Segment(text=text, part=Part.CHART, place=place)
    yield from attribute_segments(office.utf8(name), root=root, file=name)


def diagram_finds(
    office: Office, name: str, *, place: Place, drawn: frozenset[str]
) -> Iterator[Find]:
    """Hand on what the data of a diagram say beside what is drawn; all where nothing is."""
    root = office.root(name)
    texts = list(paragraphs(root))
    is_drawn = any(text in drawn for text in texts)
    for text in texts:
        if not is_drawn:
            yield Segment(text=text, part=Part.CHART, place=place)
        elif text not in drawn:
            hidden = Visibility.HIDDEN
            yield Segment(text=text, part=Part.CHART, place=place, visibility=hidden)
            yield Trace(rule="hidden.hidden_text", part=Part.CHART, place=place, text=text)
    yield from attribute_segments(office.utf8(name), root=root, file=name)


def drawn_texts(office: Office) -> frozenset[str]:
    """Return the paragraphs that the drawings of all diagrams of the package show."""
    drawings = map(office.root, office.rooted(DRAWING))
    return frozenset(text for root in drawings for text in paragraphs(root))


def paragraphs(root: etree._Element) -> Iterator[str]:
    """Yield the text of each paragraph of a drawing, its runs joined."""
    for paragraph in root.iter("{*}p"):
        text = "".join(
            (node.text or "") if local(node) == "t" else "\n"
            for node in paragraph.iter("{*}t", "{*}br")
        )
        if text.strip():
            yield text


def _texts(elements: Iterable[etree._Element]) -> Iterator[str]:
    for element in elements:
        text = " ".join((element.text or "").split())
        if text:
            yield text
