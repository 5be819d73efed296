"""What happened to a paper of the scene: a third party consented, somebody asked and got it."""

from __future__ import annotations

from datetime import date, datetime

from review.bootstrap import Office
from review.commands import RecordTrigger
from review.domain.vocabulary import RequestResult, Trigger
from review.reassessment_commands import CloseCampaign, EnterRequest, PlanCampaign
from review.storage.rows import JobSlotRow

DAY = date(2026, 1, 4)


def tell_of(office: Office, document: str) -> None:
    """郑雪 enters both, with their sources."""
    consent = RecordTrigger(
        document=document,
        trigger=Trigger.THIRD_PARTY_CONSENTED,
        reference="同意函1号",
        happened_on=DAY,
    )
    asked = EnterRequest(
        document=document,
        number="申〔2026〕1号",
        requester="甲公司",
        answered_on=DAY,
        result=RequestResult.GIVEN,
    )
    for command in (consent, asked):
        office.do(command, caller=office.caller("zheng"))


def plan_campaigns(office: Office) -> dict[str, str]:
    """Plan two campaigns before there is any paper, and close the first; return their names."""
    zheng = office.caller("zheng")
    names = {
        f"{word}.campaign": office.do(PlanCampaign(year=year), caller=zheng)
        for word, year in (("closed", 2026), ("other", 2027))
    }
    office.do(CloseCampaign(year=2026), caller=zheng)
    return names


def slot(now: datetime) -> JobSlotRow:
    """Return a job's turn that somebody has."""
    return JobSlotRow(
        job="reconcile", slot="2026-01-05", holder="node", fence=1, lease_until=now, started_at=now
    )
