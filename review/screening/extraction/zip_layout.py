"""How a zip lies in its bytes: all belong to an entry, and heads agree with the directory."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_HEAD = struct.Struct("<4sHHHHHIIIHH")
_END, _END_HEAD = b"PK\x05\x06", struct.Struct("<4sHHHHI")
_LONGEST_ENTRY = 512
"""So many bytes of directory an entry takes with a long name; few have one."""
_MAGIC = b"PK\x03\x04"
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_DESCRIPTORS = frozenset({0, 12, 16, 20, 24})
"""So many bytes may follow an entry: its sizes once more, for who writes without looking back."""
_ORDINARY = frozenset({0x0001, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0x756E, 0x9901, 0xCAFE})
"""The extra fields that hold sizes, times and owners."""
_PADDING, _PADDING_HEAD = 0xA220, 4
_MOST_EXTRA = 512


def is_crowded(content: bytes, *, most: int) -> bool:
    """Whether a directory is longer than that of so many entries, by its own end."""
    at = content.rfind(_END)
    if at < 0 or len(content) < at + _END_HEAD.size:
        return False
    _, _, _, _, count, size = _END_HEAD.unpack_from(content, at)
    return bool(count > most or size > most * _LONGEST_ENTRY)


class Misplaced(Exception):  # noqa: N818 - an answer: the zip is not as its directory says
    """Bytes belong to no entry, or an entry's own head says something else."""


class Damaged(Exception):  # noqa: N818 - an answer: the zip cannot be read
    """An entry has no head where the directory says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the data of each entry begin, and what stands beside names and data."""

    starts: Mapping[str, int]
    remarks: tuple[bytes, ...]
    """The comments of entries, and what is in unusual extra fields."""


def layout_of(content: bytes, opened: zipfile.ZipFile) -> Layout:
    """Walk the entries as they lie; Misplaced or Damaged where that is not in order."""
    starts: dict[str, int] = {}
    remarks: list[bytes] = []
    end = 0
    for info in sorted(opened.infolist(), key=lambda info: info.header_offset):
        if info.header_offset - end not in (_DESCRIPTORS if end else {0}):
            raise Misplaced
        start, extra = _head_of(content, info)
        starts[info.filename] = start
        end = start + info.compress_size
        remarks += [info.comment, *_unusual(extra), *_unusual(info.extra)]
    if opened.start_dir - end not in _DESCRIPTORS:
        raise Misplaced
    return Layout(starts=starts, remarks=tuple(dict.fromkeys(filter(None, remarks))))


def _head_of(content: bytes, info: zipfile.ZipInfo) -> tuple[int, bytes]:
    """Return where the data of an entry begin, and the extra fields before them."""
    at = info.header_offset
    if len(content) < at + _HEAD.size:
        raise Damaged
    magic, _, flags, method, *_, name_length, extra_length = _HEAD.unpack_from(content, at)
    if magic != _MAGIC:
        raise Damaged
    name_end = at + _HEAD.size + name_length
    name = content[at + _HEAD.size : name_end]
    known = info.orig_filename.encode("utf-8" if flags & _UTF8_NAME else "cp437", "replace")
    if name != known:
        raise Damaged
    if method != info.compress_type or (flags ^ info.flag_bits) & _ENCRYPTED:
        raise Misplaced
    return name_end + extra_length, content[name_end : name_end + extra_length]


def _unusual(extra: bytes) -> Iterator[bytes]:
    """Yield what stands in extra fields that no archiver needs; Misplaced when it is much."""
    while len(extra) >= 4:  # noqa: PLR2004 - each begins with its kind and its length
        kind, length = struct.unpack_from("<HH", extra)
        said, extra = extra[4 : 4 + length], extra[4 + length :]
        plain = (said[_PADDING_HEAD:] if kind == _PADDING else said).strip(b"\x00")
        if len(plain) > _MOST_EXTRA:
            raise Misplaced
        if plain and kind not in _ORDINARY:
            yield plain
    if extra.strip(b"\x00"):
        yield extra
