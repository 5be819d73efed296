# ruff: noqa: D415 - these docstrings are sentences that people read; they end with 。
"""Refusals of what was handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from review.domain.refusal import Unfit
from review.domain.vocabulary import Exemption, Key


@dataclass(eq=False, repr=False, kw_only=True)
class GroundsMissing(Unfit):
    """缺少“{key.label}”。

    请补填“{key.label}”后再提交。
    """

    key: Key


@dataclass(eq=False, repr=False, kw_only=True)
class TitleTooLong(Unfit):
    """标题太长：最多{longest}个字，现有{length}个。

    标题照公文的标题填写；请核对是不是把正文粘到了标题里。
    """

    longest: int
    length: int


class EventUnclear(Unfit):
    """“评估事件”写得太短，看不出是什么事。

    请写明什么事发生时评估，别人要看得出它发生了没有，如“区人民政府作出批复”。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class OwnWordsMissing(Unfit):
    """“{key.label}”须用自己的话写明本件的具体情况。

    不能只写“不宜公开”一类套话，也不能照抄条文或理由名称；请写明哪些内容、公开会有什么后果。
    """

    key: Key


@dataclass(eq=False, repr=False, kw_only=True)
class KeyUnknown(Unfit):
    """这一步没有“{given}”这一项，没有办理。

    这一步可填：{allowed}。
    """

    given: str
    allowed: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class KeyGivenTwice(Unfit):
    """“{key.label}”填了两次，没有办理。

    请只留一次；标识和名称指的是同一项。
    """

    key: Key


@dataclass(eq=False, repr=False, kw_only=True)
class WordUnknown(Unfit):
    """“{key.label}”不是可选的值。

    可填：{allowed}。
    """

    key: Key
    allowed: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class DateMalformed(Unfit):
    """“{key.label}”不是日期。

    请写成 2027-03-01 的样子。
    """

    key: Key


@dataclass(eq=False, repr=False, kw_only=True)
class DateOutOfRange(Unfit):
    """“{key.label}”须在{earliest}至{latest}之间。

    终止条件的日期须在今天之后；评估日不得晚于一年。
    """

    key: Key
    earliest: date
    latest: date


@dataclass(eq=False, repr=False, kw_only=True)
class ArticleUnfit(Unfit):
    """所引条款与“{exemption.label}”不符。

    该理由的依据是《{expected}》；请改条款或改理由。
    """

    exemption: Exemption
    expected: str


@dataclass(eq=False, repr=False, kw_only=True)
class ModeUnfit(Unfit):
    """“{mode}”不能带“{key.label}”。

    请核对公开属性，或去掉该项。
    """

    mode: str
    key: Key


@dataclass(eq=False, repr=False, kw_only=True)
class EndsAmbiguous(Unfit):
    """终止条件只能填一种，现有：{given}。

    到期公开、到期评估、事件发生时评估，三者选一。
    """

    given: tuple[str, ...]


class ChoosingStateSecret(Unfit):
    """国家秘密不能在本系统办理，须立即拦截。

    请停止在本系统处理本件，停止传播，按保密法第三十一条转保密机构线下办理。
    """


class DocumentNumberMalformed(Unfit):
    """发文字号不合规范。

    应形如：宝财〔2023〕15号（机关代字、六角括号内四位年份、顺序号）。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class FileRefused(Unfit):
    """文件疑似涉密，已拒收，内容未保存。

    请勿再上传本件；保护好原件和存储介质，立即报告保密审查员，按涉密载体线下处理。
    保密机构线下确认不涉密或者已解密的，由保密审查员登记确认人、文号和日期并经另一人复签后，
    可重新提交一次。
    """

    rule: str


@dataclass(eq=False, repr=False, kw_only=True)
class FileUnfit(Unfit):
    """文件不能接收：{reason}。

    请换用可以打开的文件后重新提交。
    """

    reason: str


@dataclass(eq=False, repr=False, kw_only=True)
class FileEmpty(FileUnfit):
    """文件是空的，没有收下：“{file}”。

    请核对是不是选错了文件，或者文件没有保存好。
    """

    file: str
    reason: str = "empty"


@dataclass(eq=False, repr=False, kw_only=True)
class FileNameUnfit(FileUnfit):
    """文件名不合要求，没有收下：名称须为1至{longest}个字符。

    请改名后重新提交。
    """

    longest: int
    reason: str = "name"


@dataclass(eq=False, repr=False, kw_only=True)
class DatedUnfit(Unfit):
    """成文日期须在{earliest}至{latest}之间，现为{given}。

    请核对年份；成文日期是公文签发或者通过的日期，还没有签发的不填。
    """

    given: date
    earliest: date
    latest: date


@dataclass(eq=False, repr=False, kw_only=True)
class GenreMissing(GroundsMissing):
    """非公文类须写明体裁。

    可填：{allowed}。
    """

    allowed: tuple[str, ...]
    key: Key = Key.GENRE


@dataclass(eq=False, repr=False, kw_only=True)
class GenreUncalledFor(GroundsMissing):
    """是公文的，不写体裁。

    只有“非公文类”写明体裁；请去掉体裁，或者把文种改为“非公文类”。
    """

    key: Key = Key.GENRE


@dataclass(eq=False, repr=False, kw_only=True)
class EndsMissing(GroundsMissing):
    """缺少“终止条件”：不公开到什么时候为止。

    三选一：“到期公开日”；“评估日”；“评估事件”和“最迟评估日”。
    """

    key: Key = Key.ENDS


class TextUnfit(Unfit):
    """提交的文字或者文件名里有无法辨认的字符，没有办理。

    请删去其中的控制字符和乱码后重新输入；文件请改名后再提交。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class TextTurning(Unfit):
    """提交的文字或者文件名里有看不见的、或者改变阅读顺序的符号（{signs}），没有办理。

    这类符号使人看到的与写下的不一样，多是从网页、文档复制时带进来的。
    请删去后重新输入；文件请改名后再提交。
    """

    signs: tuple[str, ...]


class FilesMissing(Unfit):
    """没有文件。

    请至少提交正文一件，附件排在其后。
    """


@dataclass(eq=False, repr=False, kw_only=True)
class ChecklistMalformed(Unfit):
    """检查清单第{line}行看不懂。

    每行应为“项目=回答”，回答为 是、否 或 不能确定，可在其后加“；说明”。
    """

    line: int


@dataclass(eq=False, repr=False, kw_only=True)
class ChecklistItemUnknown(ChecklistMalformed):
    """检查清单第{line}行：没有“{item}”这一项。

    项目有：{known}；空白的清单用 xianshen checklist 取得。
    """

    item: str
    known: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class ChecklistItemTwice(ChecklistMalformed):
    """检查清单第{line}行：“{item}”前面已经答过。

    每一项只答一次；请删去多出的一行。
    """

    item: str


@dataclass(eq=False, repr=False, kw_only=True)
class ChecklistIncomplete(Unfit):
    """检查清单还有未答的项目：{missing}。

    每一项都须分别回答，不能确定的写“不能确定”并说明。
    """

    missing: tuple[str, ...]


@dataclass(eq=False, repr=False, kw_only=True)
class RulesMalformed(Unfit):
    """规则文件“{file}”不能使用：{reason}。

    请改正后重新导入；在此之前仍用原规则。
    """

    file: str
    reason: str


@dataclass(eq=False, repr=False, kw_only=True)
class AuthorisationUnfit(Unfit):
    """常设授权不能成立：{reason}。

    请改正后重新提交签署。
    """

    reason: str


@dataclass(eq=False, repr=False, kw_only=True)
class CampaignCannotFinish(Unfit):
    """从{day}开始已来不及在期限前办完，最迟应于{latest}开始。

    请缩短观察期，或安排人员逐件办理。
    """

    latest: date
    day: date


@dataclass(eq=False, repr=False, kw_only=True)
class DayNotReached(Unfit):
    """{day}还没有到，不能执行。

    请先用 preview 预览；正式执行只能用今天或以前的日期。
    """

    day: date


@dataclass(eq=False, repr=False, kw_only=True)
class PasswordUnfit(Unfit):
    """口令不合要求：{reason}。"""

    reason: str
