"""What stands where something was removed: numbers masked as published notices do, and why."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from review.domain.vocabulary import Exemption
from review.screening.fold import FoldTable
from review.shipped import shipped

MASKS: Final = "data/reference/redaction/masks.toml"
_UNSPOKEN = re.compile(r"[\W_]+")
_STAR = "*"


class Way(StrEnum):
    """How something is masked."""

    NUMBER = "number"
    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """One way of writing what rules were met by."""

    way: Way
    front: int = 0
    back: int = 0
    value: str = ""
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Masks:
    """How everything that is removed is written instead."""

    block: str
    beside: str
    surname: str
    elsewhere: str
    double_surnames: frozenset[str]
    reasons: Mapping[str, str]
    grounds: Mapping[str, str]
    by_rule: Mapping[str, Mask]

    def instead(self, text: str, *, rule: str, table: FoldTable) -> str:
        """Return what is written instead of a text that a rule was met by."""
        mask = self.by_rule.get(rule)
        if mask is None:
            return self.block
        match mask.way:
            case Way.NUMBER:
                return _numbered(spoken(text, table=table), mask)
            case Way.NAME:
                return self._named("".join(text.split()))
            case Way.ADDRESS:
                return self._addressed("".join(text.split()), mask)

    def reason(self, rule: str, exemption: Exemption | None = None) -> str:
        """Return the code of a reason: the one given, or the one that goes with the rule."""
        if exemption is not None:
            return self.reasons[exemption.value]
        ground = self.grounds.get(rule) or self.grounds.get(rule.partition(".")[0], "")
        return self.reasons.get(ground, "")

    def with_reason(self, replacement: str, reason: str) -> str:
        """Return what is put at a place: the replacement, and the code beside it."""
        return replacement + (self.beside.format(reason=reason) if reason else "")

    def _named(self, name: str) -> str:
        length = 2 if name[:2] in self.double_surnames else 1
        return self.surname.format(surname=name[:length]) if len(name) > length else self.block

    def _addressed(self, address: str, mask: Mask) -> str:
        ends = [address.rfind(word) + len(word) for word in mask.kept if word in address]
        end = max(ends, default=0)
        return self.elsewhere.format(kept=address[:end]) if 0 < end < len(address) else self.block


def spoken(text: str, *, table: FoldTable) -> str:
    """Return the letters and digits of a text alone, folded: all ways to write it are one."""
    return _UNSPOKEN.sub("", text.translate(table))


def _numbered(number: str, mask: Mask) -> str:
    found = re.search(mask.value, number) if mask.value else None
    said = (found[0] if found else number).upper()
    hidden = len(said) - mask.front - mask.back
    if hidden < min(mask.front + mask.back, len(said) / 3):
        return _STAR * len(said)
    return said[: mask.front] + _STAR * hidden + said[len(said) - mask.back :]


@functools.cache
def masks() -> Masks:
    """Return the masks that are shipped."""
    told: Mapping[str, Any] = tomllib.loads(shipped(MASKS).read_text(encoding="utf-8"))
    return Masks(
        block=told["block"],
        beside=told["beside"],
        surname=told["surname"],
        elsewhere=told["elsewhere"],
        double_surnames=frozenset(told["double_surnames"]),
        reasons=dict(told["reasons"]),
        grounds=dict(told["grounds"]),
        by_rule={rule: _mask(row) for row in told["mask"] for rule in row["rules"]},
    )


def _mask(row: Mapping[str, Any]) -> Mask:
    return Mask(
        way=Way(row["way"]),
        front=row.get("front", 0),
        back=row.get("back", 0),
        value=row.get("value", ""),
        kept=tuple(row.get("kept", ())),
    )
