"""The streams of a compound file, counted while they are read."""

from __future__ import annotations

import io
from collections.abc import Mapping

import olefile  # type: ignore[import-untyped]  # it ships none

from review.screening.limits import Limits
from review.screening.segments import NotRead, Reason

Path = tuple[str, ...]
_FAULTS = (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError, RecursionError)
"""What olefile throws at a broken file."""


def streams_of(content: bytes, *, limits: Limits) -> Mapping[Path, bytes]:
    """Return all streams by the names on the way to them; NotRead when one cannot be read."""
    streams: dict[Path, bytes] = {}
    left = limits.inflated
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as opened:
            paths = opened.listdir(streams=True, storages=False)
            if len(paths) > limits.entries:
                raise NotRead(Reason.ODD_ARCHIVE)
            for path in paths:
                left -= opened.get_size(path)
                if left < 0:
                    raise NotRead(Reason.INFLATES)
                streams[tuple(path)] = opened.openstream(path).read()
    except _FAULTS as fault:
        raise NotRead(Reason.BROKEN) from fault
    return streams
