"""Show a page to the recogniser and the rules, and say what came of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from review.domain.findings import Finding
from review.screening.extraction.descent import Reading
from review.screening.judging import judge
from review.screening.limits import LIMITS
from review.screening.ruleset import Ruleset
from review.screening.seeing import Eyes, Recogniser, seen
from review.screening.segments import Extract, Scan, ScanKind
from tests.scans.kinds import Kind
from tests.scans.wear import Wear, worn


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one page."""

    value: str
    """What was planted."""
    rules: frozenset[str]
    """By which it must be met."""
    wear: Wear
    findings: tuple[Finding, ...]
    text: str
    is_sure: bool
    seconds: float

    @property
    def is_met(self) -> bool:
        """Whether the rule that it was planted for was met."""
        return any(finding.rule in self.rules for finding in self.findings)

    @property
    def is_right(self) -> bool:
        """Whether it was met, and read letter by letter."""
        return self.is_met and _plain(self.value) in _plain(self.text)

    @property
    def is_clear(self) -> bool:
        """Whether nobody would look at the page any more."""
        return self.is_sure and not self.findings


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def looked_at(
    kind: Kind, wear: Wear, *, chance: Random, recogniser: Recogniser, ruleset: Ruleset
) -> Outcome:
    """Draw a page of this kind, wear it, and have it read and judged like a file."""
    page = kind(chance)
    wear = replace(wear, is_bilevel=wear.is_bilevel and not page.is_pale)
    picture = worn(page.paper.sheet, wear, chance=chance)
    scan = Scan(draw=lambda: picture, kind=ScanKind.PAGE)
    began = time.perf_counter()
    (extract,) = seen(
        [Extract(media_type="image/png", scans=(scan,))],
        eyes=Eyes(recogniser=recogniser),
        most=LIMITS.scans,
    )
    seconds = time.perf_counter() - began
    judgement = judge([Reading(path="", extract=extract)], ruleset=ruleset, sha256="")
    return Outcome(
        value=page.value,
        rules=page.rules,
        wear=wear,
        findings=judgement.findings,
        text="\n".join(segment.text for segment in extract.segments),
        is_sure=extract.unread is None,
        seconds=seconds,
    )


def wears(chance: Random) -> Iterator[Wear]:
    """Yield ways of being scanned without end, from good to hopeless."""
    while True:
        is_slanted, is_soft = chance.random() < 0.3, chance.random() < 0.4
        yield Wear(
            dpi=chance.choice((75, 100, 120, 150, 200, 300)),
            angle=chance.uniform(-8, 8) if is_slanted else chance.uniform(-1.5, 1.5),
            noise=chance.choice((2, 4, 8, 14, 22)),
            blur=chance.uniform(0.3, 1.8) * (1 if is_soft else 0.5),
            quality=chance.choice((20, 35, 50, 75, 90)),
            shade=max(0.0, chance.uniform(-0.3, 0.4)),
            fade=max(0.0, chance.uniform(-0.5, 0.5)),
            specks=chance.choice((0, 0, 60, 400)),
            turn=chance.choice((*(0,) * 12, 90, 180, 270)),
            is_grey=chance.random() < 0.3,
            is_bilevel=chance.random() < 0.12,
        )


def good_wears(chance: Random) -> Iterator[Wear]:
    """Yield what a scanner of an office makes of a paper that lies straight."""
    while True:
        yield Wear(
            dpi=chance.choice((200, 200, 300)),
            angle=chance.uniform(-1.5, 1.5),
            noise=chance.choice((1, 2, 3, 4)),
            blur=chance.uniform(0.2, 0.6),
            quality=chance.choice((0, 60, 75, 90)),
            shade=max(0.0, chance.uniform(-0.3, 0.15)),
            specks=chance.choice((0, 0, 20)),
            is_grey=chance.random() < 0.3,
            is_bilevel=chance.random() < 0.1,
        )
