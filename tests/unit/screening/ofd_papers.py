"""Invented OFD files, built part by part as GB/T 33190 has them."""

from __future__ import annotations

from collections.abc import Mapping

from tests.unit.screening.papers import BODY, packed

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def root(name: str, inner: str) -> bytes:
    """A part with this root; the tags within are written without their prefix's declaration."""
    return f"{HEAD}<ofd:{name} {_SPACE}>{inner}</ofd:{name}>".encode()


def text(said: str, *, x: float = 20, y: float = 30, size: float = 5, more: str = "",
         fill: str = "", step: str = "") -> str:  # fmt: skip
    """A text object at this place, in millimetres."""
    colour = f"<ofd:FillColor {fill}/>" if fill else ""
    deltas = f' DeltaX="{step}"' if step else f' DeltaX="g {len(said)} {size}"'
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 {size}" Font="1" Size="{size}" {more}>'
        f'{colour}<ofd:TextCode X="0" Y="{size}"{deltas}>{said}</ofd:TextCode></ofd:TextObject>'
    )


def box(*, x: float, y: float, width: float = 100, height: float = 20, more: str = "") -> str:
    """A filled rectangle."""
    data = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
    return (
        f'<ofd:PathObject ID="8" Boundary="{x} {y} {width} {height}" Fill="true" {more}>'
        f'<ofd:FillColor Value="0 0 0"/><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def page(*objects: str, layer: str = "", before: str = "") -> bytes:
    """A page of one layer."""
    drawn = "".join(objects)
    content = f'<ofd:Content><ofd:Layer ID="2" {layer}>{drawn}</ofd:Layer></ofd:Content>'
    area = "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
    return root("Page", area + before + content)


def ofd(
    *pages: bytes,
    information: str = "",
    common: str = "",
    beside: str = "",
    parts: Mapping[str, bytes] | None = None,
    body: str = "",
) -> bytes:
    """An OFD of these pages; by default one that says what the paper is about."""
    given = pages or (page(text(BODY)),)
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number, _ in enumerate(given)
    )
    entry = (
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>{information}</ofd:DocInfo>"
        f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody>"
    )
    shared = (
        "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        f"</ofd:PageArea>{common}</ofd:CommonData>"
    )
    made = {
        "OFD.xml": root("OFD", entry),
        "Doc_0/Document.xml": root("Document", f"{shared}<ofd:Pages>{listed}</ofd:Pages>{beside}"),
        **{f"Doc_0/Pages/Page_{number}/Content.xml": one for number, one in enumerate(given)},
    }
    return packed({**made, **(parts or {})})
