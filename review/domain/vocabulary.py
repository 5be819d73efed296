"""The office's words: one identifier for each term, one Chinese label for each identifier."""

from __future__ import annotations

from types import MappingProxyType

from review.domain.reassessment_words import (
    ENTERED,
    PREPARING,
    SETTLED,
    AuthorisationFault,
    Bar,
    CampaignStanding,
    Ground,
    ReassessmentOutcome,
    RequestResult,
    Subject,
    Trigger,
    Uncovered,
)
from workflows.words import Act, Clock, Effect, Need, Requirement, Role, Term

__all__ = [
    "ARTICLES",
    "ENTERED",
    "PREPARING",
    "SETTLED",
    "Act",
    "Answer",
    "AskStanding",
    "AuthorisationFault",
    "Availability",
    "Bar",
    "CampaignStanding",
    "Channel",
    "ClassificationLevel",
    "Clock",
    "ConsultationAnswer",
    "DeliberativeKind",
    "DisclosureMode",
    "DisposalKind",
    "DocumentKind",
    "Effect",
    "Ending",
    "Exemption",
    "Genre",
    "Ground",
    "Key",
    "MailRhythm",
    "Need",
    "OnRequestReason",
    "Outcome",
    "ReassessmentOutcome",
    "RequestResult",
    "Requirement",
    "Role",
    "RubricKind",
    "RulesetState",
    "Scope",
    "Severity",
    "SideAnswer",
    "SideVerb",
    "Source",
    "StatementKind",
    "Subject",
    "Term",
    "Trigger",
    "Uncovered",
    "Verdict",
]


class DisclosureMode(Term):
    """By which road, if any, the public reaches a document (公开属性)."""

    PROACTIVE = "proactive", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class StatementKind(Term):
    """The three facts about a mode, each with its own person (源头认定)."""

    PROPOSED = "proposed", "拟定"
    VERIFIED = "verified", "核定"
    DETERMINED = "determined", "审定"


class Exemption(Term):
    """Why a paper is withheld (条例第十四条至第十六条); a state secret cannot lie here."""

    PROHIBITED_BY_LAW = "prohibited_by_law", "法律、行政法规禁止公开"
    SECURITY_AND_STABILITY = "security_and_stability", "危及三安全一稳定"
    TRADE_SECRET = "trade_secret", "商业秘密"
    PERSONAL_PRIVACY = "personal_privacy", "个人隐私"
    INTERNAL_AFFAIRS = "internal_affairs", "内部事务信息"
    DELIBERATIVE = "deliberative", "过程性信息"
    ENFORCEMENT_FILE = "enforcement_file", "行政执法案卷"


ARTICLES = MappingProxyType(
    {
        Exemption.PROHIBITED_BY_LAW: "政府信息公开条例第十四条",
        Exemption.SECURITY_AND_STABILITY: "政府信息公开条例第十四条",
        Exemption.TRADE_SECRET: "政府信息公开条例第十五条",
        Exemption.PERSONAL_PRIVACY: "政府信息公开条例第十五条",
        Exemption.INTERNAL_AFFAIRS: "政府信息公开条例第十六条第一款",
        Exemption.DELIBERATIVE: "政府信息公开条例第十六条第二款",
        Exemption.ENFORCEMENT_FILE: "政府信息公开条例第十六条第二款",
    }
)


class DeliberativeKind(Term):
    """Which of the four kinds of deliberative information (条例第十六条第二款)."""

    DISCUSSION_RECORD = "discussion_record", "讨论记录"
    DRAFT = "draft", "过程稿"
    CONSULTATION_LETTER = "consultation_letter", "磋商信函"
    REQUEST_OR_REPORT = "request_or_report", "请示报告"


class OnRequestReason(Term):
    """Why a disclosable paper is given on request only (条例第十三条); never an exemption."""

    NOT_LISTED = "not_listed", "不属于条例第十九条至第二十一条所列"
    PARTICULAR_PERSONS = "particular_persons", "只涉及特定人"
    OTHER = "other", "其他（自述）"


class Key(Term):
    """By what name a value is given on the command line or in a form when a mode is determined."""

    MODE = "mode", "公开属性"
    EXEMPTION = "exemption", "不予公开理由"
    ARTICLE = "article", "条款"
    REASONS = "reasons", "自述理由"
    DELIBERATIVE_KIND = "deliberative_kind", "过程性信息种类"
    WORK_SECRET_MARK = "work_secret_mark", "工作秘密标记"
    ON_REQUEST_REASON = "on_request_reason", "依申请公开理由"
    OWN_WORDS = "own_words", "自述的依申请公开理由"
    ENDS = "ends", "终止条件"
    OPENS_ON = "opens_on", "到期公开日"
    REASSESS_ON = "reassess_on", "评估日"
    ON_EVENT = "on_event", "评估事件"
    LATEST = "latest", "最迟评估日"
    REASON = "reason", "理由"
    ADDRESSEE = "addressee", "上报对象"
    SUBJECTS = "subjects", "涉及的个人或企业事项"
    GROUNDS = "grounds", "可自动转换的情形"
    TITLE = "title", "标题"
    GENRE = "genre", "体裁"
    OPINION = "opinion", "意见"
    CHECKLIST = "checklist", "检查清单"
    FILE = "file", "文件"
    ANSWER = "answer", "答复"
    NUMBER = "number", "文号"
    REPORTED_TO = "reported_to", "报告对象"
    OUTCOME = "outcome", "评估结论"
    NEXT_DATE = "next_date", "下次评估日"
    NEEDS_HEAD = "needs_head", "须报主要领导"
    SUSPECTED_LEAK = "suspected_leak", "疑似泄密"


class DocumentKind(Term):
    """The fifteen kinds of official document (2012), and what is published without being one."""

    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    ORDER = "order", "命令"
    COMMUNIQUE = "communique", "公报"
    ANNOUNCEMENT = "announcement", "公告"
    PUBLIC_NOTICE = "public_notice", "通告"
    OPINION = "opinion", "意见"
    NOTICE = "notice", "通知"
    CIRCULAR = "circular", "通报"
    REPORT = "report", "报告"
    REQUEST_FOR_INSTRUCTIONS = "request_for_instructions", "请示"
    REPLY = "reply", "批复"
    BILL = "bill", "议案"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"
    UNOFFICIAL = "unofficial", "非公文类"


class Genre(Term):
    """What a paper is that is not an official document (非公文类体裁)."""

    BUDGET_TABLE = "budget_table", "预决算表"
    NOTICE_BOARD = "notice_board", "公示公告"
    LIST = "list", "名单目录"
    INTERPRETATION = "interpretation", "解读材料"
    GUIDE = "guide", "办事指南"
    OTHER = "other", "其他体裁"


class Source(Term):
    """Who made the information (信息来源; 条例第十条); asked of every paper."""

    OWN = "own", "本机关制作"
    OTHER_AGENCY = "other_agency", "他机关"
    CITIZEN = "citizen", "公民法人"
    INTERNET = "internet", "互联网"
    FORWARDED = "forwarded", "转发"


class Outcome(Term):
    """The five endings of 审批, and what ends a case otherwise."""

    IN_FULL = "in_full", "主动公开"
    IN_PART = "in_part", "删减后公开"
    ON_REQUEST = "on_request", "依申请公开（在册）"
    WITHHELD = "withheld", "不予公开（在册）"
    REFERRED_UP = "referred_up", "上报确定"


class Ending(Term):
    """How withholding ends: nothing is withheld without one (条例第十八条)."""

    OPENS_ON = "opens_on", "到期公开"
    REASSESS_ON = "reassess_on", "到期评估"
    ON_EVENT = "on_event", "事件发生时评估"


class Answer(Term):
    """How a person answers one item of the check list; 不能确定 clears nothing."""

    YES = "yes", "是"
    NO = "no", "否"
    UNCERTAIN = "uncertain", "不能确定"


class Availability(Term):
    """What the public may read; where a case is stands in its stage."""

    CLOSED = "closed", "不公开"
    ON_REQUEST = "on_request", "依申请可得"
    PUBLIC = "public", "已公开"
    WITHDRAWN = "withdrawn", "已撤下"


class RubricKind(Term):
    """Under which of two lists of an agency the public finds a paper."""

    CATALOGUE = "catalogue", "目录栏目"
    TAG = "tag", "标签"


class Channel(Term):
    """Where approved papers are carried (渠道)."""

    FOLDER = "folder", "网站导入文件夹"


class MailRhythm(Term):
    """How often somebody is told by mail of what waits for him."""

    NONE = "none", "不提醒"
    DIGEST = "digest", "每个工作日一次"
    EACH = "each", "有新的就提醒"


class SideVerb(Term):
    """What is done about a case beside its procedure: none of it takes a step."""

    COPY = "copy", "抄送"
    READ = "read", "阅知"
    REMIND = "remind", "催办"
    REASSIGN = "reassign", "转办"
    ADD_SIGNATURE = "add_signature", "加签"
    CONCUR = "concur", "会签"
    DELEGATE = "delegate", "委派"
    ANSWER = "answer", "答复"
    TAKE_BACK = "take_back", "收回"


class SideAnswer(Term):
    """What somebody says who was asked beside the procedure; silence is none of these."""

    AGREES = "agrees", "同意"
    OBJECTS = "objects", "不同意"
    REPORTS = "reports", "已办，报告如下"


class AskStanding(Term):
    """How far it has come what others were asked."""

    OPEN = "open", "等待答复"
    MET = "met", "已经达到"
    FAILED = "failed", "已达不到"


class Severity(Term):
    """How a finding holds a case: the machine says 疑似 and never decides."""

    INFO = "info", "提示"
    CONFIRM = "confirm", "须确认"
    BLOCK = "block", "阻断"


class Verdict(Term):
    """What a file's findings come to."""

    CLEAR = "clear", "未见疑点"
    CONFIRM = "confirm", "须确认"
    BLOCK = "block", "阻断"


class RulesetState(Term):
    """How far an agency's own rules have come (规则库)."""

    DRAFTED = "drafted", "待测试"
    TESTED = "tested", "待签署"
    SIGNED = "signed", "待另一人签署"
    APPROVED = "approved", "待启用"
    ACTIVE = "active", "在用"
    ENDED = "ended", "已停用"


class DisposalKind(Term):
    """What a person makes of a finding (处置)."""

    FALSE_ALARM = "false-alarm", "误报"
    LAWFUL = "lawful", "依法可公开"
    REDACT = "redact", "删减"
    NO_HARM = "no-harm", "不影响"


class Scope(Term):
    """How far a token reaches, each as far as those before it (令牌范围)."""

    READ = "read", "查看"
    HAND_IN = "hand_in", "收文"
    ACT = "act", "办理"


class ClassificationLevel(Term):
    """The level printed on a classified paper (保密法第十四条)."""

    TOP_SECRET = "top_secret", "绝密"
    SECRET = "secret", "机密"
    CONFIDENTIAL = "confidential", "秘密"


class ConsultationAnswer(Term):
    """What a third party or co-maker said; silence is its own answer (条例第三十二条)."""

    CONSENTS = "consents", "同意"
    OBJECTS = "objects", "不同意"
    SILENT = "silent", "逾期未答复"
