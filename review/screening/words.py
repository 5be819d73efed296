"""Screen the words that go public beside the files of a paper: its title and its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from review.domain.findings import FileReport, Finding, Part
from review.screening.ruleset import Ruleset
from review.screening.screener import screen

WORDS_NAME = "words.txt"
_LINES = (Part.TITLE, Part.NUMBER)
_FIRST = 2
"""The first line says what is read, so that no title is taken for a file of another kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the public reads of a paper before opening it."""

    title: str = field(repr=False)
    number: str = field(default="", repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """The words as the lines that are screened."""
        said = (_LINES[0].label, self.title, self.number)
        return tuple(" ".join(line.split()) for line in said)


def content_of_words(words: Words) -> bytes:
    """Return the words as the bytes that are screened."""
    return "\n".join(words.lines).encode("utf-8", "replace")


ScreenWords = Callable[[Words, Ruleset], FileReport]


def screen_words(words: Words, ruleset: Ruleset) -> FileReport:
    """Report what the rules find in the words; they are read in the same child as a file."""
    lines = words.lines
    report = screen(content_of_words(words), name=WORDS_NAME, ruleset=ruleset)
    placed = tuple(_placed(finding, lines) for finding in report.findings)
    return replace(report, findings=placed)


def _placed(finding: Finding, lines: tuple[str, ...]) -> Finding:
    """Say in which of the words it stands and where in them, instead of in which line."""
    place = dict(finding.place)
    number = min(max(int(place.pop("paragraph", _FIRST)) - _FIRST, 0), len(_LINES) - 1)
    before = sum(len(line) + 1 for line in lines[: number + 1])
    for key in ("start", "end"):
        if key in place:
            place[key] = int(place[key]) - before
    return replace(finding, part=_LINES[number].value, place=place)
