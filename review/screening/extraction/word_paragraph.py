"""One paragraph of a Word file, sorted by who can see what of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from review.screening.extraction.word_codes import Code
from review.screening.extraction.word_context import Context

ON_PAPER_ONLY = "hidden.hidden_text on paper only"
"""Not a rule, but why text that shows on paper is told as hidden: no web page shows it."""


@dataclass(slots=True)
class Change:
    """One tracked change: neighbouring runs of one kind and author are one change."""

    author: str
    removed: bool
    text: str = ""


@dataclass(slots=True)
class Paragraph:
    """What one paragraph says, sorted by who can see it."""

    number: int
    context: Context
    change: etree._Element | None = None
    """The tracked change that all of it is of."""
    runs_on: bool = False
    """Its mark does not show: the next one goes on in the same line."""
    shown: list[str] = field(default_factory=list)
    _aside: Aside | None = None
    is_open: bool = False
    """Nothing in it is known to be hidden or changed: what it says is shown."""
    is_ruby = False

    @property
    def paragraph(self) -> Paragraph:
        """Itself: what stands in a paragraph and in nothing else stands here."""
        return self

    @property
    def aside(self) -> Aside:
        """What there is beside the text that shows; most paragraphs have nothing."""
        if self._aside is None:
            self._aside = Aside()
        return self._aside

    @property
    def is_plain(self) -> bool:
        """Whether all of it shows, and nothing was changed."""
        return self._aside is None


@dataclass(slots=True)
class Aside:
    """What a paragraph holds beside the text that shows."""

    hidden: dict[str, list[str]] = field(default_factory=dict)
    """For each rule by which text does not show: that text."""
    ruby: list[str] = field(default_factory=list)
    """What stands above the line, as how a sign is read."""
    codes: list[Code] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def hide(self, rule: str, text: str) -> None:
        """Add what does not show by a rule."""
        self.hidden.setdefault(rule, []).append(text)

    def change(self, author: str, text: str, *, removed: bool, neighbours: bool) -> None:
        """Add to the change before, if it is the same one, else begin another."""
        last = self.changes[-1] if self.changes and neighbours else None
        if last is None or (last.author, last.removed) != (author, removed):
            last = Change(author, removed)
            self.changes.append(last)
        last.text += text


@dataclass(slots=True)
class Spot:
    """Where a run stands: in which paragraph, in what change, or above the line."""

    paragraph: Paragraph
    change: etree._Element | None = None
    is_ruby: bool = False
    is_open: bool = False

    @property
    def shown(self) -> list[str]:
        """What of the paragraph shows, to be added to."""
        return self.paragraph.shown
