"""The streams of a compound file, counted while they are read."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

import olefile  # type: ignore[import-untyped]  # it ships none

from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

_TABLES_AT, _FREE = 76, 0xFFFFFFFF
_LAST_PLACE = 0xFFFFFFFA
"""Greater numbers say what a sector is, not which one comes next."""
Path = tuple[str, ...]
_FAULTS = (
    OSError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    TypeError,
    RecursionError,
)
"""What olefile throws at a broken file."""


def streams_of(content: bytes, *, limits: Limits) -> Mapping[Path, bytes]:
    """Return all streams by the names on the way to them; NotRead when one cannot be read."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as opened:
            _refuse_longer(opened, most=len(content))
            _refuse_astray(opened, content)
            streams = _streams(opened, limits=limits)
            _refuse_nowhere(opened)
            return streams
    except _FAULTS as fault:
        raise NotRead(Reason.BROKEN) from fault


def _refuse_longer(opened: olefile.OleFileIO, *, most: int) -> None:
    """Refuse what claims to be longer than its file, such as a ring of sectors without end."""
    table = opened.num_mini_fat_sectors * opened.sector_size
    sizes = (entry.size for entry in opened.direntries if entry is not None)
    is_cut = opened.directory_fp.size % opened.sector_size
    if is_cut or max((table, *sizes)) > most:
        raise NotRead(Reason.BROKEN)


def _refuse_astray(opened: olefile.OleFileIO, content: bytes) -> None:
    """Refuse a head whose list of tables has a gap, or names what a table says is no table."""
    places = struct.unpack_from("<109I", content, _TABLES_AT)
    end = places.index(_FREE) if _FREE in places else len(places)
    if any(place != _FREE for place in places[end:]):
        raise NotRead(Reason.BROKEN)  # another reader would follow the rest
    said = opened.fat
    if any(place >= len(said) or said[place] <= _LAST_PLACE for place in places[:end]):
        raise NotRead(Reason.BROKEN)


def _refuse_nowhere(opened: olefile.OleFileIO) -> None:
    """Refuse tables that name sectors which are not there: other readers give up at them."""
    small = opened.root.size // opened.mini_sector_size
    for table, count in ((opened.fat, opened.nb_sect), (opened.minifat, small)):
        if any(count <= place <= _LAST_PLACE for place in table or ()):
            raise NotRead(Reason.BROKEN)


def _streams(opened: olefile.OleFileIO, *, limits: Limits) -> Mapping[Path, bytes]:
    streams: dict[Path, bytes] = {}
    left = limits.inflated
    paths = opened.listdir(streams=True, storages=False)
    if len(paths) > limits.entries:
        raise NotRead(Reason.ODD_ARCHIVE)
    for path in paths:
        size = opened.get_size(path)
        left -= size
        if left < 0:
            raise NotRead(Reason.INFLATES)
        read = opened.openstream(path).read()
        if tuple(path) in streams or len(read) != size:
            raise NotRead(Reason.BROKEN)  # olefile itself only notes that a chain ends too early
        streams[tuple(path)] = read
    return streams
