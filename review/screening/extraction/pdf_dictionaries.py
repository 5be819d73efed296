"""What the dictionaries of a PDF are about: annotations, actions, fields, signatures, files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pikepdf

from review.domain.findings import Part
from review.screening.extraction.pdf_finds import Find, Finds, said, trace
from review.screening.extraction.pdf_streams import Purse
from review.screening.extraction.pdf_strings import is_printable, text_of, untagged
from review.screening.extraction.pdf_walk import Met, entries_of
from review.screening.segments import Embedded, Visibility

_QUIET: Final = frozenset({"/Link", "/Widget", "/Popup"})
_MOVING: Final = frozenset({"/Movie", "/Screen", "/RichMedia", "/3D", "/Sound"})
_ACTIVE: Final = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/ResetForm", "/Rendition",
     "/RichMediaExecute", "/Movie", "/Sound", "/GoTo3DView", "/Hide", "/SetOCGState"}
)  # fmt: skip
_REACHING: Final = frozenset({"/GoToR", "/GoToE"})
_INNER = re.compile(r"\s*(?:file:|\\\\|//|[a-z]:[\\/]|smb:|ftp:)", re.IGNORECASE)
_HIDDEN_FIELD: Final = 0b100010
"""Flags of a field that is not shown on the page: hidden, or not viewed."""
_PLAIN_KEYS: Final = frozenset({"/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"})
_QUIET_KEYS: Final = _PLAIN_KEYS | {"/Title"}


def annotation(met: Met, purse: Purse) -> Finds:
    """Tell of an annotation with its author; links, fields and the windows of notes are none."""
    del purse
    item, kind = met.item, _name(met.item, "/Subtype")
    if met.key != "/Annots" or not kind or kind in _QUIET:
        return
    text = text_of(item.get("/Contents")) or untagged(text_of(item.get("/RC"))) or kind.lstrip("/")
    who = text_of(item.get("/T"))
    yield trace("hidden.annotation", text, met.zone, who=who)
    if kind in _MOVING:
        yield trace("hidden.active_content", kind.lstrip("/"), met.zone)


def action(met: Met, purse: Purse) -> Finds:
    """Tell of what would run, and of what points to a place that is not public."""
    del purse
    item, kind = met.item, _name(met.item, "/S")
    if kind in _ACTIVE or "/JS" in item:
        yield trace("hidden.active_content", (kind or "/JS").lstrip("/"), met.zone, part=Part.OTHER)
    target = _target(item)
    if target and (kind in _REACHING or (kind == "/URI" and _INNER.match(target))):
        text = f"{kind.lstrip('/')} {target}"
        yield trace("hidden.external_link", text, met.zone, part=Part.LINK)
    if target and kind:
        yield said(target, met.zone, part=Part.LINK, visibility=Visibility.META)


def _target(item: Any) -> str:  # noqa: ANN401 - a dictionary
    if "/URI" in item:
        return text_of(item.get("/URI"))
    file = item.get("/F")
    if isinstance(file, pikepdf.Dictionary):
        return text_of(file.get("/UF")) or text_of(file.get("/F"))
    return text_of(file)


def outer_stream(met: Met, purse: Purse) -> Finds:
    """Tell of a stream whose content lies in another file."""
    del purse
    if isinstance(met.item, pikepdf.Stream) and "/F" in met.item:
        text = _target(met.item) or "/F"
        yield trace("hidden.external_link", text, met.zone, part=Part.LINK)


def field(met: Met, purse: Purse) -> Finds:
    """Tell of a field that is filled in, or would be by default."""
    item = met.item
    if "/FT" not in item and _name(item, "/Subtype") != "/Widget":
        return
    flags = item.get("/F")
    is_hidden = isinstance(flags, int) and bool(flags & _HIDDEN_FIELD)
    for key in ("/V", "/DV"):
        text = "\n".join(_values(item.get(key), purse))
        if text:
            yield trace("hidden.form_value", text, met.zone, part=Part.FORM)
            shown = Visibility.HIDDEN if is_hidden or key == "/DV" else Visibility.VISIBLE
            yield said(text, met.zone, part=Part.FORM, visibility=shown)


def _values(value: Any, purse: Purse) -> Iterator[str]:  # noqa: ANN401 - whatever a field holds
    """A choice or a box that is ticked says its name; a signature is told of by itself."""
    if isinstance(value, pikepdf.Array):
        for each in value:
            yield from _values(each, purse)
    elif isinstance(value, pikepdf.Stream):
        yield purse.read(value).decode("utf-8", "replace")
    elif isinstance(value, pikepdf.String) and text_of(value):
        yield text_of(value)


def signature(met: Met, purse: Purse) -> Finds:
    """Tell who signed."""
    del purse
    item = met.item
    if "/ByteRange" not in item and _name(item, "/Type") != "/Sig":
        return
    keys = ("/Name", "/Reason", "/Location", "/ContactInfo")
    words = [text for key in keys if (text := text_of(item.get(key)))]
    yield trace("hidden.user_name", " ".join(words) or "/Sig", met.zone, part=Part.FORM)


def attached(met: Met, purse: Purse) -> Finds:
    """Hand on a file that is attached."""
    item, files = met.item, met.item.get("/EF")
    if not isinstance(files, pikepdf.Dictionary):
        return
    name = text_of(item.get("/UF")) or text_of(item.get("/F")) or "attachment"
    name = name.replace("\\", "/").rpartition("/")[2] or "attachment"
    yield trace("hidden.attachment", name, met.zone, part=Part.ATTACHMENT)
    seen = set()
    for stream in files.as_dict().values():
        if isinstance(stream, pikepdf.Stream) and stream.objgen not in seen:
            seen.add(stream.objgen)
            yield Embedded(name=name, content=purse.read(stream))


def properties(met: Met, purse: Purse) -> Finds:
    """Tell of each property that names people or says more than which program wrote the file."""
    del purse
    if met.key != "/Info":
        return
    for key, value in entries_of(met.item):
        text = text_of(value)
        if text and key not in _QUIET_KEYS and is_printable(text):
            yield trace("hidden.property", f"{key.lstrip('/')} {text}", met.zone)


def collection(met: Met, purse: Purse) -> Finds:
    """Tell of a portfolio: what opens is a list of files, not a page."""
    del purse
    if met.key == "/Collection":
        yield trace("hidden.attachment", "Collection", met.zone)


def private(met: Met, purse: Purse) -> Finds:
    """Tell of what programs keep for themselves, and of the small picture of a page."""
    del purse
    if met.key == "/PieceInfo":
        programs = " ".join(key.lstrip("/") for key in met.item)
        yield trace("hidden.custom_xml", programs, met.zone)
    elif met.key == "/Thumb":
        yield trace("hidden.thumbnail", "/Thumb", met.zone, part=Part.PICTURE)


def described(met: Met, purse: Purse) -> Finds:
    """Tell of words that stand in for a picture or a sign."""
    del purse
    for key in ("/Alt", "/E"):
        text = text_of(met.item.get(key))
        if text and (key == "/Alt" or "/S" in met.item):
            yield trace("hidden.alt_text", text, met.zone)


def dynamic_form(met: Met, purse: Purse) -> Finds:
    """Read the parts of a form that is written in XML, and tell that a program fills it."""
    form = met.item.get("/XFA")
    if form is None:
        return
    yield trace("hidden.active_content", "XFA", met.zone, part=Part.FORM)
    parts = form if isinstance(form, pikepdf.Array) else [form]
    for part in parts:
        if isinstance(part, pikepdf.Stream):
            text = untagged(purse.read(part).decode("utf-8", "replace"))
            if text.strip():
                yield trace("hidden.form_value", text, met.zone, part=Part.FORM)
                yield said(text, met.zone, part=Part.FORM, visibility=Visibility.HIDDEN)


def _name(item: Any, key: str) -> str:  # noqa: ANN401 - a dictionary
    value = item.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


Reader = Callable[[Met, Purse], Iterator[Find]]
READERS: Final[tuple[Reader, ...]] = (
    annotation, action, outer_stream, field, signature, attached, properties, collection,
    private, described, dynamic_form,
)  # fmt: skip
"""Each says what it finds in a dictionary that is of its kind."""
