"""A Word file as a paper: its stories, with the styles, colours and settings they depend on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from lxml import etree

from review.domain.findings import Part
from review.screening.extraction.colours import (
    DEFAULT_THEME,
    WHITE,
    Colour,
    colour,
    theme_colours,
)
from review.screening.extraction.finds import Find
from review.screening.extraction.markup import (
    attribute_texts,
    hidden_segment,
    local,
    text_in,
)
from review.screening.extraction.office import ROOT, Office
from review.screening.extraction.strays import stray_segments
from review.screening.extraction.word_blocks import unseen_blocks
from review.screening.extraction.word_context import NAMESPACES, Context, Contexts
from review.screening.extraction.word_finds import Finds
from review.screening.extraction.word_looks import HIDDEN, Looks
from review.screening.extraction.word_searches import beside, whole
from review.screening.extraction.word_settings import (
    settings_finds,
    shown_margins,
    unmentioned,
)
from review.screening.extraction.word_story import Story, Unseen
from review.screening.extraction.word_styles import Styles, attribute
from review.screening.limits import Limits
from review.screening.segments import Place, Segment, Visibility

_STORIES: Mapping[str, Part] = {
    "document": Part.BODY,
    "hdr": Part.HEADER,
    "ftr": Part.FOOTER,
    "footnotes": Part.FOOTNOTE,
    "endnotes": Part.ENDNOTE,
    "comments": Part.COMMENT,
    "glossaryDocument": Part.OTHER,
}
_SEEN: Mapping[Part, Visibility] = {
    Part.COMMENT: Visibility.COMMENT,
    Part.OTHER: Visibility.HIDDEN,
}
_MARGINS = frozenset({Part.HEADER, Part.FOOTER})
_NOTES = frozenset({Part.FOOTNOTE, Part.ENDNOTE})
AStory = TypeVar("AStory", bound=Story)
"""Whoever wants more of a story than the reader of the paper does."""
_SPACES = tuple(f"{{{name}}}" for name in NAMESPACES)


def story_of(office: Office, name: str) -> Part | None:
    """Return which part of the paper a part of the package holds; nothing for others."""
    if not office.is_markup(name) or office.root_name(name) not in _STORIES:
        return None
    root = office.root(name)
    return _STORIES.get(local(root)) if str(root.tag).startswith(_SPACES) else None


class Paper:
    """Reads the stories of one Word file."""

    def __init__(self, office: Office, *, limits: Limits) -> None:
        """Keep the package."""
        self._office, self._limits = office, limits

    def story_finds(self, name: str, *, part: Part) -> Iterator[Find]:
        """Hand on all that a part with paragraphs says."""
        markup = self._office.markup(name)
        root, content = markup.root, markup.content
        file = "" if name == self.main else name
        story = self.story(name, part=part, reader=Story)
        yield from Finds(story.paragraphs(), file=file).all()

        def locate(element: etree._Element) -> Place:
            number = story.number_of(element)
            return {"file": name} | ({"paragraph": number} if number else {})

        found = list(beside(markup, part=part, locate=locate))
        yield from found
        said = {find.text for find in found if isinstance(find, Segment)}
        for value in sorted(attribute_texts(content, root=root) - said):
            yield hidden_segment(value, file=name, part=Part.OTHER)
        yield from stray_segments(markup, file=name)
        yield from whole(root, part=part, file=name)

    def setting_finds(self, name: str) -> Iterator[Find]:
        """Hand on what the settings say, if the part is one with settings."""
        if self._office.root_name(name) == "settings":
            yield from settings_finds(self._office.root(name), place={"file": name})

    def story(self, name: str, *, part: Part, reader: type[AStory]) -> AStory:
        """Return what reads the paragraphs of a part."""
        markup = self._office.markup(name)
        hidden = unseen_blocks(markup)
        if part in _NOTES and self.main:
            notes = unmentioned(markup.root, self._office.markup(self.main))
            hidden.update(dict.fromkeys(notes, HIDDEN))
        rule = HIDDEN if part in _MARGINS and self._is_unshown(name) else ""
        start = Context(part, _SEEN.get(part, Visibility.VISIBLE), hidden=rule)
        looks = Looks(markup, styles=self.styles, theme=self._theme, page=self._page)
        unseen = Unseen(runs=looks.unseen, on_paper_only=looks.web_hidden, run_on=looks.run_on)
        contexts = Contexts(markup, start=start, hidden=hidden)
        return reader(markup, contexts=contexts, unseen=unseen)

    def _is_unshown(self, name: str) -> bool:
        """Whether no page shows a header or footer that says something."""
        says = any(map(str.isalpha, text_in(self._office.root(name))))
        return says and name not in self._shown_margins

    @cached_property
    def main(self) -> str:
        """The part that holds the body; empty where there is none."""
        mains = self._office.related(ROOT, "officeDocument")
        return next((name for name in mains if story_of(self._office, name) is Part.BODY), "")

    @cached_property
    def _shown_margins(self) -> frozenset[str]:
        if not self.main:
            return frozenset(self._office.contents)
        return shown_margins(self._office, self.main, settings=self._settings)

    @cached_property
    def _settings(self) -> etree._Element | None:
        return next(map(self._office.root, self._office.related(self.main, "settings")), None)

    @cached_property
    def styles(self) -> Styles:
        """The styles that all stories share."""
        names = self._office.related(self.main, "styles") or self._office.rooted("styles")
        content = self._office.utf8(names[0]) if names else b"<styles/>"
        return Styles(content, limits=self._limits)

    @cached_property
    def _theme(self) -> Mapping[str, Colour]:
        themes = self._office.related(self.main, "theme")
        return theme_colours(self._office.root(themes[0])) if themes else DEFAULT_THEME

    @cached_property
    def _page(self) -> Colour:
        """The colour of the paper on a screen: white, unless the settings have another shown."""
        settings = self._settings
        if settings is None or settings.find("{*}displayBackgroundShape") is None:
            return WHITE
        ground = self._office.root(self.main).find("{*}background")
        return WHITE if ground is None else colour(attribute(ground, "color")) or WHITE
