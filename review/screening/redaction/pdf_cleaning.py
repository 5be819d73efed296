"""A PDF made anew of what its pages draw, and of nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any, Final

import pikepdf

_PAGE: Final = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Resources")
_RESOURCES: Final = (
    "/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading",
)  # fmt: skip
_DROPPED: Final = frozenset(
    {"/PieceInfo", "/Metadata", "/StructParent", "/StructParents", "/LastModified", "/OC",
     "/OPI", "/Ref", "/AF", "/Measure", "/PtData", "/Alternates", "/ID",
     "/ActualText", "/Alt", "/E", "/Thumb", "/Properties"}
)  # fmt: skip
_SEGMENTS = MappingProxyType({0xE1: "Exif", 0xED: "Photoshop", 0xFE: "remark"})
"""The marks of a JPEG behind which people, places and programs are named."""


def cleaned(pdf: pikepdf.Pdf) -> bytes:
    """Return the pages of a PDF as a new file: no earlier state, nothing that no page draws."""
    made = pikepdf.new()
    for page in pdf.pages:
        _bare(page)
    made.pages.extend(pdf.pages)
    for item in made.objects:
        _strip(item)
    made.remove_unreferenced_resources()
    buffer = io.BytesIO()
    made.save(
        buffer,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return buffer.getvalue()


def _bare(page: pikepdf.Page) -> None:
    """Leave of a page what it needs to be drawn."""
    for key in list(page.obj.keys()):
        if key not in {*_PAGE, "/Type", "/Contents", "/Parent"}:
            del page.obj[key]
    resources = page.obj.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        _keep(resources, _RESOURCES)


def _keep(item: Any, kept: Iterable[str]) -> None:  # noqa: ANN401 - a dictionary
    for key in list(item.keys()):
        if key not in kept:
            del item[key]


def _strip(item: Any) -> None:  # noqa: ANN401 - any object of the new file
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in _DROPPED & set(item.keys()):
        del item[key]
    if isinstance(item, pikepdf.Stream) and item.get("/Filter") == pikepdf.Name.DCTDecode:
        raw = item.read_raw_bytes()
        bare = without_remarks(raw)
        if bare != raw:
            item.write(bare, filter=pikepdf.Name.DCTDecode)


def without_remarks(jpeg: bytes) -> bytes:
    """Return a JPEG without what programs write beside the picture; others are left as they are."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, at = bytearray(jpeg[:2]), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:  # noqa: PLR2004
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at + 1] not in _SEGMENTS:
            kept += jpeg[at:end]
        at = end
    return bytes(kept + jpeg[at:])
