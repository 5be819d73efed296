"""The desks of an office: who does what at which stage, late, away, or wrong at times."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from review.commands import OpenCase
from review.domain.case_refusals import RulesChanged, RulesChangedAgain
from review.domain.refusal import Refused
from review.domain.vocabulary import DisclosureMode, Exemption, ReassessmentOutcome
from review.storage.rows import CaseRow
from tests.builders import OfficeForTests
from tests.years.chronicle import SETTLED, SHANGHAI, Case, Chronicle, Paper
from tests.years.kinds import ID_NUMBER, Kind
from workflows.errors import RequirementsUnmet, StepRefused

LAWFUL = (RequirementsUnmet, RulesChanged, RulesChangedAgain)
"""What people cannot foresee: the machine found something, or the rules are others by now."""
AT_A_VISIT = 4
"""Steps that are taken of a case on one day, at most."""
WRONG = (
    ("li", "pass_check"),
    ("wang", "decide_in_full"),
    ("chen", "decide_kept"),
    ("shen", "publish"),
    ("zheng", "decide_convert"),
    ("gu", "to_closed"),
)
"""What somebody may try whose office it never is."""
NEXT = "今年仍不宜公开，明年再评估"


@dataclass(slots=True, kw_only=True)
class Plan:
    """What people have in mind with one paper."""

    kind: Kind
    serial: int
    number: str
    mode: DisclosureMode
    text: str
    is_consulted: bool = False
    has_legal_opinion: bool = False
    is_stuck: bool = False
    """It was to be converted, and cannot be."""
    told: set[str] = field(default_factory=set)
    """What already happened to it outside."""


class Desks:
    """Everybody of one office, each at what lies on his desk."""

    def __init__(self, office: OfficeForTests, *, chance: random.Random) -> None:
        self.office, self.chance = office, chance
        self.chronicle = Chronicle()
        self.plans: dict[str, Plan] = {}
        self.away: set[str] = set()
        self.heads_deputy: str | None = None
        self.seen: Counter[str] = Counter()
        self.story: list[str] = []
        self._stages: Mapping[tuple[str, str], Callable[[Case, Plan], bool]] = {
            ("publication", "attribution"): self._propose,
            ("publication", "returned"): self._propose,
            ("publication", "section_review"): self._verify,
            ("publication", "check"): self._check,
            ("publication", "legal_review"): self._give_opinion,
            ("publication", "consultation"): self._answered,
            ("publication", "referred_up"): self._ruled,
            ("publication", "approval"): self._decide,
            ("publication", "awaiting_publication"): self._publish,
            ("reassessment", "assessed"): self._suggest,
            ("reassessment", "needs_person"): self._suggest,
            ("reassessment", "assessment_check"): self._check_suggested,
            ("reassessment", "assessment_approval"): self._decide_anew,
            ("reassessment", "referred_up"): self._ruled,
            ("reassessment", "awaiting_publication"): self._publish,
            ("takedown", "taken_down"): self._confirm,
        }

    # ── 手上的事 ─────────────────────────────────────────────────────────
    @property
    def today(self) -> date:
        """The day on the wall."""
        return self.office.clock.at.astimezone(SHANGHAI).date()

    def visit(self, case: Case) -> None:
        """Take what steps a case lets people take today."""
        for _ in range(AT_A_VISIT):
            desk = self._stages.get((case.procedure, case.stage))
            if desk is None or case.stage in SETTLED or not desk(case, self.plans[case.document]):
                return

    def do(self, command: object, *, by: str) -> Any:
        """Let somebody do what nobody may refuse him, and read on in the ledger."""
        self.office.clock.later(minutes=1)
        try:
            answer = self.office.do(command, by=by)
        except (StepRefused, Refused) as refusal:
            raise AssertionError(self._told(f"{command}: {refusal!r} {refusal}", by)) from refusal
        self.office.office.ask(self.chronicle.follow)
        return answer

    def step(
        self, case: Case, action: str, *, by: str, text: str | None = None, **said: str
    ) -> bool:
        """Take a step; the law may refuse it for what nobody could foresee."""
        self.story.append(f"{self.today} {by}: {case.id[:8]} {case.stage} {action}")
        self.office.clock.later(minutes=1)
        given = {key: value for key, value in said.items() if value}
        try:
            self.office.step(case.id, action, by=by, text=text, **given)
        except LAWFUL as refusal:
            self.seen[type(refusal).__name__] += 1
            return False
        except (StepRefused, Refused) as refusal:
            raise AssertionError(self._told(f"{action}: {refusal!r} {refusal}", by)) from refusal
        self.office.office.ask(self.chronicle.follow)
        return True

    def stumble(self) -> None:
        """Somebody tries what is not his: it is refused, and leaves no trace in the ledger."""
        cases = self.chronicle.open_cases()
        if not cases:
            return
        by, action = self.chance.choice(WRONG)
        before = self.chronicle.tip
        try:
            self.office.step(self.chance.choice(cases).id, action, by=by)
        except (StepRefused, Refused):
            self.seen["refused"] += 1
        else:
            raise AssertionError(self._told(action, by))
        self.office.office.ask(self.chronicle.follow)
        assert self.chronicle.tip == before, self._told(action, by)

    # ── 公开审查 ─────────────────────────────────────────────────────────
    def _propose(self, case: Case, plan: Plan) -> bool:
        if case.stage == "returned" and ID_NUMBER in plan.text:
            plan.text = plan.text.replace(ID_NUMBER, "略")
            self.step(case, "revise", by="li", text=plan.text)
        return self.step(case, "propose", by="li", mode=plan.mode.label, **self._terms(plan))

    def _verify(self, case: Case, _: Plan) -> bool:
        by = self.heads_deputy or "wang"
        if self.chance.random() < 0.04:
            return self.step(case, "send_back", by=by, reason="标题与正文不符，请核对")
        return self.step(case, "verify", by=by)

    def _check(self, case: Case, plan: Plan) -> bool:
        terms = self._terms(plan)
        by = "sun" if "zhou" in self.away else "zhou"
        if terms.get("exemption") == Exemption.TRADE_SECRET.value:
            if not plan.has_legal_opinion:
                plan.has_legal_opinion = True
                return self.step(case, "refer_legal", by=by)
            if not plan.is_consulted:
                plan.is_consulted = True
                reason = "涉及其分项报价"
                self.step(case, "consult", by=by, addressee="云溪河畔中心", reason=reason)
                return False
        if ID_NUMBER in plan.text:
            return self.step(case, "send_back", by=by, reason="正文有身份证号码，应当删去")
        return self.step(case, "pass_check", by=by) or self.step(
            case, "send_back", by=by, reason="检测有疑点，请修改"
        )

    def _give_opinion(self, case: Case, _: Plan) -> bool:
        return self.step(case, "give_legal_opinion", by="wu")

    def _answered(self, case: Case, _: Plan) -> bool:
        return self.step(case, "record_answer", by="zhou", answer="不同意公开")

    def _ruled(self, case: Case, plan: Plan) -> bool:
        if self.chance.random() < 0.6:
            return False
        plan.is_stuck = True
        number = f"云公开〔{self.today.year}〕3号"
        return self.step(case, "record_ruling", by="sun", answer="维持原属性", number=number)

    def _decide(self, case: Case, plan: Plan) -> bool:
        by = "qian" if "gu" in self.away else "gu"
        if self.chance.random() < 0.03:
            reason = "本机关不能确定能否公开"
            self.step(case, "refer_up", by=by, addressee="云溪区政务公开办公室", reason=reason)
            return False
        action = {
            DisclosureMode.PROACTIVE: "decide_in_full",
            DisclosureMode.ON_REQUEST: "decide_on_request",
            DisclosureMode.WITHHELD: "decide_withheld",
        }[plan.mode]
        return self.step(case, action, by=by, **self._terms(plan)) or self.step(
            case, "send_back", by=by, reason="规则已变更，请重新办理"
        )

    def _publish(self, case: Case, plan: Plan) -> bool:
        if self.step(case, "publish", by="chen"):
            return False
        plan.is_stuck = case.procedure == "reassessment"
        return self.step(case, "revoke", by="gu", reason="规则已变更，重新检测后再定")

    def _confirm(self, case: Case, plan: Plan) -> bool:
        """Half of what was taken down is mended, and reviewed anew."""
        self.step(case, "confirm", by="gu")
        if self.chance.random() < 0.5:
            self._anew(case, plan, "更正稿")
        return False

    # ── 定期评估 ─────────────────────────────────────────────────────────
    def _suggest(self, case: Case, plan: Plan) -> bool:
        (row,) = self.office.rows(CaseRow, id=case.id)
        paper = self.chronicle.papers[case.document]
        outcome = self._weighed(paper, plan, proposed=row.outcome or "")
        return self.step(
            case, "propose_outcome", by="zheng", outcome=outcome.label, reason="已逐条核对条件"
        )

    def _weighed(self, paper: Paper, plan: Plan, *, proposed: str) -> ReassessmentOutcome:
        """Mostly what the rules propose; else it is kept, and at times something is made of it."""
        drawn = self.chance.random()
        kept = ReassessmentOutcome.KEPT
        if plan.is_stuck or paper.availability == "withdrawn":
            return kept
        if proposed == "proactive":
            return ReassessmentOutcome.PROACTIVE if drawn < 0.8 else kept
        if drawn < 0.08:
            return ReassessmentOutcome.REFERRED_UP
        if drawn < 0.16 and paper.mode == "withheld":
            return ReassessmentOutcome.ON_REQUEST
        if drawn < 0.22 and plan.kind.terms(self.today).get("exemption") != "trade_secret":
            return ReassessmentOutcome.PROACTIVE
        return ReassessmentOutcome.IN_PART if drawn < 0.28 else kept

    def _check_suggested(self, case: Case, _: Plan) -> bool:
        by = "sun" if "zhou" in self.away else "zhou"
        if self.chance.random() < 0.05:
            return self.step(case, "send_back", by=by, reason="理由说得不清楚")
        return self.step(case, "pass_check", by=by)

    def _decide_anew(self, case: Case, plan: Plan) -> bool:
        by = "qian" if "gu" in self.away else "gu"
        (row,) = self.office.rows(CaseRow, id=case.id)
        deeds: Mapping[str, tuple[str, dict[str, str]]] = {
            "kept": ("decide_kept", {"next_date": self._next_year()}),
            "proactive": ("decide_convert", {}),
            "on_request": (
                "decide_on_request",
                {"on_request_reason": "not_listed", "reassess_on": self._next_year()},
            ),
            "in_part": ("decide_in_part", {"reason": NEXT, "next_date": self._next_year()}),
            "referred_up": ("refer_up", {"addressee": "云溪区政务公开办公室", "reason": NEXT}),
        }
        action, said = deeds[row.outcome or ""]
        if self.step(case, action, by=by, **said):
            if action == "decide_in_part":
                self._anew(case, plan, "删减稿")
            return True
        plan.is_stuck = True
        return self.step(case, "send_back", by=by, reason="检测有疑点，不能公开")

    def _anew(self, case: Case, plan: Plan, what: str) -> None:
        """What is cut or mended has a review of its own."""
        plan.mode = DisclosureMode.PROACTIVE
        plan.text = f"{plan.text}（{what}，{self.today:%Y%m%d}）\n"
        opened = self.do(OpenCase(document=case.document), by="li")
        anew = self.chronicle.cases[self.office.view(opened.case).id]
        self.step(anew, "revise", by="li", text=plan.text)

    def _next_year(self) -> str:
        return (self.today + timedelta(days=300)).isoformat()

    def _terms(self, plan: Plan) -> dict[str, str]:
        if plan.mode is DisclosureMode.PROACTIVE:
            return {}
        said = {**plan.kind.terms(self.today), "subjects": "无"}
        return {key: value for key, value in said.items() if value}

    def _told(self, what: object, by: str) -> str:
        return "\n".join((*self.story[-40:], f"{self.today} {by}: {what}"))
