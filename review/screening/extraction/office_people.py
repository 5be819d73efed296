"""People whom an Office package names beside its text: who took part, who signed."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.word_styles import attribute
from review.screening.segments import Trace

_SIGNERS = ("{*}X509IssuerName", "{*}X509SubjectName")


def people_finds(root: etree._Element, *, file: str) -> Iterator[Trace]:
    """Name those who took part in writing."""
    for person in root.iter("{*}person"):
        names = (attribute(it, name) for it in person.iter() for name in ("author", "userId"))
        yield _user(" ".join(filter(None, names)), file=file)


def signer_finds(root: etree._Element, *, file: str) -> Iterator[Trace]:
    """Name those whom the certificates of signatures name."""
    for signer in root.iter(*_SIGNERS):
        yield _user((signer.text or "").strip(), file=file)


def _user(text: str, *, file: str) -> Trace:
    return Trace(rule="hidden.user_name", part=Part.PROPERTIES, place={"file": file}, text=text)
