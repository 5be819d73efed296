"""Run the rules over the folded paper: hits with their places, nothing judged yet."""

from __future__ import annotations

from collections.abc import Iterator

from review.domain.vocabulary import Severity
from review.screening.hit import Hit, Taken, hit_at
from review.screening.labelling import Site
from review.screening.number_hits import number_hits
from review.screening.paper import Paper
from review.screening.patterns import Patterns
from review.screening.prepared import ColumnMet, PatternMet, Prepared
from review.screening.ruleset import Ruleset
from review.screening.surroundings import Surroundings
from review.screening.terms import Found, find_spelled, find_terms

_LOWER = {Severity.BLOCK: Severity.CONFIRM, Severity.CONFIRM: Severity.INFO}


def hits(paper: Paper, *, ready: Prepared) -> Iterator[Hit]:
    """Find every place where a rule is met, once for each rule and place.

    1. Who is named: mentions, and the names in the columns of tables.
    2. Numbers, each counted for one rule only; of some it is known whose they are.
    3. Patterns, of which some count beside a person only.
    4. The terms of the lexicons.
    """
    surroundings = Surroundings(paper)
    _note_mentions(paper, ready=ready, surroundings=surroundings)
    yield from _column_hits(paper, ready=ready, surroundings=surroundings)
    yield from number_hits(paper, ready=ready, surroundings=surroundings)
    yield from _pattern_hits(paper, ready=ready, surroundings=surroundings)
    yield from _term_hits(paper, ruleset=ready.ruleset)


def _note_mentions(paper: Paper, *, ready: Prepared, surroundings: Surroundings) -> None:
    for regex, mention in ready.mentions:
        for line in paper.lines_with(mention.anchors):
            if regex.search(paper.folded.shown(line)):
                surroundings.note_person(paper.leaf_of_line(line), line)


def _column_hits(paper: Paper, *, ready: Prepared, surroundings: Surroundings) -> Iterator[Hit]:
    for met in (each for each in ready.columns if paper.kinds.intersection(each.column.labels)):
        for site in _values(paper, met):
            if surroundings.admit(met.column, site):
                if met.rule.identifies:
                    surroundings.note_person(site.leaf, site.line)
                yield hit_at(site, rule=met.rule, paper=paper, severity=met.column.severity)


def _values(paper: Paper, met: ColumnMet) -> Iterator[Site]:
    """Yield the values of a shape that stand in columns with one of the labels."""
    kinds, table = frozenset(met.column.labels), paper.folded.table
    for leaf in paper.leaves:
        if leaf.segment.column:
            text = leaf.segment.text
            shaped = met.regex.fullmatch(text.translate(table))
            if shaped and paper.kinds_in(leaf.segment.column) & kinds:
                begin = leaf.begin + len(text) - len(text.lstrip())
                yield Site(leaf, leaf.lines[0], begin, begin + len(text.strip()))
            continue
        tables = paper.tables(leaf)
        for head in tables.heads:
            for cell in tables.values(head, kinds):
                said = paper.folded.text[cell.start : cell.end].translate(table)
                if met.regex.fullmatch(said):
                    line = paper.folded.given_lines(cell.start, cell.end)[0]
                    yield Site(leaf, line, cell.start, cell.end)


def _pattern_hits(paper: Paper, *, ready: Prepared, surroundings: Surroundings) -> Iterator[Hit]:
    patterns = Patterns(paper, ready=ready, surroundings=surroundings)
    taken: dict[int, Taken] = {}
    for met in ready.patterns(paper.places, kinds=paper.kinds):
        for site in patterns.sites(met):
            if not surroundings.admit(met.pattern, site):
                continue
            if taken.setdefault(met.number, Taken()).take(site.start, site.end):
                if met.rule.identifies:
                    surroundings.note_person(site.leaf, site.line)
                yield _pattern_hit(site, met, paper)


def _pattern_hit(site: Site, met: PatternMet, paper: Paper) -> Hit:
    severity, refuses = met.pattern.severity, met.pattern.refuses
    return hit_at(site, rule=met.rule, paper=paper, severity=severity, refuses=refuses)


def _term_hits(paper: Paper, *, ruleset: Ruleset) -> Iterator[Hit]:
    if ruleset.terms is None:
        return
    for found in find_terms(ruleset.terms, paper.folded):
        yield from _of_found(found, paper, ruleset=ruleset)
    for found in find_spelled(ruleset.terms, paper.folded):
        yield from _of_found(found, paper, ruleset=ruleset)


def _of_found(found: Found, paper: Paper, *, ruleset: Ruleset) -> Iterator[Hit]:
    rule = ruleset.lexicons[found.lexicon].rule
    severity = _LOWER.get(rule.severity, rule.severity) if found.spelled else rule.severity
    for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True):
        line = paper.folded.given_lines(start, end)[0]
        site = Site(paper.leaf_of_line(line), line, start, end)
        yield hit_at(site, rule=rule, paper=paper, severity=severity)
