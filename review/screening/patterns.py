"""Where the patterns of a rule are met in a paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from review.screening.candidates import Candidates
from review.screening.check_digits import (
    is_credit_code,
    is_hong_kong_id,
    is_in_china,
    is_rounded_resident_id,
    is_taiwan_id,
)
from review.screening.fold import Folded
from review.screening.labelling import Site
from review.screening.paper import Paper
from review.screening.prepared import PatternMet, Prepared
from review.screening.spaced import Spaced
from review.screening.stretches import stretches
from review.screening.surroundings import Surroundings
from review.screening.ways import Check, Pattern, Reading

_BEFORE, _AFTER, _FAR = 16, 8, 64
"""What is looked at around a hit, and around an anchor: no pattern across lines is longer."""
_CHECKS: Mapping[Check, Callable[[str], bool]] = {
    Check.CREDIT_CODE: is_credit_code,
    Check.RESIDENT_ID_ROUNDED: is_rounded_resident_id,
    Check.HONG_KONG_ID: is_hong_kong_id,
    Check.TAIWAN_ID: is_taiwan_id,
    Check.PLACE_IN_CHINA: is_in_china,
}


class Patterns:
    """Looks for patterns in one paper, and knows in which lines codes could stand."""

    def __init__(self, paper: Paper, *, ready: Prepared, surroundings: Surroundings) -> None:
        """Prepare; lines are folded with their spaces when a pattern needs them so."""
        self._paper = paper
        self._candidates = Candidates(paper, surroundings=surroundings)
        self._spaced = Spaced(paper.folded, table=ready.spaced_table)

    def sites(self, met: PatternMet) -> Iterator[Site]:
        """Yield where a pattern is met, its context still unasked."""
        pattern, regex = met.pattern, met.regex
        if not self._candidates.is_worth_it(pattern):
            return iter(())
        if pattern.reading is Reading.SPACED:
            return self._by_spaced_line(met)
        if pattern.reading is Reading.LINE:
            return self._by_line(met)
        return self._by_text(regex, pattern)

    def _by_line(self, met: PatternMet) -> Iterator[Site]:
        paper, folded, pattern = self._paper, self._paper.folded, met.pattern
        for number in self._candidates.lines(pattern):
            leaf = paper.leaf_of_line(number)
            if not paper.stands(leaf, number, pattern=pattern):
                continue
            for begin, end in stretches(folded, number, parted=met.is_whole):
                for found in _found(met, folded.joined[begin:end]):
                    span = begin + found.start(), begin + found.end()
                    if not _is_prose(pattern, *_around(folded, number, *span)):
                        yield Site(leaf, number, *folded.span(*span))

    def _by_text(self, regex: re.Pattern[str], pattern: Pattern) -> Iterator[Site]:
        paper, text, folded = self._paper, self._paper.haystack, self._paper.folded
        whole = ((leaf.start, leaf.end) for leaf in paper.leaves)
        for begin, stop in self._near_anchors(pattern) if pattern.anchors else whole:
            for found in regex.finditer(text, begin, stop):
                start, end = found.span()
                line, leaf = folded.line_at(start), paper.leaf_at(start)
                before = text[max(folded.starts[line], start - _BEFORE) : start]
                if (
                    paper.stands(leaf, line, pattern=pattern)
                    and not _is_prose(pattern, before, text[end : end + _AFTER])
                    and not _runs_into_bullet(folded, start, end, pattern=pattern)
                ):
                    yield Site(leaf, line, *folded.span(start, end))

    def _near_anchors(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the folded paper around the anchors, none in two leaves."""
        paper, begin, end = self._paper, 0, 0
        for at in sorted(at for word in pattern.anchors for at in paper.places.get(word, ())):
            if at < end:
                end = min(paper.leaf_at(at).end, at + _FAR)
                continue
            if end:
                yield begin, end
            leaf = paper.leaf_at(at)
            begin, end = max(leaf.start, end, at - _FAR), min(leaf.end, at + _FAR)
        if end:
            yield begin, end

    def _by_spaced_line(self, met: PatternMet) -> Iterator[Site]:
        paper, spaced, pattern = self._paper, self._spaced, met.pattern
        chosen = list(self._candidates.lines(pattern))
        spaced.take_in(chosen)
        for number in chosen:
            leaf, line = paper.leaf_of_line(number), spaced.line(number)
            if paper.stands(leaf, number, pattern=pattern):
                for found in _found(met, line):
                    start, end = found.span()
                    before, after = line[max(start - _BEFORE, 0) : start], line[end : end + _AFTER]
                    if not _is_prose(pattern, before, after):
                        yield Site(leaf, number, *spaced.span(number, start, end))


def _found(met: PatternMet, text: str) -> Iterator[re.Match[str]]:
    check = _CHECKS[met.pattern.check] if met.pattern.check else None
    for found in met.regex.finditer(text):
        if check is None or check(found[0]):
            yield found


def _around(folded: Folded, line: int, start: int, end: int) -> tuple[str, str]:
    """Return what of its line stands right before and after a stretch of the folded paper."""
    first, last = folded.starts[line], folded.end_of(line)
    before = folded.joined[max(start - _BEFORE, first) : start]
    return before, folded.joined[end : min(end + _AFTER, last)]


def _is_prose(pattern: Pattern, before: str, after: str) -> bool:
    """Whether what stands around a hit makes it a mention and no mark."""
    if pattern.unless_spares_line_start and not before:
        return False
    if pattern.unless_before and re.search(pattern.unless_before, before):
        return True
    return bool(pattern.unless_after and re.search(pattern.unless_after, after))


def _runs_into_bullet(folded: Folded, start: int, end: int, *, pattern: Pattern) -> bool:
    bullet = pattern.unless_line_begins
    if not bullet:
        return False
    first, last = folded.line_at(start), folded.line_at(end - 1)
    return folded.starts[first] != start and any(
        folded.shown(line).startswith(bullet) for line in range(first + 1, last + 1)
    )
