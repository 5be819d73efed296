"""Word files: every part of the package is read, also what no program would show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.archive import Archive, Entry, open_archive
from review.screening.extraction.markup import (
    attribute_segments,
    hidden_segment,
    local,
    loose_segments,
    parsed,
    text_in,
)
from review.screening.extraction.package import (
    CONTENT_TYPES,
    binary_trace,
    content_types,
    property_findings,
    relation_findings,
)
from review.screening.extraction.word_context import NAMESPACES, hidden_style_ids
from review.screening.extraction.word_story import Story, segments_of, traces_of
from review.screening.limits import Limits
from review.screening.segments import (
    Extract,
    NotRead,
    Reason,
    Segment,
    Trace,
    Unread,
    Visibility,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD = ("wordprocessingml", "ms-word")
_STORIES = {
    "document": Part.BODY,
    "hdr": Part.HEADER,
    "ftr": Part.FOOTER,
    "footnotes": Part.FOOTNOTE,
    "endnotes": Part.ENDNOTE,
    "comments": Part.COMMENT,
    "glossaryDocument": Part.OTHER,
}
_MARKUP_ENDINGS = (".xml", ".rels", ".vml", ".svg")
_FEW = 20
"""With fewer characters than this beside pictures, the pictures are the paper."""

Finds = Iterator[Segment | Trace]


def read_docx(content: bytes, *, limits: Limits) -> Extract:
    """Read every part of a Word file; NotRead when one cannot be read."""
    archive = open_archive(content, limits=limits)
    if CONTENT_TYPES not in archive.names:
        raise NotRead(Reason.UNSUPPORTED)
    entries = tuple(archive.entries())
    try:
        finds = tuple(_finds(entries, archive=archive, limits=limits))
    except NotRead as refusal:
        raise NotRead(refusal.reason, media_type=MEDIA_TYPE) from refusal
    segments = tuple(find for find in finds if isinstance(find, Segment) and find.text)
    traces = tuple(find for find in finds if isinstance(find, Trace))
    return Extract(
        media_type=MEDIA_TYPE,
        segments=segments,
        traces=traces,
        unread=_unread(segments, traces=traces),
    )


def _finds(entries: tuple[Entry, ...], *, archive: Archive, limits: Limits) -> Finds:
    types = _types(entries, limits=limits)
    roots = {
        entry.name: parsed(entry.content, limits=limits)
        for entry in entries
        if _is_markup(entry, types=types)
    }
    hidden = _hidden_styles(roots)
    for entry in _body_first(entries, roots=roots):
        root = roots.get(entry.name)
        if root is None and entry.content:
            yield binary_trace(entry)
        elif root is None:
            continue
        else:
            yield from _part(entry, root=root, hidden_styles=hidden)
    if archive.comment:
        text = archive.comment.decode("utf-8", "replace")
        yield hidden_segment(text, file="", part=Part.OTHER)


def _types(entries: tuple[Entry, ...], *, limits: Limits) -> Mapping[str, str]:
    """Read the declared types; NotRead when they declare no Word document."""
    declared = next(entry for entry in entries if entry.name == CONTENT_TYPES)
    types = content_types(parsed(declared.content, limits=limits))
    mains = [kind for kind in types.values() if kind.endswith("main+xml")]
    if any(word in kind for kind in mains for word in _WORD):
        return types
    raise NotRead(Reason.UNSUPPORTED)


def _is_markup(entry: Entry, *, types: Mapping[str, str]) -> bool:
    name = entry.name.casefold()
    ending = name[name.rfind(".") :]
    declared = types.get(entry.name) or types.get(ending, "")
    return declared.endswith(("+xml", "/xml")) or ending in _MARKUP_ENDINGS


def _hidden_styles(roots: Mapping[str, etree._Element]) -> frozenset[str]:
    styles = [root for root in roots.values() if _word_name(root) == "styles"]
    return frozenset().union(*map(hidden_style_ids, styles))


def _word_name(root: etree._Element) -> str:
    """Return the name of a WordprocessingML root; empty for every other."""
    tag = str(root.tag)
    return local(root) if tag.startswith(tuple(f"{{{name}}}" for name in NAMESPACES)) else ""


def _body_first(entries: tuple[Entry, ...], *, roots: Mapping[str, etree._Element]) -> list[Entry]:
    """Put the body first, for its first lines are the head of the paper; the rest as it lies."""

    def later(entry: Entry) -> bool:
        root = roots.get(entry.name)
        return root is None or _word_name(root) != "document"

    return sorted(entries, key=later)


def _part(entry: Entry, *, root: etree._Element, hidden_styles: frozenset[str]) -> Finds:
    story = _STORIES.get(_word_name(root))
    if story is not None:
        yield from _story(entry, root=root, part=story, hidden_styles=hidden_styles)
    elif entry.name.endswith(".rels"):
        yield from relation_findings(root, file=entry.name)
    elif entry.name.startswith("docProps/"):
        yield from property_findings(root, file=entry.name)
    else:
        yield from loose_segments(entry.content, root=root, file=entry.name)
        if local(root) == "svg":
            yield Trace(
                rule="hidden.picture",
                part=Part.ATTACHMENT,
                place={"file": entry.name},
                text=entry.name.rpartition("/")[2],
            )


def _story(
    entry: Entry, *, root: etree._Element, part: Part, hidden_styles: frozenset[str]
) -> Finds:
    place: dict[str, str | int] = {} if part is Part.BODY else {"file": entry.name}
    paragraphs = Story(root, part=part, place=place, hidden_styles=hidden_styles).paragraphs()
    yield from segments_of(paragraphs)
    yield from traces_of(paragraphs)
    if part is Part.COMMENT:
        yield from _comments(root, file=entry.name)
    yield from attribute_segments(entry.content, root=root, file=entry.name)


def _comments(root: etree._Element, *, file: str) -> Iterator[Trace]:
    for number, comment in enumerate(root, start=1):
        if local(comment) == "comment":
            author = next(
                (str(value) for key, value in comment.items() if str(key).endswith("}author")), ""
            )
            yield Trace(
                rule="hidden.comment",
                part=Part.COMMENT,
                place={"file": file, "paragraph": number},
                who=author,
                text=text_in(comment),
            )


def _unread(segments: tuple[Segment, ...], *, traces: tuple[Trace, ...]) -> Unread | None:
    """A paper without text, or of pictures with a line beside them, has not been read."""
    shown = sum(
        len("".join(segment.text.split()))
        for segment in segments
        if segment.visibility is Visibility.VISIBLE
    )
    pictures = any(trace.rule == "hidden.picture" for trace in traces)
    return Unread(reason=Reason.NO_TEXT) if shown < (_FEW if pictures else 1) else None
