"""The bytes of a file, for whom they are: the public, or who may see the case."""

from __future__ import annotations

from review.commands import Caller
from review.domain.case_refusals import NothingLeft
from review.domain.errors import BytesChanged, NoSuchDocument, NoSuchFile
from review.domain.vocabulary import Availability
from review.services.cases import document_of
from review.services.cases_seen import visible_case
from review.services.papers import files_of
from review.services.purging import content_of
from review.services.work import Work
from review.storage.originals import OriginalAltered, OriginalMissing
from review.storage.rows import (
    DocumentRow,
    FileRow,
)


def public_file(work: Work, document_id: str, position: int) -> tuple[str, str, bytes]:
    """Return name, media type and bytes of a public file, proved to be the approved ones."""
    document = work.session.get(DocumentRow, document_id)
    if document is None or document.availability is not Availability.PUBLIC:
        raise NoSuchDocument(document=document_id)
    for file in files_of(work, str(document.public_version_id)):
        if file.position == position:
            return _content(work, file)
    raise NoSuchFile(file=str(position))


def case_file(
    work: Work, reference: str, file_id: str, *, caller: Caller
) -> tuple[str, str, bytes]:
    """Return name, media type and bytes of a file of a case this person may see."""
    case = visible_case(work, reference, caller=caller)
    file = work.session.get(FileRow, file_id)
    if file is None or file.document_id != case.document_id:
        raise NoSuchFile(file=file_id)
    try:
        return _content(work, file)
    except (OriginalMissing, OriginalAltered):
        if document_of(work, case).intercepted_at is not None:
            raise NothingLeft from None
        raise BytesChanged(file=file.name) from None


def _content(work: Work, file: FileRow) -> tuple[str, str, bytes]:
    content = content_of(work.session, work.means.originals, file)
    return file.name, file.media_type, content
