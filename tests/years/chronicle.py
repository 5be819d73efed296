"""What an office did, read again from the bodies of its ledger alone: no table, no query of ours.

The chain is followed by the standard library, so that what is counted here is what was entered. The
words of the procedures are written out by hand: a stage that was renamed is one nobody counted.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from review.services.work import Work

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEGINNINGS = {
    "flagged": "reassessment",
    "attribution": "publication",
    "opened": "takedown",
}
"""By the stage in which a case begins: what it is about."""
SETTLED = frozenset(
    ("registered", "closed", "archived", "withdrawn", "intercepted", "out_of_scope")
)
OUTCOMES = {
    "convert": "proactive",
    "publish": "proactive",
    "decide_kept": "kept",
    "decide_on_request": "on_request",
    "decide_in_part": "in_part",
}
"""What a reassessment comes to, by the step that ends it."""
NOT_PUBLIC = ("withheld", "on_request")
ENTRIES = text(
    "SELECT seq, prev_sha256, sha256, event, at, body FROM ledger_entry WHERE seq > :seq"
    " ORDER BY seq"
)


@dataclass(slots=True, kw_only=True)
class Case:
    """One case, as its entries tell it."""

    id: str
    document: str
    procedure: str
    opened_on: date
    stage: str
    because: tuple[str, ...] = ()
    closed_on: date | None = None
    outcome: str | None = None
    is_assessed: bool = False

    def is_of(self, since: date) -> bool:
        """It is open, or was closed since a day."""
        return self.closed_on is None or self.closed_on >= since


@dataclass(slots=True, kw_only=True)
class Paper:
    """One paper, as its entries tell it."""

    id: str
    received_on: date
    is_historic: bool = False
    mode: str | None = None
    availability: str = "closed"
    is_intercepted: bool = False
    cases: list[Case] = field(default_factory=list)

    def is_kept_back(self) -> bool:
        """It lies here, is not public, and what that rests on must be looked at."""
        if self.availability == "public" or self.is_intercepted:
            return False
        return self.mode in NOT_PUBLIC or (self.mode is None and self.is_historic)

    def was_seen(self, since: date) -> bool:
        """It was looked at since a day, or is being looked at."""
        return any(
            case.is_of(since) and (case.procedure == "reassessment" or self.is_historic)
            for case in self.cases
        )

    def standing(self, since: date) -> str:
        """Say where it stands in the campaign that began on a day."""
        if self.is_intercepted:
            return "intercepted"
        looked = [c for c in self.cases if c.procedure == "reassessment" and c.is_of(since)]
        if looked:
            return _standing_of(looked[-1])
        if any(case.closed_on is not None and case.closed_on >= since for case in self.cases):
            return "decided"
        return "needs_person" if any(c.closed_on is None for c in self.cases) else "unflagged"


def _standing_of(case: Case) -> str:
    if case.closed_on is not None:
        return case.outcome or "unclear"
    if case.stage == "hold_window":
        return "in_window"
    if not case.is_assessed:
        return "waiting"
    return "referred_up" if case.stage == "referred_up" else "needs_person"


class Chronicle:
    """The whole story of an office, kept by following its ledger."""

    def __init__(self) -> None:
        self.papers: dict[str, Paper] = {}
        self.cases: dict[str, Case] = {}
        self.by_year: dict[int, Counter[str]] = {}
        self.tip = (0, "0" * 64)

    def follow(self, work: Work) -> None:
        """Read on from where the last reading ended; every entry must follow the one before."""
        for row in work.session.execute(ENTRIES, {"seq": self.tip[0]}).all():
            chained = b"\x00" + bytes.fromhex(row.prev_sha256) + row.body.encode()
            linked = hashlib.sha256(chained).hexdigest()
            last, sha256 = self.tip
            assert (row.seq, row.prev_sha256, row.sha256) == (last + 1, sha256, linked), row.event
            self.tip = (row.seq, row.sha256)
            self._take_in(json.loads(row.body))

    def standings(self, since: date) -> Counter[str]:
        """Count where everything in the scope of a campaign stands."""
        return Counter(
            paper.standing(since)
            for paper in self.papers.values()
            if paper.is_kept_back() or paper.was_seen(since)
        )

    def open_cases(self) -> list[Case]:
        """Return what is in somebody's hands, in the order in which the papers came in."""
        return [
            case for paper in self.papers.values() for case in paper.cases if case.closed_on is None
        ]

    def public(self) -> list[Paper]:
        """Return what the public may read."""
        return [paper for paper in self.papers.values() if paper.availability == "public"]

    def _take_in(self, entry: Mapping[str, Any]) -> None:
        body, event = entry["body"], entry["event"]
        on = datetime.fromisoformat(entry["at"]).astimezone(SHANGHAI).date()
        counts = self.by_year.setdefault(on.year, Counter())
        counts[event] += 1
        if event == "document:received":
            paper = Paper(id=entry["document"], received_on=on)
            self.papers[paper.id] = paper
        elif event == "case:opened":
            self._opened(body, on=on)
        elif event.startswith("case:") and "to" in body:
            counts.update(self._stepped(event.removeprefix("case:"), body, on=on))

    def _opened(self, body: Mapping[str, Any], *, on: date) -> None:
        case = Case(
            id=body["case"],
            document=body["document"],
            procedure=BEGINNINGS[body["stage"]],
            opened_on=on,
            stage=body["stage"],
            because=tuple((body["because"] or "").split(",")),
        )
        self.cases[case.id] = case
        self.papers[case.document].cases.append(case)

    def _stepped(self, action: str, body: Mapping[str, Any], *, on: date) -> Iterable[str]:
        """Let a step have its effects; return what it is counted as."""
        case = self.cases[body["case"]]
        paper = self.papers[case.document]
        case.stage = body["to"]
        if case.stage in SETTLED and case.closed_on is None:
            case.closed_on = on
            case.outcome = OUTCOMES.get(action)
        if action == "assess" and not case.is_assessed:
            case.is_assessed = True
            yield "assessed"
        for effect in body["effects"]:
            yield from _affected(paper, case, effect, body)


def _affected(paper: Paper, case: Case, effect: str, body: Mapping[str, Any]) -> Iterable[str]:
    if effect in ("publish", "convert"):
        paper.availability, paper.mode = "public", "proactive"
        by = "rule" if body["role"] == "system" else "people"
        yield f"converted by {by}" if effect == "convert" else "published"
    elif effect == "register":
        paper.mode = body["mode"]
        if paper.availability != "withdrawn":
            paper.availability = "on_request" if paper.mode == "on_request" else "closed"
        yield f"{case.procedure}:{paper.mode}"
    elif effect == "withdraw_from_public":
        paper.availability = "withdrawn"
        yield "taken down"
    elif effect == "purge":
        paper.is_intercepted, paper.mode, paper.availability = True, None, "closed"
        yield "intercepted"
