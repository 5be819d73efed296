"""What is said about slides and not on them: notes, comments, tags, actions, names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.charts import paragraphs
from review.screening.extraction.markup import local, text_in
from review.screening.extraction.office import Office
from review.screening.extraction.slide_shapes import placeholder_of
from review.screening.segments import Place, Segment, Trace, Visibility

AUTHOR_LISTS = frozenset({"cmAuthorLst", "authorLst"})
_AUTHORS = ("{*}cmAuthor", "{*}author")
_COMMENTS = ("{*}cm", "{*}reply")
_CLICKS = ("{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver")
_RUNNING = ("ppaction://macro", "ppaction://program")
_NAMED = ("{*}custShow", "{*}section")


def note_finds(root: etree._Element, *, place: Place) -> Iterator[Segment | Trace]:
    """Hand on what is written under a slide; its head and foot are not the speaker's."""
    said: list[str] = []
    for shape in root.iter("{*}sp"):
        mark = placeholder_of(shape)
        texts = list(paragraphs(shape))
        if mark is None or mark.get("type", "obj") in {"body", "obj"}:
            said += texts
        for text in texts:
            hidden = Visibility.HIDDEN
            yield Segment(text=text, part=Part.NOTES, place=place, visibility=hidden)
    if said:
        text = "\n".join(said)
        yield Trace(rule="hidden.notes", part=Part.NOTES, place=place, text=text)


def authors(office: Office) -> Mapping[str, str]:
    """Return who stands behind the numbers of authors, in comments of either kind."""
    return {
        author.get("id", ""): author.get("name", "")
        for root in map(office.root, office.rooted(*AUTHOR_LISTS))
        for author in root.iter(*_AUTHORS)
    }


def comment_finds(
    root: etree._Element, *, place: Place, who: Mapping[str, str]
) -> Iterator[Segment | Trace]:
    """Hand on comments and the answers to them, each with its author."""
    for comment in root.iter(*_COMMENTS):
        text = "\n".join(_words(comment))
        name = who.get(comment.get("authorId", ""), "")
        seen = Visibility.COMMENT
        yield Segment(text=text, part=Part.COMMENT, place=place, visibility=seen)
        yield Trace(rule="hidden.comment", part=Part.COMMENT, place=place, who=name, text=text)


def author_finds(root: etree._Element, *, file: str) -> Iterator[Trace]:
    """Name those who are listed as authors of comments."""
    for author in root.iter(*_AUTHORS):
        text = " ".join(filter(None, (author.get("name", ""), author.get("userId", ""))))
        place = {"file": file}
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, place=place, text=text)


def editor_finds(root: etree._Element, *, file: str) -> Iterator[Trace]:
    """Name those who a log of changes says have worked on the slides, each once."""
    names = dict.fromkeys(change.get("name", "") for change in root.iter("{*}chgData"))
    for text in filter(None, names):
        place = {"file": file}
        yield Trace(rule="hidden.user_name", part=Part.PROPERTIES, place=place, text=text)


def action_finds(
    root: etree._Element, office: Office, *, name: str, place: Place
) -> Iterator[Segment | Trace]:
    """Hand on what a click starts, and what is said where the pointer rests."""
    for click in root.iter(*_CLICKS):
        tip, action = click.get("tooltip", ""), click.get("action", "")
        yield Segment(text=tip, part=Part.LINK, place=place, visibility=Visibility.META)
        if action.casefold().startswith(_RUNNING):
            wanted = [value for key, value in click.items() if str(key).endswith("}id")]
            target = [it.target for it in office.relations(name) if it.id in wanted]
            text = " ".join((action, *target))
            yield Trace(rule="hidden.active_content", part=Part.LINK, place=place, text=text)


def named_finds(root: etree._Element, *, file: str) -> Iterator[Segment]:
    """Hand on what selections and sections of a presentation are called."""
    for element in root.iter(*_NAMED):
        place, meta = {"file": file}, Visibility.META
        yield Segment(text=element.get("name", ""), part=Part.OTHER, place=place, visibility=meta)


def tag_finds(office: Office) -> Iterator[Segment | Trace]:
    """Hand on what programs have noted with slides and shapes: one finding for the file."""
    told: list[str] = []
    first = ""
    for name in office.rooted("tagLst"):
        for tag in office.root(name).iter("{*}tag"):
            text = f"{tag.get('name', '')}\n{tag.get('val', '')}"
            place, hidden = {"file": name}, Visibility.HIDDEN
            yield Segment(text=text, part=Part.OTHER, place=place, visibility=hidden)
            if not text.isascii():
                first = first or name
                told.append(tag.get("val", ""))
    if told:
        text = "\n".join(told)
        yield Trace(rule="hidden.custom_xml", part=Part.OTHER, place={"file": first}, text=text)


def _words(comment: etree._Element) -> Iterator[str]:
    """Yield what a comment says, without what is said in answer to it."""
    for child in comment.iterchildren(etree.Element):
        if local(child) == "text":
            yield text_in(child)
        elif local(child) == "txBody":
            yield from paragraphs(child)
