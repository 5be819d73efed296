"""Open a zip that may be hostile: looked over by its directory first, counted while inflating."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from review.screening.extraction.zip_layout import Damaged, Layout, Misplaced, is_crowded, layout_of
from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

MEDIA_TYPE = "application/zip"
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_END_LENGTH = 22
_RAW = -zlib.MAX_WBITS
# RuntimeError: an unknown compression, or a password that was not asked for.
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of the archive, inflated."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A zip whose directory is in order."""

    zip: zipfile.ZipFile
    limits: Limits
    content: bytes = field(repr=False)
    layout: Layout

    @property
    def names(self) -> frozenset[str]:
        """The names in the directory."""
        return frozenset(self.zip.namelist())

    @property
    def comment(self) -> bytes:
        """What is written behind the directory, where no program shows it."""
        return self.zip.comment

    @property
    def remarks(self) -> tuple[bytes, ...]:
        """What entries say beside their name: comments, and what is in unusual fields."""
        return self.layout.remarks

    def entries(self) -> Iterator[Entry]:
        """Inflate one entry after the other; NotRead when they are more than they say."""
        left = self.limits.inflated
        for info in self.zip.infolist():
            if info.is_dir():
                continue
            content = self._inflated(info, left=left)
            left -= len(content)
            yield Entry(name=info.filename, content=content)

    def _inflated(self, info: zipfile.ZipInfo, *, left: int) -> bytes:
        if info.compress_type not in _PLAIN:
            return self._streamed(info, left=left)
        start = self.layout.starts[info.filename]
        content = self.content[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_DEFLATED:
            content = _deflated(content, most=min(left, info.file_size))
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise _refused(Reason.BROKEN)
        return content

    def _streamed(self, info: zipfile.ZipInfo, *, left: int) -> bytes:
        pieces: list[bytes] = []
        try:
            with self.zip.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    pieces.append(piece)
                    left -= len(piece)
                    if left < 0:
                        raise _refused(Reason.INFLATES)
        except _FAULTS as fault:
            raise _refused(Reason.BROKEN) from fault
        return b"".join(pieces)


_PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The compressions that office programs use; others are left to the library."""


def _deflated(content: bytes, *, most: int) -> bytes:
    """Inflate an entry; NotRead when it is broken, more than it says, or has something behind."""
    stream = zlib.decompressobj(_RAW)
    try:
        inflated = stream.decompress(content, most + 1)
        if len(inflated) > most or not stream.eof:
            raise _refused(Reason.BROKEN)
    except zlib.error as fault:
        raise _refused(Reason.BROKEN) from fault
    if stream.unused_data:
        raise _refused(Reason.ODD_ARCHIVE)
    return inflated


def open_archive(content: bytes, *, limits: Limits) -> Archive:
    """Open a zip; NotRead when its directory alone is reason enough."""
    if is_crowded(content, most=limits.entries):
        raise _refused(Reason.ODD_ARCHIVE)
    try:
        opened = zipfile.ZipFile(io.BytesIO(content))
    except (*_FAULTS, ValueError) as fault:
        raise _refused(Reason.BROKEN) from fault
    infos = opened.infolist()
    if len(infos) > limits.entries or _has_odd_names(infos) or _has_tail(content, opened):
        raise _refused(Reason.ODD_ARCHIVE)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise _refused(Reason.ENCRYPTED)
    if sum(info.file_size for info in infos) > limits.inflated or any(
        _is_bomb(info, limits=limits) for info in infos
    ):
        raise _refused(Reason.INFLATES)
    return Archive(zip=opened, limits=limits, content=content, layout=_layout(content, opened))


def _layout(content: bytes, opened: zipfile.ZipFile) -> Layout:
    try:
        return layout_of(content, opened)
    except Damaged as fault:
        raise _refused(Reason.BROKEN) from fault
    except Misplaced as fault:
        raise _refused(Reason.ODD_ARCHIVE) from fault


def _refused(reason: Reason) -> NotRead:
    return NotRead(reason, media_type=MEDIA_TYPE)


def _has_odd_names(infos: list[zipfile.ZipInfo]) -> bool:
    names = [info.filename.casefold() for info in infos]
    return len(set(names)) != len(names) or any(map(_is_odd, infos))


def _is_odd(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename
    parts = name.rstrip("/").split("/")
    return (
        not name
        or "\x00" in name
        or "\\" in name
        or ":" in name
        or any(part in {"", ".", ".."} for part in parts)
        or stat.S_ISLNK(info.external_attr >> 16)
    )


def _has_tail(content: bytes, opened: zipfile.ZipFile) -> bool:
    """Whether something follows that belongs to no entry: it would be published unseen."""
    end = content.rfind(_END) + _END_LENGTH + len(opened.comment)
    return end > len(content) or bool(content[end:].strip(b"\x00\r\n"))


def _is_bomb(info: zipfile.ZipInfo, *, limits: Limits) -> bool:
    inflates = info.file_size > limits.ratio * max(info.compress_size, 1)
    return info.file_size > limits.ratio_from and inflates
