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
from review.screening.extraction.word_styles import Styles, attribute, value_of

HIDDEN, WHITE_TEXT = "hidden.hidden_text", "hidden.white_text"
TINY, INVISIBLE = "hidden.tiny_text", "hidden.invisible_text"
_OFF = frozenset({"0", "false", "off"})
_VANISHED = ("vanish", "specVanish")
_TINY_HALF_POINTS = 4
"""Nobody reads two-point type."""
_TINY_PERCENT = 5
"""Letters squeezed to a twentieth of their width are a line."""
_OPAQUE = 95_000
"""Of 100,000 parts transparency: what is more cannot be seen."""
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
        runs = (_run_of(mark) for mark in marks if value_of(mark).casefold() not in _OFF)
        return frozenset(run for run in runs if run is not None)

    @cached_property
    def run_on(self) -> frozenset[etree._Element]:
        """The paragraphs whose mark does not show: what follows stands on the same line."""
        found: set[etree._Element] = set()
        for mark in self.markup.all(*_VANISHED):
            group = mark.getparent()
            above = None if group is None else group.getparent()
            owner = None if above is None or local(above) != "pPr" else above.getparent()
            if owner is not None and value_of(mark).casefold() not in _OFF:
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
            run = _run_of(mark) if known[look] else None
            if run is not None:
                yield run
        for mark in self.markup.all(*_STYLED):
            if self._is_suspect_style(value_of(mark)):
                yield from _runs_under(mark)

    def _is_suspect(self, mark: etree._Element) -> bool:
        match local(mark):
            case "color":
                return self._colour_of(mark) in self._dangerous
            case "sz" | "w":
                return _number(mark, default=_TINY_PERCENT + 1) <= _TINY_PERCENT
            case "highlight":
                return value_of(mark) == "black"
            case "webHidden":
                return False
            case _:
                return True

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
        size, width = self._set(run, "sz"), self._set(run, "w")
        if (size is not None and _number(size, default=99) <= _TINY_HALF_POINTS) or (
            width is not None and _number(width, default=99) <= _TINY_PERCENT
        ):
            return TINY
        if _is_transparent(self._set(run, "textFill")):
            return INVISIBLE
        return WHITE_TEXT if self._is_as_ground(run) else ""

    def _is_on(self, run: etree._Element, name: str) -> bool:
        mark = self._set(run, name)
        return mark is not None and value_of(mark).casefold() not in _OFF

    def _is_as_ground(self, run: etree._Element) -> bool:
        mark = self._set(run, "color")
        given = None if mark is None else self._colour_of(mark)
        pen = self._set(run, "highlight")
        if pen is not None and value_of(pen) in HIGHLIGHTS:
            return alike(given or BLACK, HIGHLIGHTS[value_of(pen)])
        shaded = self._set(run, "shd")
        own = None if shaded is None else shade(shaded, theme=self.theme)
        return alike(given, own if own is not None else self._grounds.under(run))

    def _colour_of(self, mark: etree._Element) -> Colour | None:
        name = attribute(mark, "themeColor")
        if name and not attribute(mark, "themeTint") and not attribute(mark, "themeShade"):
            return themed(name, theme=self.theme)
        return colour(value_of(mark))

    def _set(self, run: etree._Element, name: str) -> etree._Element | None:
        """Return the property that holds for a run: its own, its styles', or the default."""
        own = run.find("{*}rPr")
        found = None if own is None else own.find(f"{{*}}{name}")
        if found is not None:
            return found
        for style in self._styles_of(run, own):
            found = style.find(f"{{*}}rPr/{{*}}{name}")
            if found is not None:
                return found
        defaults = self.styles.defaults
        return None if defaults is None else defaults.find(f"{{*}}rPrDefault/{{*}}rPr/{{*}}{name}")

    def _styles_of(
        self, run: etree._Element, own: etree._Element | None
    ) -> Iterator[etree._Element]:
        """Yield the styles of a run, of its paragraph and of its table, the nearest first."""
        named = None if own is None else own.find("{*}rStyle")
        if named is not None:
            yield from self.styles.chain(value_of(named))
        paragraph = next(run.iterancestors("{*}p"), None)
        if paragraph is not None:
            style = paragraph.find("{*}pPr/{*}pStyle")
            default = self.styles.default_ids.get("paragraph", "")
            yield from self.styles.chain(default if style is None else value_of(style))
        table = next(run.iterancestors("{*}tbl"), None)
        style = None if table is None else table.find("{*}tblPr/{*}tblStyle")
        if style is not None:
            yield from self.styles.chain(value_of(style))


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


def _run_of(mark: etree._Element) -> etree._Element | None:
    """Return the run that a property is of; nothing for one of a paragraph or an old version."""
    group = mark.getparent()
    owner = None if group is None else group.getparent()
    return owner if owner is not None and local(owner) == "r" else None


def _runs_under(mark: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs that a style is named for: a run, or all of a paragraph or a table."""
    group = mark.getparent()
    owner = None if group is None else group.getparent()
    if owner is not None:
        yield from owner.iter("{*}r")


def _number(mark: etree._Element, *, default: int) -> int:
    try:
        return int(value_of(mark).rstrip("%"))
    except ValueError:
        return default


def _is_transparent(fill: etree._Element | None) -> bool:
    if fill is None:
        return False
    if any(local(child) == "noFill" for child in fill.iterchildren(etree.Element)):
        return True
    return any(_number(alpha, default=0) >= _OPAQUE for alpha in fill.iter("{*}alpha"))
