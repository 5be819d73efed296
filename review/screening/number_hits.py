"""Which numbers of a paper meet a rule, by their form and by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from review.domain.vocabulary import Severity
from review.screening.excerpts import covered
from review.screening.hit import Hit, hit_at
from review.screening.labelling import Site
from review.screening.paper import Paper
from review.screening.personal import Window, windows
from review.screening.personal_forms import PersonalNumber, lengths_of, readings
from review.screening.prepared import Numbers, Prepared
from review.screening.surroundings import Surroundings
from review.screening.ways import Number

_NOTHING: Final = (0, 0)
_NEXT: Final = 12
"""So much is looked at right before and after a number."""


def number_hits(paper: Paper, *, ready: Prepared, surroundings: Surroundings) -> Iterator[Hit]:
    """Find the numbers of a paper, each counted for one rule only."""
    numbers = ready.numbers(paper.kinds)
    lengths = lengths_of(numbers)
    found = windows(paper.folded, digits=ready.digits, named=paper.named, lengths=lengths)
    for run in found if lengths else ():
        taken = 0
        for window in run:
            hit = None
            if window.start >= taken:
                hit = _number_hit(window, paper, numbers=numbers, surroundings=surroundings)
            if hit is not None:
                taken = window.end
                yield hit


def _number_hit(
    window: Window, paper: Paper, *, numbers: Numbers, surroundings: Surroundings
) -> Hit | None:
    """Take a window for what it could be first: in the order of the forms, then of the rules."""
    for read in readings(window, paper.folded, forms=numbers):
        site = _site_of(read, paper)
        for rule, number in numbers[read.form]:
            if _is_so(number, read, site, paper) and surroundings.admit(number, site):
                if rule.identifies:
                    surroundings.note_person(site.leaf, site.line)
                severity = number.severity
                if read.is_odd and not number.labels and severity is Severity.BLOCK:
                    severity = Severity.CONFIRM
                hit = hit_at(site, rule=rule, paper=paper, severity=severity)
                return replace(hit, excerpt=covered(read.digits, shows=rule.shows or _NOTHING))
    return None


def _is_so(number: Number, read: PersonalNumber, site: Site, paper: Paper) -> bool:
    """Whether its digits, and what stands right before and after them, are as the rule has it."""
    broken = read.is_wrapped and (not number.wrapped or site.leaf.segment.grid is not None)
    if broken or not re.match(number.begins, read.digits):
        return False
    if not (number.unless_before or number.unless_after):
        return True
    folded = paper.folded
    begin, end = folded.index_of(read.start), folded.index_of(read.end)
    before, after = folded.joined[max(begin - _NEXT, 0) : begin], folded.joined[end : end + _NEXT]
    is_other = (number.unless_before and re.search(number.unless_before, before)) or (
        number.unless_after and re.match(number.unless_after, after)
    )
    return not is_other


def _site_of(number: PersonalNumber, paper: Paper) -> Site:
    line = paper.folded.given_lines(number.start, number.end)[0]
    return Site(paper.leaf_of_line(line), line, number.start, number.end)
