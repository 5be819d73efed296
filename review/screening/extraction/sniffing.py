"""Which reader takes a file: by its content and never by its name; a false name is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

from review.domain.findings import Part
from review.screening.extraction.any_xml import read_xml
from review.screening.extraction.bidi import with_shown_order
from review.screening.extraction.compound import read_compound
from review.screening.extraction.decoded import with_decoded
from review.screening.extraction.delimited import read_delimited
from review.screening.extraction.docx import read_docx
from review.screening.extraction.gzipped import read_gzip
from review.screening.extraction.html import read_html
from review.screening.extraction.kinds import PROMISED, Kind, ending_of, kind_of
from review.screening.extraction.mail import read_mail
from review.screening.extraction.metafile import read_metafile
from review.screening.extraction.ofd import read_ofd
from review.screening.extraction.open_document import read_open_document
from review.screening.extraction.pdf import read_pdf
from review.screening.extraction.picture import read_picture
from review.screening.extraction.plain import read_plain
from review.screening.extraction.pptx import read_pptx
from review.screening.extraction.rtf import read_rtf
from review.screening.extraction.seven_zip import read_seven_zip
from review.screening.extraction.tarred import read_tar
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
        Kind.HTML: read_html,
        Kind.MAIL: read_mail,
        Kind.XML: read_xml,
        Kind.TABLE: read_delimited,
        Kind.PDF: read_pdf,
        Kind.OFD: read_ofd,
        Kind.RTF: read_rtf,
        Kind.OPEN_DOCUMENT: read_open_document,
        Kind.WORD: read_docx,
        Kind.SLIDES: read_pptx,
        Kind.WORKBOOK: read_xlsx,
        Kind.BINARY_WORKBOOK: read_xlsb,
        Kind.COMPOUND: read_compound,
        Kind.ZIP: read_zip,
        Kind.TAR: read_tar,
        Kind.GZIP: read_gzip,
        Kind.SEVEN_ZIP: read_seven_zip,
        Kind.PICTURE: read_picture,
        Kind.METAFILE: read_metafile,
    }
)
_REFUSED: Mapping[Kind, Reason] = MappingProxyType(
    {
        Kind.RAR: Reason.RAR,
        Kind.PACKED: Reason.PACKED,
        Kind.SOUND_OR_VIDEO: Reason.SOUND_OR_VIDEO,
    }
)
_TABLES = frozenset({"csv", "tsv"})
"""What such a name promises looks like any other text, if there is little of it."""
_MARKUP = frozenset({Kind.HTML, Kind.XML, Kind.MAIL})
_WRITTEN = frozenset({Kind.TEXT, Kind.TABLE, Kind.MAIL, Kind.XML})
"""As its reader sees it, and as a program shows it that knows its marks."""
_MARKED_DOWN = frozenset({"md", "markdown"})
"""May begin with any markup, and is a text all the same."""
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
    kind, ending = _kind(content, ending=ending_of(name)), ending_of(name)
    reader = READERS.get(kind)
    if reader is None:
        raise NotRead(_REFUSED.get(kind, Reason.UNSUPPORTED))
    extract = reader(content, limits=limits)
    if kind in _WRITTEN:
        extract = with_decoded(extract, limits=limits)
    extract = with_shown_order(extract)
    if kind in PROMISED.get(ending, {kind}):
        return extract
    said = Trace(rule=MISNAMED, part=Part.FILE_NAME, text=f".{ending} → {kind.label}")
    return replace(extract, traces=(said, *extract.traces))


def _kind(content: bytes, *, ending: str) -> Kind:
    """Return the kind; the name decides where a text is of several.

    Raises:
        NotRead: markup under the name of a paper, which no office program writes.
    """
    kind = kind_of(content)
    if kind in _MARKUP and ending in _STRICT:
        raise NotRead(Reason.MISNAMED, media_type="text/*")
    if ending in _MARKED_DOWN and kind in _MARKUP:
        return Kind.TEXT
    return Kind.TABLE if kind is Kind.TEXT and ending in _TABLES else kind
