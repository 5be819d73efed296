"""What is looked for in a Word part beside its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction import (
    word_blocks,
    word_context,
    word_looks,
    word_settings,
    word_story,
)
from review.screening.extraction.markup import Markup, text_in
from review.screening.extraction.word_changes import CHANGES, change_finds
from review.screening.extraction.word_context import Locate
from review.screening.extraction.word_controls import CONTROLS, control_finds
from review.screening.extraction.word_drawing import (
    ART,
    DESCRIBED,
    OBJECT,
    SHAPES,
    alternative_texts,
    art_texts,
    shape_addresses,
)
from review.screening.extraction.word_styles import attribute
from review.screening.segments import Place, Segment, Trace


def beside(markup: Markup, *, part: Part, locate: Locate) -> Iterator[Segment | Trace]:
    """Hand on what a story says beside its paragraphs, where it has what could say it."""
    for signs, search in _SEARCHES:
        if markup.has(signs):
            yield from search(markup, part=part, locate=locate)


def whole(root: etree._Element, *, part: Part, file: str) -> Iterator[Trace]:
    """Name what is a finding as a whole: each comment, and a glossary."""
    if part is Part.COMMENT:
        for number, comment in enumerate(root.iterchildren("{*}comment"), start=1):
            place: Place = {"file": file, "paragraph": number}
            who, text = attribute(comment, "author"), text_in(comment)
            yield Trace(rule="hidden.comment", part=part, place=place, who=who, text=text)
    elif part is Part.OTHER:
        text = "".join(str(node.text or "") for node in root.iter("{*}t"))
        if text.strip():
            yield Trace(rule="hidden.glossary", part=part, place={"file": file}, text=text)


class Search(Protocol):
    """Looks through a story for one kind of thing beside its paragraphs."""

    def __call__(
        self, markup: Markup, /, *, part: Part, locate: Locate
    ) -> Iterator[Segment | Trace]:
        """Hand on what is found."""


_SEARCHES: tuple[tuple[frozenset[str], Search], ...] = (
    (DESCRIBED, alternative_texts),
    (frozenset({ART}), art_texts),
    (SHAPES, shape_addresses),
    (CONTROLS, control_finds),
    (CHANGES, change_finds),
)
"""What a story must have for a search to be worth it."""
SOUGHT = frozenset({OBJECT}).union(
    *(signs for signs, _ in _SEARCHES),
    word_blocks.SOUGHT,
    word_context.SOUGHT,
    word_looks.SOUGHT,
    word_settings.SOUGHT,
    word_story.SOUGHT,
)
"""What is looked for in a story beside its text: all of it in one walk."""
