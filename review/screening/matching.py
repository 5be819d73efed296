"""Run the rules over the folded segments: hits with their places, nothing judged yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from review.domain.findings import Part
from review.domain.vocabulary import Severity
from review.screening.excerpts import around, masked_number
from review.screening.fold import Folded, FoldTable, fold, fold_table
from review.screening.personal import RUN, PersonalNumber, personal_numbers
from review.screening.ruleset import Pattern, Reading, Rule, Ruleset, Where
from review.screening.segments import Segment, Visibility

_MARGIN = frozenset({Part.HEADER, Part.FOOTER, Part.TEXT_BOX})
_HEAD_LINES = 12
_BEFORE, _AFTER = 16, 8
_HEADING_LINES, _HEADING_LENGTH = 60, 40


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


@dataclass(frozen=True)
class Leaf:
    """A folded segment, and how many lines of body stand before it."""

    segment: Segment
    folded: Folded
    numbers: tuple[int, ...]
    """For each line its number among the lines of the body that say something; -1 elsewhere."""

    @cached_property
    def personal(self) -> tuple[PersonalNumber, ...]:
        """The personal numbers of the segment, looked for once for all rules."""
        return tuple(personal_numbers(self.folded))


class Paper:
    """All segments of one file, folded once, with what the head of the paper says."""

    def __init__(self, segments: Sequence[Segment], *, table: FoldTable) -> None:
        """Fold the segments and number the lines of the body."""
        self.leaves: list[Leaf] = []
        self.head: list[str] = []
        self.lines = 0
        for segment in segments:
            folded = fold(segment.text, table=table)
            self.leaves.append(Leaf(segment, folded, tuple(self._numbered(segment, folded))))
        self._table = table

    def _numbered(self, segment: Segment, folded: Folded) -> Iterator[int]:
        body = segment.part is Part.BODY and segment.visibility is Visibility.VISIBLE
        for line in folded.lines:
            if not body or not line:
                yield -1
                continue
            if self.lines < _HEAD_LINES:
                self.head.append(line)
            yield self.lines
            self.lines += 1

    @cached_property
    def haystack(self) -> str:
        """Everything in one string: what is not in it need not be looked for anywhere."""
        return "\n".join(leaf.folded.joined for leaf in self.leaves)

    def heading(self, segment: Segment) -> str:
        """Return the folded label of a segment."""
        return segment.heading.translate(self._table)

    def says(self, regex: str) -> bool:
        """Whether a line of the head matches."""
        return any(re.search(regex, line) for line in self.head)

    def stands(self, leaf: Leaf, line: int, *, pattern: Pattern) -> bool:
        """Whether a line stands where the pattern counts."""
        return any(self._is_at(leaf, line, where, within=pattern.within) for where in pattern.where)

    def _is_at(self, leaf: Leaf, line: int, where: Where, *, within: int) -> bool:
        number = leaf.numbers[line]
        match where:
            case Where.ANYWHERE:
                return True
            case Where.HEAD:
                return 0 <= number < within
            case Where.TAIL:
                return number >= max(self.lines - within, 0)
            case Where.MARGIN:
                return leaf.segment.part in _MARGIN
            case Where.FILE_NAME:
                return leaf.segment.part is Part.FILE_NAME


def hits(segments: Sequence[Segment], *, ruleset: Ruleset) -> Iterator[Hit]:
    """Find every place where a rule is met, once for each rule and place."""
    paper = Paper(segments, table=fold_table(ruleset.variants))
    numbered = RUN.search(paper.haystack) is not None
    for rule in ruleset.rules:
        taken: dict[int, list[tuple[int, int]]] = {}
        for pattern in rule.patterns:
            if _worth(pattern, paper):
                for place, hit in _pattern_hits(rule, pattern, paper):
                    spans = taken.setdefault(place, [])
                    if all(hit.end <= start or end <= hit.start for start, end in spans):
                        spans.append((hit.start, hit.end))
                        yield hit
        if rule.numbers and numbered:
            yield from _number_hits(rule, paper)


def _worth(pattern: Pattern, paper: Paper) -> bool:
    """Whether a pattern can match at all, by the cheapest questions first."""
    if pattern.anchors and not any(anchor in paper.haystack for anchor in pattern.anchors):
        return False
    if pattern.with_head and not paper.says(pattern.with_head):
        return False
    return not (pattern.unless_head and paper.says(pattern.unless_head))


def _pattern_hits(rule: Rule, pattern: Pattern, paper: Paper) -> Iterator[tuple[int, Hit]]:
    regex = re.compile(pattern.regex)
    read = _by_line if pattern.reading is Reading.LINE else _by_text
    for place, leaf in enumerate(paper.leaves):
        joined = leaf.folded.joined
        if pattern.anchors and not any(anchor in joined for anchor in pattern.anchors):
            continue
        for start, end in read(leaf, regex=regex, pattern=pattern, paper=paper):
            given = leaf.folded.span(start, end)
            yield (
                place,
                Hit(
                    rule=rule,
                    severity=pattern.severity,
                    segment=leaf.segment,
                    start=given[0],
                    end=given[1],
                    line=leaf.folded.line_at(start),
                    excerpt=around(leaf.folded, start=given[0], end=given[1]),
                    refuses=pattern.refuses,
                ),
            )


def _by_line(
    leaf: Leaf, *, regex: re.Pattern[str], pattern: Pattern, paper: Paper
) -> Iterator[tuple[int, int]]:
    for number in _lines_with(leaf.folded, pattern.anchors):
        if not paper.stands(leaf, number, pattern=pattern):
            continue
        line, begin = leaf.folded.lines[number], leaf.folded.starts[number]
        for found in regex.finditer(line):
            start, end = found.span()
            if not _is_prose(pattern, before=line[:start], after=line[end:]):
                yield begin + start, begin + end


def _by_text(
    leaf: Leaf, *, regex: re.Pattern[str], pattern: Pattern, paper: Paper
) -> Iterator[tuple[int, int]]:
    text = leaf.folded.joined
    for found in regex.finditer(text):
        start, end = found.span()
        line = leaf.folded.line_at(start)
        before = text[max(leaf.folded.starts[line], start - _BEFORE) : start]
        if (
            paper.stands(leaf, line, pattern=pattern)
            and not _is_prose(pattern, before=before, after=text[end : end + _AFTER])
            and not _runs_into_bullet(leaf.folded, start, end, pattern=pattern)
        ):
            yield start, end


def _lines_with(folded: Folded, anchors: tuple[str, ...]) -> Sequence[int]:
    if not anchors:
        return range(len(folded.lines))
    found: set[int] = set()
    for anchor in anchors:
        at = folded.joined.find(anchor)
        while at >= 0:
            found.add(folded.line_at(at))
            at = folded.joined.find(anchor, at + 1)
    return sorted(found)


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
    for leaf in paper.leaves:
        for number in leaf.personal:
            line = leaf.folded.given_lines(number.start, number.end)[0]
            for form in rule.numbers:
                if form.form is number.form and _is_labelled(form.labels, leaf, line, paper=paper):
                    yield Hit(
                        rule=rule,
                        severity=form.severity,
                        segment=leaf.segment,
                        start=number.start,
                        end=number.end,
                        line=line,
                        excerpt=masked_number(number.digits, form=number.form),
                    )
                    break


def _is_labelled(labels: tuple[str, ...], leaf: Leaf, line: int, *, paper: Paper) -> bool:
    """Whether a label stands on the line, the one before, its table's first row or a heading."""
    if not labels:
        return True
    lines = leaf.folded.lines
    near = [*lines[max(line - 1, 0) : line + 1], paper.heading(leaf.segment)]
    near += [
        heading
        for heading in lines[max(line - _HEADING_LINES, 0) : line]
        if len(heading) <= _HEADING_LENGTH
    ]
    return any(label in text for text in near for label in labels)
