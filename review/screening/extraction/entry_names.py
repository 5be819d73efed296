"""The names of what lies in an archive: how they are spelt, and whether they are in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from review.domain.findings import Part
from review.screening.segments import Segment, Visibility


def spelt(raw: bytes) -> str:
    """Return a name as it was meant; Chinese programs write GBK where nothing says what it is."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def is_odd(name: str) -> bool:
    """Whether a name leads out of the archive, or is none."""
    parts = name.rstrip("/").split("/")
    return (
        not name
        or any(sign in name for sign in "\x00\\:")
        or any(part in {"", ".", ".."} for part in parts)
    )


def are_in_order(names: Iterable[str]) -> bool:
    """Whether all names are names, and no two are one to a system that knows no capitals."""
    given = [name.rstrip("/").casefold() for name in names]
    return len(set(given)) == len(given) and not any(map(is_odd, given))


def folder_segments(folders: Iterable[str], *, files: Iterable[str]) -> Iterator[Segment]:
    """Hand on the names of folders that no file's own path tells."""
    paths = {path for name in files for path in _above(name)}
    for folder in folders:
        if folder.rstrip("/") not in paths:
            text = folder.rstrip("/").replace("/", "\n")
            yield Segment(text=text, part=Part.FILE_NAME, visibility=Visibility.META)


def _above(name: str) -> Iterator[str]:
    above = name.rpartition("/")[0]
    while above:
        yield above
        above = above.rpartition("/")[0]
