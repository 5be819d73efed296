"""Office files whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile

_FIXED = (1980, 1, 1, 0, 0, 0)
"""The first instant a zip can name: says plainly that it is no date."""


def with_fixed_times(archive: bytes) -> bytes:
    """Return the same parts in the same order, without the time of writing."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as parts, zipfile.ZipFile(written, "w") as fixed:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, date_time=_FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, parts.read(name))
    return written.getvalue()
