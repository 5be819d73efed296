"""The files that lie in an Office package: pictures, objects, macros, fonts, thumbnails."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from review.domain.findings import Part
from review.screening.extraction.embedded_fonts import is_font
from review.screening.extraction.finds import Find
from review.screening.extraction.kinds import Kind, kind_of
from review.screening.extraction.markup import hidden_segment, loose_segments, parsed
from review.screening.extraction.office import Office
from review.screening.extraction.picture_heads import is_coarse, unpacked
from review.screening.limits import Limits
from review.screening.segments import Embedded, NotRead, Trace

_ACTIVE_NAMES = re.compile(r"vbaproject|vbadata|activex", re.IGNORECASE)
_ACTIVE = frozenset({"vbaProject", "wordVbaData", "control", "activeXControlBinary"})
_SHOWN = frozenset({"image", "hdphoto", "model3d", "ink", "customXml/ink"})
"""Relations to what is shown as a picture, in whatever format."""
_SHOWABLE = frozenset({Kind.PICTURE, Kind.METAFILE, Kind.GZIP, Kind.TEXT, Kind.UNKNOWN})
"""What such a picture may seem to be; a document or an archive in its place is a file."""
_PICTURES = frozenset({Kind.PICTURE, Kind.METAFILE})
FEW = 20
"""With fewer characters than this beside pictures, the pictures are the paper."""
_DEVICE_NAME = 64


class Files:
    """Hands on the files of one package, each content once where it is a picture."""

    def __init__(self, office: Office, *, objects: Mapping[str, str]) -> None:
        """Keep the package, and for embedded objects the program that made them."""
        self._office, self._objects = office, objects
        self._seen: set[bytes] = set()

    def finds(self, name: str, *, is_paper: bool = False) -> Iterator[Find]:
        """Hand on one part that is no XML; `is_paper` where the pictures are all there is."""
        content, kinds = self._office.contents[name], self._office.kinds_of(name)
        if not content or ("font" in kinds and is_font(content, self._office)):
            return
        if _is_active(name, kinds):
            yield from _active(name, content)
        elif "thumbnail" in kinds or name.startswith("docProps/thumbnail"):
            yield from self._thumbnail(name, content)
        elif "printerSettings" in kinds or "printerSettings" in name:
            yield from _printer(name, content)
        else:
            yield from self._file(name, content, kinds, is_paper=is_paper)

    def _file(
        self, name: str, content: bytes, kinds: frozenset[str], *, is_paper: bool
    ) -> Iterator[Find]:
        kind = kind_of(content)
        if kinds & _SHOWN and kind is Kind.XML:
            yield from _drawn(name, content, limits=self._office.limits)
        elif kind in _PICTURES or (kinds & _SHOWN and kind in _SHOWABLE):
            if not kinds:
                yield _unused(name)
            yield from self._picture(name, content, is_paper=is_paper)
        else:
            yield from self._embedded(name, content)

    def _picture(self, name: str, content: bytes, *, is_paper: bool) -> Iterator[Embedded]:
        digest = hashlib.sha256(content).digest()
        if digest not in self._seen:
            self._seen.add(digest)
            name, content = unpacked(name, content)
            yield Embedded(name=name, content=content, part=Part.PICTURE, is_picture=not is_paper)

    def _thumbnail(self, name: str, content: bytes) -> Iterator[Find]:
        """A small one is named; what could be read, or drawn at any size, is looked at too."""
        file = name.rpartition("/")[2]
        yield Trace(rule="hidden.thumbnail", part=Part.PICTURE, place={"file": name}, text=file)
        kind = kind_of(content)
        if kind is not Kind.PICTURE or not is_coarse(content):
            yield Embedded(
                name=name, content=content, part=Part.PICTURE, is_picture=kind in _PICTURES
            )

    def _embedded(self, name: str, content: bytes) -> Iterator[Find]:
        yield _embedded_trace(name, program=self._objects.get(name, ""))
        yield Embedded(name=name, content=content)


def _embedded_trace(name: str, *, program: str = "") -> Trace:
    said = f"{name.rpartition('/')[2]} {program}".strip()
    place = {"file": name}
    return Trace(rule="hidden.embedded_file", part=Part.ATTACHMENT, place=place, text=said)


def _unused(name: str) -> Trace:
    """Name a picture that nothing in the package leads to."""
    file = name.rpartition("/")[2]
    return Trace(rule="hidden.unused_object", part=Part.PICTURE, place={"file": name}, text=file)


def _is_active(name: str, kinds: frozenset[str]) -> bool:
    return bool(kinds & _ACTIVE) or _ACTIVE_NAMES.search(name) is not None


def _active(name: str, content: bytes) -> Iterator[Find]:
    file = name.rpartition("/")[2]
    yield Trace(rule="hidden.active_content", part=Part.MACRO, place={"file": name}, text=file)
    yield Embedded(name=name, content=content, part=Part.MACRO)


def _drawn(name: str, content: bytes, *, limits: Limits) -> Iterator[Find]:
    """Hand on the text of a drawing in XML (SVG); what is drawn beside it is left to people."""
    try:
        root = parsed(content, limits=limits)
        yield from loose_segments(content, root=root, file=name, part=Part.PICTURE)
    except NotRead:
        pass
    file = name.rpartition("/")[2]
    yield Trace(rule="hidden.picture", part=Part.PICTURE, place={"file": name}, text=file)


def _printer(name: str, content: bytes) -> Iterator[Find]:
    """Hand on the name of a printer, which a device mode begins with (UTF-16, padded)."""
    text = content.decode("utf-8", "replace")
    if not content.lstrip().startswith(b"<"):
        text = content[:_DEVICE_NAME].decode("utf-16-le", "replace").partition("\x00")[0]
    if text.strip():
        yield hidden_segment(text, file=name, part=Part.PROPERTIES)
    yield Trace(
        rule="hidden.property", part=Part.PROPERTIES, place={"file": name}, text=text[:_DEVICE_NAME]
    )
