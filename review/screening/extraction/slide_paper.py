"""A presentation as a paper: its slides and what belongs to each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.finds import Find
from review.screening.extraction.markup import attribute_texts, hidden_segment
from review.screening.extraction.office import Office
from review.screening.extraction.slide_deck import Deck, Slide
from review.screening.extraction.slide_grounds import ground_of, is_filled
from review.screening.extraction.slide_looks import Scene
from review.screening.extraction.slide_models import MODELS, model_finds
from review.screening.extraction.slide_remarks import (
    AUTHOR_LISTS,
    action_finds,
    author_finds,
    authors,
    comment_finds,
    editor_finds,
    named_finds,
    note_finds,
    tag_finds,
)
from review.screening.extraction.slide_shapes import Shape, Shapes
from review.screening.extraction.slide_text import SlideText
from review.screening.extraction.strays import stray_segments
from review.screening.extraction.word_styles import attribute
from review.screening.segments import Place, Segment, Trace, Visibility

_PAPER = frozenset({Part.BODY, Part.TEXT_BOX, Part.CHART})
_EMBEDDED = ("embed", "link")


class SlidePaper:
    """Reads the slides of one presentation, and counts what they show."""

    def __init__(self, office: Office) -> None:
        """Keep the package."""
        self._office, self._deck = office, Deck(office)
        self.shown = 0
        """So many characters a reader of all slides sees."""
        self.pictured: set[str] = set()
        """The pictures that are all there is on their slide."""
        self._readers: Mapping[str, Callable[[str], Iterator[Find]]] = {
            "sld": lambda _: iter(()),
            "tagLst": lambda _: iter(()),
            "notes": self._notes,
            "cmLst": self._comments,
            "presentation": self._named,
            "chgInfo": self._editors,
            **dict.fromkeys(AUTHOR_LISTS, self._authors),
            **dict.fromkeys(MODELS, self._model),
        }

    def slide_finds(self) -> Iterator[Find]:
        """Hand on every slide, then what programs noted with them."""
        for slide in self._deck.slides:
            yield from self._slide(slide)
        yield from tag_finds(self._office)

    def part_finds(self, name: str) -> Iterator[Find] | None:
        """Hand on a part that belongs to the slides; nothing where it is of another kind."""
        reader = self._readers.get(self._office.root_name(name))
        return None if reader is None else reader(name)

    def place_of(self, name: str) -> Place:
        """Return where a part is: on which slide, in which file."""
        number = self._deck.pages.get(name)
        return {"file": name} if number is None else {"page": number, "file": name}

    def _slide(self, slide: Slide) -> Iterator[Find]:
        root = self._office.root(slide.name)
        models = [self._office.root(name) for name in (slide.layout, slide.master) if name]
        text = self._text(slide, root, models)
        finds = list(text.finds())
        shown = sum(map(_shown, finds))
        self.shown += shown
        if not shown:
            self.pictured.update(self._pictures(slide, text.shapes))
        yield from finds
        if slide.is_hidden:
            title = next((it.text for it in finds if isinstance(it, Segment) and it.text), "")
            rule, place = "hidden.slide", slide.place
            yield Trace(rule=rule, part=Part.BODY, place=place, text=f"{slide.number} {title}")
        yield from self._rest(slide.name, place=slide.place, said=finds)

    def _text(self, slide: Slide, root: etree._Element, models: list[etree._Element]) -> SlideText:
        theme = self._deck.theme(slide.master)
        master = self._office.root(slide.master) if slide.master else None
        scene = Scene(theme=theme, ground=ground_of((root, *models), theme=theme), master=master)
        below = (shape for model in reversed(models) for shape in Shapes().of(model))
        return SlideText(
            slide=root,
            shapes=Shapes(*models),
            scene=scene,
            page=self._deck.page,
            place=slide.place,
            seen=Visibility.HIDDEN if slide.is_hidden else Visibility.VISIBLE,
            under=[it.box for it in below if it.box and not it.placeholder and is_filled(it)],
        )

    def _pictures(self, slide: Slide, shapes: Shapes) -> Iterator[str]:
        """Yield the pictures that cover half of a slide or more."""
        for shape in shapes.of(self._office.root(slide.name)):
            if shape.box is not None and shape.box.covers_half_of(self._deck.page):
                yield from self._shown_by(slide.name, shape)

    def _shown_by(self, name: str, shape: Shape) -> Iterator[str]:
        for blip in shape.element.iter("{*}blip"):
            for word in _EMBEDDED:
                yield self._office.target(name, attribute(blip, word))

    def _rest(self, name: str, *, place: Place, said: Sequence[Find]) -> Iterator[Find]:
        """Hand on what is left of a part: actions, attributes, text outside of shapes."""
        markup = self._office.markup(name)
        yield from action_finds(markup.root, self._office, name=name, place=place)
        known = {find.text for find in said if isinstance(find, Segment)}
        for value in sorted(attribute_texts(markup.content, root=markup.root) - known):
            yield hidden_segment(value, file=name, part=Part.OTHER)
        yield from stray_segments(markup, file=name)

    def _notes(self, name: str) -> Iterator[Find]:
        finds: list[Find] = list(note_finds(self._office.root(name), place=self.place_of(name)))
        yield from finds
        yield from self._rest(name, place=self.place_of(name), said=finds)

    def _comments(self, name: str) -> Iterator[Find]:
        root, place = self._office.root(name), self.place_of(name)
        finds: list[Find] = list(comment_finds(root, place=place, who=self._who))
        yield from finds
        yield from self._rest(name, place=place, said=finds)

    def _authors(self, name: str) -> Iterator[Find]:
        yield from author_finds(self._office.root(name), file=name)
        yield from self._rest(name, place={"file": name}, said=[])

    def _editors(self, name: str) -> Iterator[Find]:
        yield from editor_finds(self._office.root(name), file=name)
        yield from self._rest(name, place={"file": name}, said=[])

    def _named(self, name: str) -> Iterator[Find]:
        finds: list[Find] = list(named_finds(self._office.root(name), file=name))
        yield from finds
        yield from self._rest(name, place={"file": name}, said=finds)

    def _model(self, name: str) -> Iterator[Find]:
        root, place = self._office.root(name), {"file": name}
        finds: list[Find] = list(model_finds(root, place=place, is_used=name in self._used))
        yield from finds
        yield from self._rest(name, place=place, said=finds)

    @cached_property
    def _who(self) -> Mapping[str, str]:
        return authors(self._office)

    @cached_property
    def _used(self) -> frozenset[str]:
        """The layouts and masters of slides that are shown."""
        shown = [slide for slide in self._deck.slides if not slide.is_hidden]
        return frozenset(name for slide in shown for name in (slide.layout, slide.master))


def _shown(find: Find) -> int:
    """Count the characters of a find that a reader sees on the slide."""
    if not isinstance(find, Segment) or find.part not in _PAPER:
        return 0
    return len("".join(find.text.split())) if find.visibility is Visibility.VISIBLE else 0
