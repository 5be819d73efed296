"""What any Office package may hold beside its paper, sheets or slides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

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
from review.screening.extraction.finds import Find
from review.screening.extraction.markup import is_silent, loose_segments
from review.screening.extraction.office import Office
from review.screening.extraction.office_people import people_finds, signer_finds
from review.screening.extraction.office_unseen import custom_finds
from review.screening.extraction.package import property_findings, relation_findings
from review.screening.segments import Place, Trace

_PROPERTIES = frozenset({"coreProperties", "Properties"})
_CUSTOM = "customXml"
_ITEM_PROPERTIES = "datastoreItem"
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
            yield from people_finds(office.root(name), file=name)
            yield from self._loose(name)
        elif root_name == "Signature":
            yield from signer_finds(office.root(name), file=name)
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


def _is_custom_item(name: str, root_name: str) -> bool:
    return name.startswith(f"{_CUSTOM}/") and root_name != _ITEM_PROPERTIES


def _active(name: str) -> Trace:
    file = name.rpartition("/")[2]
    return Trace(rule="hidden.active_content", part=Part.MACRO, place={"file": name}, text=file)
