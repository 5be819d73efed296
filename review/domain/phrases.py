"""Chinese phrases that rules look for or write and that are no terms of the office."""

from __future__ import annotations

# ── Document numbers ────────────────────────────────────────────────────────
NUMBER_FORM = "{agency_code}〔{year}〕{serial}号"
NUMBER_PATTERN = (
    r"(?P<agency_code>[㐀-鿿A-Za-z]{1,20})"
    r"(?:〔(?P<tortoise>\d{4})〕|\[(?P<square>\d{4})\]|\((?P<round>\d{4})\)|【(?P<lenticular>\d{4})】)"
    r"第?(?P<serial>\d{1,6})号"
)

# ── Party papers: hints by form only; whether a paper is one, a person decides (DOMAIN §2.5) ──
PARTY_CODE = "党"
"""A code with this character is the Party's: 宝财党, 宝财党组, 宝机关党委."""

PARTY_CODES = ("中发", "中办发", "中办", "厅字", "中委", "中组发", "中宣发", "中纪发", "中政委")
"""Codes of the Party's central organs that carry no telling character."""

PARTY_COMMITTEE = "委"
COMMITTEE_OFFICES = ("办", "发", "字", "函", "组", "宣", "统", "政法", "巡", "会", "编")
"""What may follow 委 in the code of a Party committee or its departments: 宝委办, 宝委宣."""

GOVERNMENT_COMMITTEES = frozenset("建经教科计卫农交资改信管规体商外安革贸员")
"""What stands before 委 in the code of a government commission: 沪建委, 沪发改委, 沪国资委."""

DISCIPLINE_CODE = r"[㐀-鿿]纪(?:发|办|委)?"
"""Codes of commissions for discipline inspection: 宝纪, 沪纪发."""

PARTY_ISSUER = (
    r"中共|中国共产党|党组|党委|党工委|党支部|党总支|纪律检查委员会|纪委"
    r"|[省市区县镇乡]委(?:办公室|组织部|宣传部|统战部|政法委|巡察办)?$"
)
ISSUERS_APART = r"[、，,;；\s]+"

# ── Reasons in a person's own words ─────────────────────────────────────────
BOILERPLATE = (
    "不宜公开", "不便公开", "不适合公开", "不应公开", "不得公开", "不能公开", "不予公开",
    "免予公开", "不公开", "暂不公开", "暂缓公开", "依申请公开", "可以公开", "公开后", "可能危及",
    "可能", "国家安全", "公共安全", "经济安全", "社会稳定", "危及", "造成", "损害", "影响",
    "涉密", "敏感", "内部", "资料", "文件", "政府信息公开条例", "中华人民共和国", "条例", "规定",
    "有关", "相关", "要求", "工作需要", "领导", "根据", "按照", "依据", "依照", "依法", "因为",
    "由于", "所以", "因此", "属于", "涉及", "符合", "情形", "情况", "范围", "信息", "内容",
    "本件", "该件", "此件", "本文", "公文", "理由", "同上", "其他", "特殊", "原因", "公开", "无",
    "略", "第", "条", "款", "项", "的", "了", "是", "等", "及", "和",
)  # fmt: skip
"""What says nothing of this paper: a reason is what remains when these are taken away."""

NUMERALS = "零一二三四五六七八九十百"
TEN = "十"
ARTICLE_PATTERN = (
    r"第?(?P<article>[一二三四五六七八九十]+|\d{1,3})条?(?:第?(?P<paragraph>[一二三四五]|\d)款)?"
)
CITED_LAW = r"^(?:中华人民共和国)?(?:政府信息公开)?(?:条例)?"
CITED_APART = r"[、，,;；]"
CLAUSES_APART = r"[，。、]|以及"
TITLE_MARKS = r"[《》]"
LISTED = "、"

ARTICLE_TEXTS = (
    (
        "依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，"
        "以及公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息，不予公开。"
    ),
    (
        "涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。"
        "但是，第三方同意公开或者行政机关认为不公开会对公共利益造成重大影响的，予以公开。"
    ),
    "行政机关的内部事务信息，包括人事管理、后勤管理、内部工作流程等方面的信息，可以不予公开。",
    (
        "行政机关在履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息"
        "以及行政执法案卷信息，可以不予公开。法律、法规、规章规定上述信息应当公开的，从其规定。"
    ),
)
"""政府信息公开条例 arts. 14 to 16: a copy of them is nobody's own words."""

# ── What may be chosen under an older or a plainer name ─────────────────────
STATE_SECRET = ("国家秘密", "state_secret", "绝密", "机密", "秘密", "涉密")
WITHHELD_OF_OLD = "免予公开"
YES = ("yes", "true", "1", "是", "有")
NO = ("no", "false", "0", "否", "无")

# ── 附注: the line below the date that says the mode (DOMAIN §2.4) ───────────
PUBLISHED = "公开发布"
"""What the office writes for 主动公开 in an annotation."""

SAID_MODE = r"(?P<mode>公开发布|主动公开|依申请公开|不予公开|免予公开)"
ANNOTATION_PATTERN = (
    r"(?:(?:此|本)(?:件|文)(?:为|属)?[:：]?|(?:信息)?公开(?:方式|属性|形式|类别|选项)[:：])"
    + SAID_MODE
)
TICKED_PATTERN = r"[☑√✓✔■]" + SAID_MODE

# ── Glossary ────────────────────────────────────────────────────────────────
GLOSSARY_HEAD = """# 词汇表

<!-- 由 review.domain.glossary 生成，请勿手改；词汇在 review/domain/vocabulary.py。 -->

每个办公用语在程序中只有一个标识，界面上只显示它的中文名称。
命令行和接口的取值可填标识，也可填名称。
"""
GLOSSARY_COLUMNS = "| 标识 | 名称 |"

# ── Rules of screening ──────────────────────────────────────────────────────
RULEBOOK_HEAD = """# 检测规则

<!-- 由 review.screening.rulebook 生成，请勿手改；规则在 data/reference/rulesets/base/。 -->

{title}（{version}），共 {count} 条。机器只说“疑似”，是否涉密、可否公开由人判断。

级别分三种：**阻断**的由审查人处置并由另一人复签，**须确认**的由审查人逐条处置，**提示**的不影响通过。
同一条规则有几种写法、级别不同的，全部列出；带“隐”的，出现在修订、批注或者隐藏的文字里时升为阻断。
机关可以在规则文件里加自己的词表（`[[lexicon]]`，一行一词的文本放在旁边，至多二十万条）。
"""
RULEBOOK_COLUMNS = "| 规则 | 名称 | 级别 | 怎么办 | 依据 |"
RULEBOOK_HIDDEN = "（隐）"
RULEBOOK_OR = "、"
RULEBOOK_CHAPTERS = {
    "marking": "版面上的标志",
    "party": "党组公文",
    "person": "个人信息",
    "organisation": "单位信息",
    "place": "位置信息",
    "hidden": "读者看不到的内容",
    "file": "文件本身",
    "scan": "扫描件",
    "screening": "检测本身",
}

# ── Facts and rule files ────────────────────────────────────────────────────
NOT_RECORDED = "未登记"
YES_SHOWN = "是"
NO_SHOWN = "否"
RULES_UNREADABLE = "不是有效的 TOML"
NOTE_JOINS = "；"
"""Between an answer of a check list and its note."""
RULES_INCOMPLETE = "第{position}条缺少或写错了“{key}”"
RULES_TWICE = "编号“{name}”重复"
RULES_UNKNOWN = "不认识“{name}”"
RULES_TEST = "“{name}”须有且只有 is、at_least、reached 之一，且与事实的类型相符"
RULES_MISSING = "缺少“{name}”"
NO_SUBJECTS = ("none", "无", "不涉及")

# ── The check list as people type it ────────────────────────────────────────
ANSWER_APART = r"[=＝:：,，\t]"
NOTE_APART = r"[;；,，]"
ELLIPSIS = "……"
QUOTES = "\"'“”‘’ \t"

# ── The face of a paper (GB/T 9704) ─────────────────────────────────────────
NUMBER_AT_START = r"(?P<number>[㐀-鿿A-Za-z]{1,20}[〔\[(【]\d{4}[〕\])】]第?\d{1,6}号)(?:$|签发人)"
MASTHEAD_END = ("文件", "（便函）")
SENTENCE_MARKS = r"[。；：:;！？]"
ADDRESSEES_END = ("：", ":")
CHINESE_DIGITS = {
    "〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
CHINESE_DATE = (
    r"[（(]?(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})年"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日[)）]?"
)
# ── Days as offices write them in tables ────────────────────────────────────
DAY_WRITTEN = r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2})"
