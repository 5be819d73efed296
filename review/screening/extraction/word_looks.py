"""Which runs of a Word part do not show, and why: hidden, as the ground, tiny, transparent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from review.screening.extraction.colours import (
    BLACK,
    HIGHLIGHTS,
    WHITE,
    Colour,
    alike,
    colour,
    themed,
)
from review.screening.extraction.markup import Markup, local
from review.screening.extraction.word_grounds import SOUGHT as GROUNDS_SOUGHT
from review.screening.extraction.word_grounds import Grounds, shade
from review.screening.extraction.word_marks import (
    is_on,
    is_transparent,
    number,
    run_of,
    runs_under,
)
from review.screening.extraction.word_properties import Properties
from review.screening.extraction.word_styles import Styles, attribute, value_of

HIDDEN, WHITE_TEXT = "hidden.hidden_text", "hidden.white_text"
TINY, INVISIBLE = "hidden.tiny_text", "hidden.invisible_text"
_VANISHED = ("vanish", "specVanish")
_TINY_HALF_POINTS = 4
"""Nobody reads two-point type."""
_TINY_PERCENT = 5
"""Letters squeezed to a twentieth of their width are a line."""
_MARKS = ("vanish", "specVanish", "webHidden", "color", "sz", "w", "highlight", "textFill")
_STYLED = ("rStyle", "pStyle", "tblStyle")
SOUGHT = frozenset({*_MARKS, *_STYLED}) | GROUNDS_SOUGHT
"""The elements that these searches look for."""


@dataclass(frozen=True, kw_only=True)
class Looks:
    """What the runs of one part look like."""

    markup: Markup = field(kw_only=False)
    styles: Styles
    theme: Mapping[str, Colour]
    page: Colour = WHITE

    @cached_property
    def unseen(self) -> Mapping[etree._Element, str]:
        """The runs that do not show, each with the rule that says why."""
        rules = ((run, self._rule(run)) for run in dict.fromkeys(self._suspects()))
        return {run: rule for run, rule in rules if rule}

    @cached_property
    def web_hidden(self) -> frozenset[etree._Element]:
        """The runs that show on paper and not on a web page."""
        marks = self.markup.all("webHidden")
        runs = (run_of(mark) for mark in marks if is_on(mark))
        return frozenset(run for run in runs if run is not None)

    @cached_property
    def run_on(self) -> frozenset[etree._Element]:
        """The paragraphs whose mark does not show: what follows stands on the same line."""
        found: set[etree._Element] = set()
        for mark in self.markup.all(*_VANISHED):
            group = mark.getparent()
            above = None if group is None else group.getparent()
            owner = None if above is None or local(above) != "pPr" else above.getparent()
            if owner is not None and is_on(mark):
                found.add(owner)
        return frozenset(found)

    def _suspects(self) -> Iterator[etree._Element]:
        """Yield the runs that a look is worth, by the cheapest signs."""
        if self._is_suspect_by_default:
            yield from self.markup.root.iter("{*}r")
            return
        known: dict[tuple[str, ...], bool] = {}
        for mark in self.markup.all(*_MARKS):
            look = (str(mark.tag), *map(str, mark.values()))
            if look not in known:
                known[look] = self._is_suspect(mark)
            run = run_of(mark) if known[look] else None
            if run is not None:
                yield run
        for mark in self.markup.all(*_STYLED):
            if self._is_suspect_style(value_of(mark)):
                yield from runs_under(mark)

    def _is_suspect(self, mark: etree._Element) -> bool:
        match local(mark):
            case "color":
                return self._colour_of(mark) in self._dangerous
            case "sz" | "w":
                return number(mark, default=_TINY_PERCENT + 1) <= _TINY_PERCENT
            case "highlight":
                return value_of(mark) == "black"
            case "webHidden":
                return False
            case _:
                return True

    @cached_property
    def _properties(self) -> Properties:
        return Properties(self.styles)

    @cached_property
    def _dangerous(self) -> Dangerous:
        return Dangerous((self.page, *self._grounds.used))

    @cached_property
    def _grounds(self) -> Grounds:
        return Grounds(self.markup, styles=self.styles, theme=self.theme, page=self.page)

    @cached_property
    def _is_suspect_by_default(self) -> bool:
        names = (self.styles.default_ids.get(kind, "") for kind in ("paragraph", "character"))
        defaults = self.styles.defaults
        return any(map(self._is_suspect_style, names)) or (
            defaults is not None and any(map(self._is_suspect, _set_by(defaults)))
        )

    def _is_suspect_style(self, style_id: str) -> bool:
        known = self._suspect_styles
        if style_id not in known:
            known[style_id] = any(
                self._is_suspect(mark)
                for style in self.styles.chain(style_id)
                for mark in _set_by(style)
            )
        return known[style_id]

    @cached_property
    def _suspect_styles(self) -> dict[str, bool]:
        return {}

    def _rule(self, run: etree._Element) -> str:
        """Say by which rule a run does not show; empty when it does."""
        if any(self._is_on(run, name) for name in _VANISHED):
            return HIDDEN
        size, width = self._properties.of(run, "sz"), self._properties.of(run, "w")
        if (size is not None and number(size, default=99) <= _TINY_HALF_POINTS) or (
            width is not None and number(width, default=99) <= _TINY_PERCENT
        ):
            return TINY
        if is_transparent(self._properties.of(run, "textFill")):
            return INVISIBLE
        return WHITE_TEXT if self._is_as_ground(run) else ""

    def _is_on(self, run: etree._Element, name: str) -> bool:
        return is_on(self._properties.of(run, name))

    def _is_as_ground(self, run: etree._Element) -> bool:
        mark = self._properties.of(run, "color")
        given = None if mark is None else self._colour_of(mark)
        pen = self._properties.of(run, "highlight")
        if pen is not None and value_of(pen) in HIGHLIGHTS:
            return alike(given or BLACK, HIGHLIGHTS[value_of(pen)])
        shaded = self._properties.of(run, "shd")
        own = None if shaded is None else shade(shaded, theme=self.theme)
        return alike(given, own if own is not None else self._grounds.under(run))

    def _colour_of(self, mark: etree._Element) -> Colour | None:
        name = attribute(mark, "themeColor")
        if name and not attribute(mark, "themeTint") and not attribute(mark, "themeShade"):
            return themed(name, theme=self.theme)
        return colour(value_of(mark))


class Dangerous:
    """The colours that letters cannot be told from some ground of the part by."""

    def __init__(self, grounds: tuple[Colour, ...]) -> None:
        """Keep the grounds, each once."""
        self._grounds = tuple(dict.fromkeys(grounds))
        self._known: dict[Colour | None, bool] = {None: False}

    def __contains__(self, given: Colour | None) -> bool:
        if given not in self._known:
            self._known[given] = any(alike(given, ground) for ground in self._grounds)
        return self._known[given]


def _set_by(style: etree._Element) -> Iterator[etree._Element]:
    """Yield the properties of runs that a style, or the defaults, set."""
    for group in style.iter("{*}rPr"):
        yield from group.iter(*(f"{{*}}{name}" for name in _MARKS))
