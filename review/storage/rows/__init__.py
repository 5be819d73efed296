"""Table classes: columns and nothing else."""

from sqlmodel import SQLModel

from review.storage.columns import hold_to_words
from review.storage.rows.agencies import (
    AgencyRow,
    FormerNameRow,
    PersonRow,
    RoleGrantRow,
    SectionRow,
    SessionRow,
    SubstitutionRow,
    TokenRow,
)
from review.storage.rows.beside import AddresseeRow, SideActRow
from review.storage.rows.cases import ActRow, CaseRow, StatementRow, StepRow
from review.storage.rows.chain import LedgerEntryRow, LedgerHeadRow
from review.storage.rows.definitions import (
    ActivationRow,
    ActiveDefinitionRow,
    DefinitionRow,
    HolidayNoticeRow,
    MetaRow,
)
from review.storage.rows.findings import (
    CosignatureRow,
    DisposalRow,
    FindingRow,
    OpeningRow,
    ReadingRow,
    ScreeningRow,
)
from review.storage.rows.papers import (
    ClearanceRow,
    DocumentRow,
    FileRow,
    PurgeRow,
    RefusalRow,
    TitlePairRow,
    VersionRow,
)
from review.storage.rows.programs import AnsweredRow, WebhookDeliveryRow, WebhookRow
from review.storage.rows.reassessment import (
    AuthorisationRow,
    CampaignClosingRow,
    CampaignRow,
    RequestFactRow,
    RunRow,
    TriggerRow,
)
from review.storage.rows.rubrics import PaperRubricRow, RubricRow
from review.storage.rows.rulesets import RulesetDraftRow, RulesetSourceRow
from review.storage.rows.sending import (
    AlarmRow,
    HeartbeatRow,
    JobSlotRow,
    MailNoticeRow,
    OutboxRow,
)

__all__ = [
    "ActRow",
    "ActivationRow",
    "ActiveDefinitionRow",
    "AddresseeRow",
    "AgencyRow",
    "AlarmRow",
    "AnsweredRow",
    "AuthorisationRow",
    "CampaignClosingRow",
    "CampaignRow",
    "CaseRow",
    "ClearanceRow",
    "CosignatureRow",
    "DefinitionRow",
    "DisposalRow",
    "DocumentRow",
    "FileRow",
    "FindingRow",
    "FormerNameRow",
    "HeartbeatRow",
    "HolidayNoticeRow",
    "JobSlotRow",
    "LedgerEntryRow",
    "LedgerHeadRow",
    "MailNoticeRow",
    "MetaRow",
    "OpeningRow",
    "OutboxRow",
    "PaperRubricRow",
    "PersonRow",
    "PurgeRow",
    "ReadingRow",
    "RefusalRow",
    "RequestFactRow",
    "RoleGrantRow",
    "RubricRow",
    "RulesetDraftRow",
    "RulesetSourceRow",
    "RunRow",
    "ScreeningRow",
    "SectionRow",
    "SessionRow",
    "SideActRow",
    "StatementRow",
    "StepRow",
    "SubstitutionRow",
    "TitlePairRow",
    "TokenRow",
    "TriggerRow",
    "VersionRow",
    "WebhookDeliveryRow",
    "WebhookRow",
]

hold_to_words(SQLModel.metadata)
