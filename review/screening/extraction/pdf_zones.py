"""Where in a PDF an object was met: what that part of a file is for, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from review.domain.findings import Part
from review.screening.segments import Place, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of the file; `reads_all` where every string counts, not only those that tell."""

    part: Part = Part.OTHER
    visibility: Visibility = Visibility.META
    label: str = ""
    page: int = 0
    reads_all: bool = False

    @property
    def place(self) -> Place:
        """Where a finding from here is said to stand."""
        if self.page:
            return {"page": self.page}
        return {"file": self.label} if self.label else {}

    def at(self, page: int) -> Zone:
        """Return the same on a page."""
        return replace(self, page=page)


PLAIN: Final = Zone()
UNUSED: Final = Zone(visibility=Visibility.HIDDEN, label="/Unused", reads_all=True)
_META, _HIDDEN, _COMMENT = Visibility.META, Visibility.HIDDEN, Visibility.COMMENT

ZONES = MappingProxyType(
    {
        "/Annots": Zone(part=Part.ANNOTATION, visibility=_COMMENT, label="/Annots"),
        "/AcroForm": Zone(part=Part.FORM, label="/AcroForm"),
        "/Outlines": Zone(label="/Outlines", reads_all=True),
        "/Dests": Zone(label="/Dests", reads_all=True),
        "/PageLabels": Zone(label="/PageLabels", reads_all=True),
        "/Threads": Zone(label="/Threads", reads_all=True),
        "/StructTreeRoot": Zone(label="/StructTreeRoot"),
        "/PieceInfo": Zone(visibility=_HIDDEN, label="/PieceInfo", reads_all=True),
        "/OCProperties": Zone(label="/OCProperties", reads_all=True),
        "/Info": Zone(part=Part.PROPERTIES, label="/Info", reads_all=True),
        "/Metadata": Zone(part=Part.PROPERTIES, label="/Metadata", reads_all=True),
        "/Collection": Zone(part=Part.ATTACHMENT, label="/Collection", reads_all=True),
        "/CI": Zone(part=Part.ATTACHMENT, label="/Collection", reads_all=True),
        "/EmbeddedFiles": Zone(part=Part.ATTACHMENT, label="/EmbeddedFiles"),
        "/AF": Zone(part=Part.ATTACHMENT, label="/AF"),
        "/JavaScript": Zone(part=Part.MACRO, label="/JavaScript"),
    }
)
"""The zones by the key that leads into them."""

SPOKEN: Final = frozenset(
    {
        "/Contents", "/RC", "/T", "/TU", "/TM", "/V", "/DV", "/Alt", "/ActualText", "/E",
        "/Title", "/Subject", "/Keywords", "/Subj", "/Desc", "/URI", "/UF", "/JS", "/Opt",
        "/Name", "/Reason", "/Location", "/ContactInfo", "/Author",
    }
)  # fmt: skip
"""Keys whose strings are words, in whatever part of the file."""
BY_KEY = MappingProxyType(
    {
        "/Contents": (Part.ANNOTATION, _COMMENT),
        "/RC": (Part.ANNOTATION, _COMMENT),
        "/URI": (Part.LINK, _META),
        "/JS": (Part.MACRO, _META),
        "/ActualText": (Part.OTHER, _HIDDEN),
        "/V": (Part.FORM, Visibility.VISIBLE),
        "/DV": (Part.FORM, _HIDDEN),
    }
)
"""Strings that are the same thing wherever they stand."""
