"""The clerk: keeps every paper and case of an office by hand, and foretells every answer.

It reads no rules of the product: what a step does is told by the hand-written references. From the
office it learns only what chance or the bell made: numbers of cases, findings, reassessments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.cast import BY_LOGIN
from tests.properties import reference_rounds
from tests.properties.asides import ASKS, Book
from tests.properties.reference import Rule
from tests.properties.reference_rounds import CLOSED

NEEDS_LEGAL = ("trade_secret", "personal_privacy", "prohibited_by_law")
CHECKERS = ("office_reviewer", "confidentiality_officer")
COSIGNERS = (*CHECKERS, "section_head", "legal_officer")
WITHDRAWERS = (*CHECKERS, "approving_official")
SEERS = frozenset(
    (
        *COSIGNERS, "drafter", "information_officer", "approving_official", "head_of_agency",
        "publisher",
    )
)  # fmt: skip
READERS = 2
ROLES = {
    login: frozenset(role.value for role in member.roles) for login, member in BY_LOGIN.items()
}


@dataclass
class Note:
    """What the machine found in one place of a version, and what people made of it."""

    severity: str
    takes_two: bool
    said: str = ""
    """What was found, in which words: the same in another version of its paper is this again."""
    disposed_by: str | None = None
    kind: str = ""
    number: int = 0
    cosigned_by: str | None = None

    @property
    def hands(self) -> set[str]:
        """Whose hands are in it."""
        return {who for who in (self.disposed_by, self.cosigned_by) if who is not None}

    @property
    def is_open(self) -> bool:
        """It holds the case."""
        if self.disposed_by is None or self.kind == "redact":
            return True
        return self.takes_two and self.cosigned_by is None


@dataclass
class Version:
    """One content of a paper as it was handed in."""

    contents: tuple[bytes, ...]
    """The 正文, and what is attached to it."""
    annotation: str | None = None
    is_unreadable: bool = False
    notes: dict[str, Note] = field(default_factory=dict)
    readings: dict[str, bool] = field(default_factory=dict)
    """Who read it for the machine, and whether they found nothing when they last did."""
    helpers: set[str] = field(default_factory=set)
    """Who ever disposed, co-signed or read for the machine in it: they do not decide."""

    @property
    def is_read(self) -> bool:
        """The machine read it, or enough people did and found nothing."""
        return not self.is_unreadable or sum(self.readings.values()) >= READERS


@dataclass
class Matter:
    """One case of a paper."""

    number: str
    procedure: str
    stage: str
    acted: dict[str, frozenset[str]] = field(default_factory=dict)
    exemption: str | None = None
    mode: str | None = None
    decided: str | None = None
    needs_head: bool = False
    is_leak: bool = False
    is_reported: bool = False
    shown: Version | None = None
    """What a takedown is about."""
    opened: set[tuple[str, int, int]] = field(default_factory=set)
    """Who opened which file of which version, both by their places."""
    opener: str | None = None
    """Who opened it; nobody where the bell did."""
    takers: set[str] = field(default_factory=set)
    """Who took a step in it."""
    book: Book = field(default_factory=Book)
    """What was done beside its procedure."""
    voices: dict[str, frozenset[str]] = field(default_factory=dict)
    """Who answered before an act was done."""

    @property
    def is_open(self) -> bool:
        """It still holds its paper."""
        return self.stage not in CLOSED


@dataclass
class Paper:
    """One paper."""

    document: str
    versions: list[Version]
    drafters: set[str]
    drafter: str = ""
    """Who handed it in first."""
    is_policy: bool = False
    is_party: bool = False
    availability: str = "closed"
    mode: str | None = None
    due: str | None = None
    public: Version | None = None
    matters: list[Matter] = field(default_factory=list)
    is_intercepted: bool = False
    is_undelivered: bool = False
    focus: Matter | None = None

    @property
    def matter(self) -> Matter:
        """The case in hand: the one looked at, or else the one that was opened last."""
        return self.focus or self.matters[-1]

    @property
    def contents(self) -> set[bytes]:
        """Everything that was ever handed in for it."""
        return {content for version in self.versions for content in version.contents}

    @property
    def open_matters(self) -> list[Matter]:
        """What is not settled: one review at most, and one takedown beside it."""
        return [matter for matter in self.matters if matter.is_open]

    def opened(self, matter: Matter) -> None:
        """Note a new case, and take it in hand."""
        self.matters.append(matter)
        self.focus = matter

    def was_taken_down_since(self, matter: Matter) -> bool:
        """It was withdrawn after this case was opened."""
        return self.availability == "withdrawn" and any(
            other.procedure == "takedown" and other.number > matter.number for other in self.matters
        )

    @property
    def newest(self) -> Version:
        """What was handed in last."""
        return self.versions[-1]


@dataclass
class Clerk:
    """All papers of an office, and the bytes that were spoilt or destroyed."""

    papers: list[Paper] = field(default_factory=list)
    spoilt: set[bytes] = field(default_factory=set)
    destroyed: set[bytes] = field(default_factory=set)

    def foretell(self, paper: Paper, action: str, *, by: str) -> str:
        """Say where a step with fitting inputs leads, or the name of its refusal."""
        if not ROLES[by] & SEERS:
            return "NoSuchCase"
        matter = paper.matter
        return reference_rounds.answer(
            matter.procedure,
            matter.stage,
            action,
            people=frozenset({by}),
            roles=ROLES[by],
            facts=self.facts(paper, by=by),
            acted=self.acted(paper),
            drafters=frozenset(paper.drafters),
            is_held=self.is_held(paper, action, by=by),
        )

    def acted(self, paper: Paper) -> dict[str, frozenset[str]]:
        """Return whose hands are in each act that stands."""
        matter = paper.matter
        acted = {
            act: people | matter.voices.get(act, frozenset())
            for act, people in matter.acted.items()
            if people
        }
        if "check" in acted:
            acted["check"] |= self.in_hand(paper).helpers
        return acted

    def has_hands(self, paper: Paper, rule: Rule, who: str) -> bool:
        """Four eyes keep somebody from a step."""
        acted = self.acted(paper)
        acted["attribution"] = acted.get("attribution", frozenset()) | paper.drafters
        return any(who in acted.get(act, ()) for act in rule.others)

    def is_fit(self, paper: Paper, rule: Rule, who: str) -> bool:
        """He has the role for a step, and no hand that keeps him from it."""
        return bool(ROLES[who] & rule.roles) and not self.has_hands(paper, rule, who)

    def holder(self, paper: Paper) -> str | None:
        """Return to whom the stage was handed over; nobody who can no longer do it."""
        matter = paper.matter
        if matter.book.given is None:
            return None
        rules = reference_rounds.RULES[matter.procedure]
        asked = ASKS[matter.procedure].get(matter.stage, "").split()
        _, to = matter.book.given
        is_fit = any(self.is_fit(paper, rules[matter.stage, action], to) for action in asked)
        return to if is_fit else None

    def is_held(self, paper: Paper, action: str, *, by: str) -> bool:
        """A step waits for what is under way beside it.

        What destroys a secret does not, nor a drafter who takes his paper back: that is no act.
        """
        matter = paper.matter
        rule = reference_rounds.RULES[matter.procedure].get((matter.stage, action))
        if rule is None or rule.effect == "purge":
            return False
        asked = ASKS[matter.procedure].get(matter.stage, "").split()
        if rule.roles == {"drafter"} and rule.act is None and action not in asked:
            return False
        leads_back = rule.act is None and bool(rule.voids)
        waits = (
            not asking.is_met and not (asking.has_failed and leads_back)
            for asking in matter.book.asked
        )
        return self.holder(paper) not in (None, by) or any(waits)

    def facts(self, paper: Paper, *, by: str) -> frozenset[str]:
        """Say what holds of a paper and its case now, for this person."""
        matter, version = paper.matter, self.in_hand(paper)
        publishes = matter.decided if "decision" in matter.acted else None
        asks_legal = matter.exemption in NEEDS_LEGAL
        asks_office = paper.is_policy and matter.mode not in (None, "proactive")
        truths = {
            "not_party_paper": not paper.is_party,
            "party_paper": paper.is_party,
            "findings_disposed": not any(note.is_open for note in version.notes.values()),
            "files_checked": version.is_read,
            "files_opened": not self.unopened(paper, by=by),
            "bytes_unchanged": (self.spoilt | self.destroyed).isdisjoint(version.contents),
            "annotation_agrees": publishes is None or version.annotation in (None, publishes),
            "legal_opinion_given": not asks_legal or "legal_opinion" in matter.acted,
            "disclosure_office_agreed": not asks_office or "disclosure_opinion" in matter.acted,
            "head_not_required": not matter.needs_head,
            "mode_publishes": publishes == "proactive" and not paper.was_taken_down_since(matter),
            "breach_reported": not matter.is_leak or matter.is_reported,
            "delivered": not paper.is_undelivered,
        }
        return frozenset(fact for fact, holds in truths.items() if holds)

    def unopened(self, paper: Paper, *, by: str) -> list[int]:
        """Return the places of the files that a person did not open yet."""
        version, number = self.in_hand(paper), self.place(paper)
        places = range(len(version.contents))
        return [each for each in places if (by, number, each) not in paper.matter.opened]

    def place(self, paper: Paper) -> int:
        """Return which of the versions the case is about."""
        shown = self.in_hand(paper)
        return next(n for n, version in enumerate(paper.versions) if version is shown)

    def unasked(self, paper: Paper, action: str, said: Mapping[str, str]) -> bool:
        """What a decision itself states calls for an opinion that nobody gave."""
        matter = paper.matter
        rule = reference_rounds.RULES[matter.procedure].get((matter.stage, action))
        mode = _decided(said)
        if rule is None or rule.act != "decision" or mode in (None, "proactive"):
            return False
        asks_legal = said.get("exemption") in NEEDS_LEGAL and "legal_opinion" not in matter.acted
        return asks_legal or (paper.is_policy and "disclosure_opinion" not in matter.acted)

    def bodies(self, *, besides: Paper | None = None) -> set[bytes]:
        """Return the 正文 of every other paper: none of them may be handed in again."""
        return {
            version.contents[0]
            for paper in self.papers
            if paper is not besides
            for version in paper.versions
        }

    def in_hand(self, paper: Paper) -> Version:
        """Return the version that the case is about."""
        return paper.matter.shown or paper.newest

    def moved(self, paper: Paper, action: str, *, by: str, said: Mapping[str, str]) -> None:
        """Write down what a step that was taken changes."""
        matter = paper.matter
        rule = reference_rounds.RULES[matter.procedure][matter.stage, action]
        self._stated(matter, rule.act, said)
        if said.get("needs_head"):
            matter.needs_head = True
        if rule.act is not None:
            matter.voices[rule.act] = frozenset(matter.book.spoken)  # done anew, it is theirs alone
            matter.acted[rule.act] = frozenset({by})
        if rule.act == "decision":
            matter.decided = matter.mode
        for act in rule.voids:
            matter.acted.pop(act, None)
        matter.is_reported |= action == "report_breach"
        matter.stage = rule.target
        matter.takers.add(by)
        matter.book.moved()
        if rule.effect is not None:
            getattr(self, f"_{rule.effect}")(paper, said)

    def resubmitted(self, paper: Paper, version: Version, *, by: str) -> None:
        """Write down that a new version took the place of the old."""
        paper.versions.append(version)
        paper.drafters.add(by)

    def carried(self, paper: Paper) -> int:
        """Write down which notes of the newest version are settled as they were before.

        In each of our texts a thing is found once. Return how many are settled so.
        """
        if len(paper.versions) == 1:
            return 0
        before, newest = paper.versions[-2:]
        old = {note.said: note for note in before.notes.values()}
        count = 0
        for note in newest.notes.values():
            same = old.get(note.said)
            if same is None or same.is_open or same.hands & paper.drafters:
                continue
            note.disposed_by, note.kind, note.number = same.disposed_by, same.kind, 1
            note.cosigned_by = same.cosigned_by
            newest.helpers |= same.hands
            count += 1
        return count

    def _stated(self, matter: Matter, act: str | None, said: Mapping[str, str]) -> None:
        if act == "attribution" and matter.procedure == "publication":
            matter.mode, matter.exemption = said["mode"], said.get("exemption")
        elif act == "decision":
            matter.mode = _decided(said)
            matter.exemption = said.get("exemption")

    def _publish(self, paper: Paper, _: Mapping[str, str]) -> None:
        paper.availability, paper.mode, paper.due = "public", "proactive", None
        paper.public = paper.newest

    _convert = _publish

    def _register(self, paper: Paper, said: Mapping[str, str]) -> None:
        was = paper.availability
        paper.mode, paper.due = paper.matter.mode, said["reassess_on"]
        if was != "withdrawn":
            paper.availability = "on_request" if paper.mode == "on_request" else "closed"

    def _keep(self, paper: Paper, said: Mapping[str, str]) -> None:
        paper.due = said["next_date"]

    def _exclude(self, paper: Paper, _: Mapping[str, str]) -> None:
        paper.is_party = True

    def _include(self, paper: Paper, _: Mapping[str, str]) -> None:
        paper.is_party = False

    def _withdraw_from_public(self, paper: Paper, _: Mapping[str, str]) -> None:
        paper.availability = "withdrawn"

    def _purge(self, paper: Paper, _: Mapping[str, str]) -> None:
        """Bytes that another paper rightly holds stay."""
        paper.is_intercepted = True
        paper.availability, paper.mode, paper.due = "closed", None, None
        others = (other for other in self.papers if not other.is_intercepted)
        held = {content for other in others for content in other.contents}
        self.destroyed |= paper.contents - held


def _decided(said: Mapping[str, str]) -> str | None:
    if "on_request_reason" in said:
        return "on_request"
    if "exemption" in said:
        return "withheld"
    return None if "next_date" in said else "proactive"
