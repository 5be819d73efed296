"""The office's words: one identifier for each term, one Chinese label for each identifier."""

from __future__ import annotations

from types import MappingProxyType

from workflows.words import Act, Clock, Effect, Need, Requirement, Role, Term

__all__ = [
    "ARTICLES",
    "DELIBERATIVE_ARTICLE",
    "Act",
    "Answer",
    "AuthorisationFault",
    "Availability",
    "Bar",
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
    "Need",
    "OnRequestReason",
    "Outcome",
    "ReassessmentOutcome",
    "Requirement",
    "Role",
    "RulesetState",
    "Scope",
    "Severity",
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


DELIBERATIVE_ARTICLE = ARTICLES[Exemption.DELIBERATIVE]


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


class ReassessmentOutcome(Term):
    """What a reassessment comes to (条例第十八条、第四十四条)."""

    KEPT = "kept", "维持"
    PROACTIVE = "proactive", "转主动公开"
    ON_REQUEST = "on_request", "转依申请公开"
    IN_PART = "in_part", "删减后公开"
    REFERRED_UP = "referred_up", "上报确定"
    NEEDS_PERSON = "needs_person", "需人工评估"


class Trigger(Term):
    """What brings a withheld paper up for reassessment."""

    DUE_DATE = "due_date", "评估日已到"
    GROUND_ENDED = "ground_ended", "理由终止日已到"
    DECISION_ISSUED = "decision_issued", "答复已公开"
    THIRD_PARTY_CONSENTED = "third_party_consented", "第三方已同意"
    SEVERAL_REQUESTERS = "several_requesters", "一年内三个以上申请人获得"
    CITIZEN_SUGGESTION = "citizen_suggestion", "公民建议"
    DECLASSIFIED = "declassified", "已解密"
    ABOLISHED = "abolished", "文件已废止"


class Ending(Term):
    """How withholding ends: nothing is withheld without one (条例第十八条)."""

    OPENS_ON = "opens_on", "到期公开"
    REASSESS_ON = "reassess_on", "到期评估"
    ON_EVENT = "on_event", "事件发生时评估"


class Ground(Term):
    """What a standing authorisation may name; all else proposes only (条例第十八条、第四十四条)."""

    OVER_CAUTIOUS = "over_cautious", "标准目录已列为主动公开"
    SEVERAL_REQUESTERS = "several_requesters", "一年内三个以上申请人获得"
    REASON_LAPSED = "reason_lapsed", "依申请公开的特定理由已消失"
    ANSWERED_REQUEST = "answered_request", "请示或请批函的答复已在本机关公开"
    DATED = "dated", "审定时确定的公开日已到"


class Bar(Term):
    """What is never converted without a person; fixed, an office may only add to it."""

    UNATTRIBUTED = "unattributed", "未经公开属性认定，或者认定的理由不全"
    WORK_SECRET = "work_secret", "标有工作秘密"
    PROHIBITED_BY_LAW = "prohibited_by_law", "法律、行政法规禁止公开"
    SECURITY_AND_STABILITY = "security_and_stability", "危及三安全一稳定"
    TRADE_SECRET = "trade_secret", "商业秘密，无书面同意也未遮盖"
    PERSONAL_PRIVACY = "personal_privacy", "个人隐私，无书面同意也未遮盖"
    ENFORCEMENT_FILE = "enforcement_file", "行政执法案卷"
    DISCUSSION_RECORD = "discussion_record", "讨论记录"
    DRAFT = "draft", "过程稿"
    CONSULTATION_LETTER = "consultation_letter", "磋商信函"
    SUBJECT = "subject", "涉及个人或企业的税费、社保、医疗、登记、信用"
    SUBJECT_UNKNOWN = "subject_unknown", "未登记是否涉及个人或企业的税费、社保、医疗、登记、信用"


class Subject(Term):
    """What of a person's or firm's affairs a paper touches; such a paper needs a person."""

    TAXES = "taxes", "税费缴纳"
    SOCIAL_SECURITY = "social_security", "社会保障"
    HEALTH = "health", "医疗卫生"
    REGISTRATION = "registration", "登记"
    CREDIT = "credit", "信用"


class AuthorisationFault(Term):
    """Why a standing authorisation cannot exist."""

    NO_REFERENCE = "no_reference", "没有编号"
    NO_GROUNDS = "no_grounds", "没有列明可转换的情形"
    PERIOD = "period", "有效期止日早于起日"
    PERIOD_TOO_LONG = "period_too_long", "有效期超过一年"
    CAP = "cap", "件数上限须为正数"
    HOLD = "hold", "观察期至少一个工作日"
    SAME_PERSON = "same_person", "起草、规则会签、签署须为三个不同的人"


class Uncovered(Term):
    """Why a standing authorisation does not cover a conversion."""

    UNSIGNED = "unsigned", "授权尚未签署"
    REVOKED = "revoked", "授权已撤销"
    NOT_YET = "not_yet", "授权尚未生效"
    EXPIRED = "expired", "授权已过期"
    CAP_REACHED = "cap_reached", "已达到授权的件数上限"
    OTHER_RULES = "other_rules", "评估规则与签署授权时的不同"
    NO_GROUND = "no_ground", "评估规则的条件未全部满足"
    GROUND_NOT_NAMED = "ground_not_named", "满足的情形不在授权范围内"
    BARRED = "barred", "属于不得自动转换的情形"


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


class Channel(Term):
    """Where approved papers are carried (渠道)."""

    FOLDER = "folder", "网站导入文件夹"


class MailRhythm(Term):
    """How often somebody is told by mail of what waits for him."""

    NONE = "none", "不提醒"
    DIGEST = "digest", "每个工作日一次"
    EACH = "each", "有新的就提醒"


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
