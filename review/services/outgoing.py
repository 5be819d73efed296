"""What goes out: the paper of one message, from its rows and its proved bytes."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session, col

from review.domain.vocabulary import Availability
from review.hashing import manifest
from review.messages import CONVERTED_NOTE
from review.publishing.channel import DeliveryFailedError
from review.publishing.package import Conversion, Package, PackedFile
from review.services.cases import number_of
from review.services.outbox import Message
from review.services.work import SHANGHAI
from review.storage.originals import Originals
from review.storage.rows import CaseRow, DocumentRow, FileRow


def is_public(session: Session, message: Message) -> bool:
    """The public may read the paper now, and in the very version of the message."""
    document = session.get_one(DocumentRow, message.document_id)
    is_open = document.availability is Availability.PUBLIC
    return is_open and document.public_version_id == message.version_id


def is_closed(session: Session, message: Message) -> bool:
    """The public may not read the paper now, in no version at all."""
    document = session.get_one(DocumentRow, message.document_id)
    return document.availability is not Availability.PUBLIC


def package_of(session: Session, message: Message, *, originals: Originals) -> Package:
    """Put a paper together; bytes that are not those of the approval never get this far (H1).

    Raises:
        DeliveryFailedError: the files are not those that were approved.
        OriginalMissing: the store has no such bytes.
        OriginalAltered: the bytes in the store are others.
    """
    document = session.get_one(DocumentRow, message.document_id)
    files = _files(session, message.version_id)
    if manifest([(file.name, file.sha256, file.sm3) for file in files]) != message.manifest:
        raise DeliveryFailedError("manifest")
    published_at = document.published_at or message.asked_at
    return Package(
        key=message.key,
        seq=message.seq,
        asked_at=message.asked_at,
        document=document.id,
        title=document.title,
        number=document.number,
        kind=(document.genre or document.kind).label,
        dated=document.dated,
        published_at=published_at.astimezone(SHANGHAI),
        conversion=_conversion(session, document, message),
        files=tuple(_packed(file, originals=originals) for file in files),
    )


def _files(session: Session, version_id: str) -> list[FileRow]:
    mine = select(FileRow).where(col(FileRow.version_id) == version_id)
    return list(session.execute(mine.order_by(col(FileRow.position))).scalars())


def _packed(file: FileRow, *, originals: Originals) -> PackedFile:
    return PackedFile(
        position=file.position,
        name=file.name,
        content=originals.read(file.sha256),
        sha256=file.sha256,
        sm3=file.sm3,
        media_type=file.media_type,
    )


def _conversion(session: Session, document: DocumentRow, message: Message) -> Conversion | None:
    """Say from what a paper was converted, when, and by which case."""
    if document.converted_from is None or document.published_at is None:
        return None
    case = session.get_one(CaseRow, message.case_id)
    return Conversion(
        note=CONVERTED_NOTE.format(mode=document.converted_from.label),
        on=document.published_at.astimezone(SHANGHAI).date(),
        case=number_of(case),
    )
