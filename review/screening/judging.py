"""Make findings of hits and traces: severity, stable id, masked excerpt, groups, and a ceiling."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.domain.findings import Finding, Part, Sample
from review.domain.vocabulary import Severity
from review.screening.excerpts import short
from review.screening.hit import Hit
from review.screening.prepared import prepared
from review.screening.ruleset import TOO_MANY, Rule, Ruleset
from review.screening.searching import hits_in
from review.screening.segments import Place, Segment, Trace, Visibility, column_name

if TYPE_CHECKING:  # it stands with the parsers, and whoever reads a judgement needs none of them
    from review.screening.extraction.descent import Reading

MOST = 2000
SAMPLES = 12
_FAR, _LONGEST = 200, 400
"""So much to either side of a hit tells whether it is still the same, and so much of itself."""
_UNNAMED = "-"
_BESIDE = "\x1f"
"""Parts what was found from the line it stands in."""
_HEAD = 2
_HIDDEN = frozenset({Visibility.DELETED, Visibility.COMMENT, Visibility.HIDDEN})
_TOLD_WHOLE = frozenset(
    {
        "hidden.clipped_text",
        "hidden.comment",
        "hidden.covered_text",
        "hidden.external_link",
        "hidden.hidden_text",
        "hidden.invisible_text",
        "hidden.notes",
        "hidden.tiny_text",
        "hidden.white_text",
    }
)
"""Rules whose traces carry all the words of what they found; others give a name or a count."""
_GRAVEST_FIRST = {Severity.BLOCK: 0, Severity.CONFIRM: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the rules say of one file and all that lies in it."""

    findings: tuple[Finding, ...] = ()
    refused: str | None = None
    groups: tuple[tuple[Draft, ...], ...] = field(default=(), repr=False, compare=False)
    """For each finding all that it stands for; it stays where the file was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A finding before it is counted: `said` is what was found, in its surroundings."""

    rule: Rule
    severity: Severity
    part: Part
    place: Place
    excerpt: str
    said: str
    column: str = ""
    path: str = ""
    """Leads to the file inside the file given."""
    hit: Hit | None = field(default=None, repr=False)
    """Where its rule was met; nothing for what is a finding by being there."""

    @property
    def fingerprint(self) -> str:
        """The same for the same finding at the same text, in whatever version of a file."""
        where = (self.rule.id, self.severity.value, self.part.value, self.said)
        return hashlib.sha256("\x1f".join(where).encode("utf-8", "surrogatepass")).hexdigest()


def judge(read: Iterable[Reading], *, ruleset: Ruleset, sha256: str) -> Judgement:
    """Apply the ruleset to what was taken out of the file of this hash."""
    drafts: list[Draft] = []
    refused: str | None = None
    ready = prepared(ruleset)
    for reading in read:
        found = hits_in(reading.extract, ready=ready)
        refused = refused or next((hit.rule.id for hit in found if hit.refuses), None)
        drafts += _once(_of_hit(hit, path=reading.path) for hit in found)
        drafts += [
            _of_trace(trace, rule=ruleset.rule(trace.rule), path=reading.path, sha256=sha256)
            for trace in reading.extract.traces
        ]
    groups = _capped(_grouped(drafts), ruleset=ruleset, sha256=sha256)
    findings = tuple(_identified(groups, ruleset=ruleset, sha256=sha256))
    return Judgement(findings=findings, refused=refused, groups=tuple(map(tuple, groups)))


def _once(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Tell once what was met in a text and, at the same place, in its view without markup."""
    seen = set[tuple[object, ...]]()
    for draft in drafts:
        found = draft.said.partition(_BESIDE)[0]
        where = (draft.rule.id, draft.severity, draft.part, *sorted(draft.place.items()), found)
        if where not in seen:
            seen.add(where)
            yield draft


def _of_hit(hit: Hit, *, path: str) -> Draft:
    segment, rule = hit.segment, hit.rule
    raised = rule.raised_when_hidden and segment.visibility in _HIDDEN
    place = _located(_place_in(segment, hit), path=path)
    return Draft(
        rule=rule,
        severity=Severity.BLOCK if raised else hit.severity,
        part=segment.part,
        place=place,
        excerpt=hit.excerpt,
        said=_surroundings(segment, hit),
        column=_column(segment, hit),
        path=path,
        hit=hit,
    )


def _place_in(segment: Segment, hit: Hit) -> Place:
    place = dict(segment.place)
    if segment.grid is not None:
        return {**place, "cell": segment.grid.name_at(hit.start)} | _offsets(hit)
    place.setdefault("paragraph", hit.line + 1)
    return place | _offsets(hit)


def _offsets(hit: Hit) -> dict[str, str | int]:
    return {"start": hit.start, "end": hit.end}


def _column(segment: Segment, hit: Hit) -> str:
    if segment.grid is not None:
        return column_name(segment.grid.cell_at(hit.start)[1])
    return segment.column


def _surroundings(segment: Segment, hit: Hit) -> str:
    """Return what was found, and its line, as far as that is not very long."""
    text, first, last = segment.text, max(hit.start - _FAR, 0), hit.end + _FAR
    begin = text.rfind("\n", first, hit.start) + 1 or first
    end = text.find("\n", hit.end, last)
    said = text[hit.start : hit.end][:_LONGEST]
    return f"{said}{_BESIDE}{text[begin : end if end >= 0 else last].strip()}"


def _located(place: Place, *, path: str) -> Place:
    """Put the path of an inner file before the part inside it."""
    if not path:
        return place
    inner = place.get("file")
    return {**place, "file": f"{path}/{inner}" if inner else path}


def _of_trace(trace: Trace, *, rule: Rule, path: str, sha256: str) -> Draft:
    """Bind it to its own words where these tell all, else to what they count, or to the file.

    A macro of the same name may do something else in the next version of the file.
    """
    content = trace.digest or ("" if rule.id in _TOLD_WHOLE else sha256)
    plain = "".join(trace.text.split())
    excerpt = rule.excerpt.format_map(
        {
            "who": short(trace.who) or _UNNAMED,
            "head": plain[:_HEAD],
            "length": len(plain),
            "text": short(trace.text),
        }
    )
    return Draft(
        rule=rule,
        severity=rule.severity,
        part=trace.part,
        place=_located(trace.place, path=path),
        excerpt=excerpt,
        said="\x1f".join((trace.who, trace.text, *filter(None, (content,)))),
    )


def _grouped(drafts: list[Draft]) -> list[list[Draft]]:
    """Put what is alike together where it is many, in the order in which it was first met."""
    alike: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        alike.setdefault(_likeness(draft), []).append(draft)
    groups: list[list[Draft]] = []
    for draft in drafts:
        group = alike[_likeness(draft)]
        if len(group) < draft.rule.grouped_from:
            groups.append([draft])
        elif group[0] is draft:
            groups.append(group)
    return groups


def _likeness(draft: Draft) -> tuple[str, ...]:
    place = draft.place
    where = (str(place.get("file", "")), str(place.get("sheet", "")), draft.column)
    return (draft.rule.id, draft.severity.value, draft.part.value, *where)


def _capped(groups: list[list[Draft]], *, ruleset: Ruleset, sha256: str) -> list[list[Draft]]:
    """Keep the gravest up to the ceiling, and say in a finding of its own that there are more."""
    if len(groups) <= MOST:
        return groups
    order = sorted(range(len(groups)), key=lambda n: (_GRAVEST_FIRST[groups[n][0].severity], n))
    kept = [groups[n] for n in sorted(order[:MOST])]
    more = Trace(rule=TOO_MANY, part=Part.BODY, text=f"{MOST}/{len(groups)}")
    return [*kept, [_of_trace(more, rule=ruleset.rule(TOO_MANY), path="", sha256=sha256)]]


def _identified(groups: list[list[Draft]], *, ruleset: Ruleset, sha256: str) -> Iterator[Finding]:
    """Give each finding an id that the same bytes under the same rules give again."""
    seen: Counter[str] = Counter()
    for group in groups:
        draft, place = group[0], _place_of(group)
        where = json.dumps([sha256, draft.rule.id, draft.part, dict(place)], sort_keys=True)
        seen[where] += 1
        digest = hashlib.sha256(f"{where}#{seen[where]}".encode()).hexdigest()
        yield Finding(
            id=digest[:16],
            rule=draft.rule.id,
            severity=draft.severity,
            part=draft.part.value,
            place=place,
            excerpt=_excerpt(group, ruleset=ruleset),
            message=draft.rule.message,
            basis=draft.rule.basis,
            count=len(group),
            samples=_samples(group),
            fingerprint=_fingerprint(group),
        )


def _place_of(group: list[Draft]) -> Mapping[str, str | int]:
    """Return what all places of a group have in common, and the range of its cells."""
    first, last = group[0].place, group[-1].place
    if len(group) == 1:
        return first
    common = {
        key: value
        for key, value in first.items()
        if all(draft.place.get(key) == value for draft in group)
    }
    cells = {"cell": f"{first['cell']}:{last['cell']}"} if "cell" in first else {}
    return common | cells


def _excerpt(group: list[Draft], *, ruleset: Ruleset) -> str:
    if len(group) == 1:
        return group[0].excerpt
    return ruleset.grouped.format(count=len(group), text=group[0].excerpt)


def _samples(group: list[Draft]) -> tuple[Sample, ...]:
    """Return some of a group, spread evenly over it."""
    if len(group) == 1:
        return ()
    step = max(len(group) / SAMPLES, 1)
    chosen = (group[int(n * step)] for n in range(min(SAMPLES, len(group))))
    return tuple(Sample(place=draft.place, excerpt=draft.excerpt) for draft in chosen)


def _fingerprint(group: list[Draft]) -> str:
    if len(group) == 1:
        return group[0].fingerprint
    each = sorted(draft.fingerprint for draft in group)
    return hashlib.sha256("".join(each).encode()).hexdigest()
