"""Invented texts, few enough that each is really screened once."""

from __future__ import annotations

import random
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_BODY = "关于第{0}号事项的通知\n\n各科室：\n请于本月底前报送第{0}号台账。\n"


@dataclass(frozen=True)
class Text:
    """A text, and what a reader knows of it at once."""

    content: bytes
    annotation: str | None = None
    is_marked: bool = False
    is_unreadable: bool = False

    @property
    def words(self) -> str:
        """What a reader finds in it beside its number and its date: the same in all of a kind."""
        return self.content.decode().split("台账。\n", 1)[-1]

    @property
    def is_noted(self) -> bool:
        """The machine finds something in it."""
        return self in WITH_ID or self in WITH_MOBILE or self in OF_THE_PARTY


def _texts(words: str, *, count: int, annotation: str | None = None) -> tuple[Text, ...]:
    return tuple(
        Text(
            content=(_BODY.format(number) + words).encode(),
            annotation=annotation,
        )
        for number in range(count)
    )


CLEAN = _texts("特此通知。\n", count=60)
WITH_ID = _texts("李四，身份证号码：11010519491231002X，请核对。\n", count=12)
WITH_MOBILE = _texts("联系电话：13812345678，请来电。\n", count=10)
OF_THE_PARTY = _texts("特此通知。\n\n中共云溪区财政局党组\n", count=6)
ON_REQUEST = _texts("\n（此件依申请公开）\n", count=8, annotation="on_request")
PROACTIVE = _texts("\n（此件公开发布）\n", count=8, annotation="proactive")
MARKED = tuple(
    Text(content=f"机密★10年\n\n关于第{number}号工作的通知\n".encode(), is_marked=True)
    for number in range(2)
)
UNREADABLE = tuple(
    Text(content=b"\xff\xfe\x00\xd8\x00" + bytes([number]), is_unreadable=True)
    for number in range(8)
)
KINDS = (CLEAN, WITH_ID, WITH_MOBILE, OF_THE_PARTY, ON_REQUEST, PROACTIVE, MARKED, UNREADABLE)
WEIGHTS = (56, 10, 8, 4, 6, 6, 4, 6)
ATTACHMENTS = _texts("附件\n", count=2)
"""What many papers may have in common."""


def some_text(
    chance: random.Random, *, used: AbstractSet[bytes], like: bytes | None = None
) -> Text:
    """Mostly a clean one, mostly one that lies nowhere yet; in place of another, often its like."""
    of_kind = chance.choices(KINDS, WEIGHTS)[0]
    if like is not None and chance.random() < 0.5:
        of_kind = next(kind for kind in KINDS if any(text.content == like for text in kind))
    unused = [text for text in of_kind if text.content not in used]
    return chance.choice(unused if unused and chance.random() < 0.97 else of_kind)
