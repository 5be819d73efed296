"""The endings of 审批 as values: none of them can exist without its grounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from review.domain.ends import Ends
from review.domain.errors import GroundsMissing, ModeUnfit
from review.domain.grounds import article_for, own_words
from review.domain.vocabulary import (
    DeliberativeKind,
    DisclosureMode,
    Exemption,
    Key,
    OnRequestReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InFull:
    """The paper is published as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InPart:
    """What may not be public is cut, and the cut copy is reviewed again (条例第三十七条)."""

    reason: str

    def __post_init__(self) -> None:
        """Refuse a cut that nobody explains."""
        own_words(self.reason, key=Key.REASON)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRequest:
    """Disclosable, but given on request only (条例第十三条、第二十七条)."""

    reason: OnRequestReason
    ends: Ends
    own_words: str = ""

    def __post_init__(self) -> None:
        """Refuse “other” without words, and words that say nothing."""
        if self.reason is OnRequestReason.OTHER or self.own_words:
            own_words(self.own_words, key=Key.OWN_WORDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Exempt (条例第十四条至第十六条), with its article and a reason of its own, until it ends."""

    exemption: Exemption
    article: str
    reasons: str
    ends: Ends
    deliberative_kind: DeliberativeKind | None = None
    work_secret_mark: bool = False

    def __post_init__(self) -> None:
        """Refuse the wrong article, borrowed reasons, and a kind missing or out of place."""
        article_for(self.exemption, cited=self.article)
        own_words(self.reasons, key=Key.REASONS)
        is_deliberative = self.exemption is Exemption.DELIBERATIVE
        if is_deliberative and self.deliberative_kind is None:
            raise GroundsMissing(key=Key.DELIBERATIVE_KIND)
        if self.deliberative_kind is not None and not is_deliberative:
            raise ModeUnfit(mode=self.exemption.label, key=Key.DELIBERATIVE_KIND)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredUp:
    """It cannot be determined here, and goes to who can (条例第十七条)."""

    addressee: str
    reason: str

    def __post_init__(self) -> None:
        """Refuse a referral to nobody or for no reason."""
        if not self.addressee.strip():
            raise GroundsMissing(key=Key.ADDRESSEE)
        own_words(self.reason, key=Key.REASON)


Decision = InFull | InPart | OnRequest | Withheld | ReferredUp


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeStatement:
    """What one person says of the mode; both opinions stay where two differ."""

    mode: DisclosureMode
    grounds: OnRequest | Withheld | None = None

    def __post_init__(self) -> None:
        """Refuse a mode whose grounds are another's, or that lacks its own."""
        match self.mode, self.grounds:
            case (
                (DisclosureMode.PROACTIVE, None)
                | (DisclosureMode.ON_REQUEST, OnRequest())
                | (DisclosureMode.WITHHELD, Withheld())
            ):
                return
            case (DisclosureMode.ON_REQUEST, None):
                raise GroundsMissing(key=Key.ON_REQUEST_REASON)
            case (DisclosureMode.WITHHELD, None):
                raise GroundsMissing(key=Key.EXEMPTION)
            case (mode, OnRequest()):
                raise ModeUnfit(mode=mode.label, key=Key.ON_REQUEST_REASON)
            case (mode, _):
                raise ModeUnfit(mode=mode.label, key=Key.EXEMPTION)


def mode_of(decision: Decision) -> DisclosureMode | None:
    """Return the mode a decision determines; a cut or a referral determines none yet."""
    match decision:
        case InFull():
            return DisclosureMode.PROACTIVE
        case OnRequest():
            return DisclosureMode.ON_REQUEST
        case Withheld():
            return DisclosureMode.WITHHELD
        case InPart() | ReferredUp():
            return None
        case _:
            assert_never(decision)
