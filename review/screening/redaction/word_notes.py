"""The footnotes and endnotes that a body refers to, counted anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from review.screening.extraction.markup import local
from review.screening.extraction.word_styles import attribute

REFERENCES: Final = frozenset(
    {"footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"}
)
_RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{mark}</w:r>'


@dataclass(slots=True)
class Notes:
    """Which notes were met, by kind, in the order in which the body refers to them."""

    met: dict[str, list[str]] = field(default_factory=dict)

    def mark(self, element: etree._Element) -> str:
        """Return the mark of a note: in the body the next number, in the note its own."""
        name = local(element)
        if name.endswith("Ref"):
            return _RAISED.format(mark=f"<w:{name}/>")
        ids = self.met.setdefault(name.removesuffix("Reference"), [])
        ids.append(attribute(element, "id"))
        return _RAISED.format(mark=f'<w:{name} w:id="{len(ids)}"/>')


def around_notes(kind: str, notes: list[str]) -> str:
    """Return all notes of a kind, with the lines that part them from the page."""
    lines = "".join(
        f'<w:{kind} w:type="{line}" w:id="{number}"><w:p><w:r><w:{line}/></w:r></w:p></w:{kind}>'
        for number, line in ((-1, "separator"), (0, "continuationSeparator"))
    )
    told = "".join(
        f'<w:{kind} w:id="{number}">{note or "<w:p/>"}</w:{kind}>'
        for number, note in enumerate(notes, start=1)
    )
    return lines + told
