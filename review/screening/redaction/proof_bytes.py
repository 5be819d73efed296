"""The bytes of a copy, every part inflated, and what stands around the parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator


def byte_views(content: bytes, *, is_package: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of a file, or of each part of a package and of what names the parts.

    That no byte of a package belongs to no part is what our own reader has seen to.
    """
    if not is_package:
        yield "", content
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        yield "", package.comment
        for entry in package.infolist():
            yield entry.filename, package.read(entry)
            yield entry.filename, entry.filename.encode() + entry.extra + entry.comment
