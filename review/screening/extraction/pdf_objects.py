"""All objects of a PDF: what each says, and what it brings along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

import pikepdf

from review.domain.findings import Part
from review.screening.extraction.pdf_dictionaries import READERS
from review.screening.extraction.pdf_finds import Drawing, Finds, Unshown, said, trace
from review.screening.extraction.pdf_marked import spoken_in
from review.screening.extraction.pdf_streams import Purse, filters_of
from review.screening.extraction.pdf_strings import is_telling, name_of, text_in, text_of, untagged
from review.screening.extraction.pdf_walk import Met, met_from_root, met_unused
from review.screening.extraction.pdf_zones import BY_KEY, SPOKEN, UNUSED
from review.screening.segments import Embedded, Segment

_SILENT: Final = frozenset(
    {"/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/CIDSet",
     "/DestOutputProfile", "/ColorSpace", "/Function", "/TR", "/TR2", "/BG", "/UCR", "/HT",
     "/Shading", "/EF", "/XFA", "/V", "/RV", "/Encoding", "/Cs", "/CharSet", "/Alternates"}
)  # fmt: skip
"""Streams behind these keys are machinery, or are read by who knows them."""
_SEALED: Final = frozenset({"/Contents", "/Cert"})
_WRITES = re.compile(rb"\bT[jJ]\b|['\"]\s")
_SPEAKS = re.compile(rb"/(?:ActualText|Alt|E)\s*[(<]|/[^\s/<>\[\]()]*#[0-9A-Fa-f]{2}|/ActualText")
_EXIF: Final = b"Exif\x00\x00"
_HEAD: Final = 1 << 16


def object_finds(pdf: pikepdf.Pdf, purse: Purse) -> Finds:
    """Hand on everything a PDF holds beside the text that its pages draw."""
    seen: set[tuple[int, int]] = set()
    told: set[tuple[str, Part]] = set()
    for find in _finds(met_from_root(pdf, seen), purse):
        if isinstance(find, Segment):
            if (find.text, find.part) in told:
                continue
            told.add((find.text, find.part))
        yield find
    yield from _unused(_finds(met_unused(pdf, seen), purse))


def _unused(finds: Finds) -> Finds:
    """What nothing leads to is one thing, however many pieces it is in."""
    texts: dict[str, None] = {}
    for find in finds:
        if isinstance(find, Segment):
            texts[find.text] = None
        else:
            yield find
    if texts:
        text = "\n".join(texts)
        yield trace("hidden.unused_object", text, UNUSED)
        yield said(text, UNUSED)


def _finds(all_met: Iterator[Met], purse: Purse) -> Finds:
    for met in all_met:
        if isinstance(met.item, pikepdf.String | pikepdf.Name):
            yield from _of_string(met)
            continue
        yield from chain.from_iterable(reader(met, purse) for reader in READERS)
        yield from _of_keys(met)
        if isinstance(met.item, pikepdf.Stream):
            yield from _of_stream(met, purse)
        elif "/ActualText" in met.item and "/S" not in met.item:
            yield spoken_in(met.item, met.zone)


def _of_string(met: Met) -> Iterator[Segment]:
    item, zone = met.item, met.zone
    if isinstance(item, pikepdf.Name):
        text = name_of(item)
        if is_telling(text):
            yield said(text, zone)
        return
    if met.key in _SEALED and met.owner is not None and "/ByteRange" in met.owner:
        return
    text = text_of(item)
    if text and (zone.reads_all or met.key in SPOKEN or is_telling(text)):
        part, visibility = BY_KEY.get(met.key, (zone.part, zone.visibility))
        plain = untagged(text) if met.key == "/RC" else text
        yield said(plain, zone, part=part, visibility=visibility)


def _of_keys(met: Met) -> Finds:
    for key in met.item.keys():  # noqa: SIM118 - a dictionary of theirs, not of Python's
        if is_telling(key):
            yield said(key.lstrip("/"), met.zone)


def _of_stream(met: Met, purse: Purse) -> Finds:
    item = met.item
    kind = str(item.get("/Subtype", ""))
    if kind == "/Image" or met.key == "/Thumb":
        yield from _picture(met)
    elif kind == "/Form" or "/PatternType" in item or _is_content(met):
        yield from _drawing(met, purse)
    elif str(item.get("/Type", "")) == "/Metadata":
        yield from _metadata(met, purse)
    elif met.key not in _SILENT and "/FunctionType" not in item and "/ShadingType" not in item:
        yield from _unknown(met, purse)
    else:
        purse.check(item)


def _picture(met: Met) -> Finds:
    """Hand a picture on; one that tells where it was taken is read as a file of its own."""
    if met.key not in {"/SMask", "/Mask", "/Thumb"}:
        yield Unshown(stream=met.item, zone=met.zone)
    if filters_of(met.item) == ["/DCTDecode"]:
        raw = met.item.read_raw_bytes()
        if _EXIF in raw[:_HEAD]:
            name = f"{met.item.objgen[0]}.jpg"
            yield Embedded(name=name, content=raw, part=Part.PICTURE, is_picture=True)


def _drawing(met: Met, purse: Purse) -> Finds:
    content = purse.read(met.item)
    if _SPEAKS.search(content):
        yield spoken_in(met.item, met.zone)
    if met.key != "/Contents" and _WRITES.search(content):
        yield _as_drawing(met)


def _is_content(met: Met) -> bool:
    return met.key == "/Contents" or met.drawn_by == "letter"


def _as_drawing(met: Met) -> Drawing:
    resources = met.item.get("/Resources")
    owner = met.owner.get("/Resources") if isinstance(met.owner, pikepdf.Dictionary) else None
    return Drawing(
        stream=met.item,
        resources=resources if resources is not None else owner,
        drawn_by=met.drawn_by,
        zone=met.zone,
    )


def _metadata(met: Met, purse: Purse) -> Finds:
    text = untagged(purse.read(met.item).decode("utf-8", "replace"))
    if text.strip():
        yield trace("hidden.metadata", "XMP", met.zone, part=Part.PROPERTIES)
        yield said(text, met.zone, part=Part.PROPERTIES)


def _unknown(met: Met, purse: Purse) -> Finds:
    """Read a stream of no known kind as text; a drawing that nobody draws is one of these."""
    content = purse.read(met.item)
    if _WRITES.search(content) and b"BT" in content:
        yield _as_drawing(met)
    text = text_in(content)
    plain = untagged(text) if text.lstrip().startswith("<") else text
    if plain.strip() and (met.zone.reads_all or is_telling(plain)):
        part, visibility = BY_KEY.get(met.key, (met.zone.part, met.zone.visibility))
        yield said(plain, met.zone, part=part, visibility=visibility)
