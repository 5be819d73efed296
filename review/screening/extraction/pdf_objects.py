"""The objects of a PDF beside its pages: annotations, attachments, scripts, properties, layers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from review.domain.findings import Part
from review.screening.segments import Segment, Trace, Visibility

_QUIET = frozenset({"/Link", "/Widget", "/Popup"})
_ACTIVE = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"}
)
_REACHING = frozenset({"/GoToR", "/GoToE"})
_TELLING = re.compile(r"[\u2e80-\U0003ffff]|\d{11}")
_SPOKEN = frozenset(
    {
        "/Contents", "/RC", "/T", "/TU", "/V", "/DV", "/Alt", "/ActualText", "/E", "/Title",
        "/Subject", "/Keywords", "/Subj", "/Desc", "/URI", "/UF", "/JS", "/Opt",
    }
)  # fmt: skip
_DEEPEST = 24

Finds = Iterator[Segment | Trace]


def object_finds(pdf: pikepdf.Pdf) -> Finds:
    """Hand on everything a PDF holds beside what is drawn on its pages."""
    yield from _annotations(pdf)
    yield from _properties(pdf)
    yield from _layers(pdf)
    for item in pdf.objects:
        yield from _walked(item, depth=0)


def _annotations(pdf: pikepdf.Pdf) -> Iterator[Trace]:
    for number, page in enumerate(pdf.pages, start=1):
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array):
            continue
        for annotation in annotations:
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            if str(annotation.get("/Subtype", "")) not in _QUIET:
                yield Trace(
                    rule="hidden.annotation",
                    part=Part.ANNOTATION,
                    place={"page": number},
                    who=_text(annotation.get("/T")),
                    text=_text(annotation.get("/Contents")),
                )


def _properties(pdf: pikepdf.Pdf) -> Finds:
    information = pdf.trailer.get("/Info")
    if isinstance(information, pikepdf.Dictionary):
        for key, value in information.items():
            text = _text(value)
            if text:
                yield _segment(text, part=Part.PROPERTIES)
            if text and key == "/Author":
                yield Trace(rule="hidden.property", part=Part.PROPERTIES, text=f"Author {text}")
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        text = metadata.read_bytes().decode("utf-8", "replace")
        yield _segment(re.sub(r"<[^>]{0,500}>", "\n", text), part=Part.PROPERTIES)


def _layers(pdf: pikepdf.Pdf) -> Iterator[Trace]:
    layers = pdf.Root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    off = default.get("/OFF") if isinstance(default, pikepdf.Dictionary) else None
    if isinstance(off, pikepdf.Array):
        for layer in off:
            name = _text(layer.get("/Name")) if isinstance(layer, pikepdf.Dictionary) else ""
            yield Trace(rule="hidden.hidden_text", part=Part.BODY, text=name)


def _walked(item: Any, *, depth: int) -> Finds:  # noqa: ANN401 - any object of a PDF
    """Go through an object and what lies directly in it; indirect objects come by themselves."""
    inner: Iterable[tuple[str, Any]] = ()
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield from _of_dictionary(item)
        inner = item.items()
    elif isinstance(item, pikepdf.Array):
        inner = (("", value) for value in item)
    for key, value in inner:
        if isinstance(value, pikepdf.String):
            yield from _of_string(key, value)
        elif depth < _DEEPEST and not _is_elsewhere(value):
            yield from _walked(value, depth=depth + 1)


def _is_elsewhere(value: Any) -> bool:  # noqa: ANN401 - numbers come as Python's own
    return not isinstance(value, pikepdf.Object) or value.is_indirect


def _of_dictionary(item: Any) -> Iterator[Trace]:  # noqa: ANN401 - a dictionary or a stream
    action = str(item.get("/S", "")) if isinstance(item.get("/S"), pikepdf.Name) else ""
    if action in _ACTIVE or "/JS" in item or "/XFA" in item:
        yield Trace(
            rule="hidden.active_content", part=Part.OTHER, text=(action or "/JS").lstrip("/")
        )
    elif action in _REACHING:
        yield Trace(rule="hidden.external_link", part=Part.LINK, text=action.lstrip("/"))
    if "/EF" in item:
        name = _text(item.get("/UF")) or _text(item.get("/F"))
        yield Trace(rule="hidden.attachment", part=Part.ATTACHMENT, text=name)


def _of_string(key: str, value: pikepdf.String) -> Iterator[Segment]:
    text = str(value)
    if text.strip() and (key in _SPOKEN or _TELLING.search(text)):
        yield _segment(text, part=_PARTS.get(key, Part.OTHER))


_PARTS = {"/Contents": Part.ANNOTATION, "/RC": Part.ANNOTATION, "/URI": Part.LINK}


def _segment(text: str, *, part: Part) -> Segment:
    hidden = part is Part.ANNOTATION
    return Segment(
        text=text, part=part, visibility=Visibility.COMMENT if hidden else Visibility.META
    )


def _text(value: Any) -> str:  # noqa: ANN401 - whatever stands where a string should
    return str(value).strip() if isinstance(value, pikepdf.String) else ""
