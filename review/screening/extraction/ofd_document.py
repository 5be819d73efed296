"""One document of an OFD package: its pages, and the resources that they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from review.screening.extraction.ofd_boxes import Box, box_of
from review.screening.extraction.ofd_objects import Shared
from review.screening.extraction.ofd_package import OfdPackage, below, child

_A4: Final = Box(0, 0, 210, 297)


@dataclass(slots=True)
class OfdDocument:
    """A document; `used` are the templates and drawings that its pages have shown."""

    name: str
    root: etree._Element
    package: OfdPackage
    templates: dict[str, etree._Element]
    area: Box
    is_current: bool
    shared: Shared = field(default_factory=Shared)
    files: dict[str, str] = field(default_factory=dict)
    """The files of pictures and other media by the number of their resource."""
    resources: list[etree._Element] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def pages(self) -> list[etree._Element]:
        """Return the entries of the pages in their order."""
        listed = child(self.root, "Pages")
        return [] if listed is None else list(below(listed, "Page"))

    def page(self, entry: etree._Element) -> etree._Element:
        """Return the root of a page; NotRead where there is none."""
        name, root = self.package.at(entry.get("BaseLoc") or "", base=self.name)
        for address in below(root, "PageRes"):
            self.take(address.text or "", base=name)
        return root

    def sheet(self, page: etree._Element) -> Box:
        """Return the paper of a page, in millimetres."""
        area = child(page, "Area")
        own = [] if area is None else [box_of(one.text) for one in below(area, "PhysicalBox")]
        return next(filter(None, own), self.area)

    def take(self, address: str, *, base: str) -> None:
        """Take in some resources, unless they are not in the file."""
        found = self.package.path(address, base=base)
        if found is None or found in self.package.read:
            return
        root = self.package.root(found)
        self.resources.append(root)
        for unit in below(root, "CompositeGraphicUnit"):
            self.shared.units[unit.get("ID") or ""] = unit
        for parameters in below(root, "DrawParam"):
            fill = child(parameters, "FillColor")
            if fill is not None:
                self.shared.fills[parameters.get("ID") or ""] = fill
        folder = (root.get("BaseLoc") or "").strip().rstrip("/")
        for node in below(root, "MultiMedia", "Font"):
            for inner in below(node, "MediaFile", "FontFile"):
                name = self._file((inner.text or "").strip(), folder=folder, base=found)
                if name is not None:
                    self.files[node.get("ID") or ""] = name

    def _file(self, said: str, *, folder: str, base: str) -> str | None:
        full = said if said.startswith("/") or not folder else f"{folder}/{said}"
        return self.package.path(full, base=base) or self.package.path(said, base=base)

    def unused(self) -> Iterator[str]:
        """Yield the texts of the templates and drawings that no page shows."""
        for identity, root in (*self.templates.items(), *self.shared.units.items()):
            if identity not in self.used:
                yield from (code.text or "" for code in below(root, "TextCode"))


def opened(
    name: str, root: etree._Element, *, package: OfdPackage, is_current: bool
) -> OfdDocument:
    """Read what the pages of a document share.

    Raises:
        NotRead: a template is not there, or a part is broken.
    """
    areas = (box_of(one.text) for one in below(root, "PhysicalBox"))
    templates = {
        page.get("ID") or "": package.at(page.get("BaseLoc") or "", base=name)[1]
        for page in below(root, "TemplatePage")
    }
    area = next(filter(None, areas), _A4)
    document = OfdDocument(
        name, root, package, templates=templates, area=area, is_current=is_current
    )
    for address in below(root, "PublicRes", "DocumentRes"):
        document.take(address.text or "", base=name)
    return document
