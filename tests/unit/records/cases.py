"""Cases of the office as the approval form states them."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any

from review.domain.vocabulary import (
    Act,
    Answer,
    Channel,
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
    AnswerFacts,
    ApprovalFacts,
    BreachFacts,
    ClearanceFacts,
    ConsultationFacts,
    FileFacts,
    FindingFacts,
    ModeFacts,
    OpinionFacts,
    OriginFacts,
    PublicationFacts,
    ReadingFacts,
    ReferralFacts,
    SourceFacts,
)

OPEN = ApprovalFacts(
    agency="云溪区财政局",
    number="2026-0147",
    filled_on=date(2026, 11, 16),
    title="关于做好绩效评价工作的通知",
    kind=DocumentKind.NOTICE,
    section="预算科",
    source=Source.OWN,
    version=2,
    manifest="c4" * 32,
    files=(
        FileFacts(
            name="正文.docx",
            size=18231,
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            sm3="5a" * 32,
            sha256="b7" * 32,
        ),
    ),
    stage="审批",
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
    said = {"step": "通过", "at": hour(18, 2), "version": 2, "manifest": "c4" * 32, **more}
    return OpinionFacts(role=role, name=name, text=text, **said)


def finding(number: int, *, reason: str = "系统一社会信用代码，已核对原件") -> FindingFacts:
    """Return a disposed finding."""
    return FindingFacts(
        number=number,
        code=f"1-{number}",
        title="居民身份证号码",
        severity=Severity.BLOCK,
        file="附件1.xlsx",
        place=f"第{number}行",
        excerpt="3101**********123X",
        disposal=DisposalKind.FALSE_ALARM,
        reason=reason,
        by="周岚",
        at=hour(18, 1),
        article="政府信息公开条例第十五条",
        co_signer="孙强",
        cosigned_at=hour(18, 3),
    )


AUTOMATIC = (
    SourceFacts(
        act=Act.ATTRIBUTION,
        text="依据：评估规则 base-1，情形“依申请公开的特定理由已消失”",
        standing=True,
        reference="base-1",
    ),
    SourceFacts(
        act=Act.CHECK,
        text="依据：周岚（办公室审查人）2025-10-15 在案件 2025-0001 完成的保密审查",
        standing=True,
        by="周岚",
        role=Role.OFFICE_REVIEWER,
        on=date(2025, 10, 15),
        reference="2025-0001",
        manifest="d5" * 32,
    ),
    SourceFacts(
        act=Act.DECISION,
        text="依据：常设授权 云财公开〔2026〕1号，何远（主要领导）2026-01-08 签署",
        standing=True,
        by="何远",
        role=Role.HEAD_OF_AGENCY,
        on=date(2026, 1, 8),
        reference="云财公开〔2026〕1号",
    ),
)
"""What stands behind a conversion that nobody signed."""
SCAN = FileFacts(
    name="图纸.bin",
    size=7,
    media_type="application/octet-stream",
    sm3="6b" * 32,
    sha256="e8" * 32,
    unreadable="不支持的格式",
)
READ = tuple(
    ReadingFacts(
        file="图纸.bin",
        by=name,
        at=hour(18, at),
        is_clear=True,
        answers=(AnswerFacts(item="A 国家秘密", answer=Answer.NO, note="已核对原图"),),
    )
    for name, at in (("王芳", 4), ("吴律", 5))
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
            version=1,
            standing=False,
            exemption=Exemption.DELIBERATIVE,
            deliberative=DeliberativeKind.DRAFT,
            article="政府信息公开条例第十六条第二款",
            reason="尚未定稿，属过程稿。",
            work_secret=True,
            subjects="税费缴纳",
            ending=Ending.ON_EVENT,
            ends_when="正式文件印发",
        ),
        ModeFacts(
            kind=StatementKind.DETERMINED,
            mode=DisclosureMode.PROACTIVE,
            by="顾平",
            role=Role.APPROVING_OFFICIAL,
            at=hour(20, 8),
            version=2,
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
    breaches=(
        BreachFacts(
            body="云溪区委保密办", number="云保〔2026〕9号", on=date(2026, 11, 22), by="孙强"
        ),
    ),
    clearances=(
        ClearanceFacts(
            file="正文.docx",
            sha256="b7" * 32,
            confirmed_by="云溪区国家保密局",
            number="云密函〔2026〕3号",
            confirmed_on=date(2026, 11, 15),
            entered_by="孙强",
            entered_at=hour(16, 0),
            co_signer="钱卫",
            cosigned_at=hour(16, 1),
        ),
    ),
    origin=OriginFacts(
        case="2025-0031",
        mode="依申请公开",
        grounds="只涉及特定人",
        ends="到期评估：2026-03-01",
        decided_on=date(2025, 11, 3),
    ),
    suggestion="维持；各种情形都没有全部满足",
    index_number="yxcz/2026-55e52",
    is_policy=True,
    catalogue_says=DisclosureMode.PROACTIVE,
    due_on=date(2026, 12, 14),
    conclusion=Outcome.IN_FULL,
    concluded_on=date(2026, 11, 20),
    publications=(PublicationFacts(channel=Channel.FOLDER, at=hour(21, 1), by="陈静"),),
    closed_on=date(2026, 11, 21),
    archived_on=date(2026, 11, 22),
    archive_number="2026-0147",
)
