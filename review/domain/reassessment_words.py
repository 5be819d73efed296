"""The words of looking again: what brings a paper up, what it may come to, what stands against it.

Offered with all other words by `review.domain.vocabulary`.
"""

from __future__ import annotations

from workflows.words import Term


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
    THIRD_PARTY_SILENT = "third_party_silent", "第三方逾期未答复"
    SEVERAL_REQUESTERS = "several_requesters", "一年内三个以上申请人获得"
    CITIZEN_SUGGESTION = "citizen_suggestion", "公民建议"
    DECLASSIFIED = "declassified", "已解密"
    ABOLISHED = "abolished", "文件已废止"
    CAMPAIGN = "campaign", "列入年度评估"
    RULESET_CHANGED = "ruleset_changed", "评估所依据的规则已变更"
    ANSWER_NAMED = "answer_named", "登记答复件"
    THIRD_PARTY_ASKED = "third_party_asked", "已征求第三方意见"
    THIRD_PARTY_OBJECTED = "third_party_objected", "第三方不同意"


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
    THIRD_PARTY = "third_party", "第三方不同意或者逾期未答复，须由人权衡"
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


class CampaignStanding(Term):
    """Where an item of the yearly campaign stands; each stands in exactly one place."""

    KEPT = "kept", "维持"
    PROACTIVE = "proactive", "转主动公开"
    ON_REQUEST = "on_request", "转依申请公开"
    IN_PART = "in_part", "删减后公开"
    REFERRED_UP = "referred_up", "上报确定"
    DECIDED = "decided", "本期内另行审定"
    INTERCEPTED = "intercepted", "涉密拦截"
    UNFLAGGED = "unflagged", "待立案"
    WAITING = "waiting", "待评估"
    IN_WINDOW = "in_window", "观察期内"
    NEEDS_PERSON = "needs_person", "待人办理"
    UNCLEAR = "unclear", "结论不明"


SETTLED = (
    CampaignStanding.KEPT,
    CampaignStanding.PROACTIVE,
    CampaignStanding.ON_REQUEST,
    CampaignStanding.IN_PART,
    CampaignStanding.REFERRED_UP,
    CampaignStanding.DECIDED,
    CampaignStanding.INTERCEPTED,
)
"""Outcomes; what stands elsewhere is still to be done, and a campaign with any cannot close."""


class RequestResult(Term):
    """How a request for a paper was answered (条例第三十六条), as entered on the paper."""

    GIVEN = "given", "予以公开"
    GIVEN_IN_PART = "given_in_part", "部分公开"
    REFUSED = "refused", "不予公开"
    NOT_PROVIDED = "not_provided", "无法提供"
    NOT_HANDLED = "not_handled", "不予处理"
    SETTLED_OTHERWISE = "settled_otherwise", "其他处理"
    ENTERED_WRONGLY = "entered_wrongly", "误登，不算"


ENTERED = (
    Trigger.DECISION_ISSUED,
    Trigger.THIRD_PARTY_CONSENTED,
    Trigger.CITIZEN_SUGGESTION,
    Trigger.DECLASSIFIED,
    Trigger.ABOLISHED,
    Trigger.ANSWER_NAMED,
    Trigger.THIRD_PARTY_ASKED,
    Trigger.THIRD_PARTY_OBJECTED,
)
"""What happens outside and is entered by people with its source; the rest is derived."""

PREPARING = frozenset(
    {Trigger.ANSWER_NAMED, Trigger.THIRD_PARTY_ASKED, Trigger.THIRD_PARTY_OBJECTED}
)
"""Of these, what by itself brings no paper up: something else may follow from it."""
