"""The package of a clean Word file: these parts, these relations, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from review.screening.redaction.packing import packed

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_ROOTS: Final = {"header": "hdr", "footer": "ftr", "footnote": "footnotes", "endnote": "endnotes"}


@dataclass(frozen=True, slots=True)
class Margin:
    """A header or footer of the copy."""

    kind: str
    number: int
    blocks: str = field(repr=False)
    relations: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its file."""
        return f"{self.kind}{self.number}.xml"

    @property
    def relation(self) -> str:
        """By what the body knows it."""
        return f"m{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that a clean copy consists of."""

    body: str = field(repr=False)
    margins: tuple[Margin, ...] = ()
    notes: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict, repr=False)
    relations: tuple[str, ...] = ()
    pictures: tuple[bytes, ...] = field(default=(), repr=False)
    has_even_pages: bool = False

    def packed(self) -> bytes:
        """Return the package."""
        parts = {"[Content_Types].xml": self._types(), "_rels/.rels": _relations(_TO_BODY)}
        parts["word/document.xml"] = _part("document", f"<w:body>{self.body}</w:body>")
        for margin in self.margins:
            parts[f"word/{margin.name}"] = _part(_ROOTS[margin.kind], margin.blocks or "<w:p/>")
            parts |= _own_relations(margin.name, margin.relations)
        for kind, (told, relations) in self.notes.items():
            parts[f"word/{kind}s.xml"] = _part(_ROOTS[kind], told)
            parts |= _own_relations(f"{kind}s.xml", relations)
        even = "<w:evenAndOddHeaders/>" if self.has_even_pages else ""
        parts["word/settings.xml"] = _part("settings", even)
        parts["word/_rels/document.xml.rels"] = _relations(self._of_body())
        for number, picture in enumerate(self.pictures, start=1):
            parts[f"word/media/picture{number}.png"] = picture
        return packed(parts)

    def _of_body(self) -> Iterator[tuple[str, str, str]]:
        yield "s1", "settings", "settings.xml"
        yield from ((margin.relation, margin.kind, margin.name) for margin in self.margins)
        yield from ((kind, f"{kind}s", f"{kind}s.xml") for kind in self.notes)
        yield from _of_pictures(self.relations)

    def _types(self) -> bytes:
        names = {"document.xml": "document.main", "settings.xml": "settings"}
        names |= {margin.name: margin.kind for margin in self.margins}
        names |= {f"{kind}s.xml": f"{kind}s" for kind in self.notes}
        told = "".join(
            f'<Override PartName="/word/{name}" ContentType="{_WORD}{kind}+xml"/>'
            for name, kind in names.items()
        )
        return (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f"{told}</Types>"
        ).encode()


_TO_BODY: Final = (("d1", "officeDocument", "word/document.xml"),)


def _part(root: str, told: str) -> bytes:
    return f"{_HEAD}<w:{root} {_SPACES}>{told}</w:{root}>".encode()


def _own_relations(name: str, pictures: tuple[str, ...]) -> dict[str, bytes]:
    return {f"word/_rels/{name}.rels": _relations(_of_pictures(pictures))} if pictures else {}


def _of_pictures(names: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    for number, name in enumerate(names, start=1):
        yield f"p{number}", "image", name


def _relations(related: Iterable[tuple[str, str, str]]) -> bytes:
    told = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in related
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'.encode()
