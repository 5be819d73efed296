"""Run the rules over the folded paper: hits with their places, nothing judged yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.domain.vocabulary import Severity
from review.screening.excerpts import around, masked_number
from review.screening.fold import Folded
from review.screening.paper import Leaf, Paper, places_of
from review.screening.ruleset import Pattern, Reading, Rule, Ruleset
from review.screening.segments import Segment

_BEFORE, _AFTER = 16, 8
_HEADING_LINES, _HEADING_LENGTH = 60, 40
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where a rule was met; `start` and `end` count in the segment's text."""

    rule: Rule
    severity: Severity
    segment: Segment
    start: int
    end: int
    line: int
    excerpt: str
    refuses: bool = False


def hits(paper: Paper, *, ruleset: Ruleset) -> Iterator[Hit]:
    """Find every place where a rule is met, once for each rule and place."""
    for rule in ruleset.rules:
        taken: list[Span] = []
        for pattern in rule.patterns:
            if _worth(pattern, paper):
                for start, end in _spans(pattern, paper):
                    if all(end <= begun or ended <= start for begun, ended in taken):
                        taken.append((start, end))
                        yield _pattern_hit(rule, pattern, paper, start=start, end=end)
        if rule.numbers:
            yield from _number_hits(rule, paper)


def _worth(pattern: Pattern, paper: Paper) -> bool:
    """Whether a pattern can match at all, by the cheapest questions first."""
    if pattern.anchors and not any(anchor in paper.haystack for anchor in pattern.anchors):
        return False
    if pattern.with_head and not paper.says(pattern.with_head):
        return False
    return not (pattern.unless_head and paper.says(pattern.unless_head))


def _spans(pattern: Pattern, paper: Paper) -> Iterator[Span]:
    """Yield where in the folded paper a pattern is met."""
    regex = re.compile(pattern.regex)
    if pattern.reading is Reading.LINE:
        return _by_line(paper, regex=regex, pattern=pattern)
    return _by_text(paper, regex=regex, pattern=pattern)


def _by_line(paper: Paper, *, regex: re.Pattern[str], pattern: Pattern) -> Iterator[Span]:
    for number in paper.lines_for(pattern):
        line, begin = paper.folded.lines[number], paper.folded.starts[number]
        if not line or not paper.stands(paper.leaf_at(begin), number, pattern=pattern):
            continue
        for found in regex.finditer(line):
            start, end = found.span()
            if not _is_prose(pattern, before=line[:start], after=line[end:]):
                yield begin + start, begin + end


def _by_text(paper: Paper, *, regex: re.Pattern[str], pattern: Pattern) -> Iterator[Span]:
    text, folded = paper.haystack, paper.folded
    for leaf in _leaves_with(pattern.anchors, paper):
        for found in regex.finditer(text, leaf.start, leaf.end):
            start, end = found.span()
            line = folded.line_at(start)
            before = text[max(folded.starts[line], start - _BEFORE) : start]
            if (
                paper.stands(leaf, line, pattern=pattern)
                and not _is_prose(pattern, before=before, after=text[end : end + _AFTER])
                and not _runs_into_bullet(folded, start, end, pattern=pattern)
            ):
                yield start, end


def _leaves_with(anchors: tuple[str, ...], paper: Paper) -> list[Leaf]:
    """Return the leaves that hold one of the anchors; all when there is none."""
    if not anchors:
        return list(paper.leaves)
    found = {
        paper.leaf_at(index).begin: paper.leaf_at(index)
        for anchor in anchors
        for index in places_of(anchor, paper.haystack)
    }
    return [found[begin] for begin in sorted(found)]


def _pattern_hit(rule: Rule, pattern: Pattern, paper: Paper, *, start: int, end: int) -> Hit:
    leaf, span = paper.leaf_at(start), paper.folded.span(start, end)
    return Hit(
        rule=rule,
        severity=pattern.severity,
        segment=leaf.segment,
        start=span[0] - leaf.begin,
        end=span[1] - leaf.begin,
        line=paper.folded.line_at(start) - leaf.lines[0],
        excerpt=around(paper.folded, start=span[0], end=span[1]),
        refuses=pattern.refuses,
    )


def _is_prose(pattern: Pattern, *, before: str, after: str) -> bool:
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
        folded.lines[line].startswith(bullet) for line in range(first + 1, last + 1)
    )


def _number_hits(rule: Rule, paper: Paper) -> Iterator[Hit]:
    for number in paper.personal:
        line = paper.folded.given_lines(number.start, number.end)[0]
        leaf = paper.leaf_of_line(line)
        for form in rule.numbers:
            if form.form is number.form and _is_labelled(
                form.labels, paper, leaf=leaf, line=line, position=number.start - leaf.begin
            ):
                yield Hit(
                    rule=rule,
                    severity=form.severity,
                    segment=leaf.segment,
                    start=number.start - leaf.begin,
                    end=number.end - leaf.begin,
                    line=line - leaf.lines[0],
                    excerpt=masked_number(number.digits, form=number.form),
                )
                break


def _is_labelled(
    labels: tuple[str, ...], paper: Paper, *, leaf: Leaf, line: int, position: int
) -> bool:
    """Whether a label stands on the line, the one before, its table's first row or a heading."""
    if not labels:
        return True
    lines, first = paper.folded.lines, leaf.lines[0]
    near = [*lines[max(line - 1, first) : line + 1], paper.heading(leaf, position)]
    near += [
        heading
        for heading in lines[max(line - _HEADING_LINES, first) : line]
        if len(heading) <= _HEADING_LENGTH
    ]
    return any(label in text for text in near for label in labels)
