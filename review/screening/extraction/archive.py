"""Open a zip that may be hostile: looked over by its directory first, counted while inflating."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

MEDIA_TYPE = "application/zip"
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_END_LENGTH = 22
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

    @property
    def names(self) -> frozenset[str]:
        """The names in the directory."""
        return frozenset(self.zip.namelist())

    @property
    def comment(self) -> bytes:
        """What is written behind the directory, where no program shows it."""
        return self.zip.comment

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


def open_archive(content: bytes, *, limits: Limits) -> Archive:
    """Open a zip; NotRead when its directory alone is reason enough."""
    try:
        opened = zipfile.ZipFile(io.BytesIO(content))
    except (*_FAULTS, ValueError) as fault:
        raise _refused(Reason.BROKEN) from fault
    infos = opened.infolist()
    if len(infos) > limits.entries or _has_odd_entries(infos) or _has_tail(content, opened):
        raise _refused(Reason.ODD_ARCHIVE)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise _refused(Reason.ENCRYPTED)
    if sum(info.file_size for info in infos) > limits.inflated or any(
        _is_bomb(info, limits=limits) for info in infos
    ):
        raise _refused(Reason.INFLATES)
    return Archive(zip=opened, limits=limits)


def _refused(reason: Reason) -> NotRead:
    return NotRead(reason, media_type=MEDIA_TYPE)


def _has_odd_entries(infos: list[zipfile.ZipInfo]) -> bool:
    names = [info.filename.casefold() for info in infos]
    placed = sorted((info.header_offset, info.compress_size) for info in infos)
    return (
        len(set(names)) != len(names)
        or any(_is_odd(info) for info in infos)
        or any(start + size > following for (start, size), (following, _) in pairwise(placed))
    )


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
    """Whether bytes follow that belong to no entry: they would be published unseen."""
    return content.rfind(_END) + _END_LENGTH + len(opened.comment) != len(content)


def _is_bomb(info: zipfile.ZipInfo, *, limits: Limits) -> bool:
    inflates = info.file_size > limits.ratio * max(info.compress_size, 1)
    return info.file_size > limits.ratio_from and inflates
