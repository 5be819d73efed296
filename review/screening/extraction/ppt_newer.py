"""What newer programs keep for themselves in records of an old presentation: small packages."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.archive import open_archive
from review.screening.extraction.finds import Find
from review.screening.extraction.markup import parsed
from review.screening.extraction.sheet_words import loose_finds
from review.screening.limits import Limits
from review.screening.segments import Embedded

_ZIP = b"PK\x03\x04"
_MARKUP = (".xml", ".rels")


def is_package(body: bytes) -> bool:
    """Whether a record holds a package."""
    return body.startswith(_ZIP)


def package_finds(body: bytes, *, name: str, limits: Limits) -> Iterator[Find]:
    """Hand on every part: themes and styles as text, pictures as files."""
    for entry in open_archive(body, limits=limits).entries():
        file = f"{name}/{entry.name}"
        if entry.name.casefold().endswith(_MARKUP):
            yield from loose_finds(parsed(entry.content, limits=limits), place={"file": file})
        elif entry.content:
            part = Part.PICTURE
            yield Embedded(name=file, content=entry.content, part=part, is_picture=True)
