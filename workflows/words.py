"""The fixed words a procedure may use: who acts, what they do, and what must hold."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A fixed word: stored by its value, shown by its label."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Keep the stored value and the Chinese label together."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the member whose identifier or Chinese label is `text`; ValueError if none."""
        for member in cls:
            if text in (member.value, member.label):
                return member
        raise ValueError(text)

    @classmethod
    def stored(cls, value: str) -> Self:
        """Return the member kept by exactly this value; ValueError if none, for a label too."""
        return cls(value)  # type: ignore[call-arg]  # looked up by its value, not made


class Role(Term):
    """By which office a person acts."""

    DRAFTER = "drafter", "承办人"
    SECTION_HEAD = "section_head", "科室负责人"
    OFFICE_REVIEWER = "office_reviewer", "办公室审查人"
    CONFIDENTIALITY_OFFICER = "confidentiality_officer", "保密审查员"
    LEGAL_OFFICER = "legal_officer", "法制"
    INFORMATION_OFFICER = "information_officer", "信息公开专员"
    APPROVING_OFFICIAL = "approving_official", "分管领导"
    HEAD_OF_AGENCY = "head_of_agency", "主要领导"
    PUBLISHER = "publisher", "发布员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全保密管理员"
    AUDITOR = "auditor", "安全审计员"
    SYSTEM = "system", "系统"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""They keep accounts and look on; none of them has a hand in cases (三员不办件)."""


class Act(Term):
    """What a step stands for in law; people of one case's acts differ where a row says so."""

    ATTRIBUTION = "attribution", "源头认定"
    SECTION_REVIEW = "section_review", "科室审核"
    CHECK = "check", "保密审查"
    LEGAL_OPINION = "legal_opinion", "法制审核"
    DISCLOSURE_OPINION = "disclosure_opinion", "政务公开工作机构审查"
    ENDORSEMENT = "endorsement", "分管领导意见"
    DECISION = "decision", "公开决定"
    TAKEDOWN = "takedown", "撤下"
    CONFIRMATION = "confirmation", "撤下确认"
    SCOPE = "scope", "适用范围认定"


class Source(Term):
    """Who stands behind an act of an automatic step: a rule, or a person of a named record."""

    ELIGIBILITY_RULE = "eligibility_rule", "评估规则及其满足的事实"
    CHECK_ON_RECORD = "check_on_record", "在案的人工保密审查"
    AUTHORISATION_SIGNATORY = "authorisation_signatory", "常设授权的签署人"


class Authority(Term):
    """By what an automatic step may move a case."""

    NONE = "none", "无需授权（不向发布推进）"
    STANDING_AUTHORISATION = "standing_authorisation", "常设授权"


class Effect(Term):
    """What a step does beside moving the case; each has exactly one function in the services."""

    PUBLISH = "publish", "公开并进入发件箱"
    REGISTER = "register", "在册并定下次评估日"
    WITHDRAW_FROM_PUBLIC = "withdraw_from_public", "从公开渠道撤下"
    PURGE = "purge", "销毁已存字节"
    HOLD = "hold", "进入观察期"
    CONVERT = "convert", "转为主动公开"
    KEEP = "keep", "维持原属性并定下次评估日"
    EXCLUDE = "exclude", "登记为党组公文"
    INCLUDE = "include", "登记为非党组公文"


class Clock(Term):
    """What a stage means for the publishing deadline."""

    RUNS = "runs", "计时"
    PAUSED = "paused", "暂停计时"
    STOPPED = "stopped", "停止计时"


class Requirement(Term):
    """A fact that must hold before a step; the label completes “尚不能办理：…”."""

    NOT_PARTY_PAPER = (
        "not_party_paper",
        "本件按发文字号或者两人认定为党组公文，不适用本流程；有误的，提请按非党组公文办理",
    )
    PARTY_PAPER = (
        "party_paper",
        "本件登记为不是党组公文；确属党组公文的，提请按党组公文转出，由另一人确认",
    )
    FINDINGS_DISPOSED = "findings_disposed", "还有疑点未处置或未复签"
    FILES_CHECKED = "files_checked", "还有文件未经机器检测，也未经两人阅看"
    FILES_OPENED = "files_opened", "您还没有打开看过每个文件"
    BYTES_UNCHANGED = "bytes_unchanged", "文件与审定的内容不一致"
    ANNOTATION_AGREES = "annotation_agrees", "文中附注与认定的公开属性不一致"
    LEGAL_OPINION_GIVEN = "legal_opinion_given", "需法制审核，尚无意见"
    DISCLOSURE_OFFICE_AGREED = (
        "disclosure_office_agreed",
        "政策性文件拟不公开，须先经政务公开工作机构审查",
    )
    HEAD_NOT_REQUIRED = "head_not_required", "本件须报主要领导决定"
    MODE_PUBLISHES = "mode_publishes", "审定的公开属性不是主动公开"
    DELIVERED = "delivered", "发布渠道尚未确认收到一致的文件"
    BREACH_REPORTED = "breach_reported", "疑似泄密尚未登记报告情况"
    ELIGIBLE = "eligible", "评估规则的条件未全部满足"
    SCREENING_CLEAR = "screening_clear", "今日规则库检测有疑点"
    PERSON_CHECKED = "person_checked", "没有人工审查过这些字节的在案记录"
    AUTHORISED = "authorised", "没有涵盖本件的有效常设授权"
    SIGNATORY_INDEPENDENT = "signatory_independent", "授权签署人曾起草或审查本件"
    HOLD_OVER = "hold_over", "观察期未满"
    FRESHLY_ASSESSED = "freshly_assessed", "尚未按今日规则库评估"


class Need(Term):
    """What the person must supply with a step; the domain says whether it will do."""

    OPINION = "opinion", "意见"
    CHECKLIST = "checklist", "检查清单"
    REASON = "reason", "理由"
    MODE = "mode", "公开属性"
    FILE = "file", "文件"
    ADDRESSEE = "addressee", "发往单位"
    ANSWER = "answer", "答复"
    NUMBER = "number", "文号"
    REPORTED_TO = "reported_to", "报告对象"
    OUTCOME = "outcome", "评估结论"
    NEXT_DATE = "next_date", "下次评估日"
    EXEMPTION = "exemption", "不予公开理由"
    ARTICLE = "article", "条款"
    REASONS = "reasons", "自述理由"
    ON_REQUEST_REASON = "on_request_reason", "依申请公开理由"
    ENDS = "ends", "终止条件"


class Fault(Term):
    """What makes a file no procedure; the label is followed by the word at fault."""

    NOT_TOML = "not_toml", "不是有效的 TOML 文件"
    MISSING_KEY = "missing_key", "缺少必填项"
    UNKNOWN_KEY = "unknown_key", "不认识的项目"
    WRONG_TYPE = "wrong_type", "项目的写法不对"
    UNKNOWN_WORD = "unknown_word", "不认识的词"
    BAD_NAME = "bad_name", "名称只能用小写字母、数字和下划线，以字母开头"
    NO_LABEL = "no_label", "没有中文名称"
    NO_STAGES = "no_stages", "没有任何环节"
    NO_STEPS = "no_steps", "没有任何步骤"
    UNKNOWN_START = "unknown_start", "起始环节不存在"
    UNKNOWN_STAGE = "unknown_stage", "环节不存在"
    BAD_LIMIT = "bad_limit", "时限须为正整数个工作日"
    NO_ORIGIN = "no_origin", "没有写明从哪个环节办理"
    NOBODY = "nobody", "没有写明由谁办理"
    REPEATED = "repeated", "同一行内重复"
    DUPLICATE_STEP = "duplicate_step", "同一环节的同一动作写了两行"
    AUTOMATIC_BY_PERSON = "automatic_by_person", "自动步骤只能由系统办理"
    SYSTEM_NOT_AUTOMATIC = "system_not_automatic", "由系统办理的步骤须写明自动及其授权"
    SOURCES_WITHOUT_AUTHORISATION = (
        "sources_without_authorisation",
        "只有常设授权下的自动步骤可以写明行为的出处",
    )
    ACT_TWICE = "act_twice", "同一行为在一行内办理了两次"
    ACT_VOIDED = "act_voided", "一行内办理的行为又被同一行作废"
    ACT_AGAINST_ITSELF = "act_against_itself", "不能要求与自身行为的办理人不同"
    ADMINISTRATOR_ACTS = "administrator_acts", "系统管理员、安全保密管理员、安全审计员不办理案件"
    FILE_UNLIKE_CHANGE = (
        "file_unlike_change",
        "要求提交文件的步骤须写明改动内容（changes_content），改动内容的步骤须要求提交文件",
    )
    AUTOMATIC_NEEDS = "automatic_needs", "自动步骤不能要求人填写"


class Flaw(Term):
    """A way in which a procedure could break the law; the proof searches a path to each."""

    WITHOUT_ATTRIBUTION = "without_attribution", "未经源头认定即公开"
    WITHOUT_SECTION_REVIEW = "without_section_review", "未经科室审核即公开"
    WITHOUT_CHECK = "without_check", "未经保密审查即公开"
    WITHOUT_DECISION = "without_decision", "未经公开决定即公开"
    CHANGE_AFTER_DECISION = "change_after_decision", "公开决定之后内容又有改动仍可公开"
    CHECK_AND_DECISION_BY_ONE = "check_and_decision_by_one", "保密审查与公开决定可由同一人办理"
    ATTRIBUTION_AND_CHECK_BY_ONE = (
        "attribution_and_check_by_one",
        "源头认定与保密审查可由同一人办理",
    )
    ATTRIBUTION_AND_DECISION_BY_ONE = (
        "attribution_and_decision_by_one",
        "源头认定与公开决定可由同一人办理",
    )
    ATTRIBUTION_AND_SECTION_REVIEW_BY_ONE = (
        "attribution_and_section_review_by_one",
        "源头认定与科室审核可由同一人办理",
    )
    SECTION_REVIEW_AND_CHECK_BY_ONE = (
        "section_review_and_check_by_one",
        "科室审核与保密审查可由同一人办理",
    )
    SECTION_REVIEW_AND_DECISION_BY_ONE = (
        "section_review_and_decision_by_one",
        "科室审核与公开决定可由同一人办理",
    )
    AUTOMATIC_WITHOUT_AUTHORISATION = (
        "automatic_without_authorisation",
        "自动步骤未经合格的常设授权即向公开推进",
    )
    ROLES_NOT_APART = "roles_not_apart", "源头认定、保密审查、公开决定可由同一种角色办理"
    BYTES_NOT_COMPARED = "bytes_not_compared", "公开前没有核对文件与审定的内容一致"
    FINDINGS_LEFT_OPEN = "findings_left_open", "疑点没有处置完毕也可公开"
    FILES_NOT_OPENED = "files_not_opened", "没有打开看过每个文件也可通过保密审查"
    FILES_LEFT_UNREAD = "files_left_unread", "未经机器检测、也未经两人阅看的文件也可公开"
    TAKEN_DOWN_THEN_PUBLISHED = "taken_down_then_published", "撤下之后未另行立案又可公开"
    TAKEDOWN_UNCONFIRMED = "takedown_unconfirmed", "撤下未经另一人确认即可了结"
    SETTLED_STAGE_LEFT = "settled_stage_left", "已了结的案件又可继续办理或公开"
    UNREACHABLE_STAGE = "unreachable_stage", "有环节永远到不了"
    DEAD_END = "dead_end", "案件会停在无法了结的环节"


class Heading(Term):
    """What the drawings of a procedure say beside the words of the procedure itself."""

    PAGE = "page", "流程"
    INTRODUCTION = "introduction", "本页由流程定义生成，与系统实际执行的一致。"
    STAGE = "stage", "环节"
    ACTION = "action", "动作"
    WHO = "who", "办理人"
    CONDITIONS = "conditions", "须具备"
    LEADS_TO = "leads_to", "去向"
    OTHERWISE_TO = "otherwise_to", "可至"
    LIMIT = "limit", "时限（工作日）"
    CLOCK = "clock", "计时"
    SETTLED = "settled", "了结"
    NOT_BY = "not_by", "不得由已办理下列事项的人办理"
    STANDS_ON = "stands_on", "须已有"
    BARRED_IF = "barred_if", "有下列情形不能办理"
    FILL_IN = "fill_in", "须填写"
    AUTHORITY = "authority", "自动办理的依据"
    SOURCE = "source", "出处"
    VOIDS = "voids", "同时作废"
    EFFECT = "effect", "同时"
    NOTHING = "nothing", "—"


LINE = "第{number}行"
PEOPLE = "甲乙丙丁戊己庚辛壬癸"
"""Names for nobody in particular, for telling people of a path apart."""
