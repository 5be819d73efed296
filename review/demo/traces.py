"""Looking for what must not lie there: a paper's bytes or words in any file of a folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path


def traces_of(sentences: tuple[str, ...], *, content: bytes, folder: Path) -> tuple[Path, ...]:
    """Return the files that hold the paper, or a sentence of it, plain or inside an archive."""
    sought = (content, *_written(sentences))
    return tuple(
        path
        for path in files_in(folder)
        if any(each in part for part in _parts(path.read_bytes()) for each in sought)
    )


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return every file under a folder."""
    return tuple(path for path in sorted(folder.rglob("*")) if path.is_file())


def _written(sentences: tuple[str, ...]) -> Iterator[bytes]:
    for sentence in sentences:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            yield sentence.encode(encoding)
        yield sentence.encode("unicode_escape")  # as JSON and logs may write it


def _parts(content: bytes) -> Iterator[bytes]:
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name)
