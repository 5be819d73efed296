"""Queries that a workbook keeps as a package in base64: which files and servers it asks."""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.archive import open_archive
from review.screening.extraction.plain import read_plain
from review.screening.extraction.sheet_words import Finds, constants_in, joined, unseen
from review.screening.limits import Limits
from review.screening.segments import NotRead, Place, Reason, Trace

ROOT = "DataMashup"
_LENGTH = struct.Struct("<I")


def query_finds(root: etree._Element, *, limits: Limits, place: Place) -> Finds:
    """Hand on the formulas of queries, and from where they fetch."""
    try:
        content = base64.b64decode("".join(map(str, root.itertext())), validate=False)
        version, size = _LENGTH.unpack_from(content), _LENGTH.unpack_from(content, _LENGTH.size)
    except (binascii.Error, struct.error) as fault:
        raise NotRead(Reason.BROKEN) from fault
    end = _LENGTH.size + len(version) * _LENGTH.size + size[0]
    package, rest = content[2 * _LENGTH.size : end], content[end:]
    texts = list(_formulas(package, limits=limits))
    sources = joined(text for formula in texts for text in constants_in(formula))
    if sources:
        yield Trace(rule="hidden.external_link", part=Part.LINK, place=place, text=sources)
    said = joined((*texts, rest.decode("utf-8", "replace")))
    yield unseen(said.replace("\0", " "), place=place, part=Part.LINK)


def _formulas(package: bytes, *, limits: Limits) -> Iterator[str]:
    for entry in open_archive(package, limits=limits).entries():
        if entry.content:
            for segment in read_plain(entry.content, limits=limits).segments:
                yield segment.text
