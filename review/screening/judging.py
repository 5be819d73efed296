"""Make findings of hits and traces: severity, stable id, masked excerpt, and a ceiling."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from review.domain.findings import Finding, Part
from review.domain.vocabulary import Severity
from review.screening.excerpts import short
from review.screening.matching import Hit, hits
from review.screening.ruleset import TOO_MANY, Rule, Ruleset
from review.screening.segments import Extract, Trace, Visibility

MOST = 2000
_UNNAMED = "-"
_HEAD = 2
_HIDDEN = frozenset({Visibility.DELETED, Visibility.COMMENT, Visibility.HIDDEN})
_GRAVEST_FIRST = {Severity.BLOCK: 0, Severity.CONFIRM: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the rules say of one file."""

    findings: tuple[Finding, ...] = ()
    refused: str | None = None


def judge(extract: Extract, *, ruleset: Ruleset, sha256: str) -> Judgement:
    """Apply the ruleset to what was taken out of the file of this hash."""
    found = tuple(hits(extract.segments, ruleset=ruleset))
    drafts = [_of_hit(hit) for hit in found]
    drafts += [_of_trace(trace, rule=ruleset.rule(trace.rule)) for trace in extract.traces]
    return Judgement(
        findings=tuple(_identified(_capped(drafts, ruleset=ruleset), sha256=sha256)),
        refused=next((hit.rule.id for hit in found if hit.refuses), None),
    )


def _of_hit(hit: Hit) -> Finding:
    segment, rule = hit.segment, hit.rule
    place = dict(segment.place)
    place.setdefault("paragraph", hit.line + 1)
    raised = rule.raised_when_hidden and segment.visibility in _HIDDEN
    return _draft(
        rule,
        severity=Severity.BLOCK if raised else hit.severity,
        part=segment.part,
        place={**place, "start": hit.start, "end": hit.end},
        excerpt=hit.excerpt,
    )


def _of_trace(trace: Trace, *, rule: Rule) -> Finding:
    plain = "".join(trace.text.split())
    excerpt = rule.excerpt.format_map(
        {
            "who": short(trace.who) or _UNNAMED,
            "head": plain[:_HEAD],
            "length": len(plain),
            "text": short(trace.text),
        }
    )
    return _draft(rule, severity=rule.severity, part=trace.part, place=trace.place, excerpt=excerpt)


def _draft(
    rule: Rule, *, severity: Severity, part: Part, place: Mapping[str, str | int], excerpt: str
) -> Finding:
    return Finding(
        id="",
        rule=rule.id,
        severity=severity,
        part=part.value,
        place=dict(place),
        excerpt=excerpt,
        message=rule.message,
        basis=rule.basis,
    )


def _capped(drafts: list[Finding], *, ruleset: Ruleset) -> list[Finding]:
    """Keep the gravest up to the ceiling, and say in a finding of its own that there are more."""
    if len(drafts) <= MOST:
        return drafts
    order = sorted(range(len(drafts)), key=lambda n: (_GRAVEST_FIRST[drafts[n].severity], n))
    kept = [drafts[n] for n in sorted(order[:MOST])]
    rule = ruleset.rule(TOO_MANY)
    excerpt = rule.excerpt.format_map(
        {"who": "", "head": "", "length": len(drafts), "text": f"{MOST}/{len(drafts)}"}
    )
    return [
        *kept,
        _draft(rule, severity=Severity.BLOCK, part=Part.BODY, place={}, excerpt=excerpt),
    ]


def _identified(drafts: list[Finding], *, sha256: str) -> Iterator[Finding]:
    """Give each finding an id that the same bytes under the same rules give again."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        where = json.dumps([sha256, draft.rule, draft.part, dict(draft.place)], sort_keys=True)
        seen[where] += 1
        digest = hashlib.sha256(f"{where}#{seen[where]}".encode()).hexdigest()
        yield replace(draft, id=digest[:16])
