"""The slides of an old presentation, their notes and masters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from review.domain.findings import Part
from review.screening.extraction.biff_drawings import DESCRIPTION, WORD_ART
from review.screening.extraction.binary_texts import binary_texts
from review.screening.extraction.finds import Find, hidden
from review.screening.extraction.ppt_edits import Edits
from review.screening.extraction.ppt_looks import Looks, looks_of
from review.screening.extraction.ppt_records import Kind, Record, said_by
from review.screening.extraction.ppt_shapes import OldShape, Outline, shapes_of
from review.screening.extraction.slide_boxes import Box
from review.screening.extraction.word_looks import HIDDEN
from review.screening.segments import Place, Segment, Trace, Visibility

_MODELS = frozenset({Kind.MASTER, Kind.HANDOUT, Kind.SLIDE})
"""What is on slides; a slide itself, if no list has it, is on none."""
OFF_SLIDE, UNUSED = "hidden.off_slide", "hidden.unused_object"
_SLIDES, _MASTERS = 0, 1
_SLIDE_ID, _FLAGS, _HIDDEN_FLAG = 12, 10, 0x4


@dataclass(slots=True)
class OldSlide:
    """One slide as the list of slides has it."""

    number: int
    record: Record
    outline: list[str] = field(default_factory=list)
    styles: dict[int, Record] = field(default_factory=dict)
    is_hidden: bool = False

    @property
    def place(self) -> Place:
        """Where it is."""
        return {"page": self.number}


class OldDeck:
    """The slides in their order, and everything that is placed by them."""

    def __init__(self, edits: Edits) -> None:
        """Read the lists; NotRead when a slide is not there."""
        document = edits.record(edits.document)
        lists = [] if document is None else list(document.children())
        self._edits = edits
        self.page = _page(lists)
        self.slides: list[OldSlide] = []
        self._pages: dict[int, int] = {}
        self._listed: set[int] = set()
        self._masters: dict[int, int] = {}
        """Where each master stands, by the number that slides know it by."""
        for record in lists:
            if record.kind != Kind.LIST_WITH_TEXT:
                continue
            if record.instance == _SLIDES:
                self._list(record)
            elif record.instance == _MASTERS:
                listed = [it for it in record.children() if it.kind == Kind.SLIDE_PERSIST]
                self._masters |= {it.number("I", _SLIDE_ID): it.number("I") for it in listed}

    def _list(self, listed: Record) -> None:
        for child in listed.children():
            if child.kind == Kind.SLIDE_PERSIST:
                record = self._edits.record(child.number("I"))
                if record is None or record.kind != Kind.SLIDE or record.at in self._listed:
                    continue
                slide = OldSlide(len(self.slides) + 1, record, is_hidden=_is_hidden(record))
                self.slides.append(slide)
                self._pages[child.number("I", _SLIDE_ID)] = slide.number
                self._listed.add(record.at)
            elif self.slides and (text := said_by(child)):
                self.slides[-1].outline.append(text)
            elif self.slides and child.kind == Kind.TEXT_STYLE and self.slides[-1].outline:
                self.slides[-1].styles[len(self.slides[-1].outline) - 1] = child

    def finds(self) -> Iterator[Find]:
        """Hand on every slide, then notes, masters and slides that are in no list."""
        for slide in self.slides:
            yield from self._slide(slide)
        for record in self._edits.present():
            if record.kind == Kind.NOTES:
                yield from self._notes(record)
            elif record.kind in _MODELS and record.at not in self._listed:
                yield from self._model(record)

    def _slide(self, slide: OldSlide) -> Iterator[Find]:
        seen = Visibility.HIDDEN if slide.is_hidden else Visibility.VISIBLE
        shown, used = list[str](), set[int]()
        looks = self._looks(slide.record)
        for shape in shapes_of(slide.record, Outline(slide.outline, slide.styles)):
            used |= set(shape.outline)
            for rule, text in looks.unseen(shape):
                yield from hidden(rule, text, place=slide.place)
            shown.append(shape.text)
            yield from self._shape(shape, slide.place, seen)
        rest = [text for number, text in enumerate(slide.outline) if number not in used]
        unseen = Visibility.HIDDEN
        for text in rest:
            yield Segment(text=text, part=Part.OTHER, place=slide.place, visibility=unseen)
        if slide.is_hidden:
            title = next(filter(None, shown), "")
            text = f"{slide.number} {title}"
            yield Trace(rule="hidden.slide", part=Part.BODY, place=slide.place, text=text)

    def _looks(self, slide: Record) -> Looks:
        found = {id_: self._edits.record(at) for id_, at in self._masters.items()}
        return looks_of(slide, {id_: it for id_, it in found.items() if it is not None})

    def _shape(self, shape: OldShape, place: Place, seen: Visibility) -> Iterator[Find]:
        rule = ""
        if shape.is_hidden:
            rule = HIDDEN
        elif shape.box is not None and not shape.box.meets(self.page):
            rule = OFF_SLIDE
        seen = Visibility.HIDDEN if rule else seen
        texts = [shape.text, *(text for name, text in shape.properties if name == WORD_ART)]
        for text in filter(None, texts):
            yield Segment(text=text, part=Part.BODY, place=place, visibility=seen)
            if rule and text.strip():
                yield Trace(rule=rule, part=Part.BODY, place=place, text=text)
        yield from described(shape, place)

    def _notes(self, record: Record) -> Iterator[Find]:
        atom = record.first(Kind.NOTES_ATOM)
        page = self._pages.get(0 if atom is None else atom.number("I"))
        place: Place = {"file": "notes"} if page is None else {"page": page}
        said = list(_said(shapes_of(record)))
        for text in said:
            unseen = Visibility.HIDDEN
            yield Segment(text=text, part=Part.NOTES, place=place, visibility=unseen)
        text = "\n".join(said).strip()
        if page is not None and text.strip("*\n "):
            yield Trace(rule="hidden.notes", part=Part.NOTES, place=place, text=text)

    def _model(self, record: Record) -> Iterator[Find]:
        """Hand on a master, whose placeholders only prompt, or a slide that no list has."""
        masters = {self._edits.places.get(number) for number in self._masters.values()}
        is_slide = record.kind == Kind.SLIDE and record.at not in masters
        is_master = record.kind != Kind.HANDOUT and not is_slide
        place = {"file": f"master {record.at}"}
        left = list[str]()
        for shape in shapes_of(record):
            seen = Visibility.META if shape.is_placeholder else Visibility.VISIBLE
            seen = seen if is_master and not shape.is_hidden else Visibility.HIDDEN
            for text in _said([shape]):
                yield Segment(text=text, part=Part.HEADER, place=place, visibility=seen)
                left += [text] if is_slide else []
            yield from described(shape, place)
        if left:
            text = "\n".join(left)
            yield Trace(rule=UNUSED, part=Part.OTHER, place=place, text=text)


def _said(shapes: Iterable[OldShape]) -> Iterator[str]:
    for shape in shapes:
        art = [text for name, text in shape.properties if name == WORD_ART]
        yield from filter(None, (shape.text, *art))


def described(shape: OldShape, place: Place) -> Iterator[Find]:
    """Hand on the descriptions of a shape, and what else its properties say."""
    for name, value in shape.properties:
        text = value if name == DESCRIPTION else binary_texts(value.encode("utf-16-le", "replace"))
        if name == WORD_ART or not text.strip():
            continue
        unseen = Visibility.HIDDEN
        yield Segment(text=text, part=Part.PICTURE, place=place, visibility=unseen)
        if name == DESCRIPTION:
            yield Trace(rule="hidden.alt_text", part=Part.PICTURE, place=place, text=text)


def _page(lists: Sequence[Record]) -> Box:
    atom = next((it for it in lists if it.kind == Kind.DOCUMENT_ATOM), None)
    if atom is None:
        return Box(0, 0, float("inf"), float("inf"))
    return Box(0, 0, atom.number("i"), atom.number("i", 4))


def _is_hidden(slide: Record) -> bool:
    show = slide.first(Kind.SLIDE_SHOW)
    return show is not None and bool(show.number("H", _FLAGS) & _HIDDEN_FLAG)
