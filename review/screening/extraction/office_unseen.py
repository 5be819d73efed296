"""Parts of an Office package that no program shows: data for programs, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.findings import Part
from review.screening.extraction.finds import Find
from review.screening.extraction.markup import attribute_segments, local
from review.screening.extraction.office import ROOT, Office
from review.screening.extraction.package import CONTENT_TYPES
from review.screening.segments import Segment, Trace, Visibility

_FORMS = frozenset({"FormTemplates", "contentTypeSchema"})
"""What a document server puts into every file, the same for all."""


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
