"""Cases of the office as the approval form states them."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any

from review.domain.vocabulary import (
    ConsultationAnswer,
    DeliberativeKind,
    DisclosureMode,
    DisposalKind,
    DocumentKind,
    Ending,
    Exemption,
    Outcome,
    Role,
    Severity,
    Source,
    StatementKind,
)
from review.records.facts import (
    ApprovalFacts,
    ConsultationFacts,
    FileFacts,
    FindingFacts,
    ModeFacts,
    OpinionFacts,
    PublicationFacts,
    ReferralFacts,
)

OPEN = ApprovalFacts(
    agency="云溪区财政局",
    number="2026-0147",
    filled_on=date(2026, 11, 16),
    title="关于做好绩效评价工作的通知",
    kind=DocumentKind.NOTICE,
    section="预算科",
    source=Source.OWN,
    files=(FileFacts(name="正文.docx", size=18231, sm3="5a" * 32, sha256="b7" * 32),),
    procedure="公开审批",
    procedure_digest="9f2c61b07d3e" + "0" * 52,
    ledger_head="1287 " + "7c" * 32,
    drawn_at=datetime(2026, 11, 23, 2, 15, tzinfo=UTC),
)


def hour(day: int, at: int) -> datetime:
    """Return an instant of November 2026."""
    return datetime(2026, 11, day, at, tzinfo=UTC)


def opinion(role: Role, name: str, text: str, **more: Any) -> OpinionFacts:
    """Return an opinion given on the 18th at ten in the office's time."""
    return OpinionFacts(role=role, name=name, step="通过", at=hour(18, 2), text=text, **more)


def finding(number: int, *, reason: str = "系统一社会信用代码，已核对原件") -> FindingFacts:
    """Return a disposed finding."""
    return FindingFacts(
        title="居民身份证号码",
        severity=Severity.BLOCK,
        file="附件1.xlsx",
        place=f"第{number}行",
        excerpt="3101**********123X",
        disposal=DisposalKind.FALSE_ALARM,
        reason=reason,
        by="周岚",
        at=hour(18, 1),
        co_signer="孙强",
    )


CLOSED = dataclasses.replace(
    OPEN,
    document_number="云财〔2026〕12号",
    dated=date(2026, 11, 16),
    ruleset="base-1",
    findings=(finding(1),),
    statements=(
        ModeFacts(
            kind=StatementKind.PROPOSED,
            mode=DisclosureMode.WITHHELD,
            by="李明",
            role=Role.DRAFTER,
            at=hour(16, 1),
            exemption=Exemption.DELIBERATIVE,
            deliberative=DeliberativeKind.DRAFT,
            article="政府信息公开条例第十六条第二款",
            reason="尚未定稿，属过程稿。",
            ending=Ending.ON_EVENT,
            ends_when="正式文件印发",
        ),
        ModeFacts(
            kind=StatementKind.DETERMINED,
            mode=DisclosureMode.PROACTIVE,
            by="顾平",
            role=Role.APPROVING_OFFICIAL,
            at=hour(20, 8),
            reason="已定稿，应当主动公开。",
        ),
    ),
    opinions=(
        opinion(Role.DRAFTER, "李明", "请审查公开事宜。"),
        opinion(Role.SECTION_HEAD, "王芳", "内容真实准确。"),
        opinion(Role.OFFICE_REVIEWER, "周岚", "附件须先删减。", standing=False),
        opinion(Role.CONFIDENTIALITY_OFFICER, "孙强", "未见涉密内容。"),
        opinion(Role.LEGAL_OFFICER, "吴律", "符合法定要求。"),
        opinion(Role.INFORMATION_OFFICER, "郑雪", "属性认定恰当。"),
        opinion(Role.APPROVING_OFFICIAL, "钱卫", "同意公开。", principal="顾平"),
        opinion(Role.HEAD_OF_AGENCY, "何远", "按程序办理。"),
    ),
    consultations=(
        ConsultationFacts(
            whom="云溪区统计局",
            asked_on=date(2026, 11, 17),
            answer=ConsultationAnswer.CONSENTS,
            answered_on=date(2026, 11, 18),
            note="书面同意",
        ),
    ),
    referrals=(
        ReferralFacts(
            body="云溪区国家保密局",
            referred_on=date(2026, 11, 18),
            number="云财函〔2026〕33号",
            conclusion="不属于国家秘密",
            answered_on=date(2026, 11, 19),
        ),
    ),
    conclusion=Outcome.IN_FULL,
    concluded_on=date(2026, 11, 20),
    publications=(PublicationFacts(channel="门户网站", at=hour(21, 1), by="陈静"),),
    closed_on=date(2026, 11, 21),
    archived_on=date(2026, 11, 22),
    archive_number="2026-0147",
)
