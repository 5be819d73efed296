"""Open a zip that may be hostile: looked over by its directory first, counted while inflating."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

MEDIA_TYPE = "application/zip"
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_END_LENGTH = 22
_LOCAL_LENGTH, _LOCAL_LENGTHS = 30, 26
"""How long the head before an entry is, and where in it stand the lengths of name and extra."""
_DESCRIPTORS = frozenset({0, 12, 16, 20, 24})
"""So many bytes may follow an entry: its sizes once more, for who writes without looking back."""
_ORDINARY = frozenset({0x0001, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0x756E, 0x9901, 0xCAFE})
"""The extra fields that hold sizes, times and owners."""
_PADDING, _PADDING_HEAD = 0xA220, 4
_MOST_EXTRA = 512
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
    remarks: tuple[bytes, ...] = ()
    """What entries say beside their name: their own comments and unusual extra fields."""

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
    if len(infos) > limits.entries or _has_odd_names(infos) or _has_tail(content, opened):
        raise _refused(Reason.ODD_ARCHIVE)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise _refused(Reason.ENCRYPTED)
    if sum(info.file_size for info in infos) > limits.inflated or any(
        _is_bomb(info, limits=limits) for info in infos
    ):
        raise _refused(Reason.INFLATES)
    return Archive(zip=opened, limits=limits, remarks=_remarks(content, opened))


def _refused(reason: Reason) -> NotRead:
    return NotRead(reason, media_type=MEDIA_TYPE)


def _has_odd_names(infos: list[zipfile.ZipInfo]) -> bool:
    names = [info.filename.casefold() for info in infos]
    return len(set(names)) != len(names) or any(map(_is_odd, infos))


def _remarks(content: bytes, opened: zipfile.ZipFile) -> tuple[bytes, ...]:
    """Return what entries say beside their name; NotRead where bytes belong to no entry."""
    remarks: list[bytes] = []
    at = 0
    for info in sorted(opened.infolist(), key=lambda info: info.header_offset):
        name, extra = _lengths(content, info.header_offset)
        if info.header_offset - at not in _DESCRIPTORS or (at == 0 and info.header_offset):
            raise _refused(Reason.ODD_ARCHIVE)
        head = info.header_offset + _LOCAL_LENGTH + name
        at = head + extra + info.compress_size
        remarks += [info.comment, *_unusual(content[head : head + extra]), *_unusual(info.extra)]
    if opened.start_dir - at not in _DESCRIPTORS:
        raise _refused(Reason.ODD_ARCHIVE)
    return tuple(dict.fromkeys(filter(None, remarks)))


def _lengths(content: bytes, at: int) -> tuple[int, int]:
    try:
        name, extra = struct.unpack_from("<HH", content, at + _LOCAL_LENGTHS)
    except struct.error as fault:
        raise _refused(Reason.BROKEN) from fault
    return name, extra


def _unusual(extra: bytes) -> Iterator[bytes]:
    """Yield what stands in extra fields that no archiver needs; NotRead when it is much."""
    while len(extra) >= 4:  # noqa: PLR2004 - each begins with its kind and its length
        kind, length = struct.unpack_from("<HH", extra)
        said, extra = extra[4 : 4 + length], extra[4 + length :]
        plain = (said[_PADDING_HEAD:] if kind == _PADDING else said).strip(b"\x00")
        if len(plain) > _MOST_EXTRA:
            raise _refused(Reason.ODD_ARCHIVE)
        if plain and kind not in _ORDINARY:
            yield plain
    if extra.strip(b"\x00"):
        yield extra


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
