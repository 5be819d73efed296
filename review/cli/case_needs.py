"""What a step asks for, as it is typed: each key, what it is called, and what may be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from review.domain.vocabulary import (
    DeliberativeKind,
    DisclosureMode,
    Exemption,
    Key,
    OnRequestReason,
    ReassessmentOutcome,
    Subject,
    Term,
)

if TYPE_CHECKING:
    from review.services.views import NeedView, OfferView

WORDS: Mapping[str, type[Term]] = {
    Key.MODE: DisclosureMode,
    Key.EXEMPTION: Exemption,
    Key.DELIBERATIVE_KIND: DeliberativeKind,
    Key.ON_REQUEST_REASON: OnRequestReason,
    Key.OUTCOME: ReassessmentOutcome,
    Key.SUBJECTS: Subject,
}
A_DAY = "日期，如 2027-03-01"
ENDS = "；".join(
    (
        *(f"{key}（{key.label}）" for key in (Key.REASSESS_ON, Key.OPENS_ON)),
        f"{Key.ON_EVENT}（{Key.ON_EVENT.label}）和 {Key.LATEST}（{Key.LATEST.label}）",
    )
)
"""There is nothing to fill in under the name of an end: each way has its own."""
YES_OR_NO = "是（yes）、否（no）"
HINTS: Mapping[str, str] = {
    Key.NEXT_DATE: A_DAY,
    Key.NEEDS_HEAD: YES_OR_NO,
    Key.WORK_SECRET_MARK: YES_OR_NO,
    Key.SUSPECTED_LEAK: YES_OR_NO,
    Key.FILE: "路径，可多次，第一个是正文",
    Key.ARTICLE: "须与理由相符，如“第十六条第二款”",
    Key.REASONS: "用自己的话写清为何不公开",
    Key.OPINION: "写在 --opinion 之后",
    Key.OWN_WORDS: "理由为“其他（自述）”时写",
}
OF_MODE: Mapping[DisclosureMode, tuple[Key, ...]] = {
    DisclosureMode.ON_REQUEST: (Key.ON_REQUEST_REASON, Key.OWN_WORDS, Key.ENDS),
    DisclosureMode.WITHHELD: (
        *(Key.EXEMPTION, Key.DELIBERATIVE_KIND, Key.ARTICLE, Key.REASONS),
        *(Key.WORK_SECRET_MARK, Key.ENDS),
    ),
}
"""What is to be said besides, by the mode that is chosen."""


def needs_of(offer: OfferView) -> Iterator[str]:
    """Yield a line for each thing that must be filled in, and for what may be."""
    for need in offer.needs:
        yield _line("须填", need.key, need.label)
        if need.key == Key.MODE:
            yield from _by_mode()
    for need in offer.optional:
        yield _line("可填", need.key, _label(need))
        if need.key == Key.MODE:
            yield from _by_mode()


def _by_mode() -> Iterator[str]:
    for mode, keys in OF_MODE.items():
        for key in keys:
            yield _line(f"{mode.label}的，填", key.value, key.label)


def _label(need: NeedView) -> str:
    """Another mode than the one proposed is stated by who verifies it."""
    return f"{need.label}，与已提出的不同时填" if need.key == Key.MODE else need.label


def _line(said: str, key: str, label: str) -> str:
    if key == Key.ENDS:
        return f"{said}{label}，三选一：{ENDS}"
    allowed = _allowed(key)
    return f"{said} {key}（{label}）" + (f"：{allowed}" if allowed else "")


def _allowed(key: str) -> str:
    if key in WORDS:
        words = "、".join(f"{word.label}（{word.value}）" for word in WORDS[key])
        return f"{words}，可填多项，都不涉及的填“无”" if key == Key.SUBJECTS else words
    return HINTS.get(key, "")
