"""Zip archives: every entry a file to be read by itself, under the name it should be shown by."""

from __future__ import annotations

import zipfile

from review.domain.findings import Part
from review.screening.extraction.archive import MEDIA_TYPE, open_archive
from review.screening.limits import Limits
from review.screening.segments import (
    Embedded,
    Extract,
    NotRead,
    Reason,
    Segment,
    Trace,
    Visibility,
)

_UTF8_NAME = 0x800


def read_zip(content: bytes, *, limits: Limits) -> Extract:
    """Hand on every file of a zip; NotRead when its directory is not in order."""
    archive = open_archive(content, limits=limits)
    names = {info.filename: shown_name(info) for info in archive.zip.infolist()}
    files = tuple(
        Embedded(name=names[entry.name], content=entry.content) for entry in archive.entries()
    )
    if not files:
        raise NotRead(Reason.EMPTY, media_type=MEDIA_TYPE)
    comment = archive.comment.decode("utf-8", "replace").strip()
    return Extract(
        media_type=MEDIA_TYPE,
        segments=(Segment(text=comment, part=Part.OTHER, visibility=Visibility.META),)
        if comment
        else (),
        traces=(Trace(rule="hidden.archive_comment", part=Part.OTHER, text=comment),)
        if comment
        else (),
        embedded=files,
    )


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
