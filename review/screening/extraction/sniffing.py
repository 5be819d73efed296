"""Which reader takes a file: by its content and never by its name; a false name is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

from review.domain.findings import Part
from review.screening.extraction.compound import read_compound
from review.screening.extraction.delimited import read_delimited
from review.screening.extraction.docx import read_docx
from review.screening.extraction.kinds import PROMISED, Kind, ending_of, kind_of
from review.screening.extraction.metafile import read_metafile
from review.screening.extraction.pdf import read_pdf
from review.screening.extraction.picture import read_picture
from review.screening.extraction.plain import read_plain
from review.screening.extraction.pptx import read_pptx
from review.screening.extraction.xlsb import read_xlsb
from review.screening.extraction.xlsx import read_xlsx
from review.screening.extraction.zipped import read_zip
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason, Trace

MISNAMED = "file.misnamed"


class Reader(Protocol):
    """Takes everything out of the bytes of one kind, or raises NotRead."""

    def __call__(self, content: bytes, /, *, limits: Limits) -> Extract:
        """Return texts, traces, files inside and pictures to be recognised."""


READERS: Mapping[Kind, Reader] = MappingProxyType(
    {
        Kind.TEXT: read_plain,
        Kind.TABLE: read_delimited,
        Kind.PDF: read_pdf,
        Kind.WORD: read_docx,
        Kind.SLIDES: read_pptx,
        Kind.WORKBOOK: read_xlsx,
        Kind.BINARY_WORKBOOK: read_xlsb,
        Kind.COMPOUND: read_compound,
        Kind.ZIP: read_zip,
        Kind.PICTURE: read_picture,
        Kind.METAFILE: read_metafile,
    }
)
_REFUSED: Mapping[Kind, Reason] = MappingProxyType(
    {Kind.RAR: Reason.RAR, Kind.SOUND_OR_VIDEO: Reason.SOUND_OR_VIDEO}
)
_TABLES = frozenset({"csv", "tsv"})
"""What such a name promises looks like any other text, if there is little of it."""
_MARKUP = frozenset({Kind.HTML, Kind.XML, Kind.MAIL})
_STRICT = frozenset(
    {
        "docx",
        "docm",
        "xlsx",
        "xlsm",
        "xltx",
        "xltm",
        "xlsb",
        "pptx",
        "pptm",
        "ppsx",
        "ppsm",
        "pdf",
        "ofd",
        "odt",
        "ods",
        "odp",
    }
)
"""What such a name promises a web page never is, not even from an old office system."""


def read(content: bytes, *, name: str, limits: Limits) -> Extract:
    """Take everything out of a file.

    Raises:
        NotRead: it is of no readable kind, or refused; with the reason.
    """
    if not content:
        raise NotRead(Reason.EMPTY)
    if len(content) > limits.content:
        raise NotRead(Reason.TOO_LARGE)
    kind, ending = kind_of(content), ending_of(name)
    if kind in _MARKUP and ending in _STRICT:
        raise NotRead(Reason.MISNAMED, media_type="text/*")
    if kind is Kind.TEXT and ending in _TABLES:
        kind = Kind.TABLE
    reader = READERS.get(kind)
    if reader is None:
        raise NotRead(_REFUSED.get(kind, Reason.UNSUPPORTED))
    extract = reader(content, limits=limits)
    if kind in PROMISED.get(ending, {kind}):
        return extract
    said = Trace(rule=MISNAMED, part=Part.FILE_NAME, text=f".{ending} → {kind.label}")
    return replace(extract, traces=(said, *extract.traces))
