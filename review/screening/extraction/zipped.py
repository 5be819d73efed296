"""Zip archives: every entry a file to be read by itself, under the name it should be shown by."""

from __future__ import annotations

import zipfile

from review.domain.findings import Part
from review.screening.extraction.archive import MEDIA_TYPE, Archive, open_archive
from review.screening.extraction.entry_names import folder_segments
from review.screening.extraction.finds import Finds, gathered, meta
from review.screening.extraction.pdf_strings import is_telling, text_in
from review.screening.limits import Limits
from review.screening.segments import Embedded, Extract, NotRead, Reason, Trace

_UTF8_NAME = 0x800
_COMMENT = "hidden.archive_comment"


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
    for said in (archive.comment, *(info.comment for info in infos)):
        text = text_in(said).strip() or said.decode("latin-1").strip("\x00 ")
        if text:
            yield meta(text)
            yield Trace(rule=_COMMENT, part=Part.OTHER, text=text)
    for said in {info.extra for info in infos}:
        text = _in_extra(said)
        if text:
            yield meta(text)


def _in_extra(extra: bytes) -> str:
    """Return what the fields beside an entry say that could be text: another name, a remark."""
    lines = []
    while len(extra) >= 4:  # noqa: PLR2004 - each field begins with its kind and its length
        length = int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        texts = (text_in(field), text_in(field[5:]))  # a version and a sum before a second name
        lines += [text for text in texts if is_telling(text)][:1]
    return "\n".join(lines)


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
