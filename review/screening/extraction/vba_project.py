"""Macros of Office files: the text of every module, and what else their project says."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from review.domain.findings import Part
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.compound_streams import Path
from review.screening.extraction.finds import Find, extract_of
from review.screening.extraction.vba_packing import unpacked
from review.screening.limits import Limits
from review.screening.segments import Extract, NotRead, Reason, Segment, Trace, Visibility

MEDIA_TYPE = "application/vnd.ms-office.vbaProject"
_PAGE, _VERSION, _STREAM, _OFFSET = 0x0003, 0x0009, 0x001A, 0x0031
_ALONE = 2
_VERSION_LENGTH = 6
"""Of this record the stated length is that of its first part."""


@dataclass(slots=True)
class _Module:
    stream: str
    page: str
    """In which its text is written."""
    at: int = 0
    """Where in its stream the text begins."""


def holds_macros(paths: Iterable[Path]) -> bool:
    """Whether there is a project of macros among streams of these names."""
    return any(_is_directory(path) for path in paths)


def is_macros(paths: Iterable[Path]) -> bool:
    """Whether a compound file with these streams is a project of macros and nothing else."""
    return any(_is_directory(path) and len(path) == _ALONE for path in paths)


def _is_directory(path: Path) -> bool:
    return tuple(name.casefold() for name in path[-2:]) == ("vba", "dir")


def vba_extract(streams: Mapping[Path, bytes], *, limits: Limits) -> Extract:
    """Read every stream of a project; NotRead when a module cannot be unpacked."""
    try:
        finds = list(_finds(streams, limits=limits))
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    return extract_of(finds, media_type=MEDIA_TYPE)


def _finds(streams: Mapping[Path, bytes], *, limits: Limits) -> Iterator[Find]:
    modules: dict[Path, _Module] = {}
    for path, content in streams.items():
        if _is_directory(path):
            for module in _listed(unpacked(content, most=limits.text)):
                modules[_found(module, streams, within=path[:-1])] = module
    names = " ".join(path[-1] for path in modules)
    yield Trace(rule="hidden.active_content", part=Part.MACRO, text=names)
    for path, content in streams.items():
        file = "/".join(path)
        packed = content[modules[path].at :] if path in modules else b""
        if packed.strip(b"\0"):  # an empty module may be nothing but noughts
            text = _decoded(unpacked(packed, most=limits.text), modules[path].page)
            yield _said(text, file=file)
        yield _said(binary_texts(content), file=file)


def _found(module: _Module, paths: Iterable[Path], *, within: Path) -> Path:
    """Return the stream of a module; NotRead when there is none."""
    for path in paths:
        if path[:-1] == within and path[-1].casefold() == module.stream.casefold():
            return path
    raise NotRead(Reason.BROKEN)


def _said(text: str, *, file: str) -> Segment:
    hidden = Visibility.HIDDEN
    return Segment(text=text, part=Part.MACRO, place={"file": file}, visibility=hidden)


def _listed(directory: bytes) -> list[_Module]:
    """Return the modules that the directory lists."""
    page, modules = "cp1252", list[_Module]()
    for kind, body in _records(directory):
        if kind == _PAGE and len(body) >= 2:  # noqa: PLR2004 - bytes
            page = f"cp{int.from_bytes(body[:2], 'little')}"
        elif kind == _STREAM:
            modules.append(_Module(_decoded(body, page), page))
        elif kind == _OFFSET and modules:
            modules[-1].at = int.from_bytes(body, "little")
    return modules


def _records(directory: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(directory):
        try:
            kind, length = struct.unpack_from("<HI", directory, at)
        except struct.error as fault:
            raise NotRead(Reason.BROKEN) from fault
        length = _VERSION_LENGTH if kind == _VERSION else length
        body = directory[at + 6 : at + 6 + length]
        if len(body) < length:
            raise NotRead(Reason.BROKEN)
        yield kind, body
        at += 6 + length


def _decoded(raw: bytes, page: str) -> str:
    try:
        return raw.decode(page, "replace")
    except LookupError:
        return raw.decode("gb18030", "replace")
