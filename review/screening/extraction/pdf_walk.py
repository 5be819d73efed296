"""Every object of a PDF, met on the way from its root, and those to which no way leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from review.screening.extraction.pdf_strings import name_of
from review.screening.extraction.pdf_zones import PLAIN, UNUSED, ZONES, Zone

Item = Any
"""Whatever stands in a PDF; numbers come as Python's own."""

_NUMBERS: Final = frozenset(
    {
        "/Widths", "/W", "/W2", "/Rect", "/BBox", "/FontBBox", "/MediaBox", "/CropBox",
        "/Matrix", "/QuadPoints", "/InkList", "/Vertices", "/Decode", "/Domain", "/Range",
        "/Border", "/ByteRange", "/Coords", "/Length", "/ID", "/CheckSum",
    }
)  # fmt: skip
_UNUSED: Final = "unused"
_MECHANICAL: Final = frozenset({"/ObjStm", "/XRef"})


@dataclass(frozen=True, slots=True)
class Met:
    """A dictionary, a stream or a string, and how it was come by."""

    item: Item
    key: str
    zone: Zone
    owner: Item = None
    """The dictionary it stands in."""
    drawn_by: str = ""
    """What draws it, if it is a drawing: a page, an annotation, a pattern, a mask."""


def met_from_root(pdf: pikepdf.Pdf, seen: set[tuple[int, int]]) -> Iterator[Met]:
    """Go through a PDF from its root, pages first; `seen` gathers what was met."""
    for number, page in enumerate(pdf.pages, start=1):
        seen.add(page.obj.objgen)
        yield Met(page.obj, "/Page", PLAIN.at(number))
        yield from _from_page(page.obj, number, seen)
    yield from _below(Met(pdf.Root, "/Root", PLAIN), seen)
    yield from _below(Met(pdf.trailer, "/Trailer", PLAIN), seen)


def met_unused(pdf: pikepdf.Pdf, seen: set[tuple[int, int]]) -> Iterator[Met]:
    """Go through the objects that lie in the file and that nothing leads to."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Object) and item.objgen not in seen and not _is_machinery(item):
            yield from _below(Met(item, "/Unused", UNUSED, drawn_by=_UNUSED), seen)


def _is_machinery(item: pikepdf.Object) -> bool:
    """Whether an object serves only to find others."""
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return False
    is_hint = isinstance(item, pikepdf.Stream) and isinstance(item.get("/S"), int)
    return str(item.get("/Type", "")) in _MECHANICAL or "/Linearized" in item or is_hint


def _from_page(page: Item, number: int, seen: set[tuple[int, int]]) -> Iterator[Met]:
    for key in ("/Contents", "/Resources", "/Annots"):
        value = page.get(key)
        if value is not None:
            zone = ZONES.get(key, PLAIN).at(number)
            yield from _below(Met(value, key, zone, page, _drawer(key, "/Page")), seen)
    yield from _inner(Met(page, "/Page", PLAIN.at(number)), seen)


def _inner(met: Met, seen: set[tuple[int, int]]) -> Iterator[Met]:
    for child in _children(met):
        yield from _below(child, seen)


def _below(top: Met, seen: set[tuple[int, int]]) -> Iterator[Met]:
    """Yield what is met below an object, itself first, without calling itself."""
    stack = [top]
    while stack:
        met = stack.pop()
        item = met.item
        if isinstance(item, pikepdf.Object) and item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, pikepdf.String | pikepdf.Name):
            yield met
        elif isinstance(item, pikepdf.Object):
            if not isinstance(item, pikepdf.Array):
                yield met
            stack.extend(_children(met))


def _children(met: Met) -> list[Met]:
    item, zone = met.item, met.zone
    if isinstance(item, pikepdf.Array):
        return [
            Met(value, met.key, zone, met.owner, met.drawn_by)
            for value in item
            if isinstance(value, pikepdf.Object)
        ]
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return []
    return [
        Met(value, key, _zone(key, zone), item, _drawer(key, met.drawn_by))
        for key, value in entries_of(item)
        if key not in _NUMBERS and isinstance(value, pikepdf.Object)
    ]


def entries_of(item: Item) -> list[tuple[str, Item]]:
    """Return what a dictionary holds; Chinese programs write keys in their own encodings."""
    try:
        return list(item.items())
    except UnicodeDecodeError:
        names = (_name(key) for key in item.keys())  # noqa: SIM118 - a dictionary of theirs
        return [(f"/{name_of(name)}", item.get(name)) for name in names]


def _name(key: str) -> Item:
    raw = key[1:].encode("utf-8", "surrogateescape")
    return pikepdf.Object.parse(b"/" + b"".join(b"#%02x" % byte for byte in raw))


def _zone(key: str, above: Zone) -> Zone:
    zone = ZONES.get(key)
    if zone is None or above is UNUSED:
        return above
    return zone.at(above.page)


_DRAWERS: Final = {
    "/AP": "annotation",
    "/Pattern": "pattern",
    "/SMask": "mask",
    "/CharProcs": "letter",
}


def _drawer(key: str, above: str) -> str:
    return _DRAWERS.get(key, above)
