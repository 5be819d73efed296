"""Zip archives: every entry a file to be read by itself, under the name it should be shown by."""

from __future__ import annotations

import zipfile

from review.screening.extraction.archive import MEDIA_TYPE, Archive, open_archive
from review.screening.extraction.archive_remarks import remark_finds
from review.screening.extraction.entry_names import folder_segments
from review.screening.extraction.finds import Finds, gathered
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason

_UTF8_NAME = 0x800


def read_zip(content: bytes, *, limits: Limits) -> Extract:
    """Hand on every file of a zip; NotRead when its directory is not in order."""
    archive = open_archive(content, limits=limits)
    infos = archive.zip.infolist()
    if any(info.is_dir() and info.file_size for info in infos):
        raise NotRead(Reason.ODD_ARCHIVE, media_type=MEDIA_TYPE)
    if not infos:
        raise NotRead(Reason.EMPTY, media_type=MEDIA_TYPE)
    return gathered(_finds(archive), media_type=MEDIA_TYPE)


def _finds(archive: Archive) -> Finds:
    infos = archive.zip.infolist()
    names = {info.filename: shown_name(info) for info in infos}
    for entry in archive.entries():
        yield Embedded(name=names[entry.name], content=entry.content)
    folders = [names[info.filename] for info in infos if info.is_dir()]
    files = [names[info.filename] for info in infos if not info.is_dir()]
    yield from folder_segments(folders, files=files)
    yield from remark_finds(archive)


def shown_name(info: zipfile.ZipInfo) -> str:
    """Return the name as it was meant: without the UTF-8 flag it is GBK where that decodes."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
