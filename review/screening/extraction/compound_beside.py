"""The streams of an old Office file beside the paper itself: objects, macros, properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.domain.findings import Part
from review.screening.extraction.biff_pivots import pivot_stream_finds
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.compound_objects import macro_finds, object_finds
from review.screening.extraction.compound_properties import (
    DOCUMENT_SUMMARY,
    SUMMARY,
    property_set_finds,
)
from review.screening.extraction.compound_streams import Path
from review.screening.extraction.finds import Find
from review.screening.extraction.markup import parsed
from review.screening.extraction.sheet_words import loose_finds, unseen
from review.screening.extraction.vba_project import holds_macros
from review.screening.limits import Limits
from review.screening.segments import (
    Segment,
    Trace,
    Visibility,
)

_MACROS, _PIVOTS, _CUSTOM = "_VBA_PROJECT_CUR", "_SX_DB_CUR", "MSODATASTORE"
_OBJECTS, _POOL = ("MBD", "LNK"), "OBJECTPOOL"
_LOGS = frozenset({"Revision Log", "User Names"})
_CONTROLS = frozenset({"Ctls", "\x03OCXDATA", "\x03OCXNAME"})
_DRAWN = ("\x02OlePres", "\x03PRINT", "\x03EPRINT", "\x03META")
"""How an object looks, drawn for those who cannot open it."""
_SILENT = frozenset(
    {
        "WpsCustomData",
        "ETExtData",
        "\x01CompObj",
        "\x01Ole",
        "\x03ObjInfo",
        "\x03LinkInfo",
        "\x03PIC",
    }
)


def beside_finds(streams: Mapping[Path, bytes], *, limits: Limits) -> Iterator[Find]:
    """Hand on everything that the reader of the paper does not read itself."""
    storages: dict[str, dict[Path, bytes]] = {}
    for path, content in streams.items():
        if path[1:]:
            storages.setdefault(path[0], {})[path[1:]] = content
        else:
            yield from stream_finds(path[0], content)
    for storage, inner in storages.items():
        yield from storage_finds(storage, inner, limits=limits)


def storage_finds(storage: str, inner: Mapping[Path, bytes], *, limits: Limits) -> Iterator[Find]:
    """Hand on what lies in one storage; `inner` are its streams by their names in it."""
    kind = storage.upper()
    if kind == _MACROS or holds_macros(inner):
        yield from macro_finds(storage, inner)
    elif kind == _POOL:
        yield from _pooled(storage, inner)
    elif kind.startswith(_OBJECTS):
        yield from object_finds(storage, inner)
    else:
        for path, content in inner.items():
            name = "/".join((storage, *path))
            if kind == _PIVOTS:
                yield from pivot_stream_finds(content, place={"file": name})
            elif kind == _CUSTOM:
                yield from _custom_finds(content, name=name, limits=limits)
            else:
                yield from stream_finds(name, content)


def _pooled(storage: str, inner: Mapping[Path, bytes]) -> Iterator[Find]:
    """Hand on the objects of a Word file, each in a storage of its own within one for all."""
    objects: dict[str, dict[Path, bytes]] = {}
    for path, content in inner.items():
        if path[1:]:
            objects.setdefault(path[0], {})[path[1:]] = content
        else:
            yield from stream_finds(f"{storage}/{path[0]}", content)
    for name, streams in objects.items():
        yield from object_finds(f"{storage}/{name}", streams)


def _custom_finds(content: bytes, *, name: str, limits: Limits) -> Iterator[Find]:
    """Read custom data, which are XML; their properties say only which kind they are."""
    if name.endswith("/Properties") or not content.strip(b"\0"):
        return
    texts = list(loose_finds(parsed(content, limits=limits), place={"file": name}))
    for segment in texts:
        yield segment
        yield Trace(
            rule="hidden.custom_xml", part=Part.OTHER, place={"file": name}, text=segment.text
        )


def stream_finds(name: str, content: bytes) -> Iterator[Find]:
    """Hand on one of the other streams."""
    place, last = {"file": name.strip("\x01\x02\x03\x05")}, name.rpartition("/")[2]
    text = binary_texts(content)
    if last in {SUMMARY, DOCUMENT_SUMMARY}:
        yield from property_set_finds(last, content, place=place)
        return
    if last in _LOGS:
        yield Segment(text=text, part=Part.BODY, place=place, visibility=Visibility.DELETED)
        yield Trace(rule="hidden.tracked_change", part=Part.BODY, place=place, text=text)
        return
    yield unseen(text, place=place)
    if last in _CONTROLS:
        yield Trace(rule="hidden.active_content", part=Part.MACRO, place=place, text=last)
    elif last not in _SILENT and not last.startswith(_DRAWN) and content.strip(b"\0"):
        yield Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, place=place, text=last)
