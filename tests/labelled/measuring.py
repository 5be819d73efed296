"""How the rules do on the labelled papers: what they find, what they miss, what they take amiss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from review.screening.extraction.descent import readings
from review.screening.limits import LIMITS
from review.screening.matching import hits
from review.screening.paper import Paper
from review.screening.prepared import prepared
from review.screening.rules import active_ruleset
from tests.labelled.labels import EXPECTED, LabelledFile, LabelledPaper, Planted

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "state_secret": ("marking.classification",),
    "cipher_telegram": ("marking.cipher_telegram",),
    "work_secret": ("marking.work_secret", "marking.internal", "marking.trade_secret"),
    "resident_id": ("person.resident_id",),
    "bank": ("person.bank_card", "person.bank_account"),
    "travel_document": ("person.passport", "person.permit"),
    "mobile": ("person.mobile",),
    "address": ("person.address",),
    "plate": ("person.plate",),
    "person_fact": ("person.health", "person.welfare", "person.minor", "person.family"),
    "name_list": ("person.name",),
    "party_paper": ("party.number", "party.issuer"),
    "paper_element": (
        "marking.copy_number", "marking.urgency", "marking.process", "marking.internal",
    ),
}  # fmt: skip
"""The rules that answer for each family of planted values."""

DOUBTFUL = frozenset({"declassified_mark", "cited_secret_paper"})
"""Whether these ought to block can be argued: they count neither for nor against."""

_OF_RULE = {rule: family for family, rules in FAMILIES.items() for rule in rules}


@dataclass(frozen=True, slots=True)
class Met:
    """A hit in a labelled paper."""

    rule: str
    severity: str
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Tally:
    """What was counted of each kind and each rule; `misses` and `alarms` tell of each one."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    """Met by a rule of the family, as gravely as the kind is owed."""
    softly: Counter[str] = field(default_factory=Counter)
    """Met, but less gravely."""
    right: Counter[str] = field(default_factory=Counter)
    """Blocking hits of each family at values of the family."""
    false: Counter[str] = field(default_factory=Counter)
    """Blocking hits of each family elsewhere."""
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
            if (owed.family, owed.severity) == (family, "block") and kind not in DOUBTFUL
        ]
        return sum(self.found[kind] for kind in kinds), sum(self.planted[kind] for kind in kinds)


def met_in(text: str) -> Iterator[Met]:
    """Screen a text as a file of its own and yield every hit, counted in that text."""
    ready = prepared(active_ruleset())
    for reading in readings(text.encode(), name="a.txt", limits=LIMITS):
        for hit in hits(Paper(reading.extract.segments, ready=ready), ready=ready):
            if hit.segment.text == text:
                said = text[hit.start : hit.end]
                yield Met(hit.rule.id, hit.severity.value, hit.start, hit.end, said)


def measured(papers: Iterable[LabelledPaper]) -> Tally:
    """Screen the papers and count."""
    tally = Tally()
    for paper in papers:
        met = list(met_in(paper.text))
        for value in paper.planted:
            _count_planted(tally, paper, value, met)
        for like in paper.look_alikes:
            tally.likes[like.kind] += 1
            rules = FAMILIES[like.mistaken_for]
            for hit in (each for each in met if each.rule in rules and _overlap(each, like)):
                tally.taken[like.kind] += 1
                tally.alarms.append(f"{like.kind} {hit.severity}: {_shown(paper.text, hit)}")
                break
        for hit in met:
            _count_hit(tally, paper, hit)
    return tally


def _count_planted(tally: Tally, paper: LabelledPaper, value: Planted, met: list[Met]) -> None:
    tally.planted[value.kind] += 1
    rules = FAMILIES[value.expected.family]
    at = [hit.severity for hit in met if hit.rule in rules and _overlap(hit, value)]
    if "block" in at or (at and value.expected.severity == "confirm"):
        tally.found[value.kind] += 1
        return
    if at:
        tally.softly[value.kind] += 1
    told = f"{value.kind} {'softly' if at else 'missed'}: {_shown(paper.text, value)}"
    tally.misses.append(told)


def _count_hit(tally: Tally, paper: LabelledPaper, hit: Met) -> None:
    family = _OF_RULE.get(hit.rule)
    if family is None or hit.severity != "block":
        return
    at = [value for value in paper.planted if _overlap(hit, value)]
    if any(value.expected.family == family for value in at):
        tally.right[family] += 1
    elif not any(value.kind in DOUBTFUL for value in at):
        tally.false[family] += 1
        tally.alarms.append(f"FALSE {hit.rule}: {_shown(paper.text, hit)}")


def _overlap(one, other) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(text: str, at) -> str:
    begin, end = max(at.start - 25, 0), at.end + 15
    return f"{text[begin : at.start]}⟦{text[at.start : at.end]}⟧{text[at.end : end]}".replace("\n", "⏎")
