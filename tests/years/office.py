"""Five years of an office: what comes in, what changes, what happens outside, and the campaigns."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from review.commands import (
    ActivateProcedure,
    ActivateRuleset,
    ConfirmProcedure,
    DraftRuleset,
    HandIn,
    ImportHolidays,
    RecordTrigger,
    RevokeAuthorisation,
    SignRuleset,
    Substitute,
    TakeDown,
)
from review.domain.reassessment_refusals import CampaignUnfinished
from review.domain.vocabulary import (
    SETTLED,
    DocumentKind,
    RequestResult,
    Role,
    Source,
    Trigger,
)
from review.reassessment_commands import CloseCampaign, EnterRequest, PlanCampaign
from review.scheduler import tick
from review.services.campaign_rows import campaign_of, closing_of
from review.services.campaign_standing import standing_of
from review.services.work import Work
from tests.builders import SECTION, OfficeForTests, handed
from tests.years.chronicle import Case, Paper
from tests.years.desks import Desks, Plan
from tests.years.kinds import KINDS, PROJECT, Kind
from workflows.loading import shipped_procedures

DONE = frozenset(word.value for word in SETTLED)
MISHAPS = ("take_down", "intercept", "withdraw", "stop")
YOUNG = ("attribution", "section_review")
PARTS = 15
"""Of a year's papers, by `Kind.share`."""
NOTICE = """
year = {year}
source = "《国务院办公厅关于{year}年部分节假日安排的通知》（虚构）"
"""
FEASTS = {
    "元旦": ("01-01",),
    "春节": ("02-12", "02-13", "02-14", "02-15"),
    "清明节": ("04-05",),
    "劳动节": ("05-01", "05-02"),
    "端午节": ("06-15",),
    "中秋节": ("09-22",),
    "国庆节": ("10-01", "10-02", "10-03"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year, and what is other in it than in the one before."""

    year: int
    diligence: float = 0.85
    """How likely a matter is taken in hand on a day on which it could be, while a campaign runs."""
    authorisation_ends: tuple[int, int] | None = (12, 31)
    is_revoked: bool = False
    """The authorisation is revoked as soon as something stands in its window."""
    words: str = ""
    """What the office's own rules look for from May on."""
    procedure: str = ""
    """Whose chain the usual one follows from June on."""


YEARS = (
    Year(year=2026, words="青松计划"),
    Year(year=2027, is_revoked=True, words="青松计划\n绿洲行动"),
    Year(year=2028, authorisation_ends=(2, 29), words=f"青松计划\n{PROJECT}"),
    Year(year=2029, authorisation_ends=None, diligence=0.0),
    Year(year=2030, procedure="publication_two_level", words=f"{PROJECT}\n银杏计划"),
)


class Years(Desks):
    """An office that lives through its years."""

    def __init__(
        self, office: OfficeForTests, *, chance: random.Random, papers: int, stride: int
    ) -> None:
        """Let about so many papers come in a year; people look at their desks every `stride` days.

        In a campaign every third part of it.
        """
        super().__init__(office, chance=chance)
        self.papers, self.stride = papers, stride
        self.late: Counter[int] = Counter()
        self.closed: dict[int, tuple[date, Counter[str]]] = {}
        self.revoked: set[str] = set()
        self._serial = 0
        self._owed: list[str] = []

    def live(self, year: Year) -> None:
        """Let a year pass; at its end its campaign is closed, and everything in it was counted."""
        self._owed = list(MISHAPS) * max(1, self.papers // 60)
        days = list(self._days(year.year))
        coming = [(self.chance.randrange(len(days)), kind) for kind in self._coming(year.year)]
        for number, day in enumerate(days):
            self._begin(day)
            self._revoke(year)
            self._of_the_day(year, since=days[number - 1] if number else date(year.year, 1, 1))
            for _, kind in (one for one in coming if one[0] == number):
                self._hand_in(kind)
            self._happen()
            self._work(year)
            self._campaign(year)
        assert year.year in self.closed, (year.year, self._pending(year))

    # ── 一天 ─────────────────────────────────────────────────────────────
    def _days(self, year: int) -> Iterator[date]:
        day = date(year, 1, 5)
        while day.year == year:
            yield day
            day += timedelta(days=max(1, self.stride // 3) if day.month <= 3 else self.stride)

    def _begin(self, day: date) -> None:
        """A morning: the bell rings, some are away, and some try what is not theirs."""
        self.office.clock.at = datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)
        tick(self.office.office)
        self.office.office.ask(self.chronicle.follow)
        self.away = {who for who in ("zhou", "gu") if self.chance.random() < 0.15}
        if self.chance.random() < 0.4:
            self.stumble()

    def _work(self, year: Year) -> None:
        is_campaign = self.today <= date(year.year, 3, 31)
        diligence = year.diligence if is_campaign else 0.8
        for case in self.chronicle.open_cases():
            if self._owed and self._mishap(case):
                continue
            if self.chance.random() < diligence:
                self.visit(case)
        if "take_down" in self._owed and self.today.month > 3 and self.chronicle.public():
            self._owed.remove("take_down")
            self._take_down(self.chance.choice(self.chronicle.public()))

    def _mishap(self, case: Case) -> bool:
        """Let happen to this case what has not happened to any yet this year, if it can."""
        if case.stage == "hold_window" and "stop" in self._owed:
            self._owed.remove("stop")
            return self.step(case, "stop", by="sun", reason="第三方来电称仍有异议")
        is_young = case.procedure == "publication" and case.stage in YOUNG
        if is_young and self.today.month > 4 and "intercept" in self._owed:
            self._owed.remove("intercept")
            return self.step(case, "intercept", by="sun", reason="疑似涉密，按保密规定处置")
        if is_young and self.today.month > 5 and "withdraw" in self._owed:
            self._owed.remove("withdraw")
            return self.step(case, "withdraw", by="li", reason="文稿还要修改，暂不送审")
        return False

    # ── 来文 ─────────────────────────────────────────────────────────────
    def _coming(self, year: int) -> list[Kind]:
        """Return the papers of a year; in a small office what is rare comes every other year."""
        coming = []
        for place, kind in enumerate(KINDS):
            share = self.papers * kind.share / PARTS
            is_its_year = (place + year) % 2 == 0
            coming += [kind] * (round(share) or int(is_its_year))
        return coming

    def _hand_in(self, kind: Kind) -> None:
        self._serial += 1
        number = f"云财〔{self.today.year}〕{self._serial}号"
        text = kind.text.format(self._serial)
        particulars = {
            "title": f"云溪区财政局第{self._serial}号公文",
            "kind": DocumentKind.NOTICE,
            "section": SECTION,
            "source": Source.OWN,
            "number": number,
            **kind.details,
        }
        files = (handed(text, name=f"{self._serial}.txt"),)
        received = self.do(HandIn(files=files, **particulars), by="li")
        assert (received.document is None) is kind.is_marked, kind.name
        if received.document is not None:
            self.plans[received.document] = Plan(
                kind=kind, serial=self._serial, number=number, mode=kind.mode, text=text
            )
            self.chronicle.papers[received.document].is_historic = "is_historic" in kind.details

    def _take_down(self, paper: Paper) -> None:
        """A paper goes off the page; another confirms it when he comes to it."""
        self.do(TakeDown(document=paper.id, reason="附表第三栏有不宜公开的内容"), by="zhou")

    # ── 外面的事 ─────────────────────────────────────────────────────────
    def _happen(self) -> None:
        """Let happen outside what bears on what is kept back."""
        for paper in list(self.chronicle.papers.values()):
            plan = self.plans.get(paper.id)
            if plan is not None and plan.kind.fate and paper.is_kept_back() and paper.mode:
                self._bear_on(paper, plan)

    def _bear_on(self, paper: Paper, plan: Plan) -> None:
        fate, told = plan.kind.fate, plan.told
        if self.chance.random() > 0.25 or fate in told:
            return
        told.add(fate)
        if fate == "requested":
            for number in range(3):
                self._request(paper, plan, number)
        elif fate == "asked":
            self._enter(paper, Trigger.THIRD_PARTY_ASKED, f"征求意见函{plan.serial}号")
            answers = (Trigger.THIRD_PARTY_CONSENTED, Trigger.THIRD_PARTY_OBJECTED, None)
            answer = self.chance.choice(answers)
            if answer is not None:
                self._enter(paper, answer, f"复函{plan.serial}号")
        elif fate == "answered":
            answers_out = [self.plans[one.id].number for one in self.chronicle.public()]
            if answers_out:
                self._enter(paper, Trigger.ANSWER_NAMED, self.chance.choice(answers_out))
        else:
            what = {
                "consents": Trigger.THIRD_PARTY_CONSENTED,
                "suggested": Trigger.CITIZEN_SUGGESTION,
            }[fate]
            self._enter(paper, what, f"来件{plan.serial}号")

    def _enter(self, paper: Paper, what: Trigger, reference: str) -> None:
        event = RecordTrigger(
            document=paper.id, trigger=what, reference=reference, happened_on=self.today
        )
        self.do(event, by="zheng")

    def _request(self, paper: Paper, plan: Plan, number: int) -> None:
        request = EnterRequest(
            document=paper.id,
            number=f"依申请{self.today.year}-{plan.serial}-{number}",
            requester=f"申请人{number}",
            answered_on=self.today,
            result=RequestResult.GIVEN,
        )
        self.do(request, by="zhou")

    # ── 每年不同的 ───────────────────────────────────────────────────────
    def _of_the_day(self, year: Year, *, since: date) -> None:
        """Let happen what the calendar holds between the last day people were here and today."""

        def is_come(month: int, day: int) -> bool:
            on = date(year.year, month, day)
            return since < on <= self.today

        if is_come(1, 5):
            self.do(PlanCampaign(year=year.year, responsible="zheng"), by="zheng")
            if year.authorisation_ends is not None:
                last = date(year.year, *year.authorisation_ends)
                self._authorise(last)
        if year.words and is_come(5, 4):
            self._new_rules(year.words)
        if year.procedure and is_come(6, 1):
            self._new_procedure(year.procedure)
        if is_come(8, 1):
            self._go_on_leave()
        if is_come(12, 1):
            self._next_notice(year.year + 1)

    def _reference(self) -> str:
        return f"云财公开〔{self.today.year}〕1号"

    def _authorise(self, last: date) -> None:
        self.office.authorise(
            self._reference(),
            grounds=(
                *("over_cautious", "several_requesters", "reason_lapsed"),
                *("answered_request", "dated"),
            ),
            first_day=self.today,
            last_day=last,
            cap=max(4, self.papers),
            hold_days=3,
        )

    def _revoke(self, year: Year) -> None:
        """Take the authorisation back: what stands in its window stands there no more."""
        held = [case for case in self.chronicle.open_cases() if case.stage == "hold_window"]
        if year.is_revoked and held and self._reference() not in self.revoked:
            self.revoked.add(self._reference())
            self.do(RevokeAuthorisation(reference=self._reference()), by="he")
            assert all(case.stage == "assessed" for case in held), held

    def _new_rules(self, words: str) -> None:
        """Others look at what one drafted, and sign: what lies here is screened by it from now."""
        version = f"{self.today.year}-1"
        source = handed("".join(f"{word}\n" for word in words.split()), name="词.txt")
        self.do(DraftRuleset(version=version, sources=(source,)), by="zhou")
        caller = self.office.caller("zhou")
        self.office.office.try_ruleset(version, papers=5, caller=caller)
        for who in ("sun", "gu"):
            self.do(SignRuleset(version=version), by=who)
        self.do(ActivateRuleset(version=version), by="zhou")

    def _new_procedure(self, like: str) -> None:
        """What runs goes on as it began."""
        source = shipped_procedures()[like].source.replace(f'"{like}"', '"publication"', 1)
        self.do(ActivateProcedure(text=source), by="guan")
        self.do(ConfirmProcedure(procedure="publication"), by="shen")

    def _next_notice(self, year: int) -> None:
        """The days off of next year are announced; open deadlines are counted again."""
        self.do(ImportHolidays(text=notice(year), name=f"{year}.toml"), by="zheng")

    def _go_on_leave(self) -> None:
        """王芳 goes on leave, and 陈静 stands in."""
        until = self.today + timedelta(days=21)
        leave = Substitute(
            substitute="chen", role=Role.SECTION_HEAD, first_day=self.today, last_day=until
        )
        self.do(leave, by="wang")

    # ── 年度评估 ─────────────────────────────────────────────────────────
    def _campaign(self, year: Year) -> None:
        """Count the campaign as the product does, and as its ledger tells it: both must agree."""
        if year.year in self.closed:
            return
        since = date(year.year, 1, 1)
        counted = self.chronicle.standings(since)
        shown, in_scope = self.office.office.ask(_standing, year.year)
        assert shown == counted, (self.today, shown - counted, counted - shown)
        assert in_scope == sum(counted.values()), (self.today, in_scope, counted)
        if self.today > date(year.year, 3, 31) and year.year not in self.late:
            self.late[year.year] = len(self._pending(year))
        if self.today.month < 3:
            return
        if self._pending(year):
            with pytest.raises(CampaignUnfinished):
                self.office.do(CloseCampaign(year=year.year), by="zheng")
            return
        self.do(CloseCampaign(year=year.year, summary="应评尽评"), by="gu")
        self.closed[year.year] = (self.today, counted)
        kept = self.office.office.ask(_closing, year.year)
        assert kept == (sum(counted.values()), dict(counted)), (kept, counted)

    def _pending(self, year: Year) -> list[str]:
        """Return what still stands where no campaign may end."""
        standings = self.chronicle.standings(date(year.year, 1, 1))
        return [word for word in standings.elements() if word not in DONE]


def notice(year: int) -> str:
    """Return an invented notice of a year's days off."""
    feasts = (
        f'[[holidays]]\nname = "{name}"\noff = [{", ".join(f"{year}-{day}" for day in days)}]\n'
        for name, days in FEASTS.items()
    )
    return "\n".join((NOTICE.format(year=year), *feasts))


def _standing(work: Work, year: int) -> tuple[Counter[str], int]:
    agency = work.session.connection().exec_driver_sql("SELECT id FROM agency").scalar_one()
    campaign = campaign_of(work, agency, year)
    assert campaign is not None
    counts = standing_of(work, campaign)
    return Counter({word.value: n for word, n in counts.totals.items()}), counts.in_scope


def _closing(work: Work, year: int) -> tuple[int, dict[str, int]]:
    agency = work.session.connection().exec_driver_sql("SELECT id FROM agency").scalar_one()
    campaign = campaign_of(work, agency, year)
    assert campaign is not None
    closing = closing_of(work, campaign)
    assert closing is not None
    return closing.in_scope, json.loads(closing.outcomes)
