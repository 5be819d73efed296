"""How the rules do on labelled papers: what they find, what they miss, what they take amiss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from review.screening.extraction.descent import readings
from review.screening.limits import LIMITS
from review.screening.prepared import prepared
from review.screening.rules import active_ruleset
from review.screening.searching import hits_in
from tests.labelled.labels import (
    EXPECTED,
    LabelledFile,
    LabelledPaper,
    LookAlike,
    Placed,
    Planted,
)

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "state_secret": ("marking.classification",),
    "cipher_telegram": ("marking.cipher_telegram",),
    "work_secret": ("marking.work_secret", "marking.internal", "marking.trade_secret"),
    "resident_id": ("person.resident_id",),
    "bank": ("person.bank_card", "person.bank_account"),
    "travel_document": (
        "person.passport", "person.permit", "person.officer_card", "person.resident_id",
    ),
    "mobile": ("person.mobile",),
    "address": ("person.address",),
    "plate": ("person.plate",),
    "person_fact": ("person.health", "person.welfare", "person.minor", "person.family"),
    "name_list": ("person.name",),
    "party_paper": ("party.number", "party.issuer"),
    "paper_element": (
        "marking.copy_number", "marking.urgency", "marking.process", "marking.not_public",
        "marking.signatory",
    ),
}  # fmt: skip
"""The rules that answer for each family of planted values."""

DOUBTFUL = frozenset({"declassified_mark", "cited_secret_paper"})
"""Whether these ought to block can be argued: a block there counts neither for nor against."""

_OF_RULE = {rule: family for family, rules in reversed(FAMILIES.items()) for rule in rules}


@dataclass(frozen=True, slots=True)
class Met:
    """A hit in a labelled paper; it counts in its own text."""

    rule: str
    severity: str
    start: int
    end: int
    text: str

    @property
    def said(self) -> str:
        """What was found, without its spaces."""
        return _bare(self.text[self.start : self.end])

    @property
    def shown(self) -> str:
        """What was found, in its surroundings."""
        begin = max(self.start - 25, 0)
        text, end = self.text, self.end
        marked = f"{text[begin : self.start]}⟦{text[self.start : end]}⟧{text[end : end + 15]}"
        return marked.replace("\n", "⏎")


@dataclass(slots=True)
class Tally:
    """What was counted of each kind and each rule; `misses` and `alarms` tell of each one."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    """Met by a rule of the family, as gravely as the kind is owed."""
    softly: Counter[str] = field(default_factory=Counter)
    """Met, but less gravely."""
    right: Counter[str] = field(default_factory=Counter)
    """Blocking hits of each rule at values that it answers for."""
    false: Counter[str] = field(default_factory=Counter)
    """Blocking hits of each rule elsewhere."""
    likes: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    """Look-alikes at which a rule of the family that they resemble was met."""
    misses: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    def recall(self, family: str) -> tuple[int, int]:
        """Return how many of the blocking values of a family block, of how many."""
        kinds = [
            kind
            for kind, owed in EXPECTED.items()
            if (owed.family, owed.severity) == (family, "block")
        ]
        return sum(self.found[kind] for kind in kinds), sum(self.planted[kind] for kind in kinds)

    def precision(self, rule: str) -> tuple[int, int]:
        """Return how many of the blocking hits of a rule are right, of how many."""
        return self.right[rule], self.right[rule] + self.false[rule]


Label = Planted | LookAlike | Placed
At = Callable[[Met, Label], bool]


def measured(papers: Iterable[LabelledPaper | LabelledFile]) -> Tally:
    """Screen papers or files and count."""
    tally = Tally()
    for paper in papers:
        if isinstance(paper, LabelledPaper):
            met = list(_met_in(paper.text.encode(), name="a.txt"))
            _count(
                tally, paper, [hit for hit in met if len(hit.text) == len(paper.text)], at=_overlap
            )
        else:
            _count(tally, paper, list(_met_in(paper.content, name=paper.name)), at=_says)
    return tally


def _met_in(content: bytes, *, name: str) -> Iterator[Met]:
    ready = prepared(active_ruleset())
    for reading in readings(content, name=name, limits=LIMITS):
        for hit in hits_in(reading.extract, ready=ready):
            severity = hit.severity.value
            yield Met(hit.rule.id, severity, hit.start, hit.end, hit.segment.text)


def _overlap(hit: Met, label: Label) -> bool:
    assert not isinstance(label, Placed)
    return hit.start < label.end and label.start < hit.end


def _says(hit: Met, label: Label) -> bool:
    """In a file a label has no offsets: one of the two texts holds the other."""
    said, owed = hit.said, _bare(label.text)
    return bool(said) and (said in owed or owed in said)


def _bare(text: str) -> str:
    return "".join(text.split())


def _count(tally: Tally, paper: LabelledPaper | LabelledFile, met: list[Met], *, at: At) -> None:
    for value in paper.planted:
        _count_planted(tally, value, [hit for hit in met if at(hit, value)])
    for like in paper.look_alikes:
        tally.likes[like.kind] += 1
        rules = FAMILIES[_mistaken_for(like)]
        for hit in [each for each in met if each.rule in rules and at(each, like)][:1]:
            tally.taken[like.kind] += 1
            tally.alarms.append(f"{like.kind} {hit.severity}: {hit.shown}")
    for hit in met:
        if hit.severity == "block" and hit.rule in _OF_RULE:
            _count_hit(tally, hit, [value for value in paper.planted if at(hit, value)])


def _mistaken_for(like: LookAlike | Placed) -> str:
    return LookAlike(kind=like.kind, start=0, end=0, text=like.text).mistaken_for


def _count_planted(tally: Tally, value: Planted | Placed, at: list[Met]) -> None:
    owed = EXPECTED[value.kind]
    severities = {hit.severity for hit in at if hit.rule in FAMILIES[owed.family]}
    tally.planted[value.kind] += 1
    if "block" in severities or (severities and owed.severity == "confirm"):
        tally.found[value.kind] += 1
        return
    if severities:
        tally.softly[value.kind] += 1
    tally.misses.append(f"{value.kind} {'softly' if severities else 'missed'}: {value.text}")


def _count_hit(tally: Tally, hit: Met, at: list[Planted | Placed]) -> None:
    if any(hit.rule in FAMILIES[EXPECTED[value.kind].family] for value in at):
        tally.right[hit.rule] += 1
    elif not any(value.kind in DOUBTFUL for value in at):
        tally.false[hit.rule] += 1
        tally.alarms.append(f"{hit.rule} block: {hit.shown}")
