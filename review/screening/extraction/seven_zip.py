"""7z archives, unpacked in memory and within limits; every entry a file to be read by itself."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, NoReturn

from review.screening.extraction.entry_names import are_in_order, folder_segments
from review.screening.extraction.finds import Finds, gathered
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason

if TYPE_CHECKING:
    from py7zr import SevenZipFile

MEDIA_TYPE: Final = "application/x-7z-compressed"


def read_seven_zip(content: bytes, *, limits: Limits) -> Extract:
    """Hand on every file of a 7z; NotRead when it is locked, a bomb, or not in order."""
    from py7zr.exceptions import DecompressionBombError, PasswordRequired  # noqa: PLC0415 - slow

    try:
        return _read(content, limits=limits)
    except (NotRead, MemoryError):
        raise
    except PasswordRequired as fault:
        raise NotRead(Reason.ENCRYPTED, media_type=MEDIA_TYPE) from fault
    except DecompressionBombError as fault:
        raise NotRead(Reason.INFLATES, media_type=MEDIA_TYPE) from fault
    except Exception as fault:  # whatever the library throws at a malformed head
        raise NotRead(Reason.BROKEN, media_type=MEDIA_TYPE) from fault


def _read(content: bytes, *, limits: Limits) -> Extract:
    from py7zr import SevenZipFile  # noqa: PLC0415 - loads slowly, and few files are of this kind

    with SevenZipFile(io.BytesIO(content), max_extract_size=limits.inflated) as archive:
        _look_over(archive, content, limits=limits)
        return gathered(_finds(archive, limits=limits), media_type=MEDIA_TYPE)


def _look_over(archive: SevenZipFile, content: bytes, *, limits: Limits) -> None:
    """Refuse by the directory alone what must not be unpacked."""
    if archive.needs_password():
        _refuse(Reason.ENCRYPTED)
    entries = list(archive.files)
    if not entries:
        _refuse(Reason.EMPTY)
    head = archive.sig_header
    end = archive.afterheader + head.nextheaderofs + head.nextheadersize
    odd = any(
        entry.is_symlink
        or entry.is_junction
        or entry.is_socket
        or (entry.is_directory and not entry.emptystream)
        for entry in entries
    )
    if (
        odd
        or len(entries) > limits.entries
        or not are_in_order(entry.filename for entry in entries)
        or content[end:].strip(b"\x00")
    ):
        _refuse(Reason.ODD_ARCHIVE)
    size = sum(entry.uncompressed for entry in entries)
    if size > max(limits.ratio_from, limits.ratio * len(content)) or size > limits.inflated:
        _refuse(Reason.INFLATES)


def _finds(archive: SevenZipFile, *, limits: Limits) -> Finds:
    from py7zr.io import BytesIOFactory  # noqa: PLC0415 - as above

    factory = BytesIOFactory(limits.inflated)
    archive.extract(factory=factory)
    names = [entry.filename for entry in archive.files if not entry.is_directory]
    if set(names) != set(factory.products):
        _refuse(Reason.ODD_ARCHIVE)
    for name in names:
        yield Embedded(name=name, content=factory.products[name].read())
    folders = [entry.filename for entry in archive.files if entry.is_directory]
    yield from folder_segments(folders, files=names)


def _refuse(reason: Reason) -> NoReturn:
    raise NotRead(reason, media_type=MEDIA_TYPE)
