"""What any Office package may hold beside its paper, sheets or slides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.charts import (
    CHART_ROOTS,
    DATA_MODEL,
    DRAWING,
    chart_finds,
    diagram_finds,
    drawing_finds,
    drawn_texts,
)
from review.screening.extraction.markup import (
    attribute_segments,
    is_silent,
    local,
    loose_segments,
)
from review.screening.extraction.office import ROOT, Find, Office
from review.screening.extraction.package import (
    CONTENT_TYPES,
    property_findings,
    relation_findings,
)
from review.screening.extraction.word_styles import attribute
from review.screening.segments import Place, Segment, Trace, Visibility

_PROPERTIES = frozenset({"coreProperties", "Properties"})
_CUSTOM = "customXml"
_ITEM_PROPERTIES = "datastoreItem"
_FORMS = frozenset({"FormTemplates", "contentTypeSchema"})
"""What a document server puts into every file, the same for all."""
_SIGNERS = ("{*}X509IssuerName", "{*}X509SubjectName")
_CONTROL = "control"


class SideParts:
    """Hands on the parts of one package that no paragraph, cell or slide is in."""

    def __init__(self, office: Office) -> None:
        """Keep the package."""
        self._office = office

    def finds(self, name: str, *, place: Place | None = None) -> Iterator[Find]:
        """Hand on one part that is XML, by what its root is called."""
        office, place = self._office, place or {"file": name}
        root_name = office.root_name(name)
        if name.endswith(".rels"):
            yield from relation_findings(office.root(name), file=name)
        elif root_name in CHART_ROOTS:
            yield from chart_finds(office, name, place=place)
        elif root_name == DATA_MODEL:
            yield from diagram_finds(office, name, place=place, drawn=self._drawn)
        elif root_name == DRAWING:
            yield from drawing_finds(office, name, place=place)
        else:
            yield from self._others(name, root_name)

    def _others(self, name: str, root_name: str) -> Iterator[Find]:
        office = self._office
        if root_name in _PROPERTIES:
            yield from property_findings(office.root(name), file=name)
        elif _CUSTOM in office.kinds_of(name) or _is_custom_item(name, root_name):
            yield from custom_finds(office, name)
        elif root_name == "people":
            yield from _people(office.root(name), file=name)
            yield from self._loose(name)
        elif root_name == "Signature":
            yield from _signers(office.root(name), file=name)
            yield from self._loose(name)
        else:
            if _CONTROL in office.kinds_of(name):
                yield _active(name)
            yield from self._loose(name)

    def _loose(self, name: str) -> Iterator[Find]:
        content = self._office.contents[name]
        if not is_silent(content):
            root = self._office.root(name)
            yield from loose_segments(self._office.utf8(name), root=root, file=name)

    @cached_property
    def _drawn(self) -> frozenset[str]:
        return drawn_texts(self._office)


def custom_finds(office: Office, name: str) -> Iterator[Find]:
    """Hand on what a part says that only programs read."""
    root, place = office.root(name), {"file": name}
    texts = [" ".join(str(text).split()) for text in root.itertext()]
    said = "\n".join(filter(None, texts))
    told = [segment.text for segment in attribute_segments(office.utf8(name), root=root, file=name)]
    text = "\n".join(filter(None, (said, *told)))
    if text:
        hidden = Visibility.HIDDEN
        yield Segment(text=text, part=Part.OTHER, place=place, visibility=hidden)
    if text and not (local(root) in _FORMS and text.isascii()):
        yield Trace(rule="hidden.custom_xml", part=Part.OTHER, place=place, text=text)


def unreached(office: Office) -> set[str]:
    """Return the parts that no relation leads to: no program shows them."""
    reached = office.reached_from(ROOT)
    return {
        name
        for name in office.contents
        if name not in reached and name != CONTENT_TYPES and not name.endswith(".rels")
    }


def unreached_traces(office: Office) -> Iterator[Trace]:
    """Name what lies in the package and belongs to nothing in it."""
    for name in sorted(unreached(office)):
        if office.contents[name] and office.is_markup(name):
            file = name.rpartition("/")[2]
            yield Trace(
                rule="hidden.unused_object", part=Part.ATTACHMENT, place={"file": name}, text=file
            )


def _is_custom_item(name: str, root_name: str) -> bool:
    return name.startswith(f"{_CUSTOM}/") and root_name != _ITEM_PROPERTIES


def _people(root: etree._Element, *, file: str) -> Iterator[Trace]:
    for person in root.iter("{*}person"):
        names = (attribute(it, name) for it in person.iter() for name in ("author", "userId"))
        yield _user(" ".join(filter(None, names)), file=file)


def _signers(root: etree._Element, *, file: str) -> Iterator[Trace]:
    for signer in root.iter(*_SIGNERS):
        yield _user((signer.text or "").strip(), file=file)


def _user(text: str, *, file: str) -> Trace:
    return Trace(rule="hidden.user_name", part=Part.PROPERTIES, place={"file": file}, text=text)


def _active(name: str) -> Trace:
    file = name.rpartition("/")[2]
    return Trace(rule="hidden.active_content", part=Part.MACRO, place={"file": name}, text=file)
