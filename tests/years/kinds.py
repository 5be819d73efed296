"""What an office writes: some kinds of papers, how they are to be decided, what happens to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from review.domain.vocabulary import DisclosureMode, DocumentKind

Terms = Callable[[date], dict[str, str]]
ID_NUMBER = "11010519491231002X"
PROJECT = "白鹭工程"
"""A word that the office's own rules come to know in the third year."""


def _nothing(_: date) -> dict[str, str]:
    return {}


def _march(today: date) -> str:
    """The first of March of next year, or a year from now where that is earlier."""
    return min(date(today.year + 1, 3, 1), today + timedelta(days=365)).isoformat()


def _particular(today: date) -> dict[str, str]:
    return {"on_request_reason": "particular_persons", "reassess_on": _march(today)}


def _not_listed(today: date) -> dict[str, str]:
    return {"on_request_reason": "not_listed", "reassess_on": _march(today)}


def _dated(today: date) -> dict[str, str]:
    opens_on = (today + timedelta(days=75)).isoformat()
    return {"on_request_reason": "not_listed", "opens_on": opens_on}


def _minutes(today: date) -> dict[str, str]:
    return {
        "exemption": "deliberative",
        "deliberative_kind": "discussion_record",
        "article": "政府信息公开条例第十六条第二款",
        "reasons": "记录的是两种尚未定案的编制口径，提前传出会误导各预算单位。",
        "reassess_on": _march(today),
    }


def _asking(today: date) -> dict[str, str]:
    return {
        **_minutes(today),
        "deliberative_kind": "request_or_report",
        "reasons": "请示尚未得到批复，口径未定，传出会让单位误以为已经执行。",
        "reassess_on": "",
        "on_event": "decision_issued",
        "latest": _march(today),
    }


def _quotation(today: date) -> dict[str, str]:
    return {
        "exemption": "trade_secret",
        "article": "政府信息公开条例第十五条",
        "reasons": "附表列有投标单位的分项报价，传出会使其在后续投标中失去优势。",
        "on_event": "third_party_consented",
        "latest": _march(today),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of paper."""

    name: str
    text: str
    mode: DisclosureMode = DisclosureMode.PROACTIVE
    terms: Terms = _nothing
    details: Mapping[str, Any] = field(default_factory=dict)
    fate: str = ""
    """What happens outside once it was decided."""
    share: int = 1
    """How many of a year's papers, in fifteen."""

    @property
    def is_marked(self) -> bool:
        """It bears a mark of a secret, and may not come in."""
        return self.fate == "refused"


KINDS = (
    Kind(name="通知", text="关于第{0}号事项的通知\n各科室：\n请按期报送台账。\n", share=4),
    Kind(
        name="带身份证号的通知",
        text=f"关于第{{0}}号补助的通知\n李四，身份证号码：{ID_NUMBER}，请核对。\n",
    ),
    Kind(
        name="只涉及特定人的复函",
        text="关于第{0}号来函的复函\n你中心来函收悉，现函复如下。\n",
        mode=DisclosureMode.ON_REQUEST,
        terms=_particular,
        details={"kind": DocumentKind.LETTER},
        fate="consents",
        share=2,
    ),
    Kind(
        name="标准目录列为主动公开的复函",
        text=f"关于第{{0}}号资产的复函\n{PROJECT}的资产已经登记。\n",
        mode=DisclosureMode.ON_REQUEST,
        terms=_not_listed,
        details={"kind": DocumentKind.LETTER, "catalogue_says": DisclosureMode.PROACTIVE},
    ),
    Kind(
        name="多人申请的汇编",
        text="关于第{0}号口径的复函\n现将历年口径汇编如下。\n",
        mode=DisclosureMode.ON_REQUEST,
        terms=_not_listed,
        details={"kind": DocumentKind.LETTER},
        fate="requested",
    ),
    Kind(
        name="定日公开的函",
        text="关于第{0}号方案的函\n方案自定日起施行。\n",
        mode=DisclosureMode.ON_REQUEST,
        terms=_dated,
        details={"kind": DocumentKind.LETTER},
    ),
    Kind(
        name="会议纪要",
        text="关于第{0}号口径的会议纪要\n会上提出两种意见，未形成一致结论。\n",
        mode=DisclosureMode.WITHHELD,
        terms=_minutes,
        details={"kind": DocumentKind.MINUTES},
        fate="suggested",
    ),
    Kind(
        name="请示",
        text="关于第{0}号经费的请示\n现将经费事项请示如下。\n",
        mode=DisclosureMode.WITHHELD,
        terms=_asking,
        details={"kind": DocumentKind.REQUEST_FOR_INSTRUCTIONS},
        fate="answered",
    ),
    Kind(
        name="报价明细",
        text="关于第{0}号采购报价的通报\n分项报价见附表。\n",
        mode=DisclosureMode.WITHHELD,
        terms=_quotation,
        details={"kind": DocumentKind.CIRCULAR},
        fate="asked",
    ),
    Kind(
        name="历史公文",
        text="关于第{0}号旧事的通知\n请各单位遵照执行。\n",
        details={"is_historic": True, "dated": date(2015, 3, 1)},
    ),
    Kind(
        name="带密级标志的公文",
        text="机密★10年\n\n关于第{0}号工作的通知\n",
        fate="refused",
    ),
)
assert sum(kind.share for kind in KINDS) == 15
